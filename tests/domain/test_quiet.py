"""Quiet hours: nothing at night or on rest days; what arises then waits for the next pass."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import REAL, RULES, moment
from tests.domain.test_workdays import calendars
from yudu_flow.domain.quiet import is_quiet, next_allowed, next_pass, pass_is_ahead, released_since
from yudu_flow.domain.workdays import Calendar

MINUTES = st.integers(0, 365 * 24 * 60)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("09-25 07:59", "09-25 09:00"),
        ("09-25 08:00", "09-25 08:00"),
        ("09-25 19:59", "09-25 19:59"),
        ("09-25 20:00", "09-27 09:00"),
        ("09-26 10:00", "09-27 09:00"),
        ("09-27 10:00", "09-27 10:00"),
        ("09-30 20:00", "10-09 09:00"),
        ("10-04 10:00", "10-09 09:00"),
    ],
)
def test_it_holds_what_arises_in_quiet_hours_for_the_next_pass(at: str, allowed: str) -> None:
    assert next_allowed(moment(at), RULES, REAL) == moment(allowed)
    assert is_quiet(moment(at), RULES, REAL) is (at != allowed)


@pytest.mark.parametrize(
    ("after", "expected"),
    [("09-25 08:59", "09-25 09:00"), ("09-25 09:00", "09-27 09:00"), ("09-30 12:00", "10-09 09:00")],
)
def test_it_passes_at_nine_on_working_days_only(after: str, expected: str) -> None:
    assert next_pass(moment(after), RULES, REAL) == moment(expected)


def test_it_speaks_on_rest_days_where_the_office_says_so() -> None:
    rules = replace(RULES, quiet_on_rest_days=False)
    assert not is_quiet(moment("10-04 10:00"), rules, REAL)
    assert is_quiet(moment("10-04 21:00"), rules, REAL)


@pytest.mark.parametrize(("at", "since"), [("09-25 20:00", "09-25 00:00"), ("09-26 07:00", "09-26 00:00")])
def test_it_honours_an_order_of_the_same_day_in_quiet_hours(at: str, since: str) -> None:
    assert released_since(moment(at), RULES, REAL) == moment(since)


def test_it_needs_no_order_in_the_daytime() -> None:
    assert released_since(moment("09-25 10:00"), RULES, REAL) is None


@pytest.mark.parametrize(
    ("at", "ahead"),
    [
        ("09-25 00:00", True),
        ("09-25 08:59", True),
        ("09-25 09:00", False),
        ("09-25 21:00", False),
        ("09-26 08:00", False),
    ],
)
def test_it_has_a_pass_ahead_on_the_morning_of_a_working_day(at: str, ahead: bool) -> None:
    assert pass_is_ahead(moment(at), RULES, REAL) is ahead


@given(calendars(), MINUTES)
def test_it_holds_nothing_longer_than_to_the_first_pass_and_never_into_quiet(calendar: Calendar, minutes: int) -> None:
    now = moment("01-01") + timedelta(minutes=minutes)
    allowed, coming = next_allowed(now, RULES, calendar), next_pass(now, RULES, calendar)
    assert allowed in (now, coming)
    assert not is_quiet(allowed, RULES, calendar)
    assert coming > now
    assert calendar.between(now.date(), coming.date()) in (0, 1)
