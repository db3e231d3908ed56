"""One whole pass: open, decide, compose, deliver, reconcile. The only thing that the timetable and `tick` run."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.compose import Composed, compose, take_apart_stale
from yudu_flow.actions.correct_clock import correct_clock
from yudu_flow.actions.decide import Decided, decide
from yudu_flow.actions.deliver import Delivered, Run, Watch, Ways, deliver
from yudu_flow.actions.open_period import Opened, open_periods
from yudu_flow.actions.reconcile import reconcile_daily
from yudu_flow.actions.recount import recount
from yudu_flow.actions.seal_books import seal_daily
from yudu_flow.clock import Clock
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.outlook import NOTHING, Outlook, outlook

MOST_ROUNDS = 6
NOTE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of decide, compose, deliver."""

    decided: Decided
    composed: Composed
    delivered: Delivered

    @property
    def did_something(self) -> bool:
        """Whether anything changed."""
        return bool(self.decided.wakes or self.composed.settled or self.delivered.marks)

    def goes_on(self, now: datetime) -> bool:
        """Whether a rule waits for what this turn did: a case hangs on its slip having been told."""
        return any(_is_due(wake, now) for wake in self.decided.wakes.values())


@dataclass
class Pass:
    """What one pass did, turn by turn."""

    at: datetime
    opened: list[dict[str, Any]]
    rounds: list[Round] = field(default_factory=list)
    ahead: Outlook = NOTHING
    next_opening: datetime | None = None

    @property
    def next_wake(self) -> datetime | None:
        """When the next pass has something to do."""
        instants = (self.ahead.wake, self.ahead.notice, self.ahead.unclaimed, self.next_opening)
        return min((instant for instant in instants if instant), default=None)

    @property
    def decided(self) -> Decided:
        """Everything decided."""
        total = Decided()
        for turn in self.rounds:
            total.extend(turn.decided)
        return total

    @property
    def composed(self) -> Composed:
        """Everything composed."""
        total = Composed()
        for turn in self.rounds:
            total.extend(turn.composed)
        return total

    @property
    def delivered(self) -> Delivered:
        """Everything tried."""
        return Delivered([mark for turn in self.rounds for mark in turn.delivered.marks])

    def facts(self, kind: FactKind) -> int:
        """How many facts of that kind the rules recorded."""
        return sum(1 for turn in self.rounds for _, fact, _ in turn.decided.facts if fact.kind is kind)


def make_pass(
    bureau: Bureau,
    ways: Ways,
    clock: Clock,
    *,
    stopping: Callable[[], bool] = lambda: False,
    watch: Watch | None = None,
    upkeep: bool = True,
    after: Pass | None = None,
    run: Run = asyncio.run,
) -> Pass:
    """Do everything that is due at `clock()`. Safe to run twice and from two processes.

    `upkeep` also counts provisional dates anew, reconciles and seals once a day and notes the pass; a simulation needs
    none of it.
    `after` is the pass before this one where surely nothing has happened since: what it saw ahead is not read again.
    `run` may keep one event loop for many passes.
    """
    now = clock()
    if upkeep:
        recount(bureau, now)
    opened = _open(bureau, after, now)
    if upkeep:
        correct_clock(bureau, opened.last_pass_at, now)
    made = Pass(now, opened.rows, next_opening=opened.next_at)
    ahead = after.ahead if after and not opened.rows else _look(bureau)
    if _is_due(ahead.unclaimed, now) and take_apart_stale(bureau, now):
        ahead = _look(bureau)
    for _ in range(MOST_ROUNDS):
        turn = _turn(bureau, ways, clock, ahead, made.at, stopping, watch, run)
        made.rounds.append(turn)
        ahead = _look(bureau) if turn.did_something else ahead
        if stopping() or not turn.goes_on(now):
            break
    if upkeep:
        reconcile_daily(bureau, now)
        seal_daily(bureau, now)
        _note(bureau, opened, now)
    made.ahead = ahead
    return made


def _open(bureau: Bureau, after: Pass | None, now: datetime) -> Opened:
    if after and after.next_opening and after.next_opening > now:
        return Opened([], after.next_opening, None)
    return open_periods(bureau, now)


def _turn(
    bureau: Bureau,
    ways: Ways,
    clock: Clock,
    ahead: Outlook,
    now: datetime,
    stopping: Callable[[], bool],
    watch: Watch | None,
    run: Run,
) -> Round:
    """Each step only where something is due for it: an idle pass stops at the outlook."""
    decided = decide(bureau, now) if _is_due(ahead.wake, now) else Decided()
    composed = compose(bureau, now) if decided.notices or _is_due(ahead.notice, now) else Composed()
    sends = composed.messages or _is_due(ahead.message, now)
    return Round(decided, composed, deliver(bureau, ways, clock, stopping, watch, run) if sends else Delivered())


def _is_due(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and instant <= now


def _look(bureau: Bureau) -> Outlook:
    with reading(bureau.engine) as db:
        return outlook(db, bureau.key)


def _note(bureau: Bureau, opened: Opened, now: datetime) -> None:
    """Say that a pass has run, at most once a minute: `doctor` and the office look at it."""
    if opened.last_pass_at is None or abs(now - opened.last_pass_at) >= NOTE_EVERY:
        with writing(bureau.engine) as db:
            bureaus.note_pass(db, bureau.key, now)
