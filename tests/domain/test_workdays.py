"""Working days, over arbitrary calendars: every rule is compared with a plain walk through the days."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import REAL, day
from yudu_flow.domain.workdays import DAY, Calendar

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)
DAYS = st.dates(FIRST, LAST)
COUNTS = st.integers(0, 15)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Breaks of up to twelve days anywhere, and any weekend days worked, even inside a break."""
    starts = draw(st.lists(st.tuples(DAYS, st.integers(1, 12)), max_size=6))
    breaks = {start + DAY * offset for start, length in starts for offset in range(length)}
    worked = {found for found in draw(st.lists(DAYS, max_size=12)) if found.weekday() >= 5}
    return Calendar(frozenset(breaks), frozenset(worked), frozenset({2020}))


@given(calendars(), DAYS)
def test_it_takes_the_last_working_day_not_after(calendar: Calendar, start: date) -> None:
    found = calendar.on_or_before(start)
    assert calendar.is_working(found)
    assert found <= start
    assert not any(calendar.is_working(found + DAY * n) for n in range(1, (start - found).days + 1))


@given(calendars(), DAYS)
def test_it_takes_the_first_working_day_not_before(calendar: Calendar, start: date) -> None:
    found = calendar.on_or_after(start)
    assert calendar.is_working(found)
    assert found >= start
    assert not any(calendar.is_working(start + DAY * n) for n in range((found - start).days))


@given(calendars(), DAYS, COUNTS)
def test_it_counts_forward_what_it_counts_between(calendar: Calendar, start: date, count: int) -> None:
    found = calendar.plus(start, count)
    assert calendar.between(start, found) == count
    assert found == start if count == 0 else calendar.is_working(found)


@given(calendars(), DAYS, COUNTS)
def test_it_counts_back_what_it_counts_between(calendar: Calendar, start: date, count: int) -> None:
    found = calendar.minus(start, count)
    assert calendar.between(found - DAY, start - DAY) == count
    assert found == start if count == 0 else calendar.is_working(found)


@given(calendars(), DAYS, COUNTS)
def test_it_returns_to_a_working_day_that_it_left(calendar: Calendar, start: date, count: int) -> None:
    worked = calendar.on_or_after(start)
    assert calendar.minus(calendar.plus(worked, count), count) == worked


@given(calendars(), DAYS, COUNTS, COUNTS)
def test_it_counts_on_where_it_stopped(calendar: Calendar, start: date, one: int, other: int) -> None:
    assert calendar.plus(calendar.plus(start, one), other) == calendar.plus(start, one + other)
    assert calendar.minus(calendar.minus(start, one), other) == calendar.minus(start, one + other)


@given(calendars(), DAYS, DAYS)
def test_it_counts_between_what_it_lists(calendar: Calendar, one: date, other: date) -> None:
    listed = list(calendar.days(one + DAY, other))
    assert calendar.between(one, other) == len(listed)
    assert all(calendar.is_working(found) and one < found <= other for found in listed)
    assert listed == sorted(set(listed))


@given(calendars(), DAYS)
def test_it_never_calls_a_worked_day_a_holiday(calendar: Calendar, start: date) -> None:
    assert not (calendar.is_working(start) and calendar.is_holiday(start))
    assert calendar.is_working(start) or calendar.is_holiday(start) or start.weekday() >= 5


def test_it_counts_the_next_working_day_as_one_from_a_rest_day() -> None:
    assert REAL.plus(day("2020-12-26"), 1) == day("2020-12-28")
    assert REAL.minus(day("2020-12-27"), 1) == day("2020-12-25")


def test_it_knows_the_swapped_days() -> None:
    assert REAL.is_working(day("2020-09-27"))
    assert not REAL.is_working(day("2023-01-27"))
    assert REAL.is_working(day("2023-01-28"))
    assert REAL.is_holiday(day("2020-10-04"))
    assert not REAL.is_holiday(day("2020-09-26"))


def test_it_is_provisional_only_in_years_not_announced() -> None:
    assert not REAL.is_provisional(day("2026-12-31"))
    assert REAL.is_provisional(day("2026-12-31"), day("2027-01-04"))
