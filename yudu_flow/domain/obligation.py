"""What one owner owes in one period for one duty (事项), and where it stands: facts in, standing out.

Source: 2-semantics "Filing", "Standing", "Outcome of a period". Nothing here is stored; it is computed at `now`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from yudu_flow.domain.facts import Choice
from yudu_flow.domain.period import ZONE, Deadline, midnight_after
from yudu_flow.domain.plan import DutyKind
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import Calendar


class Standing(StrEnum):
    """Where an obligation stands now."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    FILED_UNSEALED = "filed_unsealed"
    FILED = "filed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"


class Outcome(StrEnum):
    """What became of it; over a period these add up to what was expected."""

    OPEN = "open"
    ON_TIME = "on_time"
    LATE = "late"
    EXTENDED = "extended"
    EXCUSED = "excused"
    MISSING = "missing"


class Lamp(StrEnum):
    """Never shown without its word."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Round(StrEnum):
    """Which ladder a round climbs: the document's, an extended one, or that of a returned report."""

    ORIGINAL = "original"
    EXTENDED = "extended"
    RETURNED = "returned"


class Request(StrEnum):
    """What waits for the office's decision and freezes the ladder meanwhile."""

    EXTENSION = "extension"
    EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was owed, frozen when the period opened. `quota` counts firms to visit, 0 for a report."""

    kind: DutyKind
    opened_at: datetime
    closes_at: datetime
    deadline: Deadline
    quota: int = 0


@dataclass(frozen=True, slots=True)
class Freeze:
    """While a request waits: [start, end); end is None while it does."""

    start: datetime
    end: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        """Whether the ladder stood still at `instant`."""
        return self.start <= instant and (self.end is None or instant < self.end)


@dataclass(frozen=True, slots=True)
class Case:
    """A proposed case of 落实不力 in its steps; the unit may object, and nobody decides, before `decidable_from`."""

    proposed_at: datetime
    decidable_from: datetime
    objected_at: datetime | None = None
    decision: Choice | None = None
    closed_at: datetime | None = None


@dataclass(slots=True)
class State:
    """An obligation with its facts folded in by `history.fold`; read it, do not change it.

    `deadline` is the one in force; `base_day` is what the later ladder counts from. `counted_at` is the instant that
    decides the timeliness of the filing in hand, which a return within its limit keeps.
    """

    terms: Terms
    deadline: Deadline
    base_day: date
    late_from: datetime
    round: int = 1
    round_kind: Round = Round.ORIGINAL
    round_began: datetime | None = None
    filed_at: datetime | None = None
    counted_at: datetime | None = None
    late_against: date | None = None
    unsealed_at: datetime | None = None
    kept: datetime | None = None
    kept_against: date | None = None
    accepted_at: datetime | None = None
    waived_at: datetime | None = None
    extended_to: datetime | None = None
    pending: Request | None = None
    pending_since: datetime | None = None
    asks: int = 0
    freezes: list[Freeze] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)
    calls: list[datetime] = field(default_factory=list)
    case: Case | None = None
    marked_overdue: bool = False
    closed_at: datetime | None = None
    latest: datetime | None = None

    @property
    def complete(self) -> bool:
        """Form and sealed page are in, or the quota of visits is met."""
        return self.filed_at is not None

    @property
    def ended(self) -> bool:
        """Nothing more is owed."""
        return self.complete or self.waived_at is not None

    @property
    def frozen(self) -> bool:
        """A request waits: nothing fires."""
        return self.pending is not None and not self.ended

    def overdue_from(self) -> datetime | None:
        """When it became or becomes overdue; None where nothing is owed or an extension is being asked for."""
        if self.ended or self.pending is Request.EXTENSION:
            return None
        return self.late_from

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is overdue at `now`."""
        since = self.overdue_from()
        return since is not None and since <= now


def standing(state: State, rules: Rules, calendar: Calendar, now: datetime) -> Standing:
    """Where it stands at `now` (2-semantics "Standing")."""
    if state.waived_at:
        return Standing.WAIVED
    if state.accepted_at:
        return Standing.ACCEPTED
    if state.complete:
        return Standing.FILED
    if state.is_overdue(now):
        return Standing.OVERDUE
    if state.unsealed_at:
        return Standing.FILED_UNSEALED
    if state.round_kind is Round.RETURNED:
        return Standing.RETURNED
    return _ahead(state, rules, calendar, now)


def _ahead(state: State, rules: Rules, calendar: Calendar, now: datetime) -> Standing:
    today, deadline = now.astimezone(ZONE).date(), state.deadline
    if now < state.terms.opened_at:
        return Standing.SCHEDULED
    if today in (deadline.remind_by, deadline.last_day):
        return Standing.DUE_TODAY
    if today >= calendar.minus(deadline.remind_by, _soon(state.terms.kind, rules)):
        return Standing.DUE_SOON
    return Standing.OPEN


def _soon(kind: DutyKind, rules: Rules) -> int:
    """Due soon begins on the day of the second reminder (R-3); for visits on that of the first countdown (V-5)."""
    ladder = rules.before[1:] if kind is DutyKind.REPORT else rules.visit_before
    return ladder[0].days if ladder else 0


def outcome(state: State, now: datetime) -> Outcome:
    """What became of it at `now`; a filing after the period closed is an addendum to what is missing."""
    if state.waived_at:
        return Outcome.EXCUSED
    counted = state.counted_at
    if counted is None or (state.closed_at and counted >= state.terms.closes_at):
        return Outcome.MISSING if now >= state.terms.closes_at else Outcome.OPEN
    if counted < state.terms.deadline.late_from:
        return Outcome.ON_TIME
    if state.extended_to and counted < state.extended_to:
        return Outcome.EXTENDED
    return Outcome.LATE


def days_late(state: State, calendar: Calendar) -> int:
    """Working days in (last_day, filing day], at least 1; meaningful for a late outcome only."""
    if state.counted_at is None:
        return 0
    against = state.late_against or state.deadline.last_day
    return max(1, calendar.between(against, state.counted_at.astimezone(ZONE).date()))


def lamp(state: State, rules: Rules, calendar: Calendar, now: datetime) -> Lamp:
    """Green in time; yellow due soon, or late but made up; red overdue."""
    match standing(state, rules, calendar, now):
        case Standing.OVERDUE:
            return Lamp.RED
        case Standing.DUE_SOON | Standing.DUE_TODAY | Standing.FILED_UNSEALED | Standing.RETURNED:
            return Lamp.YELLOW
        case Standing.FILED | Standing.ACCEPTED if outcome(state, now) in (Outcome.LATE, Outcome.MISSING):
            return Lamp.YELLOW
        case _:
            return Lamp.GREEN


def flags(state: State) -> list[str]:
    """What stands beside the standing."""
    named = {
        "extension_pending": state.pending is Request.EXTENSION and not state.ended,
        "explanation_pending": state.pending is Request.EXPLANATION and not state.ended,
        "extended": state.extended_to is not None,
        "case_proposed": state.case is not None and state.case.decision is None,
        "case_confirmed": state.case is not None and state.case.decision is Choice.CONFIRM,
        "closed": state.closed_at is not None,
    }
    return [name for name, holds in named.items() if holds]


def was_overdue(state: State, now: datetime) -> bool:
    """Whether this period counts for repetition: overdue, made up or not; excused ones and extended ones do not."""
    return outcome(state, now) in (Outcome.LATE, Outcome.MISSING) or state.is_overdue(now)


def return_limit(state: State, rules: Rules, calendar: Calendar, now: datetime) -> datetime:
    """24:00 of the 2nd working day after the return, never before late_from."""
    limit = midnight_after(calendar.plus(now.astimezone(ZONE).date(), rules.return_days))
    return max(limit, state.deadline.late_from)
