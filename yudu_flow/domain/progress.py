"""Time-proportional progress (序时进度): a figure against the share of its target's span that has passed.

The share is elapsed months / months of the span, as offices count it: of a year, 11 months are 91.7 %. All is reckoned
in whole numbers and fractions of them, so that a figure exactly at a limit is exactly at it.
"""

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from yudu_flow.domain.amount import COUNTED, Amount, whole
from yudu_flow.domain.period import Period
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.target import Direction, Target

ALL = Fraction(100)
CENT = 100


class Pace(StrEnum):
    """How a figure stands to the calendar; without one nobody knows."""

    UNKNOWN = "unknown"
    IN_TIME = "in_time"
    YELLOW = "yellow"
    RED = "red"


class OddFigure(StrEnum):
    """What of a figure looks like a slip of the pen, beside the one before."""

    FELL = "figure_fell"
    JUMPED = "figure_jumped"


def oddity(target: Target, value: Amount, before: Amount | None, factor: int) -> OddFigure | None:
    """A cumulative figure does not fall, and none grows to `factor` times, nor does a state shrink as far."""
    if before is None:
        return None
    if value < before and not target.state:
        return OddFigure.FELL
    more, less = max(value, before), min(value, before)
    return OddFigure.JUMPED if less > 0 and more >= less * factor else None


def due_share(target: Target, period: Period) -> float:
    """The percentage of `target` that is due by the end of `period`: all of it at once of a state."""
    return float(_due(target, period))


def done_share(target: Target, value: Amount) -> float:
    """The percentage of `target` that `value` is; one of 0 is met by anything that does not rise above it."""
    return float(_done(target, value))


def lag(target: Target, value: Amount, period: Period) -> float:
    """By how many percentage points it lags behind the calendar; negative where it is ahead.

    What must not rise lags by what it is above its share, what is to be kept by how far it is off, either way.
    """
    return float(_lag(target, value, period))


def pace(target: Target, value: Amount | None, period: Period, rules: Rules) -> Pace:
    """Yellow from `behind_points`, red from `far_behind_points`; a state is red once it is on the wrong side."""
    if value is None:
        return Pace.UNKNOWN
    points = _lag(target, value, period)
    if target.state and target.direction is not Direction.KEEP:
        return Pace.RED if points > 0 else Pace.IN_TIME
    if points >= max(rules.far_behind_points, rules.behind_points):
        return Pace.RED
    # With a limit of 0 points, what is exactly in time is in time still.
    return Pace.YELLOW if points > 0 and points >= rules.behind_points else Pace.IN_TIME


def forecast(target: Target, value: Amount, period: Period) -> Amount | None:
    """What it comes to by the end at the pace so far; None for a state, and before a month is over."""
    elapsed = target.elapsed(period)
    if target.state or not elapsed:
        return None
    return _rounded(target, _exact(value) * target.months / elapsed, floor)


def needed(target: Target, value: Amount, period: Period) -> Amount | None:
    """What each month left must bring, or may bring at most of what must not rise; None where none is left."""
    left = target.months - target.elapsed(period)
    if target.state or not left:
        return None
    missing = max(_exact(target.value) - _exact(value), Fraction(0))
    return _rounded(target, missing / left, floor if target.direction is Direction.DOWN else ceil)


def _due(target: Target, period: Period) -> Fraction:
    return ALL if target.state else ALL * target.elapsed(period) / target.months


def _done(target: Target, value: Amount) -> Fraction:
    if target.value:
        return ALL * _exact(value) / _exact(target.value)
    return ALL if target.direction is Direction.UP or not value else 2 * ALL


def _lag(target: Target, value: Amount, period: Period) -> Fraction:
    if not target.value:
        return _done(target, value) - ALL
    behind = _due(target, period) - _done(target, value)
    return {Direction.UP: behind, Direction.DOWN: -behind, Direction.KEEP: abs(behind)}[target.direction]


def _exact(value: Amount) -> Fraction:
    """As it is written: 98.5 is no binary fraction."""
    return Fraction(str(value))


def _rounded(target: Target, value: Fraction, way: Callable[[Fraction], int]) -> Amount:
    """No half of a person; of the rest two places."""
    return way(value) if target.unit in COUNTED else whole(way(value * CENT) / CENT)
