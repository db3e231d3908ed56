"""What happens between two transactions of another: acts beside a pass, and two passes, on a server that lets them."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.bureau import (
    CLERK,
    DISPUTES,
    INSURANCE,
    JOBS,
    LIAISON,
    OTHER_CLERK,
    SEPTEMBER,
    Clock,
    Desk,
    change,
    desk_in,
    instant,
    report_of,
)
from tests.engine.books import messages, unbalanced
from yudu_flow.actions.acts import act, edit_summary, passing_on
from yudu_flow.actions.acts.act import Sought, find
from yudu_flow.actions.acts.answer_duty import answer_duty
from yudu_flow.actions.acts.answer_hand_back import answer_hand_back
from yudu_flow.actions.acts.edit_summary import Edit
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.firm_entries import retire_firm
from yudu_flow.actions.acts.firm_pairings import end_pairing
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine import compose, correct_clock, decide, recount
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.papers.summary import FINAL, Paragraph, summary
from yudu_flow.actions.processes.holder import LEASE
from yudu_flow.actions.processes.shift import Shift, ShiftLost
from yudu_flow.actions.processes.tell_of_content import tell_office
from yudu_flow.actions.roster_firms import follow_roster
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.errors import Conflict, NotAllowed
from yudu_flow.domain.facts import CaseChoice, FactKind, HandBackChoice
from yudu_flow.storage import audit, bureaus, claims, events, firms, holders, notices, rungs
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import EVENT, HOLDER, MESSAGE, NOTICE, OBLIGATION

pytestmark = pytest.mark.only_postgresql
PLAN = "wenjiuye-2020"
MONDAY, LATE = "2020-09-21T09:00", "2020-09-28T09:00"


class Meanwhile:
    """Does something once, in the middle of a function: before the first call of it, or one of the `later` ones."""

    def __init__(
        self, patch: pytest.MonkeyPatch, place: Any, name: str, do: Callable[[], object], later: int = 0
    ) -> None:
        self._usual, self._do, self._later = getattr(place, name), do, later
        self._waits: list[threading.Thread] = []
        self.wrong: list[Exception] = []
        patch.setattr(place, name, self)

    def __call__(self, *said: Any, **named: Any) -> Any:
        self._later -= 1
        if self._later >= 0:
            return self._usual(*said, **named)
        do, self._do = self._do, lambda: None
        other = threading.Thread(target=self._try, args=(do,))
        self._waits.append(other)
        other.start()
        other.join(1)
        return self._usual(*said, **named)

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Exception as wrong:  # in a thread it would be nobody's
            self.wrong.append(wrong)

    def join(self) -> None:
        """Until what had to wait is done, and nothing was wrong with it."""
        for one in self._waits:
            one.join(20)
            assert not one.is_alive()
        assert self.wrong == []


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


def test_two_hand_backs_refused_at_once_ground_one_case_each(
    home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer is about one unit and changes both: whoever comes second waits, and neither is broken off."""
    change(home, "workflows/plan.yaml", "      - number: 3\n", SHARED)
    desk, who = desk_in(home, database), {INSURANCE: "白桦", DISPUTES: "叶舟"}
    desk.until("2020-09-21T09:00")

    def back(unit: str, matter: str) -> None:
        hand_back(desk.bureau, report_of(unit), who[unit], desk.clock(), matter, "不归我们管")

    def refuse(unit: str) -> None:
        reject = HandBackChoice.REJECT
        answer_hand_back(desk.bureau, report_of(unit), CLERK, desk.clock(), None, reject, "方案写明由你单位承担")

    for unit, matter in zip(who, ("2.1", "2.2"), strict=True):
        back(unit, matter)
        refuse(unit)
    for unit, matter in zip(who, ("2.2", "2.1"), strict=True):
        back(unit, matter)
    meanwhile = Meanwhile(monkeypatch, passing_on, "_ground", lambda: refuse(INSURANCE))
    refuse(DISPUTES)
    meanwhile.join()
    query = select(OBLIGATION.c.owner).join_from(EVENT, OBLIGATION, EVENT.c.obligation_id == OBLIGATION.c.id)
    with reading(desk.bureau.engine) as db:
        grounded = db.execute(query.where(EVENT.c.kind == FactKind.CASE_GROUNDED)).scalars().all()
        refused = db.execute(query.where(EVENT.c.kind == FactKind.HAND_BACK_ANSWERED)).scalars().all()
    assert (sorted(grounded), len(refused)) == (sorted(who), 4)


SHARED = """\
          - {id: "2.2", summary: 化解争议, leaders: [沈清], units: [社保中心, 仲裁股]}
      - number: 3
"""
"""One matter more that the two have in common."""


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("firms: [长河电子, 青山服装]", "firms: []"),
        (f"  {JOBS}:\n", f"  {JOBS}:\n    until: 2020-09-18\n    into: {INSURANCE}\n"),
    ],
)
def test_firms_are_parted_once_though_two_look_at_the_roster_at_once(
    home: Path, database: str, monkeypatch: pytest.MonkeyPatch, said: str, instead: str
) -> None:
    """Pages look at the file as passes do; whoever comes second finds that the first has done it."""
    desk = desk_in(home, database)
    desk.at("2020-09-18T09:00")
    change(home, "config/roster.yaml", said, instead)
    desk = desk_in(home, database)
    meanwhile = Meanwhile(monkeypatch, bureaus, "lock", lambda: follow_roster(desk.bureau, instant(MONDAY)))
    follow_roster(desk.bureau, instant(MONDAY))
    meanwhile.join()
    with reading(desk.bureau.engine) as db:
        held = {row.firm_id for row in firms.pairings(db, "qingxi") if row.until}
        parted = [deed for firm in held for deed in firms.deeds(db, "qingxi", firm) if deed.kind == "parted"]
    assert len(parted) == len(held) > 0


@pytest.mark.parametrize(
    ("place", "do", "kind"),
    [
        ("change", lambda bureau: retire_firm(bureau, 1, CLERK, instant(MONDAY), "已注销"), "retired"),
        ("change_pairing", lambda bureau: end_pairing(bureau, 1, JOBS, CLERK, instant(MONDAY)), "parted"),
    ],
)
def test_what_two_do_to_a_firm_at_once_is_done_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str, do: Callable[[Bureau], object], kind: str
) -> None:
    """Whoever comes second is refused."""
    desk.at("2020-09-18T09:00")

    def again() -> None:
        with suppress(NotAllowed):
            do(desk.bureau)

    meanwhile = Meanwhile(monkeypatch, firms, place, again)
    again()
    meanwhile.join()
    with reading(desk.bureau.engine) as db:
        assert [deed.kind for deed in firms.deeds(db, "qingxi", 1)].count(kind) == 1


def test_an_act_that_lifts_a_case_and_one_beside_it_in_the_same_message_are_both_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages are locked before the bureau's row, also where a case falls and is audited on the way."""
    desk.email.refuse("su-he@test.local", "451 4.3.0 try later", permanent=False)
    desk.until("2020-10-12T09:00")
    beside = Sought(JOBS, "2020-09", "visit-3")
    assert len(shared_messages(desk, report_of(JOBS), beside)) > 0
    now = instant("2020-10-12T09:30")
    meanwhile = Meanwhile(monkeypatch, act, "_withdraw", lambda: note(desk.bureau, beside, CLERK, now, "打过电话"))
    done = waive(desk.bureau, report_of(JOBS), OTHER_CLERK, now, "机构调整")
    meanwhile.join()
    assert done.sight.state.case is not None
    assert done.sight.state.case.decision is CaseChoice.DISMISS


def shared_messages(desk: Desk, *items: Sought) -> set[str]:
    """Those that wait to be sent and tell of all of these."""
    with reading(desk.bureau.engine) as db:
        ids = [find(desk.bureau, db, one, lock=False).owed.id for one in items]
        rows = db.execute(select(NOTICE.c.obligation_id, NOTICE.c.message).where(NOTICE.c.state == "composed")).all()
        waiting = {*db.execute(select(MESSAGE.c.id).where(MESSAGE.c.state == "queued")).scalars()}
    return set.intersection(*({row.message for row in rows if row.obligation_id == id} for id in ids)) & waiting


@pytest.fixture
def compiled(desk: Desk) -> tuple[Desk, list[Paragraph]]:
    """September's summary, with the paragraphs that say something."""
    desk.until("2020-10-12T09:00")
    return desk, paragraphs(desk)


def paragraphs(desk: Desk) -> list[Paragraph]:
    with reading(desk.bureau.engine) as db:
        return [one for one in summary(desk.bureau, db, desk.clock(), PLAN, SEPTEMBER).paragraphs() if one.text]


def rewrite(desk: Desk, one: Paragraph, by: str) -> None:
    edits = {one.key: Edit("另写一段", one.mark)}
    edit_summary.edit_summary(desk.bureau, PLAN, SEPTEMBER, by, desk.clock(), edits)


def test_two_paragraphs_of_a_summary_are_saved_at_the_same_instant(
    compiled: tuple[Desk, list[Paragraph]], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, (mine, theirs, *_) = compiled
    meanwhile = Meanwhile(monkeypatch, edit_summary, "_clashes", lambda: rewrite(desk, theirs, OTHER_CLERK))
    rewrite(desk, mine, CLERK)
    meanwhile.join()
    assert [one.key for one in paragraphs(desk) if one.text == "另写一段"] == [mine.key, theirs.key]


def test_who_makes_a_summary_final_while_it_is_saved_is_told(
    compiled: tuple[Desk, list[Paragraph]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both lock the bureau's row first: the one held the summary, the other the bureau, and one was broken off."""
    desk, (mine, *_) = compiled
    final = partial(edit_summary.set_state, desk.bureau, PLAN, SEPTEMBER, OTHER_CLERK, desk.clock(), 0, FINAL)
    meanwhile = Meanwhile(monkeypatch, audit, "record", final)
    rewrite(desk, mine, CLERK)
    with pytest.raises(AssertionError):
        meanwhile.join()
    assert [type(one) for one in meanwhile.wrong] == [Conflict]


def test_of_two_answers_about_a_duty_the_second_is_told(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One writes the plan, the other nothing but its answer."""
    for when in ("2020-09-18T09:00", "2020-10-20T09:00", "2020-11-02T09:00"):
        desk.at(when)
    answer = partial(answer_duty, home, desk.bureau, "report")
    meanwhile = Meanwhile(monkeypatch, audit, "record", lambda: answer("stop", OTHER_CLERK, desk.clock()))
    answer("keep", CLERK, desk.clock())
    with pytest.raises(AssertionError):
        meanwhile.join()
    assert [str(one) for one in meanwhile.wrong] == ["稳就业月报刚刚已经答复过"]
