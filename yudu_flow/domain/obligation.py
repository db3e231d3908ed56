"""What one owner owes in one period for one duty (事项), and where it stands: facts in, standing out.

Source: 2-semantics "Filing", "Standing", "Outcome of a period". Nothing here is stored; it is computed at `now`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from yudu_flow.domain.case import Case, CaseStep, Ground
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.facts import CaseChoice, Correction
from yudu_flow.domain.names import name_key
from yudu_flow.domain.period import ZONE, Deadline, Period, at, midnight_after
from yudu_flow.domain.rules import Ladder, Rules
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


class Pending(StrEnum):
    """What waits for the office's decision and freezes the ladder meanwhile."""

    EXTENSION = "extension"
    EXPLANATION = "explanation"
    HAND_BACK = "hand_back"
    FIRM_LOST = "firm_lost"


ABOUT_TIME = (Pending.EXTENSION, Pending.HAND_BACK, Pending.FIRM_LOST)
"""While these wait nothing is late: the day may move, somebody else owe it, or it count as done."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was owed, frozen when the period opened. `quota` counts firms to visit, 0 for a report.

    `sealed`: a report counts as filed only with its sealed page. `block` is the ladder that the duty named, if any.
    """

    kind: Kind
    opened_at: datetime
    closes_at: datetime
    deadline: Deadline
    quota: int = 0
    sealed: bool = True
    cycle: Cycle = Cycle.MONTH
    block: str = ""

    def ladder(self, rules: Rules) -> Ladder:
        return self.kind.ladder(rules, self.cycle, self.block)


@dataclass(frozen=True, slots=True)
class Freeze:
    """While a request that holds waits: [start, end); end is None while it does. `extends`: a later date was asked
    for, and what is filed meanwhile is in time."""

    start: datetime
    end: datetime | None = None
    extends: bool = False

    def holds(self, instant: datetime) -> bool:
        """Whether the ladder stood still at `instant`."""
        return self.start <= instant and (self.end is None or instant < self.end)

    def excuses(self, filed: datetime) -> bool:
        """Whether a filing at that instant is in time: the very act that ends the waiting too."""
        return self.extends and self.start <= filed and (self.end is None or filed <= self.end)


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the unit, and the slip or proposal of which round it told; None where it told of none."""

    at: datetime
    rung: str | None
    round: int


@dataclass(frozen=True, slots=True)
class Credit:
    """What a filing counts as: the instant that decides whether it is late, and the day that it is late against."""

    at: datetime
    against: date


@dataclass(frozen=True, slots=True)
class Visit:
    """A recorded visit that stands: to which firm, and the instant that it counts at."""

    firm: str
    at: datetime


@dataclass(slots=True)
class State:
    """An obligation with its facts folded in by `history.fold`; read it, do not change it.

    `deadline` is the one in force; `base_day` is what the later ladder counts from. `counted_at` is the instant that
    decides the timeliness of the filing in hand, which a return within its limit keeps; `form` is the same of a form
    whose page is awaited, and `kept` of what was returned. `holding`: the request that waits holds the ladder.
    `unmarked_since`: it was late before anybody noted it as overdue. `paged`: a sealed page has come in. `missed`:
    nothing was in when the period closed. `past`: this as it was when each earlier round was cut short.
    `form_at` is when the form in hand came, its page with it or not, `figured_at` when a figure by itself did.
    `corrected`: what the closed record should say. `raised_at`: the leader was asked what
    becomes of the firm's request that it is a step of; `settled_at`: the leader or the office has said it.
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
    form: Credit | None = None
    form_at: datetime | None = None
    figured_at: datetime | None = None
    kept: Credit | None = None
    paged: bool = False
    accepted_at: datetime | None = None
    waived_at: datetime | None = None
    extended_to: datetime | None = None
    pending: Pending | None = None
    pending_since: datetime | None = None
    holding: bool = False
    explained: bool = False
    refused_at: datetime | None = None
    asks: int = 0
    freezes: list[Freeze] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    lost: list[Visit] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    case: Case | None = None
    grounds: list[Ground] = field(default_factory=list)
    marked_overdue: bool = False
    unmarked_since: datetime | None = None
    closed_at: datetime | None = None
    missed: bool = False
    corrected: Correction | None = None
    raised_at: datetime | None = None
    settled_at: datetime | None = None
    past: list["State"] = field(default_factory=list)
    latest: datetime | None = None

    @property
    def counted_visits(self) -> list[Visit]:
        """Each paired firm counts once; a visit whose firm is not named counts by itself."""
        firms = [name_key(one.firm) for one in self.visits]
        return [one for place, one in enumerate(self.visits) if not one.firm or firms[place] not in firms[:place]]

    @property
    def visited(self) -> list[str]:
        """The firms that count, in the order in which they were visited; empty names where none was given."""
        return [one.firm for one in self.counted_visits]

    @property
    def complete(self) -> bool:
        """Form and sealed page are in, or the quota of visits is met."""
        return self.filed_at is not None

    @property
    def ended(self) -> bool:
        """Nothing more is owed."""
        return self.complete or self.waived_at is not None

    @property
    def waits(self) -> bool:
        """A request waits for the office's decision."""
        return self.pending is not None and not self.ended

    @property
    def frozen(self) -> bool:
        """A request that holds waits: nothing fires."""
        return self.waits and self.holding

    @property
    def closes_at(self) -> datetime:
        """When the period closes: never before what was given in it has run out, as the limit of a return.

        What is owed once has none of its own: where its day was moved it closes with the month after that day's.
        """
        if self.closed_at or self.round == 1 or self.terms.kind.cyclic:
            return self.closed_at or max(self.terms.closes_at, self.late_from)
        moved = Period.of(self.deadline.last_day).shift(1)
        # Moved within its month it closes as it did, on a working day; of another month none is known here.
        if at(moved.first) < self.terms.closes_at <= midnight_after(moved.last):
            return self.terms.closes_at
        return max(self.terms.closes_at, midnight_after(moved.last))

    def overdue_from(self) -> datetime | None:
        """When it became or becomes overdue; None where nothing is owed or what holds is about its time."""
        if self.ended or (self.frozen and self.pending in ABOUT_TIME):
            return None
        return self.late_from

    def extends(self, filed: datetime) -> bool:
        """Whether a filing then is in time by an extended deadline or by a request that waited."""
        extended = self.extended_to is not None and filed < self.extended_to
        return extended or any(freeze.excuses(filed) for freeze in self.freezes)

    def is_overdue(self, now: datetime) -> bool:
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
        # Before the form: one whose page did not come in its time is overdue too.
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
    if today >= calendar.minus(deadline.remind_by, state.terms.ladder(rules).soon_days):
        return Standing.DUE_SOON
    return Standing.OPEN


def outcome(state: State, now: datetime) -> Outcome:
    """What became of it at `now`; a filing after the period closed is an addendum to what is missing."""
    if state.waived_at:
        return Outcome.EXCUSED
    counted = state.counted_at
    if counted is None or _is_addendum(state):
        return Outcome.MISSING if now >= state.closes_at else Outcome.OPEN
    # By what was owed first: before that it is on time whatever else (2-semantics, "Outcome of a period").
    if counted < state.terms.deadline.late_from:
        return Outcome.ON_TIME
    return Outcome.EXTENDED if state.extends(counted) else Outcome.LATE


def lacks_page_alone(state: State) -> bool:
    """Whether its form was in when its period closed: what is missing then is missing for want of the page."""
    return state.form_at is not None and state.form_at < state.closes_at


def _is_addendum(state: State) -> bool:
    """Whether the filing in hand came when the period was over: what was said then stays."""
    return state.missed or (state.filed_at is not None and state.filed_at >= state.closes_at)


def days_late(state: State, calendar: Calendar) -> int:
    """Working days in (last_day, filing day], at least 1; meaningful for a late outcome only."""
    if state.counted_at is None:
        return 0
    against = state.late_against or state.deadline.last_day
    return max(1, calendar.between(against, state.counted_at.astimezone(ZONE).date()))


def lamp(stands: Standing, became: Outcome) -> Lamp:
    """Green in time; yellow due soon, or late but made up; red overdue."""
    match stands:
        case Standing.OVERDUE:
            return Lamp.RED
        case Standing.DUE_SOON | Standing.DUE_TODAY | Standing.FILED_UNSEALED | Standing.RETURNED:
            return Lamp.YELLOW
        case Standing.FILED | Standing.ACCEPTED if became in (Outcome.LATE, Outcome.MISSING):
            return Lamp.YELLOW
        case _:
            return Lamp.GREEN


def flags(state: State) -> list[str]:
    """What stands beside the standing."""
    named = {
        "extension_pending": state.pending is Pending.EXTENSION and not state.ended,
        "explanation_pending": state.pending is Pending.EXPLANATION and not state.ended,
        "hand_back_pending": state.pending is Pending.HAND_BACK and not state.ended,
        "firm_lost_pending": bool(state.lost) and not state.ended,
        "extended": state.extended_to is not None,
        "case_proposed": state.case is not None and state.case.decision is None,
        "case_confirmed": state.case is not None and state.case.decision is CaseChoice.CONFIRM,
        "case_appealed": state.case is not None and state.case.step is CaseStep.APPEALED,
        "measures_wanted": state.case is not None and state.case.step is CaseStep.MEASURES,
        "corrected": state.corrected is not None,
        "closed": state.closed_at is not None,
    }
    return [name for name, holds in named.items() if holds]


def is_in_time(state: State, counted: datetime) -> bool:
    """Whether a filing that counts from then is in time, by the first deadline or an extended one."""
    return counted < state.terms.deadline.late_from or state.extends(counted)
