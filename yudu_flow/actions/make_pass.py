"""One whole pass: open, decide, compose, deliver, reconcile. The only thing that the timetable and `tick` run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.compose import Composed, compose, take_apart_stale
from yudu_flow.actions.decide import Decided, decide
from yudu_flow.actions.deliver import Clock, Delivered, Watch, Ways, deliver
from yudu_flow.actions.open_period import next_opening, open_periods
from yudu_flow.actions.reconcile import reconcile_daily
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage import bureaus, messages, notices, obligations
from yudu_flow.storage.database import reading, writing

MOST_ROUNDS = 6
NOTE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of decide, compose, deliver."""

    decided: Decided
    composed: Composed
    delivered: Delivered


@dataclass
class Pass:
    """What one pass did, turn by turn."""

    at: datetime
    opened: list[dict[str, Any]]
    rounds: list[Round] = field(default_factory=list)
    next_wake: datetime | None = None

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
    watch: Watch = lambda _done, _total: None,
    books: bool = True,
) -> Pass:
    """Do everything that is due at `clock()`. Safe to run twice and from two processes."""
    now = clock()
    made = Pass(now, open_periods(bureau, now))
    take_apart_stale(bureau, now)
    for _ in range(MOST_ROUNDS):
        turn = Round(decide(bureau, now), compose(bureau, now), deliver(bureau, ways, clock, stopping, watch))
        made.rounds.append(turn)
        if stopping() or not _went_on(turn):
            break
    if books:
        reconcile_daily(bureau, now)
    _note(bureau, now)
    made.next_wake = next_wake(bureau, now)
    return made


def _went_on(turn: Round) -> bool:
    """Whether it is worth looking again: being told can be what a rule waited for."""
    return bool(turn.decided.rungs or turn.decided.facts or turn.composed.messages)


def _note(bureau: Bureau, now: datetime) -> None:
    with reading(bureau.engine) as db:
        row = bureaus.find(db, bureau.key)
    if row is not None and abs(now - row.last_pass_at) >= NOTE_EVERY:
        with writing(bureau.engine) as db:
            bureaus.note_pass(db, bureau.key, now)


def next_wake(bureau: Bureau, now: datetime) -> datetime | None:
    """The next instant at which anything can be due."""
    with reading(bureau.engine) as db:
        instants = (
            obligations.next_wake(db, bureau.key),
            notices.next_due(db, bureau.key),
            messages.next_due(db, bureau.key),
        )
    return min((i for i in (*instants, next_opening(bureau, now)) if i), default=None)
