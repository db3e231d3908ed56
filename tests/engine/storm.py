"""A month played by several processes on a server, while all kinds of blows fall on them: what each does, and the books
afterwards. Everything follows from a seed, but for what the machine's own pace makes of it.
"""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tests.bureau import LIAISON, UNITS, Desk, desk_in, instant
from tests.delivery.fake_relay import DROP, FakeRelay
from tests.engine.books import messages
from tests.engine.cluster import Cluster
from tests.engine.machine import Machine
from tests.engine.stricken import LEASE, Aim, Days, Place, work
from tests.warm import FORK
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.domain.errors import Refusal
from yudu_flow.storage.database import reading
from yudu_flow.storage.outlook import outlook

IN_THE_MIDST, A_MAIL = 0.3, 0.01
"""A morning's passes last about so long with a relay that needs so long for a mail."""
A_DAY = 60.0
"""Seconds in which any morning's work must be done, whatever happened."""
STATEMENTS = 60
"""A pass with much to do has about twice as many."""


@dataclass
class Hand:
    """The relay's mood: at a mail, once each, it takes its time, or breaks off when it has taken it."""

    slow: float = 0
    drops: int = 0

    def __call__(self, line: str, _connection: int) -> str | None:
        if line == ".":
            pause, self.slow = self.slow or A_MAIL, 0
            time.sleep(pause)  # all connections wait: it is the relay that is slow
        if line == "MAIL" and self.drops:
            self.drops -= 1
            return DROP
        return None


@dataclass
class Worker:
    """One process in its place, with whatever aims at it."""

    place: Place
    process: BaseProcess
    aim: Aim

    @property
    def stands_still(self) -> bool:
        """Whether it is stopped, as the system has it."""
        try:
            said = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return False
        return said.rpartition(")")[2].split()[0] == "T"

    def signal(self, what: signal.Signals) -> None:
        """Where it still runs."""
        if self.process.is_alive():
            os.kill(self.process.pid or 0, what)


@dataclass
class Storm:
    """`in_flight` counts for each Message-ID the blows that may have met it handed over and not yet noted."""

    home: Path
    server: Cluster
    relay: FakeRelay
    hand: Hand
    mornings: Sequence[str]
    dice: random.Random
    say: Callable[[str], None] = lambda _said: None
    days: Days = field(default_factory=Days)
    workers: list[Worker] = field(default_factory=list)
    in_flight: Counter[str] = field(default_factory=Counter)
    blows: Counter[str] = field(default_factory=Counter)
    filed: int = 0

    @cached_property
    def desk(self) -> Desk:
        """The storm's own look at the database, as a process of the pages has it."""
        return desk_in(self.home, self.server.url)

    def begin(self, places: Sequence[Place]) -> None:
        """All at once, on whatever the database holds."""
        self.workers = [self._worker(place) for place in places]

    def _worker(self, place: Place) -> Worker:
        machine, aim = Machine(self.home, self.server.url, self.relay.port, lease=LEASE, role=place.role), Aim()
        process = FORK.Process(target=work, args=(machine, place.host, self.mornings, self.days, aim))
        process.start()
        return Worker(place, process, aim)

    async def pass_by(self, blows: Sequence[str]) -> None:
        """Morning after morning, each with a blow or two, until its work is done; every kind in turn."""
        coming = [*blows]
        for number, morning in enumerate(self.mornings):
            self.days.day.value = number
            for _ in range(self.dice.randint(1, 2)):
                await asyncio.sleep(self.dice.uniform(0, IN_THE_MIDST))
                name = coming.pop(self.dice.randrange(len(coming)))
                coming = coming or [*blows]
                self.say(f"{morning} {name}")
                self.blows[name] += 1
                await BLOWS[name](self)
            await self._until_done(morning)
        self.days.day.value = len(self.mornings)

    async def _until_done(self, morning: str) -> None:
        now, until = instant(morning), time.monotonic() + A_DAY
        quiet: dict[int, int] = {}
        while not self._is_quiet(now, quiet):
            self._replace_the_dead()
            await asyncio.sleep(0.05)
            assert time.monotonic() < until, f"the work of {morning} is not done: {self._left(now)}"

    def _is_quiet(self, now: datetime, quiet: dict[int, int]) -> bool:
        """Nothing is left, and was not two passes of each process ago: what one sends may give others to decide."""
        if not self._is_done(now):
            quiet.clear()
            return False
        for worker in self.workers:
            quiet.setdefault(worker.process.pid or 0, worker.aim.passes.value + 2)
        return all(worker.aim.passes.value >= quiet[worker.process.pid or 0] for worker in self.workers)

    def _is_done(self, now: datetime) -> bool:
        try:
            return self._left(now) == []
        except DBAPIError:
            return False

    def _left(self, now: datetime) -> list[str]:
        with reading(self.desk.bureau.engine) as db:
            ahead = outlook(db, self.desk.bureau.key)
        left = [f"{at}" for at in (ahead.wake, ahead.notice, ahead.message, ahead.unclaimed) if at and at <= now]
        return left if self.days.passed.value >= self.days.day.value else [*left, "no pass yet"]

    def _replace_the_dead(self) -> None:
        """As systemd starts them anew."""
        for place, worker in enumerate(self.workers):
            if not worker.process.is_alive():
                assert worker.process.exitcode == -signal.SIGKILL, worker.process.exitcode
                self.workers[place] = self._worker(worker.place)

    async def end(self) -> None:
        """Every process ends by itself."""
        for worker in self.workers:
            worker.signal(signal.SIGCONT)
            await asyncio.to_thread(worker.process.join, A_DAY)
            assert worker.process.exitcode in (0, -signal.SIGKILL), worker.process.exitcode

    def any(self) -> Worker:
        """One of those that live."""
        self._replace_the_dead()
        return self.dice.choice(self.workers)

    def note_in_flight(self) -> None:
        """What is in anybody's hands now may go out once more."""
        self.in_flight.update(row.message_id for row in messages(self.desk) if row.claimed_by)


async def _still(storm: Storm) -> Worker:
    """One of the processes, standing still before a statement or at any instant; what is in hand then is noted."""
    worker = storm.any()
    if storm.dice.random() < 0.5:
        worker.aim.at(storm.dice.randint(1, STATEMENTS), signal.SIGSTOP)
        until = time.monotonic() + 1
        while not worker.stands_still and time.monotonic() < until:  # noqa: ASYNC110 -- another process has no event
            await asyncio.sleep(0.005)
        worker.aim.left.value = 0
    worker.signal(signal.SIGSTOP)
    storm.note_in_flight()
    return worker


async def kill(storm: Storm) -> None:
    """-9, after a moment's standing still in which to see what it has in hand: others take that over at once."""
    worker = await _still(storm)
    worker.signal(signal.SIGKILL)
    await asyncio.to_thread(worker.process.join, 1)


async def stop(storm: Storm) -> None:
    """Stopped past its lease, with whatever is locked, and going on as if nothing had been."""
    worker = await _still(storm)
    await asyncio.sleep(LEASE * 1.5)
    worker.signal(signal.SIGCONT)


async def cut(storm: Storm) -> None:
    """Every connection to the server ended."""
    storm.server.end_connections()


async def restart(storm: Storm) -> None:
    """The server started anew, in peace or not; where that takes so long that leases run out, holders are as dead."""
    in_hand = {row.message_id for row in messages(storm.desk) if row.claimed_by}
    began = time.monotonic()
    await asyncio.to_thread(storm.server.stop, storm.dice.choice(("fast", "immediate")))
    await asyncio.sleep(0.2)
    await asyncio.to_thread(storm.server.start)
    if time.monotonic() - began > LEASE / 2:
        # Also what was claimed between that look and the stop.
        storm.in_flight.update(in_hand | {row.message_id for row in messages(storm.desk) if row.claimed_by})


async def slow(storm: Storm) -> None:
    """A relay that takes longer for a mail than the lease lasts."""
    storm.hand.slow = LEASE * 1.5


async def drop(storm: Storm) -> None:
    """A relay that breaks off before it has heard who a mail is for."""
    storm.hand.drops = 2


async def act(storm: Storm) -> None:
    """Somebody files or returns a report meanwhile, as the pages do."""
    unit = storm.dice.choice(UNITS)
    now = instant(storm.mornings[storm.days.day.value]) + timedelta(seconds=30)
    sought = Sought(unit, f"{now:%Y-%m}")
    bureau = storm.desk.bureau
    try:
        if storm.dice.random() < 0.7:
            await asyncio.to_thread(file_report, bureau, sought, LIAISON[unit], now, Report(progress="已落实"))
        else:
            await asyncio.to_thread(return_report, bureau, sought, "lin-qiu", now, "缺少数据")
        storm.filed += 1
    except (Refusal, DBAPIError):
        return


GENTLE = ("kill", "stop", "cut", "restart", "slow")
"""What leaves no trace in what is said: then every word is as in a calm month."""
BLOWS = {blow.__name__: blow for blow in (kill, stop, cut, restart, slow, drop, act)}
