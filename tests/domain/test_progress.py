"""Time-proportional progress: it …"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import day
from yudu_flow.domain.amount import Amount
from yudu_flow.domain.period import Period
from yudu_flow.domain.progress import (
    Pace,
    done_share,
    due_share,
    forecast,
    lag,
    needed,
    pace,
)
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.slowness import is_dark, is_slow
from yudu_flow.domain.target import Direction, Target

YEAR_END = date(2020, 12, 31)
JOBS = Target("城镇新增就业", 4600, "人", YEAR_END)
SEPTEMBER = Period(2020, 9)
RULES = Rules()
UNKNOWN, IN_TIME, YELLOW, RED = Pace


@pytest.mark.parametrize(
    ("since", "by", "period", "share"),
    [
        (None, YEAR_END, "2020-09", 900 / 12),
        (None, YEAR_END, "2020-11", 1100 / 12),
        (None, YEAR_END, "2020-12", 100),
        (None, YEAR_END, "2021-02", 100),
        (None, YEAR_END, "2019-06", 0),
        (None, date(2020, 6, 30), "2020-03", 50),
        (date(2020, 7, 1), date(2021, 6, 30), "2020-06", 0),
        (date(2020, 7, 1), date(2021, 6, 30), "2020-09", 300 / 12),
        (date(2020, 7, 1), date(2021, 6, 30), "2021-06", 100),
        (date(2020, 10, 15), YEAR_END, "2020-10", 100 / 3),
        (date(2020, 1, 1), date(2022, 12, 31), "2021-12", 2400 / 36),
        (date(2020, 9, 1), date(2020, 9, 30), "2020-W39", 0),
        (date(2020, 9, 1), date(2020, 9, 30), "2020-09", 100),
        (None, YEAR_END, "2020-Q3", 75),
    ],
)
def test_it_is_the_share_of_months_elapsed_of_the_span(since: date | None, by: date, period: str, share: float) -> None:
    assert due_share(Target("t", 1, "人", by, since=since), Period.parse(period)) == pytest.approx(share)


def target(direction: str, value: Amount, *, state: bool = False) -> Target:
    """One of a year."""
    return Target("t", value, "件", YEAR_END, direction=Direction(direction), state=state)


@pytest.mark.parametrize(
    ("one", "value", "lamp"),
    [
        (JOBS, 2991, IN_TIME),  # 65.02 % of 4600, where 75 % are due
        (JOBS, 2990, YELLOW),
        (JOBS, 2071, YELLOW),
        (JOBS, 2070, RED),
        (JOBS, 4600, IN_TIME),
        (JOBS, None, UNKNOWN),
        (target("down", 100), 84, IN_TIME),
        (target("down", 100), 85, YELLOW),
        (target("down", 100), 104, YELLOW),
        (target("down", 100), 105, RED),
        (target("down", 0), 0, IN_TIME),
        (target("down", 0), 1, RED),
        (target("keep", 100), 66, IN_TIME),
        (target("keep", 100), 65, YELLOW),
        (target("keep", 100), 85, YELLOW),
        (target("keep", 100), 45, RED),
        (target("keep", 100), 105, RED),
        (target("up", 100, state=True), 100, IN_TIME),
        (target("up", 98.5, state=True), 98.5, IN_TIME),
        (target("up", 98.5, state=True), 98.4, RED),
        (target("down", 3.5, state=True), 3.5, IN_TIME),
        (target("down", 3.5, state=True), 3.6, RED),
        (target("keep", 100, state=True), 90.1, IN_TIME),
        (target("keep", 100, state=True), 110, YELLOW),
        (target("keep", 100, state=True), 70, RED),
        (target("up", 0), 0, IN_TIME),
    ],
)
def test_it_lights_a_lamp_from_the_points_of_the_rules(one: Target, value: Amount | None, lamp: Pace) -> None:
    assert pace(one, value, SEPTEMBER, RULES) is lamp


def test_the_points_are_the_offices_own() -> None:
    rules = Rules(behind_points=5, far_behind_points=5)
    assert [pace(JOBS, value, SEPTEMBER, rules) for value in (3221, 3220)] == [IN_TIME, RED]


@pytest.mark.parametrize(
    ("one", "value", "period", "comes_to", "each_month"),
    [
        (JOBS, 3000, "2020-09", 4000, 534),  # 3000 / 9 × 12; 1600 / 3, and there is no part of a person
        (JOBS, 3451, "2020-09", 4601, 383),
        (JOBS, 4700, "2020-11", 5127, 0),
        (JOBS, 4000, "2020-12", 4000, None),
        (JOBS, 10, "2020-W02", None, 383),
        (Target("t", 60, "万元", YEAR_END), 46.5, "2020-09", 62, 4.5),
        (Target("t", 60, "万元", YEAR_END), 40, "2020-09", 53.33, 6.67),
        (target("down", 100), 90, "2020-09", 120, 3),
        (target("up", 100, state=True), 90, "2020-09", None, None),
    ],
)
def test_it_says_where_this_pace_leads_and_which_is_needed(
    one: Target, value: Amount, period: str, comes_to: Amount | None, each_month: Amount | None
) -> None:
    month = Period.parse(period)
    assert (forecast(one, value, month), needed(one, value, month)) == (comes_to, each_month)


@pytest.mark.parametrize(
    ("paces", "slow", "dark"),
    [
        ([], False, False),
        ([RED], True, False),
        ([YELLOW], False, False),
        ([YELLOW, YELLOW], True, False),
        ([YELLOW, RED], False, False),
        ([YELLOW, UNKNOWN, YELLOW], False, False),
        ([IN_TIME, RED, RED], False, False),
        ([UNKNOWN, RED], False, False),
        ([UNKNOWN, UNKNOWN, RED], False, True),
    ],
)
def test_it_is_slow_by_one_red_or_two_yellows_in_a_row(paces: list[Pace], slow: bool, dark: bool) -> None:
    assert (is_slow(paces), is_dark(paces)) == (slow, dark)


def test_it_takes_a_target_of_nothing_as_met() -> None:
    assert done_share(Target("零", 0, "件", YEAR_END), 0) == 100


MONTHS = st.builds(Period, st.integers(2019, 2023), st.integers(1, 12))
FIGURES = st.one_of(st.integers(0, 10**6), st.integers(0, 10**8).map(lambda whole: whole / 10**4))


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any span, any direction."""
    since, by = sorted((draw(MONTHS), draw(MONTHS)))
    direction, state = draw(st.sampled_from(Direction)), draw(st.booleans())
    return Target("t", draw(FIGURES), draw(st.sampled_from(("人", "%"))), by.last, "", since.first, direction, state)


@given(targets(), MONTHS)
def test_time_runs_from_nothing_to_all_and_never_back(one: Target, month: Period) -> None:
    assert 0 <= due_share(one, month) <= due_share(one, month.shift(1)) <= 100
    assert due_share(one, Period.of(one.by)) == 100
    assert one.state or due_share(one, Period.of(one.begins).shift(-1)) == 0


@given(targets(), FIGURES, MONTHS)
def test_the_lamp_and_the_lag_say_the_same(one: Target, value: Amount, month: Period) -> None:
    points, lamp = lag(one, value, month), pace(one, value, month, RULES)
    assert (lamp is IN_TIME) or points > 0
    assert pace(one, None, month, RULES) is UNKNOWN
    if not one.state:
        assert (lamp is RED) is (points >= 30)
    if one.value and not one.state and month.last >= one.by and one.direction is Direction.UP and value >= one.value:
        assert lamp is IN_TIME


@given(targets(), FIGURES, MONTHS)
def test_the_pace_needed_arrives(one: Target, value: Amount, month: Period) -> None:
    each, left = needed(one, value, month), one.months - one.elapsed(month)
    if each is None:
        assert one.state or left == 0
    elif one.direction is not Direction.DOWN:
        assert value + each * left >= one.value - 1e-6


@given(targets(), MONTHS)
def test_it_is_asked_for_in_the_months_of_its_span_alone(one: Target, month: Period) -> None:
    assert one.runs_in(month) is one.holds(str(month))
    assert one.ends_in(month) is (month == Period.of(one.by))


def test_a_week_in_the_midst_of_a_month_changes_nothing() -> None:
    assert due_share(JOBS, Period.parse("2020-W25")) == pytest.approx(500 / 12)
    assert due_share(JOBS, Period.parse("2020-W27")) == pytest.approx(50)
    assert day("09-30") == SEPTEMBER.last
