"""Somebody else has the rows, or the file, when what went out is to be noted: it waits, and sends nothing again.

Time is hurried: a wait for a lock is a tenth of what the other one keeps it, and a lease must be renewed meanwhile.
"""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from tests.bureau import JOBS, LIAISON, UNITS, Clock, Desk, Recorder, instant
from tests.engine.books import messages
from yudu_flow.actions.engine import deliver
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.processes import holder
from yudu_flow.actions.processes.holder import Holder
from yudu_flow.domain.channels import Channel
from yudu_flow.storage import claims, database, server
from yudu_flow.storage.database import bell_of, connect, writing
from yudu_flow.storage.tables import HOLDER

pytestmark = pytest.mark.both
MORNING = "2020-09-21"
KEPT = 0.5
"""Seconds that the other one keeps what he has."""
SESSION = (f"lock_timeout = '{KEPT * 100:.0f}ms'", *server.SESSION[2:])


@pytest.fixture(autouse=True)
def hurried(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits and leases are shorter than the other one's transaction."""
    monkeypatch.setattr(server, "SESSION", SESSION)
    monkeypatch.setattr(database, "PRAGMAS", (f"busy_timeout={KEPT * 100:.0f}", *database.PRAGMAS[1:]))
    monkeypatch.setattr(database, "WAIT", KEPT / 10)
    monkeypatch.setattr(database, "PATIENCE", KEPT / 20)
    monkeypatch.setattr(database, "AGAIN", KEPT / 20)
    monkeypatch.setattr(holder, "LEASE", timedelta(seconds=KEPT))
    desk.bureau.engine.dispose()


def taken(desk: Desk, recipient: str = "%") -> Callable[[], None]:
    """Every message's row, or one's, or the whole file, is somebody else's until the answer is called."""
    if desk.bureau.engine.dialect.name == "sqlite":
        file = sqlite3.connect(bell_of(desk.bureau.engine).removesuffix(".told"), check_same_thread=False)
        file.execute("BEGIN IMMEDIATE")
        return file.close
    held, other = ExitStack(), connect(desk.bureau.engine.url.render_as_string(hide_password=False))
    held.callback(other.dispose)
    rows = text("SELECT 1 FROM message WHERE recipient LIKE :one FOR UPDATE")
    held.enter_context(writing(other)).execute(rows, {"one": recipient})
    return held.close


class Taking(Clock):
    """When the first message is out on a way, somebody else takes them all for a while."""

    def __init__(self, desk: Desk, way: Recorder) -> None:
        super().__init__(desk.clock.now)
        self.desk, self.way, self.release = desk, way, list[threading.Timer]()

    def __call__(self) -> datetime:
        if self.way.sent and not self.release:
            self.release.append(threading.Timer(KEPT, taken(self.desk)))
            self.release[0].start()
        return self.now


class TakingTheFirst(Taking):
    """Likewise, but that one alone, until it is given back."""

    give_back: Callable[[], None] | None = None

    def __call__(self) -> datetime:
        if self.way.sent and not self.give_back:
            self.give_back = taken(self.desk, self.way.sent[0].recipient)
        return self.now


def run_out(desk: Desk) -> None:
    """Every lease does."""
    with writing(desk.bureau.engine) as db:
        db.execute(update(HOLDER).values(until=instant(f"{MORNING}T00:00")))


def states(desk: Desk, day: str) -> set[tuple[str, int, bool]]:
    """How that day's messages stand, after how many tries, and whether in doubt."""
    return {(row.state, row.attempts, row.unsure) for row in messages(desk) if row.key == f"daily:{day}"}


def told_once(desk: Desk, way: Recorder, day: str) -> set[str]:
    """Who is told on that day, in its pass and in two that follow: on a busy machine a lease may end by itself."""
    desk.clock, told = Taking(desk, way), Counter[str]()
    for minute in ("00", "10", "20"):
        desk.at(f"{day}T09:{minute}")
        told.update(one.recipient for one in way.sent)
        for one_who_has_them in desk.clock.release:
            one_who_has_them.join()
    assert desk.clock.release
    assert {*told.values()} == {1}
    assert states(desk, day) == {("sent", 1, False)}
    return {*told}


def test_what_went_out_is_noted_once_the_rows_are_free_and_never_sent_again(desk: Desk) -> None:
    """The passes end well: nobody is alarmed."""
    desk.at("2020-09-18T09:00")
    assert told_once(desk, desk.email, "2020-09-21") >= {LIAISON[unit] for unit in UNITS}


def test_sms_wait_likewise_and_none_is_left_in_doubt(desk: Desk) -> None:
    """What could not be noted as under way is not sent: it goes with the next claim."""
    desk.at("2020-09-18T09:00")
    desk.until("2020-09-24T12:00")
    desk.sms.resends_unsure = False
    assert told_once(desk, desk.sms, "2020-09-25") >= {LIAISON[unit] for unit in UNITS}


@pytest.mark.only_postgresql
def test_one_that_is_told_to_stop_waits_for_a_locked_row_no_longer_than_it_may(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All others are noted: only the one whose row somebody keeps may go out again, and it does once it is free."""
    monkeypatch.setattr(deliver, "GIVES_UP_AFTER", KEPT / 2)
    monkeypatch.setattr(holder, "LEASE", timedelta(minutes=1))
    desk.at("2020-09-18T09:00")
    desk.email.sent, clock = [], TakingTheFirst(desk, desk.email)
    clock.set(f"{MORNING}T09:00")
    with pytest.raises(OperationalError):
        make_pass(desk.bureau, {Channel.EMAIL: desk.email}, clock, stopping=lambda: len(desk.email.sent) == len(UNITS))
    first = desk.email.sent[0].recipient
    assert {row.recipient for row in messages(desk) if row.state == "queued"} == {first}
    assert clock.give_back
    clock.give_back()
    run_out(desk)
    desk.at(f"{MORNING}T09:10")
    assert [one.recipient for one in desk.email.sent] == [first]


@pytest.mark.only_postgresql
def test_a_locked_row_in_a_dead_one_s_hands_keeps_nobody_from_working(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What else that one had in hand goes out meanwhile, and the locked one once it is free."""
    monkeypatch.setattr(holder, "LEASE", timedelta(minutes=1))
    desk.at("2020-09-18T09:00")
    made = make_pass(desk.bureau, {}, Clock(instant(f"{MORNING}T09:00")))
    assert made.composed.written
    dead = Holder(desk.bureau.engine)
    with writing(desk.bureau.engine) as db:
        name, until = dead.within(db)
        claims.claim(db, "qingxi", "email", instant(f"{MORNING}T09:00"), name, until, 100)
    run_out(desk)
    release = taken(desk, LIAISON[JOBS])
    desk.at(f"{MORNING}T09:05")
    assert {one.recipient for one in desk.email.sent} == {LIAISON[unit] for unit in UNITS if unit != JOBS}
    release()
    desk.at(f"{MORNING}T09:10")
    assert [one.recipient for one in desk.email.sent] == [LIAISON[JOBS]]
