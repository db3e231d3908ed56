"""Ladders as dates: the examples of the rules, L-0, visits, and days that do not count."""

from datetime import date

import pytest
from hypothesis import given

from tests.domain.cast import REAL, REPORT, RULES, VISITS, day, moment, owed, spelled
from tests.domain.test_workdays import DAYS, calendars
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.ladder import Step, countdown, nominal_steps, opening_steps, unfrozen_day
from yudu_flow.domain.obligation import Freeze
from yudu_flow.domain.opening import deadline_of
from yudu_flow.domain.period import Period, at, deadline_on
from yudu_flow.domain.rules import RestDay, Rules
from yudu_flow.domain.workdays import Calendar

LADDER = REPORT.kind.ladder(RULES)


def written(steps: list[Step]) -> str:
    return ", ".join(f"{step.name} {spelled(step.at)[:5]}" for step in steps)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2020-09", "R-5 09-21, R-3 09-23, R-1 09-25, R-0 09-27"),
        ("2020-10", "R-5 10-20, R-3 10-22, R-1 10-26, R-0 10-27"),
        ("2020-12", "R-5 12-18, R-3 12-22, R-1 12-24, R-0 12-25, L-0 12-28"),
        ("2021-02", "R-5 02-20, R-3 02-23, R-1 02-25, R-0 02-26, L-0 03-01"),
        ("2023-01", "R-5 01-13, R-3 01-17, R-1 01-19, R-0 01-20, L-0 01-28"),
    ],
)
def test_it_counts_reminders_down_to_remind_by(period: str, expected: str) -> None:
    steps = countdown(LADDER, deadline_of(REPORT, Period.parse(period), RULES, REAL), RULES, REAL)
    assert written(steps) == expected
    assert {step.at.hour for step in steps} == {9}


@pytest.mark.parametrize("rest_day", [RestDay.KEEP, RestDay.PREVIOUS, RestDay.NEXT_IF_HOLIDAY])
def test_it_has_no_l_0_where_the_last_day_is_no_later_working_day(rest_day: RestDay) -> None:
    rules = Rules(rest_day=rest_day)
    steps = countdown(LADDER, deadline_of(REPORT, Period(2020, 12), rules, REAL), rules, REAL)
    assert [step.name for step in steps] == ["R-5", "R-3", "R-1", "R-0"]


@given(calendars(), DAYS)
def test_it_reminds_on_working_days_in_order(calendar: Calendar, nominal: date) -> None:
    due = deadline_on(nominal, RULES, calendar)
    steps = countdown(LADDER, due, RULES, calendar)
    days = [step.at.date() for step in steps]
    assert days == sorted(set(days))
    assert all(calendar.is_working(found) for found in days)
    assert [calendar.between(found, due.remind_by) for found in days[:4]] == [5, 3, 1, 0]
    assert (steps[-1].name == "L-0") == (due.last_day > due.remind_by)


@pytest.mark.parametrize(
    ("kind", "last_day", "expected"),
    [
        ("report", "09-27", "E+1 09-28, E+3 09-30, E+5 10-10"),
        ("report", "12-28", "E+1 12-29, E+3 12-31, E+5 01-05"),
        ("report", "12-27", "E+1 12-28, E+3 12-30, E+5 01-04"),
        ("visit", "09-30", "V+1 10-09, V+3 10-12"),
    ],
)
def test_it_counts_slips_from_the_last_day(kind: str, last_day: str, expected: str) -> None:
    assert written(nominal_steps(KINDS[kind].ladder(RULES).after, day(last_day), RULES, REAL)) == expected


def test_it_asks_for_the_page_after_the_last_day() -> None:
    assert written(nominal_steps(LADDER.seal, day("09-27"), RULES, REAL)) == "S+1 09-28, S+3 09-30"


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("", "V-list 09-01, V-5 09-24, V-1 09-29"),
        ("09-18 10:30", "V-list 09-18, V-5 09-24, V-1 09-29"),
        ("09-19 10:30", "V-list 09-21, V-5 09-24, V-1 09-29"),
        ("09-24 10:30", "V-5 09-24, V-list 09-24, V-1 09-29"),
    ],
)
def test_it_lists_the_firms_on_the_first_working_day_of_the_month_or_opening(opened: str, expected: str) -> None:
    terms = owed(duty=VISITS, opened=opened)
    steps = opening_steps(VISITS.kind.ladder(RULES), terms.deadline, terms.opened_at, RULES, REAL)
    assert written(steps) == expected
    assert all(step.at >= terms.opened_at for step in steps if step.name == "V-list")


def test_it_lists_the_firms_after_a_break_that_begins_the_month() -> None:
    terms = owed("2020-10", duty=VISITS)
    assert (
        written(opening_steps(VISITS.kind.ladder(RULES), terms.deadline, terms.opened_at, RULES, REAL))
        == "V-list 10-09, V-5 10-23, V-1 10-29"
    )


def test_it_does_not_count_days_whose_pass_fell_while_a_request_waited() -> None:
    freezes = [
        Freeze(moment("09-28 08:59"), moment("09-29 09:00")),
        Freeze(moment("09-30 10:00"), moment("09-30 18:00")),
    ]
    assert unfrozen_day(day("09-27"), 1, freezes, RULES, REAL) == day("09-29")
    assert unfrozen_day(day("09-27"), 2, freezes, RULES, REAL) == day("09-30")
    assert unfrozen_day(day("09-27"), 0, freezes, RULES, REAL) == day("09-27")


@given(calendars(), DAYS)
def test_it_counts_like_the_calendar_where_nothing_was_frozen(calendar: Calendar, start: date) -> None:
    assert unfrozen_day(start, 5, [], RULES, calendar) == calendar.plus(start, 5)
    frozen = Freeze(at(start), at(calendar.plus(start, 2), RULES.quiet_from))
    assert unfrozen_day(start, 3, [frozen], RULES, calendar) == calendar.plus(start, 5)
