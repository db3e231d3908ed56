"""Working days: which days are worked in mainland China, and counting in them.

Source: 2-semantics "Working days". 2020-09-27 is a Sunday and is worked; 2023-01-27 is a Friday and is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Plain dates that differ from the rule "Monday to Friday is worked".

    `breaks`: every day of a statutory or announced break, weekend days inside it included.
    `worked`: weekend days that are worked (调休). `known`: years whose swapped days are announced; dates in any
    other year are projected, and what is counted through them is provisional (暂定). `ordered`: those of the breaks
    that the place ordered by itself, maybe after such a day had been printed as a deadline.
    """

    breaks: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    known: frozenset[int] = field(default_factory=frozenset)
    ordered: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.breaks)

    def is_holiday(self, day: date) -> bool:
        """Whether `day` belongs to a statutory or announced break and is not worked."""
        return day in self.breaks and day not in self.worked

    def is_provisional(self, *days: date) -> bool:
        """Whether any of `days` lies in a year whose swapped days are not announced."""
        return any(day.year not in self.known for day in days)

    def on_or_before(self, day: date) -> date:
        """The last working day not after `day`."""
        while not self.is_working(day):
            day -= DAY
        return day

    def on_or_after(self, day: date) -> date:
        """The first working day not before `day`."""
        while not self.is_working(day):
            day += DAY
        return day

    def plus(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; counted from a rest day, the next working day is +1."""
        return _plus(self, day, count)

    def minus(self, day: date, count: int) -> date:
        """The `count`-th working day before `day`."""
        return _minus(self, day, count)

    def between(self, after: date, until: date) -> int:
        """Working days in (after, until]; 0 where `until` is not later than `after`."""
        return _between(self, after, until)

    def days(self, start: date, end: date) -> Iterator[date]:
        """Working days in [start, end], ascending."""
        day = start
        while day <= end:
            if self.is_working(day):
                yield day
            day += DAY


# Counted once: all obligations of a month share a few days, and each is counted from at every look.
@lru_cache(maxsize=4096)
def _plus(calendar: Calendar, day: date, count: int) -> date:
    for _ in range(count):
        day = calendar.on_or_after(day + DAY)
    return day


@lru_cache(maxsize=4096)
def _minus(calendar: Calendar, day: date, count: int) -> date:
    for _ in range(count):
        day = calendar.on_or_before(day - DAY)
    return day


@lru_cache(maxsize=4096)
def _between(calendar: Calendar, after: date, until: date) -> int:
    return sum(1 for _ in calendar.days(after + DAY, until))
