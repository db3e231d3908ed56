"""Working days as content hands them on: the library's years, the office's overlay, projected years."""

from datetime import date
from pathlib import Path

import pytest

from tests.content.copies import CALENDAR, SHIPPED
from tests.content.read import calendar_at
from yudu_flow.content.calendar.reading import counted, projected
from yudu_flow.content.calendar.statutory import BY_YEAR, statutory
from yudu_flow.domain.workdays import Calendar

EMPTY = "years: {}\n"
OVERLAY = """
years:
  2027:
    breaks:
      - {from: 2026-12-31, to: 2027-01-03, name: 元旦}
      - {from: 2027-02-05, to: 2027-02-11, name: 春节}
    worked: [2027-02-20]
"""


def calendar_of(folder: Path, text: str, years: range = range(2020, 2028)) -> Calendar:
    file = folder / "calendar.yaml"
    file.write_text(text, encoding="utf-8")
    calendar, findings = calendar_at(file, years)
    assert calendar is not None, findings
    return calendar


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2020, 9, 27), True),
        (date(2020, 10, 1), False),
        (date(2020, 10, 9), True),
        (date(2020, 10, 10), True),
        (date(2020, 12, 27), False),
        (date(2023, 1, 27), False),
        (date(2023, 1, 28), True),
        (date(2026, 9, 27), False),
    ],
)
def test_it_knows_the_state_councils_days(day: date, worked: bool) -> None:
    calendar, _ = calendar_at(SHIPPED / CALENDAR, range(2020, 2024))
    assert calendar is not None
    assert calendar.is_working(day) is worked


def test_it_counts_weekend_days_inside_a_break_as_holidays(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, EMPTY)
    assert calendar.is_holiday(date(2020, 10, 3))
    assert not calendar.is_holiday(date(2020, 12, 27))


def test_it_projects_a_year_that_nobody_announced(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, EMPTY)
    assert calendar.is_provisional(date(2027, 5, 27))
    assert not calendar.is_working(date(2027, 10, 1))
    assert not calendar.is_provisional(date(2026, 5, 27))


def test_it_projects_only_the_years_asked_for(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, EMPTY, range(2020, 2027))
    assert calendar.is_working(date(2027, 10, 1))
    assert calendar.is_provisional(date(2027, 10, 1))


def test_it_projects_ten_years_ahead(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, EMPTY, range(2026, 2037))
    assert not calendar.is_working(date(2036, 10, 1))


def test_it_knows_a_year_written_in_the_overlay(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, OVERLAY)
    assert not calendar.is_provisional(date(2027, 5, 27))
    assert calendar.is_working(date(2027, 2, 20))
    assert calendar.is_holiday(date(2027, 2, 6))
    assert not calendar.is_working(date(2026, 12, 31))


def test_it_projects_nothing_into_a_year_of_the_overlay(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, OVERLAY)
    assert calendar.is_working(date(2027, 10, 1))


def test_it_lets_the_overlay_replace_a_year_of_the_library(tmp_path: Path) -> None:
    text = "years: {2020: {breaks: [{from: 2020-01-01, to: 2020-01-01, name: 元旦}]}}\n"
    calendar = calendar_of(tmp_path, text)
    assert not calendar.is_working(date(2020, 9, 27))
    assert calendar.is_working(date(2020, 10, 1))


def test_it_follows_local_orders(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, "local: {rest: [2020-09-28, 2020-10-10], worked: [2020-10-08]}\n")
    assert not calendar.is_working(date(2020, 9, 28))
    assert not calendar.is_working(date(2020, 10, 10))
    assert calendar.is_working(date(2020, 10, 8))
    assert not calendar.is_holiday(date(2020, 10, 8))


def test_it_is_one_for_all_homes_that_say_the_same(tmp_path: Path) -> None:
    first, second = (calendar_of(tmp_path, EMPTY) for _ in range(2))
    assert first is second


def test_the_days_written_down_are_those_that_the_library_counts() -> None:
    assert {day for year in BY_YEAR for day in statutory(year) or ()} == counted({*BY_YEAR})
    assert statutory(2100) is None
    assert projected({2099, 2100}) == counted({2099}) | counted({2100})
