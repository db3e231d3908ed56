"""Cycles (周期): how often a duty is owed. Source: 6-duties "Cycles"."""

from enum import StrEnum


class Cycle(StrEnum):
    """What a duty recurs with; the names are those of `every:` in a plan."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months one takes; 0 where it is counted in weeks."""
        return MONTHS[self]


MONTHS = {Cycle.WEEK: 0, Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}
