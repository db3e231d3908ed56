"""The alarm clock: APScheduler wakes a pass at the next instant that matters, and every half minute in any case.

APScheduler holds no work. What is due stands in the database; a job that is lost, late or run twice changes nothing.
The short interval answers jumps of the wall clock and what other processes wrote; on a server they say so at once.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.deliver import GIVES_UP_AFTER, Watch, Ways
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.processes.broken_pass import note_broken
from yudu_flow.actions.processes.presence import BEAT, Presence
from yudu_flow.actions.role import Role
from yudu_flow.clock import Clock
from yudu_flow.storage.database import hurry
from yudu_flow.storage.wakeups import DECIDE, DELIVER, Bell, Ear

SAFETY_NET = timedelta(seconds=30)
TOGETHER = 0.1
"""Seconds in which more is told, so that a thousand reports in a minute make no thousand passes."""
# None: a pass that comes late is made all the same. By itself APScheduler drops what is a second late.
JOBS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

log = logging.getLogger("yudu_flow")


def stop_when_told(stop: asyncio.Event) -> None:
    """Have SIGTERM and Ctrl+C set it. Loops of Windows take no such handlers; there they are the process's own."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))


class Timetable:
    """One process's timetable. `bureau` gives what is in force at an instant, looked up anew for every pass.

    Its `role` says what of a pass it does, `presence` gives its signs of life. `run` returns after SIGTERM or SIGINT,
    when the pass at hand has stopped cleanly.
    """

    def __init__(
        self,
        bureau: Callable[[datetime], Bureau],
        ways: Ways,
        clock: Clock,
        after_pass: Callable[[Pass], None],
        watch: Watch,
        role: Role = Role.ALL,
        presence: Presence | None = None,
    ) -> None:
        self._bureau, self._ways, self._clock = bureau, ways, clock
        self._after_pass, self._watch = after_pass, watch
        self._role, self._presence = role, presence
        self._in_force: Bureau | None = None
        self._scheduler = AsyncIOScheduler(timezone="Asia/Shanghai", job_defaults=JOBS)
        self._stop = asyncio.Event()
        self._told = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    @property
    def stopped(self) -> asyncio.Event:
        """Set once the process is told to stop."""
        return self._stop

    async def run(self) -> None:
        """A catch-up pass at once, then whenever something is due, until told to stop."""
        loop = asyncio.get_running_loop()
        stop_when_told(self._stop)
        self._scheduler.add_job(self._pass, "interval", seconds=SAFETY_NET.total_seconds(), id="safety-net")
        await self._appear()
        self._scheduler.start()
        engine, bureau = self._hears()
        hurrying = asyncio.create_task(self._hurry(engine))
        with self._listening(loop, engine, bureau):
            await self._pass()
            hearing = asyncio.create_task(self._hear())
            await self._stop.wait()
        # It waits to be told of something: now it sees that this is the end.
        self._told.set()
        await asyncio.gather(hearing, hurrying)
        self._scheduler.shutdown(wait=False)
        async with self._one_at_a_time:  # the pass at hand ends by itself: it has been told to stop
            pass
        if self._presence:
            await asyncio.to_thread(self._presence.leave)

    async def _hurry(self, engine: Engine) -> None:
        """Also in the middle of a pass: nobody waits for the database longer than services grant."""
        await self._stop.wait()
        hurry(engine, GIVES_UP_AFTER)

    async def _appear(self) -> None:
        if self._presence:
            await asyncio.to_thread(self._presence.beat)
            seconds = BEAT.total_seconds()
            self._scheduler.add_job(asyncio.to_thread, "interval", [self._presence.beat], seconds=seconds, id="beat")

    def _listening(
        self, loop: asyncio.AbstractEventLoop, engine: Engine, bureau: str
    ) -> AbstractContextManager[object]:
        """Have a pass made when others say that there is something for it."""
        mine = {
            DECIDE: self._role.decides,
            DELIVER: self._role.delivers,
            "": True,
        }  # a bell, and a line made anew, say not what

        def heard(what: str, whose: str) -> None:
            if mine.get(what) and bureau in ("", whose or bureau):
                loop.call_soon_threadsafe(self._told.set)

        if self._role is Role.WEB:
            return nullcontext()
        return Ear(engine, heard) if engine.dialect.name != "sqlite" else Bell(engine, heard)

    def _hears(self) -> tuple[Engine, str]:
        """On which database, and of which bureau; empty: of all."""
        bureau = self._bureau(self._clock())
        return bureau.engine, bureau.key

    async def _hear(self) -> None:
        """However often it is told during a pass, one more follows."""
        while not self._stop.is_set():
            await self._told.wait()
            await asyncio.sleep(TOGETHER)
            self._told.clear()
            await self._pass()

    async def _pass(self) -> None:
        """One pass in a thread. Whatever goes wrong is logged and noted, and the next wake-up tries again."""
        async with self._one_at_a_time:
            if self._stop.is_set():
                return
            try:
                made = await asyncio.to_thread(self._make)
            except Exception as error:  # one bad pass must not end the process that everybody waits for
                log.exception("a pass failed")
                await asyncio.to_thread(self._note, error)
                return
        self._after_pass(made)
        self._wake_at(made.next_wake)

    def _make(self) -> Pass:
        """A pass; made again at once where a connection died under it, as all do when a server is started anew."""
        try:
            return self._once()
        except DBAPIError as error:
            if not error.connection_invalidated or self._stop.is_set():
                raise
            log.warning("the connection to the database died, the pass begins again: %s", error)
            return self._once()

    def _once(self) -> Pass:
        bureau = self._in_force = self._bureau(self._clock())
        stopping = self._stop.is_set
        return make_pass(
            bureau, self._ways, self._clock, stopping=stopping, watch=self._watch, role=self._role, keep=False
        )

    def _note(self, error: Exception) -> None:
        if self._in_force and self._role is not Role.WEB:
            note_broken(self._in_force, error, self._clock(), self._role)

    def _wake_at(self, wake: datetime | None) -> None:
        """The safety net covers what is due already and could not be done."""
        if wake is not None and wake > self._clock():
            self._scheduler.add_job(self._pass, "date", run_date=wake, id="next-wake", replace_existing=True)
