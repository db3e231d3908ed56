"""Time-proportional progress (序时进度): a figure against the share of the year that has passed.

The share is elapsed months / 12, as offices count it: 11 months are 91.7 %.
"""

from yudu_flow.domain.amount import Amount
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Target
from yudu_flow.domain.workdays import DAY


def due_share(target: Target, period: Period) -> float:
    """The percentage of `target` that is due by the end of `period`; 100 from the month of its date on.

    A month counts when it has elapsed: a week in its midst changes nothing.
    """
    after = period.last + DAY
    months = (after.year - target.by.year) * 12 + after.month - 1
    end = target.by.month
    return 100.0 * min(max(months, 0), end) / end


def done_share(target: Target, value: Amount) -> float:
    """The percentage of `target` that `value` is; one of 0 is met by anything."""
    return 100.0 * value / target.value if target.value else 100.0


def is_behind(target: Target, value: Amount, period: Period, points: int) -> bool:
    """Whether it lags behind the calendar by more than `points` percentage points."""
    return done_share(target, value) < due_share(target, period) - points
