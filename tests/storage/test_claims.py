"""A message is one holder's at a time, whose name ends with its lease or its process; then it is anybody's again."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from tests.bureau import Desk, instant
from yudu_flow.storage import claims, holders, messages, notices, processes
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.new_rows import Mark, NewMessage
from yudu_flow.storage.tables import HOLDER, MESSAGE, NOTICE

NOW = instant("2020-09-21T09:00")
LEASE = timedelta(minutes=1)
ME, ANOTHER = "me", "another"


@pytest.fixture
def engine(desk: Desk) -> Engine:
    """The first reminder, five mails, composed and put back into the queue; two holders."""
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-21T09:00")
    with writing(desk.bureau.engine) as db:
        monday = MESSAGE.c.key == "daily:2020-09-21"
        db.execute(update(MESSAGE).where(monday).values(state="queued", sent_at=None, attempts=0, unsure=False))
        holders.enter(db, ME, LEASE)
        holders.enter(db, ANOTHER, LEASE)
    return desk.bureau.engine


def claimed(engine: Engine, holder: str = ME, limit: int = 100, *, to_go: bool = True) -> list[Any]:
    """What that holder gets when it claims."""
    with writing(engine) as db:
        return [*claims.claim(db, "qingxi", "email", NOW, holder, NOW + LEASE, limit, to_go=to_go)]


def freed(engine: Engine) -> list[Any]:
    """What another one gets after the dead have been ended."""
    with writing(engine) as db:
        holders.free_the_dead(db, LEASE)
    return claimed(engine, ANOTHER)


def written(engine: Engine, name: str = ME, **values: Any) -> None:
    """A holder's row says so."""
    with writing(engine) as db:
        db.execute(update(HOLDER).where(HOLDER.c.id == name).values(**values))


def hold_for(engine: Engine, lease: timedelta, name: str = ME) -> None:
    """Let it be so long to the end of the lease, by the database's time."""
    with writing(engine) as db:
        until = holders.present(db) + lease
    written(engine, name, until=until)


def now_of(engine: Engine, key: str) -> Any:
    """The message as it is now."""
    with reading(engine) as db:
        return db.execute(select(MESSAGE).where(MESSAGE.c.id == key)).one()


def dead_process() -> int:
    """The id of a process of this machine that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_claim_is_not_taken_twice(engine: Engine) -> None:
    """It gives each message to the first who asks."""
    assert len(claimed(engine, limit=2)) == 2
    assert len(claimed(engine, ANOTHER)) == 3
    assert claimed(engine) == []


def test_a_lease_that_has_run_out_is_free(engine: Engine) -> None:
    """It gives the message to the next who asks, at the lease's end and not before, by the database's time."""
    first = claimed(engine)
    hold_for(engine, timedelta(seconds=1))
    assert freed(engine) == []
    hold_for(engine, timedelta(0))
    assert {row.id for row in freed(engine)} == {row.id for row in first}


def test_a_lease_that_a_clock_wrote_which_ran_ahead_is_free(engine: Engine) -> None:
    """Else nobody could send for as long as the clock was ahead."""
    first = claimed(engine)
    hold_for(engine, timedelta(days=1))
    assert len(freed(engine)) == len(first)


def test_a_lease_that_has_run_out_is_not_renewed(engine: Engine) -> None:
    """Somebody may be about to take over."""
    hold_for(engine, timedelta(0))
    with writing(engine) as db:
        assert not holders.renew(db, ME, LEASE)
        assert holders.renew(db, ANOTHER, LEASE)


def test_a_claim_counts_as_an_attempt_that_nobody_has_heard_of(engine: Engine) -> None:
    """It stands as doubtful until it is marked."""
    [one] = claimed(engine, limit=1)
    row = now_of(engine, one.id)
    assert (row.attempts, row.unsure, row.claimed_by) == (1, True, ME)


def test_the_claim_of_a_dead_process_of_this_machine_is_freed_at_once(engine: Engine) -> None:
    """It does not wait for the lease."""
    held = claimed(engine)
    written(engine, process=dead_process())
    assert len(freed(engine)) == len(held)


def test_the_claim_of_a_process_whose_number_another_one_has_got_is_freed_at_once(engine: Engine) -> None:
    """It began at another time."""
    held = claimed(engine)
    written(engine, process=os.getpid(), born="1")
    assert len(freed(engine)) == len(held)


def test_the_claim_of_a_living_process_stays(engine: Engine) -> None:
    """It is left to run out."""
    claimed(engine)
    written(engine, process=os.getppid(), born=processes.born(os.getppid()))
    assert freed(engine) == []


@pytest.mark.parametrize("where", ["another start pid:[4026531836]", ""])
def test_the_claim_of_another_machine_stays(engine: Engine, where: str) -> None:
    """It cannot be known from here whether its process lives: containers number theirs alike, on one name."""
    claimed(engine)
    written(engine, place=where, process=dead_process())
    assert freed(engine) == []


def marked(engine: Engine, key: str, state: str, reply: str) -> Any:
    """The message after this holder has marked it so."""
    mark = Mark(key, state, NOW if state == "sent" else None, reply, NOW, False, False, "", False)
    with writing(engine) as db:
        claims.mark(db, [mark], ME)
        return db.execute(select(MESSAGE).where(MESSAGE.c.id == key)).one()


def held_by(engine: Engine, holder: str) -> None:
    """Every claim is that holder's."""
    with writing(engine) as db:
        db.execute(update(MESSAGE).where(MESSAGE.c.state == "queued").values(claimed_by=holder))


def test_a_holder_that_outlived_its_lease_overwrites_nothing_of_the_next(engine: Engine) -> None:
    """A late 421 would have it sent once more; and what is in another's hands is not given back."""
    [one] = claimed(engine, limit=1)
    held_by(engine, ANOTHER)
    assert marked(engine, one.id, "queued", "421 closing").claimed_by == ANOTHER
    with writing(engine) as db:
        claims.give_back(db, [one], ME)
        assert messages.by_id(db, "qingxi", [one.id])[one.id].claimed_by == ANOTHER
        db.execute(update(MESSAGE).where(MESSAGE.c.id == one.id).values(state="sent", reply="250 ok"))
    row = marked(engine, one.id, "queued", "421 closing")
    assert (row.state, row.reply) == ("sent", "250 ok")


def test_what_a_late_holder_did_send_stays_sent(engine: Engine) -> None:
    """Whoever holds it now: the relay has it."""
    [one] = claimed(engine, limit=1)
    held_by(engine, ANOTHER)
    assert marked(engine, one.id, "sent", "250 ok").state == "sent"


def test_a_claim_that_does_not_all_go_at_once_is_in_doubt_one_by_one(engine: Engine) -> None:
    """An SMS that was claimed and never tried is as it was when its holder dies."""
    rows = claimed(engine, to_go=False)
    with writing(engine) as db:
        assert claims.under_way(db, rows[0].id, ME)
        there = messages.by_id(db, "qingxi", [row.id for row in rows]).values()
    assert [row.id for row in there if row.unsure or row.attempts] == [rows[0].id]
    hold_for(engine, timedelta(0))
    with writing(engine) as db:
        holders.free_the_dead(db, LEASE)
        assert not claims.under_way(db, rows[1].id, ME)
    row = now_of(engine, rows[1].id)
    assert (row.state, row.attempts, row.unsure, row.claimed_until) == ("queued", 0, False, None)


def test_what_is_given_back_is_as_it_was_before(engine: Engine) -> None:
    """Whether it was to go at once or not."""
    for to_go in (True, False):
        [one] = claimed(engine, limit=1, to_go=to_go)
        with writing(engine) as db:
            claims.give_back(db, [one], ME)
        assert now_of(engine, one.id)._asdict() == one._asdict()


@pytest.mark.parametrize("values", [{"claimed_by": ME}, {"unsure": True}, {"state": "sent"}])
def test_what_is_in_hand_in_doubt_or_sent_is_not_written_anew(engine: Engine, values: dict[str, Any]) -> None:
    """Another text would go out under its Message-ID."""
    with writing(engine) as db:
        first, second, *_ = db.execute(select(MESSAGE).where(MESSAGE.c.state == "queued")).all()
        db.execute(update(MESSAGE).where(MESSAGE.c.id == first.id).values(**values))
        notices.recompose(db, [first.id, second.id], NOW, NOW)
        assert {*messages.by_id(db, "qingxi", [first.id, second.id])} == {first.id}
        told = db.execute(select(NOTICE.c.message, NOTICE.c.state).where(NOTICE.c.message == first.id)).all()
    assert {state for _, state in told} == {"composed"}


def test_one_at_a_time_has_a_bureau_s_shift(engine: Engine) -> None:
    """Another one gets it where it was left, or its holder has ended."""
    with writing(engine) as db:
        assert holders.take_shift(db, "qingxi", ME)
        assert holders.take_shift(db, "qingxi", ME)
        assert not holders.take_shift(db, "qingxi", ANOTHER)
        holders.leave_shift(db, ME)
        assert holders.take_shift(db, "qingxi", ANOTHER)
    hold_for(engine, timedelta(0), ANOTHER)
    with writing(engine) as db:
        holders.free_the_dead(db, LEASE)
        assert holders.take_shift(db, "qingxi", ME)


def test_a_key_that_is_taken_is_not_put_again(engine: Engine) -> None:
    """Who puts a message learns whether it was new; the one that is there stays as it was."""
    with writing(engine) as db:
        row, *_ = messages.listed(db, "qingxi")
        there = NewMessage(**{field.name: getattr(row, field.name) for field in fields(NewMessage)})
        new = replace(there, id="new", key="daily:2030-01-01")
        assert messages.put(db, [replace(there, text="另一份"), new]) == {"new"}
        assert messages.by_id(db, "qingxi", [row.id])[row.id].text == row.text
