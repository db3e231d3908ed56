"""A target (目标): a figure to reach or keep in a span of months. Source: notice 二（二）8, 6-duties "Targets"."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yudu_flow.domain.amount import Amount
from yudu_flow.domain.period import Period


class Direction(StrEnum):
    """Which way a figure is to go: up to the target, not above it, or not away from it."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to reach by `by`, in its unit: 48.2万人 is 482000 人; 100 % is 100. `reports` names who gives it.

    It is counted up from `since`, the year of `by` where nothing else is said; a `state` is read anew each time.
    """

    name: str
    value: Amount
    unit: str
    by: date
    reports: str = ""
    since: date | None = None
    direction: Direction = Direction.UP
    state: bool = False

    @property
    def begins(self) -> date:
        """The first day of its span."""
        return self.since or date(self.by.year, 1, 1)

    @property
    def months(self) -> int:
        """The months of its span, the first and the last one in full."""
        return _index(self.by) - _index(self.begins) + 1

    def elapsed(self, period: Period) -> int:
        """The months of its span that are over by the end of `period`: a week in a month's midst changes nothing."""
        after = Period.of(period.last).last == period.last
        over = _index(period.last) + after - _index(self.begins)
        return min(max(over, 0), self.months)

    def holds(self, month: str) -> bool:
        """Whether a month, as 2020-09, lies in its span."""
        return f"{self.begins:%Y-%m}" <= month <= f"{self.by:%Y-%m}"

    def runs_in(self, period: Period) -> bool:
        """Whether it is asked for: not in periods that begin after `by`, nor in those that end before its span."""
        return self.begins <= period.last and period.first <= self.by

    def ends_in(self, period: Period) -> bool:
        """Whether that is the last period in which it is asked for: its figure is final."""
        return self.runs_in(period) and not self.runs_in(period.shift(1))


def _index(day: date) -> int:
    return day.year * 12 + day.month
