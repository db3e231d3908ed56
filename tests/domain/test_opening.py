"""Which period is the first, when each opens and closes, and which are provisional."""

from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import REAL, REPORT, RULES, VISITS, day, moment
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.opening import deadline_of, first_period, span, spans
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.rules import Rules

NOTICE = Plan("liuwen-liubao", "于人社〔2020〕112号", "六稳六保", day("09-18"), (), (REPORT, VISITS))


@pytest.mark.parametrize(
    ("started", "first"),
    [
        ("2020-09-18", "2020-09"),
        ("2020-09-20", "2020-09"),
        ("2020-09-21", "2020-09"),
        ("2020-09-22", "2020-10"),
        ("2020-01-01", "2020-09"),
        ("2020-12-18", "2020-12"),
        ("2020-12-20", "2020-12"),
        ("2020-12-21", "2021-01"),
        ("2023-01-13", "2023-01"),
        ("2023-01-16", "2023-02"),
        ("2026-11-22", "2026-11"),
        ("2026-11-23", "2026-12"),
    ],
)
def test_it_begins_with_the_first_report_that_can_still_be_told(started: str, first: str) -> None:
    assert str(first_period(NOTICE, REPORT, day(started), RULES, REAL)) == first


@pytest.mark.parametrize(("started", "first"), [("09-18", "2020-09"), ("09-24", "2020-09"), ("09-25", "2020-10")])
def test_it_begins_visits_with_the_first_month_that_can_still_be_told(started: str, first: str) -> None:
    assert str(first_period(NOTICE, VISITS, day(started), RULES, REAL)) == first


def test_it_begins_where_the_office_says() -> None:
    rules = Rules(first_period="2020-11")
    assert first_period(NOTICE, REPORT, day("09-18"), rules, REAL) == Period(2020, 11)


@given(st.dates(date(2020, 1, 1), date(2026, 9, 30)), st.integers(1, 31), st.sampled_from([*KINDS.values()]))
def test_it_never_begins_with_less_notice_and_never_waits_longer(started: date, number: int, kind: Kind) -> None:
    duty = Duty("duty", kind, "事项", "三（三）", day=number)
    first = first_period(NOTICE, duty, started, RULES, REAL)
    told = REAL.plus(max(NOTICE.dated, started), 5)
    assert deadline_of(duty, first, RULES, REAL).remind_by >= told
    assert deadline_of(duty, first.shift(-1), RULES, REAL).remind_by < told


@pytest.mark.parametrize(
    ("number", "period", "opens", "closes"),
    [
        (27, "2020-09", "2020-09-01", "2020-10-31"),
        (27, "2020-12", "2020-12-01", "2021-01-30"),
        (27, "2021-01", "2021-01-01", "2021-02-27"),
        (3, "2020-11", "2020-10-27", "2021-01-01"),
        (3, "2020-10", "2020-09-24", "2020-12-01"),
    ],
)
def test_it_opens_with_the_month_or_its_first_reminder(number: int, period: str, opens: str, closes: str) -> None:
    dates = span(Duty("report", KINDS["report"], "", "", day=number), Period.parse(period), RULES, REAL)
    assert dates.opens_at == moment(opens)
    assert dates.closes_at == moment(closes)


def test_it_opens_visits_with_the_month() -> None:
    dates = span(VISITS, Period(2020, 10), RULES, REAL)
    assert (dates.opens_at, dates.closes_at) == (moment("10-01"), moment("12-01"))


def test_it_is_provisional_where_any_rung_lies_in_a_year_not_announced() -> None:
    assert not span(REPORT, Period(2026, 11), RULES, REAL).provisional
    assert span(REPORT, Period(2026, 12), RULES, REAL).provisional
    assert span(REPORT, Period(2027, 1), RULES, REAL).provisional


def test_it_runs_until_the_last_period_of_the_plan() -> None:
    ending = Plan("p", "", "", day("09-18"), (), (REPORT,), last_period=Period(2020, 12))
    listed = [str(found.period) for found in spans(ending, REPORT, Period(2020, 9), RULES, REAL)]
    assert listed == ["2020-09", "2020-10", "2020-11", "2020-12"]
    assert len(list(islice(spans(NOTICE, REPORT, Period(2020, 9), RULES, REAL), 40))) == 40
