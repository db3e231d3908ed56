"""A period's reports in figures that add up, and the time that is left. Reads only what it is given."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from yudu_flow.actions.bureau import local_day
from yudu_flow.domain.obligation import Outcome, State, outcome
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Figures:
    """The period's reports. The first six add up to `expected`; the last three tell more of those filed or owed."""

    expected: int
    filed: int
    unsealed: int
    ahead: int
    overdue: int
    excused: int
    accepted: int
    late: int
    extended: int


def time_left(late_from: datetime, last_day: date, now: datetime, calendar: Calendar) -> str:
    """How long until the deadline, or since: 还有3个工作日, 今天24:00截止, 已截止2个工作日."""
    today = local_day(now)
    if now >= late_from:
        passed = calendar.between(last_day, today)
        return f"已截止{passed}个工作日" if passed else "已截止"
    if today == last_day:
        return f"今天{spell_deadline(late_from).partition('）')[2]}截止"
    days = calendar.between(today, last_day)
    return f"还有{days}个工作日" if days else f"还有{(last_day - today).days}天"


def figures_of(states: Iterable[State], now: datetime) -> Figures:
    """The states of a period's reports, counted at `now`."""
    known = [*states]
    place = Counter(_place(state, now) for state in known)
    outcomes = Counter(outcome(state, now) for state in known)
    return Figures(
        expected=len(known),
        filed=place["filed"],
        unsealed=place["unsealed"],
        ahead=place["ahead"],
        overdue=place["overdue"],
        excused=place["excused"],
        accepted=sum(1 for state in known if state.accepted_at and _place(state, now) == "filed"),
        late=outcomes[Outcome.LATE],
        extended=sum(1 for state in known if state.extended_to),
    )


def _place(state: State, now: datetime) -> str:
    """Where a report counts; a filing after its month closed is still a missing one."""
    match outcome(state, now):
        case Outcome.EXCUSED:
            return "excused"
        case Outcome.MISSING:
            return "overdue"
        case Outcome.OPEN if state.is_overdue(now):
            return "overdue"
        case Outcome.OPEN:
            return "unsealed" if state.unsealed_at else "ahead"
        case _:
            return "filed"
