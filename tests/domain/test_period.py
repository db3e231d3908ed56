"""The four dates of a deadline: the table of the rules, every setting, and every month that is announced."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import REAL, RULES, day, moment
from tests.domain.test_workdays import DAYS, calendars
from yudu_flow.domain.period import (
    Period,
    at,
    deadline_on,
    midnight_after,
    report_deadline,
    spell_day,
    spell_deadline,
    visit_deadline,
)
from yudu_flow.domain.rules import RestDay, Rules
from yudu_flow.domain.workdays import Calendar

MONTHS = [Period(2020, 9).shift(count) for count in range(76)]


@pytest.mark.parametrize(
    ("period", "nominal", "remind_by", "last_day"),
    [
        ("2020-09", "2020-09-27", "2020-09-27", "2020-09-27"),
        ("2020-12", "2020-12-27", "2020-12-25", "2020-12-28"),
        ("2021-02", "2021-02-27", "2021-02-26", "2021-03-01"),
        ("2023-01", "2023-01-27", "2023-01-20", "2023-01-28"),
    ],
)
def test_it_keeps_the_table_of_the_rules(period: str, nominal: str, remind_by: str, last_day: str) -> None:
    due = report_deadline(Period.parse(period), 27, RULES, REAL)
    assert (due.nominal, due.remind_by, due.last_day) == (day(nominal), day(remind_by), day(last_day))
    assert due.late_from == midnight_after(day(last_day))
    assert due.late_after == due.late_from - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("rest_day", "december", "january"),
    [
        (RestDay.NEXT, "2020-12-28", "2023-01-28"),
        (RestDay.KEEP, "2020-12-27", "2023-01-27"),
        (RestDay.PREVIOUS, "2020-12-25", "2023-01-20"),
        (RestDay.NEXT_IF_HOLIDAY, "2020-12-27", "2023-01-28"),
    ],
)
def test_it_moves_the_last_day_as_the_setting_says(rest_day: RestDay, december: str, january: str) -> None:
    rules = Rules(rest_day=rest_day)
    assert report_deadline(Period(2020, 12), 27, rules, REAL).last_day == day(december)
    assert report_deadline(Period(2023, 1), 27, rules, REAL).last_day == day(january)
    assert report_deadline(Period(2020, 9), 27, rules, REAL).last_day == day("2020-09-27")


def test_it_postpones_a_weekend_day_inside_an_announced_break() -> None:
    inside = day("2020-10-04")
    assert inside.weekday() == 6
    assert deadline_on(inside, Rules(rest_day=RestDay.NEXT_IF_HOLIDAY), REAL).last_day == day("2020-10-09")


def test_it_counts_the_day_before_where_the_day_itself_is_too_late() -> None:
    due = report_deadline(Period(2020, 9), 27, Rules(inclusive=False), REAL)
    assert (due.nominal, due.remind_by, due.last_day) == (day("09-26"), day("09-25"), day("09-27"))
    assert report_deadline(Period(2020, 9), 1, Rules(inclusive=False), REAL).nominal == day("08-31")


def test_it_ends_at_the_office_hour_that_the_cutoff_names() -> None:
    due = report_deadline(Period(2020, 9), 27, Rules(cutoff=time(17, 30)), REAL)
    assert due.late_from == moment("09-27 17:30")
    assert due.late_after == moment("09-27 17:29") + timedelta(seconds=59)


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_it_holds_its_promises_in_every_announced_month(period: Period) -> None:
    due = report_deadline(period, 27, RULES, REAL)
    assert not REAL.is_provisional(due.nominal, due.remind_by, due.last_day)
    assert REAL.is_working(due.remind_by)
    assert REAL.is_working(due.last_day)
    assert due.remind_by <= due.nominal <= due.last_day
    assert REAL.between(due.remind_by, due.last_day) == (0 if REAL.is_working(due.nominal) else 1)
    assert due.late_from == at(due.last_day + timedelta(days=1))


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_it_ends_visits_on_the_last_working_day_of_every_month(period: Period) -> None:
    due = visit_deadline(period, REAL)
    assert due.nominal == due.remind_by == due.last_day == list(REAL.days(period.first, period.last))[-1]
    assert due.late_from == midnight_after(due.last_day)


@given(calendars(), DAYS, st.sampled_from(RestDay))
def test_it_reminds_by_a_worked_day_no_later_than_the_deadline(
    calendar: Calendar, nominal: date, rest_day: RestDay
) -> None:
    due = deadline_on(nominal, Rules(rest_day=rest_day), calendar)
    assert calendar.is_working(due.remind_by)
    assert due.remind_by <= nominal
    assert due.remind_by <= due.last_day
    assert due.last_day >= nominal or rest_day is RestDay.PREVIOUS


@given(calendars(), DAYS, st.none() | st.times())
def test_it_is_late_only_from_the_last_day_on(calendar: Calendar, nominal: date, cutoff: time | None) -> None:
    due = deadline_on(nominal, Rules(cutoff=cutoff), calendar)
    assert at(due.last_day) <= due.late_from <= midnight_after(due.last_day)
    assert calendar.is_working(due.last_day)


@pytest.mark.parametrize(("day_of_month", "last"), [(31, "2021-02-28"), (30, "2021-02-28"), (27, "2021-02-27")])
def test_it_takes_the_last_day_of_a_shorter_month(day_of_month: int, last: str) -> None:
    assert Period(2021, 2).day(day_of_month) == day(last)


def test_it_counts_months_across_years() -> None:
    assert [str(Period(2020, 12).shift(count)) for count in (-12, -1, 0, 1, 13)] == [
        "2019-12",
        "2020-11",
        "2020-12",
        "2021-01",
        "2022-01",
    ]
    assert Period.of(day("12-31")) < Period.parse("2021-01")


@pytest.mark.parametrize("text", ["2020-9", "2020-13", "20-09", "2020年9月", ""])
def test_it_refuses_what_is_not_a_month(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Period.parse(text)


def test_it_spells_a_deadline_in_full() -> None:
    assert spell_day(day("09-27")) == "9月27日（星期日）"
    assert spell_deadline(midnight_after(day("09-27"))) == "9月27日（星期日）24:00"
    assert spell_deadline(moment("09-27 17:30")) == "9月27日（星期日）17:30"
