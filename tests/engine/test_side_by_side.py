"""What happens between two transactions of another: acts beside a pass, and two passes, on a server that lets them."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.bureau import (
    JOBS,
    LIAISON,
    Clock,
    Desk,
    change,
    desk_in,
    instant,
    report_of,
)
from tests.engine.books import messages, unbalanced
from tests.engine.meanwhile import Meanwhile
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.engine import compose, correct_clock, decide, recount
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.processes.holder import LEASE
from yudu_flow.actions.processes.shift import Shift, ShiftLost
from yudu_flow.actions.processes.tell_of_content import tell_office
from yudu_flow.domain.channels import Channel
from yudu_flow.storage import bureaus, claims, events, holders, notices, rungs
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import HOLDER, MESSAGE, NOTICE

pytestmark = pytest.mark.only_postgresql
PLAN = "wenjiuye-2020"
MONDAY, LATE = "2020-09-21T09:00", "2020-09-28T09:00"


def filed(desk: Desk) -> None:
    """The unit's report arrives."""
    file_report(desk.bureau, report_of(JOBS), LIAISON[JOBS], instant("2020-09-21T09:00:30"), Report(progress="已落实"))


def told_and_noted(desk: Desk) -> list[tuple[str, bool]]:
    """What became of the liaison's notice of that Monday, and whether there is a mail that says it."""
    query = select(NOTICE.c.state).where(NOTICE.c.recipient == LIAISON[JOBS], NOTICE.c.rung == "R-5")
    mine = MESSAGE.c.recipient == LIAISON[JOBS], MESSAGE.c.key == "daily:2020-09-21"
    with reading(desk.bureau.engine) as db:
        mails = db.execute(select(MESSAGE.c.id).where(*mine)).all()
        return [(row.state, bool(mails)) for row in db.execute(query)]


@pytest.mark.parametrize("place", ["settle", "recompose", "open_of"])
def test_an_act_during_delivery_drops_nothing_that_is_in_hand(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Whoever claims at any point of the act gets the message or does not: it is not written anew under its id."""
    desk.at("2020-09-18T09:00")
    desk.email.refuse(f"{LIAISON[JOBS]}@test.local", "451 4.3.0 try later", permanent=False)
    desk.at(MONDAY)
    got: list[Any] = []

    def claim() -> None:
        with writing(desk.bureau.engine) as db:
            holders.enter(db, "another", LEASE)
            got.extend(claims.claim(db, "qingxi", "email", now, "another", now, 100))

    now = instant("2020-09-21T09:05")
    meanwhile = Meanwhile(monkeypatch, notices, place, claim)
    filed(desk)
    meanwhile.join()
    there = {row.id: row.text for row in messages(desk)}
    assert all(there.get(row.id) == row.text for row in got)
    [(state, said)] = told_and_noted(desk)
    assert (state, said, len(got)) in {("composed", True, 1), ("withdrawn", False, 0)}


def test_an_act_during_compose_leaves_its_notice_as_the_mail_says(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the mail says is not noted as withdrawn."""
    desk.at("2020-09-18T09:00")
    decide.decide(desk.bureau, instant(MONDAY))
    meanwhile = Meanwhile(monkeypatch, notices, "settle", lambda: compose.compose(desk.bureau, instant(MONDAY)))
    filed(desk)
    meanwhile.join()
    assert told_and_noted(desk) in ([("composed", True)], [("withdrawn", False)])


@pytest.mark.parametrize("told", [("R-3", "V-5", "K-a file"), ("K-a file",)])
def test_who_composes_beside_another_leaves_what_that_one_wrote(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, told: tuple[str, ...]
) -> None:
    """It stood still past its lease when it had just seen that it has the shift: nothing is told again next day."""
    desk.until("2020-09-21T09:00")
    now = instant("2020-09-24T09:00")
    tell_office(desk.bureau, instant("2020-09-23T15:00"), "a file")
    if "R-3" in told:
        decide.decide(desk.bureau, now)
    meanwhile = Meanwhile(monkeypatch, notices, "settle", lambda: compose.compose(desk.bureau, now))
    compose.compose(desk.bureau, now)
    meanwhile.join()
    with reading(desk.bureau.engine) as db:
        due = db.execute(select(NOTICE.c.rung, NOTICE.c.state).where(NOTICE.c.due_at >= now)).all()
    assert {(row.rung, row.state) for row in due} == {(rung, "composed") for rung in told}


def test_one_who_comes_back_ends_itself_while_another_one_frees_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is broken off: both would be noted as a pass that failed."""
    desk.at("2020-09-18T09:00")
    late, other = stood_still(desk), Shift(desk.bureau, instant(MONDAY))
    meanwhile = Meanwhile(monkeypatch, holders, "end", late.end)
    assert other.is_mine()
    meanwhile.join()
    other.end()


def test_digests_are_whole_while_another_process_comes_by(
    home: Path, database: str, second_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It decides nothing of what is being decided, writes to nobody, and takes nothing for missing."""
    alone, desk = desk_in(home, second_database), desk_in(home, database)
    guest = desk_in(home, database)
    passes: list[Pass] = []
    for one in (alone, desk):
        one.until("2020-09-25T09:00")
        one.clock.set(LATE)
    ways: dict[Channel, Any] = {Channel.EMAIL: guest.email, Channel.SMS: guest.sms}
    guest.clock.set(LATE)
    monkeypatch.setattr(decide, "BATCH", 2)
    alone.run()
    meanwhile = Meanwhile(monkeypatch, rungs, "put", lambda: passes.append(make_pass(guest.bureau, ways, guest.clock)))
    desk.run()
    meanwhile.join()
    assert said(desk) == said(alone)
    assert passes[0].look_again
    assert unbalanced(desk, "2020-09") == []
    with writing(desk.bureau.engine) as db:
        assert bureaus.start(db, "qingxi", instant(LATE)).imbalance == 0


def stood_still(desk: Desk) -> Shift:
    """The shift of one that was just told that it has it, while its lease ran out."""
    shift = Shift(desk.bureau, desk.clock())
    assert shift.is_mine()
    with writing(desk.bureau.engine) as db:
        db.execute(update(HOLDER).values(until=desk.clock()))
    return shift


def test_one_that_stood_still_decides_nothing_by_a_clock_that_it_read_before(desk: Desk) -> None:
    """Another one has the shift."""
    desk.until("2020-09-25T09:00")
    desk.clock.set(LATE)
    late, other = stood_still(desk), Shift(desk.bureau, desk.clock())
    assert other.is_mine()
    assert not decide.decide(desk.bureau, desk.clock(), late).counts
    assert decide.decide(desk.bureau, desk.clock(), other).counts["fired"]


def test_nobody_takes_over_from_one_in_a_transaction(desk: Desk) -> None:
    """What it began by its shift it ends by it, however late: or the server ends it."""
    desk.at("2020-09-18T09:00")
    late, other = stood_still(desk), Shift(desk.bureau, desk.clock())
    with writing(desk.bureau.engine) as db:
        late.hold(db)
        assert not other.is_mine()
    assert Shift(desk.bureau, desk.clock()).is_mine()
    with pytest.raises(ShiftLost), writing(desk.bureau.engine) as db:
        late.hold(db)


def test_digests_are_whole_while_one_composes_that_stood_still(
    home: Path, database: str, second_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what another one has decided so far it writes nothing: the rest would be of tomorrow."""
    alone, desk, late = (desk_in(home, place) for place in (second_database, database, database))
    for one in (alone, desk):
        one.until("2020-09-25T09:00")
        one.clock.set(LATE)
    late.clock.set(LATE)
    shift = stood_still(late)
    monkeypatch.setattr(decide, "BATCH", 2)
    alone.run()
    meanwhile = Meanwhile(monkeypatch, rungs, "put", lambda: compose.compose(late.bureau, late.clock(), shift), later=1)
    desk.run()
    meanwhile.join()
    assert said(desk) == said(alone)
    assert unbalanced(desk, "2020-09") == []


def test_two_that_see_a_rest_day_at_the_same_instant_move_the_deadline_once(
    home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its trace and the audit name it once."""
    desk_in(home, database, clock := Clock(instant("2020-09-18T09:00"))).until(MONDAY)
    change(home, "config/calendar.yaml", "rest: []", "rest: [2020-09-27]")
    one, other = desk_in(home, database, clock), desk_in(home, database, clock)
    meanwhile = Meanwhile(monkeypatch, recount, "_count", lambda: recount.recount(other.bureau, clock()))
    recount.recount(one.bureau, clock())
    meanwhile.join()
    assert [act["act"] for act in one.trace(JOBS)["acts"]] == ["recounted"]


def test_two_that_find_a_clock_set_right_at_the_same_instant_correct_it_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the second may void what the first one's pass has decided anew."""
    desk.until(LATE)
    ahead = desk.clock()
    desk.clock.set("2020-09-27T12:00")
    again = partial(correct_clock.correct_clock, desk.bureau, ahead, desk.clock)
    meanwhile = Meanwhile(monkeypatch, events, "append_all", again)
    assert again()
    meanwhile.join()
    assert [act["act"] for act in desk.trace(JOBS)["acts"]].count("clock_corrected") == 1


def said(desk: Desk) -> set[tuple[str, ...]]:
    """Everything that was told."""
    return {(row.recipient, row.channel, row.key, row.subject, row.text) for row in messages(desk)}


"""One matter more that the two have in common."""
