"""The alarm clock: a catch-up pass at the start, then one whenever something is due, never two at once."""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import TimeoutError

from tests.bureau import LIAISON, UNITS, Clock, Desk, desk_in
from tests.engine.outbox import never_quiet, put_answers
from yudu_flow import timetable
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import Pass
from yudu_flow.clock import wall_clock
from yudu_flow.domain.channels import Channel
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import reading
from yudu_flow.timetable import Timetable
from yudu_flow.upkeep.checkup import passes_of

Then = Callable[["Watched"], None]


def stop(_: object = None) -> None:
    """What a supervisor does."""
    os.kill(os.getpid(), signal.SIGTERM)


@dataclass
class Watched:
    """A timetable whose clock shows the desk's instant and runs on with the wall's, and what its passes did.

    APScheduler itself knows the wall clock only: a wake-up in 2020 is past for it, so that it may come by once more.
    `broken` passes fail at their first look at the clock; `slow` is how many seconds each look takes.
    """

    desk: Desk
    then: Then
    broken: int = 0
    slow: float = 0.0
    passes: list[Pass] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    offset: timedelta = timedelta()

    def clock(self) -> datetime:
        """Now. A pass looks from its own thread, the timetable from the main one."""
        if threading.current_thread() is not threading.main_thread():
            self._look()
        return wall_clock() + self.offset

    def _look(self) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self.slow)
        self.at_once -= 1
        if self.broken:
            self.broken -= 1
            raise RuntimeError("the disk is full")

    def after_pass(self, made: Pass) -> None:
        """Keep it, and go on as the test says."""
        self.passes.append(made)
        self.then(self)

    def run(self, start: str = "") -> "Watched":
        """Run from `start`, or from now, until somebody stops it; 20 seconds at most."""
        self.offset = self.desk.clock.set(start) - wall_clock() if start else timedelta()
        ways: dict[Channel, Any] = {Channel.EMAIL: self.desk.email, Channel.SMS: self.desk.sms}
        table = Timetable(lambda _: self.desk.bureau, ways, self.clock, self.after_pass, lambda _done, _total: None)
        asyncio.run(asyncio.wait_for(table.run(), 20))
        return self


def after(count: int) -> Then:
    """Stop after that many passes."""
    return lambda watched: stop() if len(watched.passes) >= count else None


@pytest.fixture
def short_net(monkeypatch: pytest.MonkeyPatch) -> None:
    """The safety net comes every 0.3 seconds, which is a setting of the module and not a secret of the class."""
    monkeypatch.setattr(timetable, "SAFETY_NET", timedelta(seconds=0.3))


def test_it_catches_up_at_the_start(desk: Desk) -> None:
    """It tells at 10:40 what was due at 09:00, before anything else."""
    desk.at("2020-09-18T09:00")
    desk.email.sent = []
    first = Watched(desk, after(1)).run("2020-09-21T10:40").passes[0]
    assert {mail.recipient for mail in desk.email.sent} == {LIAISON[unit] for unit in UNITS}
    assert first.delivered.count("sent") == len(UNITS)


def test_it_stops_when_told_where_loops_take_no_signals(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""

    def refuse(*_: object) -> None:
        raise NotImplementedError

    before = [(name, signal.getsignal(name)) for name in (signal.SIGTERM, signal.SIGINT)]
    monkeypatch.setattr(asyncio.SelectorEventLoop, "add_signal_handler", refuse)
    try:
        assert len(Watched(desk, after(1)).run("2020-09-18T09:00").passes) == 1
    finally:
        for name, handler in before:
            signal.signal(name, handler)


def test_it_wakes_when_the_next_thing_is_due(home: Path, database: str) -> None:
    """It sends at its instant what is due in two seconds, long before the safety net would come by."""
    desk = never_quiet(desk_in(home, database, Clock(wall_clock())))
    due = wall_clock() + timedelta(seconds=2)
    put_answers(desk, 1, due)
    watched = Watched(desk, after(2)).run()
    assert watched.passes[0].next_wake == due
    assert due <= watched.passes[1].at < due + timedelta(seconds=5)
    assert [mail.message_id for mail in desk.email.sent][-1] == "a0@test.local"


def test_the_safety_net_answers_a_clock_that_jumps(desk: Desk, short_net: None) -> None:
    """It sees on its next round that it is 09:00 of the 21st already."""
    desk.at("2020-09-18T09:00")

    def jump(watched: Watched) -> None:
        watched.offset += timedelta(days=3) if len(watched.passes) == 1 else timedelta()
        after(2)(watched)

    watched = Watched(desk, jump).run("2020-09-18T09:05")
    assert [made.decided.verdicts > 0 for made in watched.passes[:2]] == [False, True]


def test_a_bad_pass_is_logged_and_the_next_one_runs(
    desk: Desk, short_net: None, caplog: pytest.LogCaptureFixture
) -> None:
    """It goes on for everybody who waits for the process."""
    watched = Watched(desk, after(1), broken=1)
    with caplog.at_level(logging.ERROR, "yudu_flow"):
        watched.run("2020-09-18T09:00")
    assert "a pass failed" in caplog.text
    assert "the disk is full" in caplog.text
    assert watched.passes[0].opened_count > 0


def test_it_goes_on_where_not_even_that_a_pass_failed_can_be_noted(
    desk: Desk, short_net: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All connections are taken, as by many who read."""

    def taken(*_: object) -> None:
        raise TimeoutError("QueuePool limit reached")

    def then(watched: Watched) -> None:
        watched.broken = 1
        if len(watched.passes) == 2:
            stop()

    monkeypatch.setattr(bureaus, "note_fault", taken)
    assert len(Watched(desk, then).run("2020-09-18T09:00").passes) == 2
    assert "the failed pass could not be noted: QueuePool limit reached" in caplog.text


def test_passes_that_break_off_are_noted_until_one_runs(desk: Desk, short_net: None) -> None:
    """`doctor` names them: as it was, they looked like a process that does not run."""
    said: list[list[str]] = []

    def findings() -> list[str]:
        with reading(desk.bureau.engine) as db:
            row = bureaus.find(db, desk.bureau.key)
        return [one.message for one in passes_of(row, desk.clock())] if row else []

    def bureau(_: datetime) -> Bureau:
        said.append(findings())
        if len(said) == 3:
            raise RuntimeError("boom\nand more")
        return desk.bureau

    def last(_: Pass) -> None:
        if len(said) > 3:
            stop()

    ways: dict[Channel, Any] = {Channel.EMAIL: desk.email, Channel.SMS: desk.sms}
    desk.clock.set("2020-09-18T09:00")
    table = Timetable(bureau, ways, desk.clock, last, lambda _done, _total: None)
    asyncio.run(asyncio.wait_for(table.run(), 20))
    well = "现在2020-09-18 09:00（北京时间），与上次运行相符"
    broken = "09-18 09:00起每次运行都出错中断，提醒可能没有发出：RuntimeError: boom"
    assert said[2:4] == [[well], [broken]]
    desk.at("2020-09-18T09:01")
    assert broken not in findings()


def test_passes_never_overlap(desk: Desk, short_net: None) -> None:
    """It waits for the pass at hand although the net has come by several times."""
    watched = Watched(desk, after(3), slow=0.15).run("2020-09-18T09:00")
    assert watched.most_at_once == 1
    ends = [made.at for made in watched.passes]
    assert ends == sorted(ends)


def test_a_stop_waits_for_the_pass_at_hand(desk: Desk) -> None:
    """It returns only when what was begun is finished, and begins nothing new."""
    watched = Watched(desk, lambda _: None, slow=0.5)
    timer = threading.Timer(0.2, stop)
    timer.start()
    watched.run("2020-09-18T09:00")
    timer.join()
    assert watched.at_once == 0
    assert len(watched.passes) == 1
    assert watched.passes[0].opened_count > 0
