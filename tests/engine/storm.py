"""A month played by several processes on a server, while all kinds of blows fall on them: what each does, and the books
afterwards. Everything follows from a seed, but for what the machine's own pace makes of it.
"""

import asyncio
import os
import platform
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.parser import BytesParser
from functools import cached_property
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from tests.bureau import LIAISON, UNITS, Clock, Desk, desk_in, instant
from tests.delivery.fake_relay import DROP, FakeRelay, fake_relay
from tests.engine.books import messages, unbalanced
from tests.engine.cluster import Cluster
from tests.engine.machine import Machine
from tests.engine.test_killed import said
from tests.warm import FORK
from yudu_flow.actions.act import Target
from yudu_flow.actions.file_report import Report, file_report
from yudu_flow.actions.review_report import return_report
from yudu_flow.domain.errors import Refusal
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import connect, reading, writing
from yudu_flow.storage.outlook import outlook
from yudu_flow.storage.schema import HEAD

LEASE = 0.6
"""Seconds, in place of a minute; a stop lasts half as long again."""
SESSION = ("idle_in_transaction_session_timeout = '900ms'", "lock_timeout = '5s'")
"""What a server allows a stopped process, in the same measure."""
IN_THE_MIDST, A_MAIL = 0.3, 0.01
"""A morning's passes last about so long with a relay that needs so long for a mail."""
A_DAY = 60.0
"""Seconds in which any morning's work must be done, whatever happened."""
STATEMENTS = 60
"""A pass with much to do has about twice as many."""


@dataclass(frozen=True)
class Place:
    """Where a process of the storm runs: on which host, and what it does."""

    host: str
    role: str = "all"


TWO = (Place("甲"), Place("乙"))
ALIKE = (Place("localhost"), Place("localhost"))
FOUR = (Place("甲", "decide"), Place("乙", "decide"), Place("甲", "deliver"), Place("丙", "deliver"))
MIXED = (Place("甲"), Place("乙", "decide"), Place("乙", "deliver"), Place("丙"))


@dataclass
class Aim:
    """Strikes the process that holds it before one of its next statements: with a signal, `left` statements on."""

    left: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", 0))
    what: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", 0))

    def at(self, statement: int, what: signal.Signals) -> None:
        """Take aim."""
        self.what.value, self.left.value = what, statement

    def count(self, *_: object) -> None:
        """One statement more."""
        if self.left.value > 0:
            self.left.value -= 1
            if self.left.value == 0:
                os.kill(os.getpid(), self.what.value)


@dataclass
class Days:
    """Which morning it is, and after which the last whole pass was made."""

    day: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", 0))
    passed: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", -1))


def work(machine: Machine, host: str, mornings: Sequence[str], days: Days, aim: Aim) -> None:
    """Pass after pass at the morning that is, until none is left; the server may be away, as for the timetable."""
    from yudu_flow.actions import holder
    from yudu_flow.actions.make_pass import make_pass
    from yudu_flow.actions.role import Role
    from yudu_flow.assembly import bureau_of, ways_of
    from yudu_flow.settings import Settings
    from yudu_flow.storage import server

    os.environ.update(machine.settings)
    platform.node = lambda: host
    holder.LEASE = timedelta(seconds=machine.lease)
    server.SESSION = server.SESSION + SESSION  # type: ignore[assignment]  # a longer tuple of the same
    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, aim.count)
    settings, bureau, role = Settings(_env_file=None), None, Role(machine.role)
    while (number := days.day.value) < len(mornings):
        now = instant(mornings[number])
        try:
            bureau = bureau or bureau_of(settings, now)
            made = make_pass(bureau, ways_of(settings, bureau.content), Clock(now), role=role)
            if role.decides and made.look_again is None:
                days.passed.value = max(days.passed.value, number)
        except DBAPIError:
            time.sleep(0.1)
        time.sleep(0.02)


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
        while not self._is_done(now):
            self._replace_the_dead()
            await asyncio.sleep(0.05)
            assert time.monotonic() < until, f"the work of {morning} is not done: {self._left(now)}"

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


async def kill(storm: Storm) -> None:
    """-9 before a statement, or at any instant."""
    worker = storm.any()
    if storm.dice.random() < 0.5:
        worker.aim.at(storm.dice.randint(1, STATEMENTS), signal.SIGKILL)
        await asyncio.to_thread(worker.process.join, 1)
    else:
        worker.signal(signal.SIGKILL)
        await asyncio.to_thread(worker.process.join, 1)
    storm.note_in_flight()


async def stop(storm: Storm) -> None:
    """Stopped past its lease, and going on as if nothing had been: at any instant."""
    worker = storm.any()
    worker.signal(signal.SIGSTOP)
    storm.note_in_flight()
    await asyncio.sleep(LEASE * 1.5)
    worker.signal(signal.SIGCONT)


async def stop_inside(storm: Storm) -> None:
    """The same between two statements, with whatever is locked."""
    worker = storm.any()
    worker.aim.at(storm.dice.randint(1, STATEMENTS), signal.SIGSTOP)
    await asyncio.sleep(LEASE * 2)
    storm.note_in_flight()
    worker.aim.left.value = 0
    worker.signal(signal.SIGCONT)


async def cut(storm: Storm) -> None:
    """Every connection to the server ended."""
    storm.server.end_connections()


async def restart(storm: Storm) -> None:
    """The server started anew, in peace or not; where that takes so long that leases run out, holders are as dead."""
    in_hand = [row.message_id for row in messages(storm.desk) if row.claimed_by]
    began = time.monotonic()
    await asyncio.to_thread(storm.server.stop, storm.dice.choice(("fast", "immediate")))
    await asyncio.sleep(0.2)
    await asyncio.to_thread(storm.server.start)
    if time.monotonic() - began > LEASE / 2:
        storm.in_flight.update(in_hand)


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
    target = Target(unit, f"{now:%Y-%m}")
    bureau = storm.desk.bureau
    try:
        if storm.dice.random() < 0.7:
            await asyncio.to_thread(file_report, bureau, target, LIAISON[unit], now, Report(progress="已落实"))
        else:
            await asyncio.to_thread(return_report, bureau, target, "lin-qiu", now, "缺少数据")
        storm.filed += 1
    except (Refusal, DBAPIError):
        return


GENTLE = ("kill", "stop", "stop_inside", "cut", "restart", "slow")
"""What leaves no trace in what is said: then every word is as in a calm month."""
BLOWS = {blow.__name__: blow for blow in (kill, stop, stop_inside, cut, restart, slow, drop, act)}


def older_schema(url: str) -> None:
    """The tables as the program before this one had them."""
    config = Config(attributes={"link_key": b""})
    config.set_main_option("script_location", "yudu_flow.storage:migrations")
    engine = connect(url)
    with writing(engine) as db:
        config.attributes["connection"] = db
        command.upgrade(config, f"{int(HEAD) - 1:04}")
    engine.dispose()


def calm(home: Path, database: str, mornings: Sequence[str]) -> set[tuple[str, ...]]:
    """What one process tells whom nothing befalls."""
    desk = desk_in(home, database)
    for morning in mornings:
        desk.at(morning)
    told = said(desk)
    desk.bureau.engine.dispose()
    return told


@dataclass(frozen=True)
class Found:
    """What is wrong after a storm; empty where all is well."""

    faults: tuple[str, ...]
    messages: int
    again: int


def found_after(storm: Storm, calm: set[tuple[str, ...]] | None) -> Found:
    """The books, the relay's count, the texts, and the office's list."""
    desk, rows = storm.desk, messages(storm.desk)
    desk.clock.set(storm.mornings[-1])
    contents: dict[str, set[bytes]] = {}
    parser, taken = BytesParser(), Counter[str]()
    for content in storm.relay.taken:
        key = str(parser.parsebytes(content, headersonly=True)["Message-ID"]).strip("<>")
        taken[key] += 1
        contents.setdefault(key, set()).add(content.partition(b"\r\n\r\n")[2])
    mails = {row.message_id: row for row in rows if row.channel == "email"}
    months = sorted({morning[:7] for morning in storm.mornings})
    with reading(desk.bureau.engine) as db:
        row = bureaus.find(db, desk.bureau.key)
    checks = {
        "sent, and not taken": [key for key, mail in mails.items() if mail.state == "sent" and key not in taken],
        "taken, and not known": [key for key in taken if key not in mails],
        "taken, and not sent": [key for key in taken if key in mails and mails[key].state != "sent"],
        "left over": [f"{mail.recipient} {mail.key} {mail.state}" for mail in rows if mail.state not in SETTLED],
        "still claimed": [mail.message_id for mail in rows if mail.claimed_by],
        "again without cause": [
            f"{mails[key].recipient} {mails[key].key} {count}"
            for key, count in taken.items()
            if count - 1 > storm.in_flight[key]
        ],
        "with two texts": [key for key, texts in contents.items() if len({*map(_words, texts)}) > 1],
        "unbalanced": unbalanced(desk, *months),
        "false alarm": [f"{row.imbalance}"] if row and row.imbalance else [],
        "said otherwise": [line[:3] for line in said(desk) ^ calm] if calm is not None else [],
        "alarm in a list": [mail.key for mail in rows if "对不上" in mail.text],
    }
    faults = tuple(f"{name}: {what[:3]}" for name, what in checks.items() if what)
    return Found(faults, len(rows), sum(count - 1 for count in taken.values()))


SETTLED = ("sent", "superseded", "withdrawn")


def _words(content: bytes) -> bytes:
    """A mail's body without its boundaries, which each process makes anew."""
    return b"\n".join(line for line in content.splitlines() if not line.startswith(b"--"))


async def storm_over(
    home: Path,
    server: Cluster,
    places: Sequence[Place],
    blows: Sequence[str],
    mornings: Sequence[str],
    seed: int,
    say: Callable[[str], None] = lambda _said: None,
    told: set[tuple[str, ...]] | None = None,
) -> tuple[Storm, Found]:
    """A storm from its first start to its end, and what was found after it; `told` is what a calm month tells."""
    hand = Hand()
    async with fake_relay(hand) as relay:
        storm = Storm(home, server, relay, hand, mornings, random.Random(seed), say)
        storm.begin(places)
        try:
            await storm.pass_by(blows)
            await storm.end()
            return storm, found_after(storm, told)
        finally:
            for worker in storm.workers:
                worker.signal(signal.SIGKILL)
            storm.desk.bureau.engine.dispose()
