"""An arena for `yudu-flow run` itself: several of it on a server, hearing and waking each other, and blows that fall.

Where storm.py strikes passes at a statement, this strikes whole processes, each on a machine and a host of its own.
Whoever is hit is hit while it has work; what it had in hand then may go out once more, and nothing else may.
"""

import json
import os
import random
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool, Pool

from tests.bureau import Clock, Desk, Recorder, instant
from tests.delivery.fake_relay import FakeRelay, relay_beside
from tests.engine import hurried
from tests.engine.cluster import Cluster
from tests.engine.machine import Machine
from tests.engine.outbox import put_answers
from tests.engine.weather import One, Weather
from tests.warm import Program
from yudu_flow.actions.bureau import Bureau
from yudu_flow.assembly import bureau_of
from yudu_flow.settings import Settings
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import connect, reading
from yudu_flow.storage.holders import present
from yudu_flow.storage.outlook import outlook
from yudu_flow.storage.schema import upgrade_if_needed
from yudu_flow.storage.tables import HOLDER, MESSAGE

PACE = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1) / 2)
"""Where others have the processors, all takes so much longer, and a minute is as much longer: else a process would be
taken for dead, or a transaction for forgotten, that only thinks.
"""
LEASE = hurried.MINUTE * PACE
RELAY_OF_ITS_OWN = (
    "YUDU_FLOW_SMTP_URL=smtp://127.0.0.1:{}?tls=none&timeout=5\nYUDU_FLOW_MAIL_FROM=局办公室 <office@test.local>"
)
LOST = "sqlalchemy.exc.OperationalError", "IdleInTransactionSessionTimeout"
PATIENCE = 30.0 * PACE
"""Seconds after which what is due is not done by whoever was not hit."""


@dataclass
class Arena:
    """`in_flight` counts for each Message-ID the blows that met it claimed and not yet marked.

    There is a relay for each of the `homes`; `cluster` is None where the database is a file.
    """

    home: Path
    cluster: Cluster | None
    database: str
    relays: dict[str, FakeRelay]
    weathers: list[Weather]
    dice: random.Random
    folder: Path
    ones: list[One] = field(default_factory=list)
    in_flight: Counter[str] = field(default_factory=Counter)
    blows: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    mornings: list[str] = field(default_factory=list)
    homes: tuple[str, ...] = ()
    old_pools: list[Pool] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        """Where processes find everything."""
        return Machine(self.home, self.database, self.relay.port)

    @property
    def relay(self) -> FakeRelay:
        """The first of them."""
        return next(iter(self.relays.values()))

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
    def desks(self) -> list[Desk]:
        """Each office's own hand; their tables must be there."""
        folders = [self.home / name for name in self.homes] or [self.home]
        return [self._desk(folder) for folder in folders]

    def _desk(self, folder: Path) -> Desk:
        homes = self.home if self.homes else None
        settings = Settings(_env_file=None, home=folder, homes=homes, database_url=self.database)
        return Desk(bureau_of(settings, self.now()), Clock(self.now()), Recorder("email"), Recorder("sms"))

    @property
    def desk(self) -> Desk:
        """The first of them."""
        return self.desks[0]

    def home_of(self, desk: Desk) -> Path:
        """Its folder, which is named as its bureau is where there are several."""
        return self.home / desk.bureau.key if self.homes else self.home

    def path_of(self, desk: Desk) -> str:
        """Where its pages begin."""
        return f"/b/{desk.bureau.key}" if self.homes else ""

    def hang_up(self) -> None:
        """Close our own connections; those that somebody has in hand just now come back to their old pool."""
        for desk in self.desks:
            self.old_pools.append(desk.bureau.engine.pool)
            desk.bureau.engine.dispose()

    def ask(self, statement: str, **said: str) -> list[Any]:
        """The rows that the server gives for it, on a connection of its own."""
        engine = create_engine(self.database, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as db:
            return [*db.execute(text(statement), said)]

    # -- processes

    def start(self, one: One) -> None:
        """Start it, or start it anew."""
        told = {"host": one.host, "machine": one.machine, "clock": str(self.clock), "minute": LEASE}
        env = {**os.environ, **self.machine.settings, hurried.TOLD: json.dumps(told)}
        env |= {"YUDU_FLOW_ROLE": one.role, "YUDU_FLOW_WEB": str(bool(one.port)), "YUDU_FLOW_WEB_PORT": str(one.port)}
        if self.homes:
            env = {**env, "YUDU_FLOW_HOMES": env.pop("YUDU_FLOW_HOME")}
        one.keep_log()
        one.process = Program("run", env=env, cwd=self.home, complaints=one.log, entry=hurried.main)

    def bring_up(self) -> None:
        """Start all at the same time, and wait for their first passes.

        On tables that are there: to make them takes a busy machine longer than is granted here; a storm begins on none.
        """
        engine = connect(self.database)
        upgrade_if_needed(engine)
        engine.dispose()
        for one in self.ones:
            self.start(one)
        self.wait_for("its first pass", self.all_are_up)

    def all_are_up(self) -> bool:
        """Whether each has made its first pass since it was started."""
        return all(one.is_up() for one in self.ones)

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
        self.in_flight.update(self.in_hand())

    def in_hand(self) -> frozenset[str]:
        """The Message-IDs of what is claimed now, by anybody."""
        with reading(self.desk.bureau.engine) as db:
            claimed = db.execute(select(MESSAGE.c.message_id).where(MESSAGE.c.claimed_by.is_not(None)))
            return frozenset(claimed.scalars())

    # -- time

    def wait_for(self, what: str, done: Callable[[], bool]) -> None:
        """Raises AssertionError with what is known where that does not come."""
        until = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < until, f"waited in vain for {what}: {self.left()}\n{self.told()}"
            self._replace_who_met_no_database()
            assert not (dead := self.dead()), f"ended by themselves: {dead}\n{self.told()}"
            time.sleep(0.03)

    def _replace_who_met_no_database(self) -> None:
        """As systemd starts them anew: a busy machine lets a first transaction stand longer than is granted here."""
        for one in self.ones:
            if one.log.name in self.dead() and not one.is_up() and one.says(*LOST):
                self.blows["cut at its start"] += 1
                one.running.communicate(10)
                self.start(one)

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
        for weather in self.weathers:
            weather.commands = 0
        self.set(when)
        with people or nullcontext():
            self.somewhere_in_it()
            blow(self)
        self.blows[blow.__name__] += 1
        self.mornings.append(f"{when} {blow.__name__}, {answers} answers before a{self.answers}")
        for weather in self.weathers:
            weather.clear_up()
        self.wait_for("its first pass", self.all_are_up)  # one that meets a blow at its start is its supervisor's
        self.settle()

    def somewhere_in_it(self) -> None:
        """After some commands to the relay, or some time."""
        commands, until = self.dice.randint(0, 60), time.monotonic() + self.dice.uniform(0.02, 1.2)
        while sum(weather.commands for weather in self.weathers) < commands and time.monotonic() < until:
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

    def left(self, desks: Sequence[Desk] = ()) -> list[str]:
        """What is still to be done. A pass whose last message is noted may yet find what hung on it."""
        return [said for desk in desks or self.desks for said in self._left(desk.bureau)]

    def _left(self, bureau: Bureau) -> list[str]:
        now = self.now()
        with reading(bureau.engine) as db:
            ahead, row = outlook(db, bureau.key), bureaus.find(db, bureau.key)
            passes = db.execute(select(HOLDER.c.id).where(HOLDER.c.works.is_(None), HOLDER.c.until > present(db)))
            at_it = [*passes, *db.execute(select(MESSAGE.c.id).where(MESSAGE.c.claimed_by.is_not(None)).limit(1))]
        due = {"wake": ahead.wake, "notice": ahead.notice, "message": ahead.message}
        said = [f"{name} since {at}" for name, at in due.items() if at and at <= now]
        said += [f"passes or claims {at_it}"] if at_it else []
        if row is None or row.reconciled_on != now.date():
            return [*said, "no books today"]
        if row.failing_since:
            said.append(f"{bureau.key} fails since {row.failing_since}: {row.fault}")
        if row.worker and not self.homes:  # among several, a name that has run out stays until the next pass
            said.append(f"worker {row.worker}")
        return said

    def due_again(self) -> str | None:
        """When the next of what waits today is to be tried."""
        with reading(self.desk.bureau.engine) as db:
            ahead = [outlook(db, desk.bureau.key).message for desk in self.desks]
        today = [message for message in ahead if message and message.date() == self.now().date()]
        return f"{min(today):%Y-%m-%dT%H:%M:%S}" if today else None

    # -- blows

    def anybody(self) -> One:
        """Who has work."""
        return self.dice.choice([one for one in self.ones if one.has_work()])


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def arena_in(
    home: Path,
    server: Cluster | str,
    folder: Path,
    seed: int,
    ones: Sequence[tuple[str, str, str]],
    homes: tuple[str, ...] = (),
) -> Iterator[Arena]:
    """An arena for processes of that role, host and machine each, none of which runs yet; `homes` in the home.

    Its database is a server's, or at a URL.
    """
    folder.mkdir(exist_ok=True)
    dice = random.Random(seed)
    cluster, database = (None, server) if isinstance(server, str) else (server, server.url)
    weathers = {name: Weather(random.Random(f"{seed} {name}")) for name in homes or ("",)}
    with ExitStack() as stack:
        relays = {name: stack.enter_context(relay_beside(weather)) for name, weather in weathers.items()}
        for name in homes:
            (home / name / ".env").write_text(f"{RELAY_OF_ITS_OWN.format(relays[name].port)}\n", encoding="utf-8")
        arena = Arena(home, cluster, database, relays, [*weathers.values()], dice, folder, homes=homes)
        arena.ones = [One(*one, folder / f"{number} {one[0]}") for number, one in enumerate(ones)]
        for one in arena.ones:
            one.port = _free_port() if one.role == "web" else 0
        arena.set("2020-09-18T09:00")
        try:
            yield arena
        finally:
            arena.end()
            arena.hang_up()
            for pool in arena.old_pools:
                pool.dispose()
