"""An arena for `yudu-flow run` itself: several of it on a server, hearing and waking each other, and blows that fall.

Where storm.py strikes passes at a statement, this strikes whole processes, each on a machine and a host of its own.
Whoever is hit is hit while it has work; what it had in hand then may go out once more, and nothing else may.
"""

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

from tests.bureau import Clock, Desk, Recorder, instant
from tests.delivery.fake_relay import FakeRelay, relay_beside
from tests.engine import hurried
from tests.engine.cluster import Cluster
from tests.engine.machine import Machine
from tests.engine.outbox import put_answers
from tests.engine.weather import One, Weather
from tests.warm import Program
from yudu_flow.assembly import bureau_of
from yudu_flow.settings import Settings
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import reading
from yudu_flow.storage.holders import present
from yudu_flow.storage.outlook import outlook
from yudu_flow.storage.tables import HOLDER, MESSAGE

LEASE = hurried.MINUTE
PATIENCE = 30.0
"""Seconds after which what is due is not done by whoever was not hit."""
IN_TRANSACTION = (
    "SELECT 1 FROM pg_stat_activity WHERE application_name = :name AND state LIKE 'idle in transaction%'"
    " AND backend_xid IS NOT NULL"
)
CUT = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name LIKE 'yudu-flow%'"


@dataclass
class Arena:
    """`in_flight` counts for each Message-ID the blows that met it claimed and not yet marked."""

    home: Path
    cluster: Cluster
    database: str
    relay: FakeRelay
    weather: Weather
    dice: random.Random
    folder: Path
    ones: list[One] = field(default_factory=list)
    in_flight: Counter[str] = field(default_factory=Counter)
    blows: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        """Where processes find everything."""
        return Machine(self.home, self.database, self.relay.port)

    @property
    def clock(self) -> Path:
        """The file that all clocks show."""
        return self.folder / "clock"

    def set(self, when: str) -> None:
        """Turn all clocks at once."""
        (self.folder / "new").write_text(instant(when).isoformat(), encoding="ascii")
        (self.folder / "new").rename(self.clock)

    def now(self) -> datetime:
        """What they show."""
        return hurried.clock_of(self.clock)()

    @cached_property
    def desk(self) -> Desk:
        """The office's own hand; its tables must be there."""
        settings = Settings(_env_file=None, home=self.home, database_url=self.database)
        return Desk(bureau_of(settings, self.now()), Clock(self.now()), Recorder("email"), Recorder("sms"))

    def ask(self, statement: str, **said: str) -> list[Any]:
        """The rows that the server gives for it, on a connection of its own."""
        engine = create_engine(self.database, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as db:
            return [*db.execute(text(statement), said)]

    # -- processes

    def start(self, one: One) -> None:
        """Start it, or start it anew."""
        told = {"host": one.host, "machine": one.machine, "clock": str(self.clock)}
        env = {**os.environ, **self.machine.settings, hurried.TOLD: json.dumps(told)}
        env |= {"YUDU_FLOW_ROLE": one.role, "YUDU_FLOW_WEB": "false", "YUDU_FLOW_WEB_PORT": "0"}
        one.process = Program("run", env=env, cwd=self.home, complaints=one.log, entry=hurried.main)

    def bring_up(self) -> None:
        """Start all at the same time, and wait for their first passes."""
        for one in self.ones:
            self.start(one)
        self.wait_for("its first pass", lambda: all(one.is_up() for one in self.ones))

    def end(self) -> None:
        """Tell all to stop, and no longer hear of them; killed where they do not."""
        for one in self.ones:
            one.running.send_signal(signal.SIGCONT)
            one.running.terminate()
        for one in self.ones:
            one.running.communicate(20)

    @contextmanager
    def still(self, ones: Sequence[One], *, noting: bool = True) -> Iterator[None]:
        """They stand still meanwhile; what they and others have in hand may be in flight."""
        for one in ones:
            one.running.send_signal(signal.SIGSTOP)
        self.wait_for("a stop", lambda: all(_state(one.running.pid) in "TZ" for one in ones))
        if noting:
            self.note_in_flight()
        try:
            yield
        finally:
            for one in ones:
                one.running.send_signal(signal.SIGCONT)

    def note_in_flight(self) -> None:
        """A message in hand now may go out once more."""
        with reading(self.desk.bureau.engine) as db:
            claimed = db.execute(select(MESSAGE.c.message_id).where(MESSAGE.c.claimed_by.is_not(None)))
            self.in_flight.update(claimed.scalars())

    # -- time

    def wait_for(self, what: str, done: Callable[[], bool]) -> None:
        """Raises AssertionError with what is known where that does not come."""
        until = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < until, f"waited in vain for {what}: {self.left()}\n{self.told()}"
            assert not (dead := self.dead()), f"ended by themselves: {dead}\n{self.told()}"
            time.sleep(0.03)

    def dead(self) -> list[str]:
        """Who ended without being told."""
        return [one.log.name for one in self.ones if one.process and one.process.returncode is not None]

    def told(self) -> str:
        """What the processes complain of."""
        return "\n".join(f"{one.log.name}: {one.log.read_text(encoding='utf-8')[-3000:]}" for one in self.ones)

    def morning(
        self,
        when: str,
        blow: Callable[["Arena"], None],
        answers: int,
        people: AbstractContextManager[None] | None = None,
    ) -> None:
        """That instant comes, the blow falls while it is worked at and people act, and everything gets done."""
        if answers:
            put_answers(self.desk, answers, instant(when), self.answers)
        self.answers += answers
        self.weather.commands = 0
        self.set(when)
        with people or nullcontext():
            self.somewhere_in_it()
            blow(self)
        self.blows[blow.__name__] += 1
        self.weather.clear_up()
        self.settle()

    def somewhere_in_it(self) -> None:
        """After some commands to the relay, or some time."""
        commands, until = self.dice.randint(0, 60), time.monotonic() + self.dice.uniform(0.02, 1.2)
        while self.weather.commands < commands and time.monotonic() < until:
            time.sleep(0.005)

    def settle(self) -> None:
        """Until nothing is due; what was refused is due again some minutes later."""
        for _ in range(30):
            self.wait_for("what is due", self.is_quiet)
            later = self.due_again()
            if not later:
                return
            self.set(later)
        raise AssertionError(f"what was refused is never taken\n{self.told()}")

    def is_quiet(self) -> bool:
        """Whether everything that is due is done, and the books of the day are closed."""
        return not self.left()

    def left(self) -> list[str]:
        """What is still to be done. A pass whose last message is noted may yet find what hung on it."""
        now, bureau = self.now(), self.desk.bureau
        with reading(bureau.engine) as db:
            ahead, row = outlook(db, bureau.key), bureaus.find(db, bureau.key)
            passes = db.execute(select(HOLDER.c.id).where(HOLDER.c.works.is_(None), HOLDER.c.until > present(db)))
            at_it = [*passes, *db.execute(select(MESSAGE.c.id).where(MESSAGE.c.claimed_by.is_not(None)).limit(1))]
        due = {"wake": ahead.wake, "notice": ahead.notice, "message": ahead.message}
        said = [f"{name} since {at}" for name, at in due.items() if at and at <= now]
        said += [f"passes or claims {at_it}"] if at_it else []
        if row is None or row.reconciled_on != now.date():
            return [*said, "no books today"]
        if row.failing_since or row.worker:
            said.append(f"worker {row.worker}, fault {row.fault}")
        return said

    def due_again(self) -> str | None:
        """When the next of what waits today is to be tried."""
        with reading(self.desk.bureau.engine) as db:
            ahead = outlook(db, self.desk.bureau.key)
        soon = ahead.message and ahead.message.date() == self.now().date()
        return f"{ahead.message:%Y-%m-%dT%H:%M:%S}" if soon else None

    # -- blows

    def anybody(self) -> One:
        """Who has work."""
        return self.dice.choice([one for one in self.ones if one.has_work()])


def kill(arena: Arena) -> None:
    """One is killed at any instant, and started anew."""
    one = arena.anybody()
    with arena.still([one]):
        one.running.kill()
        one.running.communicate(10)
    arena.start(one)


def stop(arena: Arena) -> None:
    """One stands still past its lease, and goes on."""
    with arena.still([arena.anybody()]):
        time.sleep(LEASE * 1.3)


def stop_inside(arena: Arena) -> None:
    """One stands still in the middle of a transaction that has written, past what the server grants it."""
    one = arena.anybody()
    name = f"yudu-flow {one.running.pid}"
    for _ in range(60):
        with arena.still([one], noting=False):
            if arena.ask(IN_TRANSACTION, name=name):
                arena.note_in_flight()
                arena.blows["stopped inside a transaction"] += 1
                time.sleep(LEASE * 1.3)
                return
        time.sleep(0.003)


def cut(arena: Arena) -> None:
    """All connections to the database end."""
    with arena.still(arena.ones):
        arena.ask(CUT)


def restart(arena: Arena) -> None:
    """The server is started anew; for a while there is none."""
    _gone(arena, crash=False)


def crash(arena: Arena) -> None:
    """The server breaks down, and comes back."""
    _gone(arena, crash=True)


def _gone(arena: Arena, *, crash: bool) -> None:
    with arena.still(arena.ones):
        arena.desk.bureau.engine.dispose()
        arena.cluster.stop("immediate" if crash else "fast")
    time.sleep(arena.dice.uniform(0, 1))
    arena.cluster.start()


def slow(arena: Arena) -> None:
    """The relay takes longer for what is in hand than the lease lasts."""
    arena.weather.pause = LEASE / 12
    time.sleep(LEASE * 2)


def refuse(arena: Arena) -> None:
    """The relay limits."""
    arena.weather.refuses = 0.4
    time.sleep(LEASE / 2)


def drop(arena: Arena) -> None:
    """The relay breaks off in the middle."""
    arena.weather.drops = 0.2
    time.sleep(LEASE / 2)


def double(arena: Arena) -> None:
    """One more comes by, and is killed; two may be hit at once."""
    one, other = arena.anybody(), arena.anybody()
    with arena.still([one, other]):
        time.sleep(arena.dice.uniform(0, LEASE * 1.5))
        one.running.kill()
        one.running.communicate(10)
    arena.start(one)


BLOWS = (kill, stop, stop_inside, cut, restart, crash, slow, refuse, drop, double)


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@contextmanager
def arena_in(
    home: Path, cluster: Cluster, folder: Path, seed: int, ones: Sequence[tuple[str, str, str]]
) -> Iterator[Arena]:
    """An arena for processes of that role, host and machine each, none of which runs yet."""
    folder.mkdir(exist_ok=True)
    dice = random.Random(seed)
    weather = Weather(random.Random(seed))
    with relay_beside(weather) as relay:
        arena = Arena(home, cluster, cluster.url, relay, weather, dice, folder)
        arena.ones = [One(*one, folder / f"{number} {one[0]}") for number, one in enumerate(ones)]
        arena.set("2020-09-18T09:00")
        try:
            yield arena
        finally:
            arena.end()
            arena.desk.bureau.engine.dispose()
