"""A period's reports in figures that add up, and the time that is left. Reads only what it is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from yudu_flow.actions.bureau import local_day
from yudu_flow.domain.bucket import FILED, Bucket, bucket, count
from yudu_flow.domain.obligation import State
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.workdays import Calendar

FIGURE_WORDS = {
    "expected": "应报",
    "filed": "已报",
    "unsealed": "待补盖章页",
    "unpaged": "未补盖章页",
    "ahead": "办理中",
    "overdue": "逾期",
    "missing": "未报",
    "excused": "免报",
    "accepted": "已接收",
    "late": "逾期补报",
    "extended": "延期内报送",
}
"""What the figures of a period are called, in their order."""


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The period's reports. Those from `filed` to `excused` add up to `expected`; the last three are of the filed."""

    expected: int
    filed: int
    unsealed: int
    unpaged: int
    ahead: int
    overdue: int
    missing: int
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


def figures_of(states: Iterable[State], now: datetime) -> PeriodFigures:
    """The states of a period's reports, counted at `now`."""
    known = [*states]
    found = count(known, now)
    return PeriodFigures(
        expected=len(known),
        filed=sum(found[kind] for kind in FILED),
        unsealed=found[Bucket.UNSEALED],
        unpaged=found[Bucket.UNPAGED],
        ahead=found[Bucket.OPEN],
        overdue=found[Bucket.OVERDUE],
        missing=found[Bucket.MISSING],
        excused=found[Bucket.EXCUSED],
        # Of what counts as filed: one that came after its month closed made it 已接收 1 of 已报 0.
        accepted=sum(1 for state in known if state.accepted_at and bucket(state, now) in FILED),
        late=found[Bucket.LATE],
        extended=found[Bucket.EXTENDED],
    )
