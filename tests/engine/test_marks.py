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
from sqlalchemy import text

from tests.bureau import LIAISON, UNITS, Clock, Desk, Recorder
from tests.engine.books import messages
from yudu_flow.actions.processes import holder
from yudu_flow.storage import database, server
from yudu_flow.storage.database import bell_of, connect, writing

pytestmark = pytest.mark.both
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


def taken(desk: Desk) -> Callable[[], None]:
    """Every message's row, or the whole file, is somebody else's until the answer is called."""
    if desk.bureau.engine.dialect.name == "sqlite":
        file = sqlite3.connect(bell_of(desk.bureau.engine).removesuffix(".told"), check_same_thread=False)
        file.execute("BEGIN IMMEDIATE")
        return file.close
    held, other = ExitStack(), connect(desk.bureau.engine.url.render_as_string(hide_password=False))
    held.callback(other.dispose)
    held.enter_context(writing(other)).execute(text("SELECT 1 FROM message FOR UPDATE"))
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
