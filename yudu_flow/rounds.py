"""The timetable of many homes: one look at the database says for which of them a pass is to be made."""

import logging
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.correct_clock import STEP
from yudu_flow.actions.engine.make_pass import NOTE_EVERY, Pass, make_pass
from yudu_flow.actions.processes.broken_pass import note_broken
from yudu_flow.actions.processes.effort import Effort
from yudu_flow.actions.processes.presence import Presence
from yudu_flow.actions.role import Role
from yudu_flow.clock import Clock
from yudu_flow.homes import Home, Homes, step_after
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.due import bureaus_due, note_quiet
from yudu_flow.timetable import Timetable

SCAN_EVERY = timedelta(seconds=50)
TOGETHER = 4
"""Homes whose passes run side by side where most of each is waiting, for the disk, the database or the relay."""
LOOK, LOOKS = 0.02, 50
"""Seconds until it is seen again whether those under way wait by now, and how often before the next begins anyway."""
PATIENCE = 10.0
"""Seconds that the others wait for one home's pass; where its relay is slower, it goes on beside them."""
BESIDE = 8
"""So many homes at once may have slow relays before the others wait for one of these."""

log = logging.getLogger("yudu_flow")


@dataclass(frozen=True)
class _UnderWay:
    """A home's pass that has begun, by what bureau and when."""

    home: Home
    bureau: Bureau
    began: datetime
    made: Future[Pass]


class Rounds:
    """Rounds of passes. What one home's pass fails with is logged and noted, and the others go on."""

    def __init__(self, homes: Homes, clock: Clock, role: Role = Role.ALL) -> None:
        self._homes, self._clock, self._role = homes, clock, role
        self._scanned: datetime | None = None
        self._noted: datetime | None = None
        self._hands, self._under_way = ThreadPoolExecutor(BESIDE, "home"), dict[str, _UnderWay]()
        self._quick = dict[str, _UnderWay]()
        self._effort = Effort()

    def make(self, stopping: Callable[[], bool] = lambda: False) -> Pass:
        """A pass of every home for which something is due; what it did, in sum."""
        now = self._clock()
        self._scan(now)
        round_ = Pass(now, [])
        self._take_in(round_)
        if self._role is not Role.WEB:
            mine = self._due(now)
            self._note_quiet({home.name for home in mine} | self._under_way.keys(), now)
            for home in mine:
                if stopping():
                    break
                if home.name not in self._under_way:
                    self._let_compute(round_)
                    self._wait(round_, TOGETHER)
                    self._pass(home, stopping)
            self._wait(round_, 1)
            self._homes.save()
            ahead = [home.next_at for home in self._homes if home.next_at and not home.fault]
            round_.look_again = min(ahead, default=None)
        return round_

    def _scan(self, now: datetime) -> None:
        if self._scanned is None or abs(now - self._scanned) >= SCAN_EVERY:
            self._scanned = now
            self._homes.scan()

    def _due(self, now: datetime) -> list[Home]:
        """Those for which something is due by the database, and after them those of which that is not known yet."""
        with reading(self._homes.engine) as db:
            asked = bureaus_due(db, now, now + STEP, decides=self._role.decides, delivers=self._role.delivers)
        steps = self._role.decides
        sound = (home for home in self._homes if not home.fault)
        mine = [h for h in sound if h.key in asked or (steps and h.is_due(now))]
        return sorted(mine, key=lambda home: home.key not in asked)

    def _note_quiet(self, busy: set[str], now: datetime) -> None:
        if self._noted and abs(now - self._noted) < NOTE_EVERY:
            return
        self._noted = now
        quiet = [home.key for home in self._homes if home.key and not home.fault and home.name not in busy]
        with writing(self._homes.engine) as db:
            note_quiet(db, quiet, now, decides=self._role.decides, delivers=self._role.delivers)

    def _pass(self, home: Home, stopping: Callable[[], bool]) -> None:
        now = self._clock()
        loaded = self._homes.open(home, now)
        if loaded is None:
            return
        bureau, ways = loaded.force.refresh(now), loaded.ways
        made = self._hands.submit(make_pass, bureau, ways, self._clock, stopping=stopping, role=self._role)
        self._under_way[home.name] = self._quick[home.name] = _UnderWay(home, bureau, now, made)

    def _let_compute(self, round_: Pass) -> None:
        """Until those under way wait for something: beside one that computes, another is done no sooner."""
        for _ in range(LOOKS):
            if not (self._effort.is_great() and self._quick):
                break
            wait([one.made for one in self._quick.values()], LOOK, FIRST_COMPLETED)
            self._take_in(round_)

    def _wait(self, round_: Pass, most: int) -> None:
        """Until fewer than so many are under way, but for those whose relays have shown to be slow."""
        while len(self._quick) >= most:
            patience = PATIENCE if len(self._under_way) < BESIDE else None
            done, _ = wait([one.made for one in self._quick.values()], patience, FIRST_COMPLETED)
            if not done:
                self._quick.pop(next(iter(self._quick)))
            self._take_in(round_)

    def _take_in(self, round_: Pass) -> None:
        """What became of the passes that are over. One bureau's bad pass must not keep reminders from all others.

        Where the connections of one died, so did those of the others: it is raised once for all of them.
        """
        lost: list[BaseException] = []
        while over := [one for one in self._under_way.values() if one.made.done()]:
            for one in over:
                del self._under_way[one.home.name]
                self._quick.pop(one.home.name, None)
                if error := one.made.exception():
                    lost += self._failed(one, error)
                else:
                    self._settle(one, one.made.result(), round_)
            if lost:
                wait([one.made for one in self._quick.values()], PATIENCE)
        if lost:
            raise lost[0]

    def _settle(self, one: _UnderWay, made: Pass, round_: Pass) -> None:
        if self._role.decides and self._homes.named(one.home.name) is one.home:
            self._homes.settle(one.home, step_after(one.bureau, made.next_wake, one.began))
        round_.rounds += made.rounds
        round_.opened_count += made.opened_count

    def _failed(self, one: _UnderWay, error: BaseException) -> list[BaseException]:
        """Note it; what is not that one's alone comes back."""
        if not isinstance(error, Exception) or (isinstance(error, DBAPIError) and error.connection_invalidated):
            return [error]
        log.error("a pass of %s failed", one.home.name, exc_info=error)
        note_broken(one.bureau, error, one.began, self._role)
        return []


class HomesTimetable(Timetable):
    """The alarm clock of a process that works for many homes."""

    def __init__(
        self,
        homes: Homes,
        clock: Clock,
        after_pass: Callable[[Pass], None],
        role: Role = Role.ALL,
        presence: Presence | None = None,
    ) -> None:
        super().__init__(_of_none, {}, clock, after_pass, _unwatched, role, presence)
        self._homes, self._rounds = homes, Rounds(homes, clock, role)

    def _hears(self) -> tuple[Engine, str]:
        return self._homes.engine, ""

    def _once(self) -> Pass:
        return self._rounds.make(self._stop.is_set)


def _of_none(_: datetime) -> Bureau:
    """Rounds ask for one home at a time."""
    raise LookupError("rounds have no bureau of their own")


def _unwatched(done: int, total: int) -> None:
    """Nobody looks at the progress of one home."""
