"""A message is claimed by one process at a time; a lease that ran out, or whose process died, is free again."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from tests.bureau import Desk, instant
from yudu_flow.storage import messages
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import MESSAGE

NOW = instant("2020-09-21T09:00")
LEASE = timedelta(minutes=5)


@pytest.fixture
def engine(desk: Desk) -> Engine:
    """The first reminder, five mails, composed and put back into the queue."""
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-21T09:00")
    with writing(desk.bureau.engine) as db:
        monday = MESSAGE.c.key == "daily:2020-09-21"
        db.execute(update(MESSAGE).where(monday).values(state="queued", sent_at=None, attempts=0, unsure=False))
    return desk.bureau.engine


def claimed(engine: Engine, now: datetime = NOW, limit: int = 100) -> list[str]:
    """What this process gets when it claims."""
    with writing(engine) as db:
        return [row.id for row in messages.claim(db, "qingxi", "email", now, now + LEASE, limit)]


def held_by(engine: Engine, holder: str) -> None:
    """Every claim is that process's."""
    with writing(engine) as db:
        db.execute(update(MESSAGE).where(MESSAGE.c.state == "queued").values(claimed_by=holder))


def freed(engine: Engine) -> list[str]:
    """What can be claimed after the dead have been freed."""
    with writing(engine) as db:
        messages.free_the_dead(db, "qingxi", NOW)
    return claimed(engine)


def dead_process() -> int:
    """The id of a process of this machine that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def here(process: int) -> str:
    """A process of this machine, as claims name it."""
    return f"{messages.claimant().rpartition(':')[0]}:{process}"


def test_a_claim_is_not_taken_twice(engine: Engine) -> None:
    """It gives each message to the first who asks."""
    assert len(claimed(engine, limit=2)) == 2
    assert len(claimed(engine)) == 3
    assert claimed(engine) == []


def test_a_lease_that_has_run_out_is_free(engine: Engine) -> None:
    """It gives the message to the next who asks, at the lease's end and not before."""
    first = claimed(engine)
    assert claimed(engine, NOW + LEASE - timedelta(seconds=1)) == []
    assert sorted(claimed(engine, NOW + LEASE)) == sorted(first)


def test_a_claim_counts_as_an_attempt_that_nobody_has_heard_of(engine: Engine) -> None:
    """It stands as doubtful until it is marked."""
    [one] = claimed(engine, limit=1)
    with reading(engine) as db:
        row: Any = db.execute(select(MESSAGE).where(MESSAGE.c.id == one)).one()
    assert (row.attempts, row.unsure, row.claimed_by) == (1, True, messages.claimant())


def test_the_claim_of_a_dead_process_of_this_machine_is_freed_at_once(engine: Engine) -> None:
    """It does not wait for the lease."""
    held = claimed(engine)
    held_by(engine, here(dead_process()))
    assert sorted(freed(engine)) == sorted(held)


def test_the_claim_of_a_living_process_stays(engine: Engine) -> None:
    """It is left to run out."""
    claimed(engine)
    held_by(engine, here(os.getppid()))
    assert freed(engine) == []


def test_the_claim_of_another_machine_stays(engine: Engine) -> None:
    """It cannot be known from here whether its process lives."""
    claimed(engine)
    held_by(engine, f"elsewhere:{dead_process()}")
    assert freed(engine) == []


def marked(engine: Engine, key: str, state: str, reply: str) -> Any:
    """The message after this process has marked it so."""
    mark = {"one": key, "to": state, "sent": NOW if state == "sent" else None, "answer": reply, "due": NOW}
    with writing(engine) as db:
        messages.mark(db, [{**mark, "doubt": False, "missing": False, "trouble": "", "file": False}])
        return db.execute(select(MESSAGE).where(MESSAGE.c.id == key)).one()


def test_a_holder_that_outlived_its_lease_overwrites_nothing_of_the_next(engine: Engine) -> None:
    """A late 421 would have it sent once more; and what is in another's hands is not given back."""
    [one] = claimed(engine, limit=1)
    with reading(engine) as db:
        row = messages.by_id(db, [one])[one]
    held_by(engine, "elsewhere:1")
    assert marked(engine, one, "queued", "421 closing").claimed_by == "elsewhere:1"
    with writing(engine) as db:
        messages.give_back(db, [row])
        assert messages.by_id(db, [one])[one].claimed_by == "elsewhere:1"
        db.execute(update(MESSAGE).where(MESSAGE.c.id == one).values(state="sent", reply="250 ok"))
    row = marked(engine, one, "queued", "421 closing")
    assert (row.state, row.reply) == ("sent", "250 ok")


def test_what_a_late_holder_did_send_stays_sent(engine: Engine) -> None:
    """Whoever holds it now: the relay has it."""
    [one] = claimed(engine, limit=1)
    held_by(engine, "elsewhere:1")
    assert marked(engine, one, "sent", "250 ok").state == "sent"


def test_a_claim_that_does_not_all_go_at_once_is_in_doubt_one_by_one(engine: Engine) -> None:
    """An SMS that was claimed and never tried is tried later."""
    with writing(engine) as db:
        rows = messages.claim(db, "qingxi", "email", NOW, NOW + LEASE, 100, to_go=False)
        assert messages.under_way(db, rows[0].id)
        assert [row.id for row in messages.by_id(db, [row.id for row in rows]).values() if row.unsure] == [rows[0].id]
    held_by(engine, "elsewhere:1")
    with writing(engine) as db:
        assert not messages.under_way(db, rows[1].id)


def test_a_key_that_is_taken_is_not_put_again(engine: Engine) -> None:
    """Who puts a message learns whether it was new; the one that is there stays as it was."""
    with writing(engine) as db:
        there, *_ = [row._asdict() for row in messages.listed(db, "qingxi")]
        new = {**there, "id": "new", "key": "daily:2030-01-01"}
        assert messages.put(db, [{**there, "text": "另一份"}, new]) == {"new"}
        assert messages.by_id(db, [there["id"]])[there["id"]].text == there["text"]
