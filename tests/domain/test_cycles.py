"""Week, quarter, half-year and year beside the month: ids, deadlines, opening and closing, over any calendar."""

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import REAL, REPORT, RULES, VISITS, Watch, day, moment, owed
from tests.domain.test_workdays import calendars
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.ladder import nominal_steps, opening_steps
from yudu_flow.domain.opening import Span, first_period, following, notice_days, span, spans, spans_between
from yudu_flow.domain.period import Period, midnight_after
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.progress import due_share
from yudu_flow.domain.rules import Addressee, Ladder, RestDay, Rules, Rung
from yudu_flow.domain.target import Target
from yudu_flow.domain.workdays import DAY, Calendar

CYCLES = st.sampled_from(Cycle)
ANY_DAY = st.dates(date(1990, 1, 1), date(2090, 12, 31))
IN_2020 = st.dates(date(2020, 1, 10), date(2020, 12, 20))
RULESETS = st.builds(Rules, inclusive=st.booleans(), rest_day=st.sampled_from(RestDay), cutoff=st.none() | st.times())


def duty(every: Cycle, number: int = 27, month: int = 0, *, kind: str = "report", ladder: str = "") -> Duty:
    """A duty of that cycle; a week's `number` is a weekday."""
    return Duty(kind, KINDS[kind], "事项", "三（三）", day=number, every=every, month=month, ladder=ladder)


WEEKLY, QUARTERLY, YEARLY = duty(Cycle.WEEK, 5), duty(Cycle.QUARTER), duty(Cycle.YEAR, 31)
SEASONAL, EARLY = duty(Cycle.QUARTER, kind="visit"), duty(Cycle.QUARTER, 5, 1)


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    """Any duty that a plan can name."""
    every, kind = draw(CYCLES), draw(st.sampled_from(["report", "visit"]))
    last = 7 if every is Cycle.WEEK else 31
    return duty(every, draw(st.integers(1, last)), draw(st.integers(0, max(every.months, 1))), kind=kind)


@pytest.mark.parametrize(
    ("id", "first", "last"),
    [
        ("2020-09", "2020-09-01", "2020-09-30"),
        ("2026-W09", "2026-02-23", "2026-03-01"),
        ("2020-W01", "2019-12-30", "2020-01-05"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_it_reads_an_id_as_its_days(id: str, first: str, last: str) -> None:
    period = Period.parse(id)
    assert (str(period), period.first, period.last) == (id, day(first), day(last))


@pytest.mark.parametrize(
    "id",
    ["2021-W53", "2026-W00", "2026-W9", "2026-Q5", "2026-Q0", "2026-H3", "26", "2026-", "2026-Q01", "20２6"],
)
def test_it_refuses_what_no_year_has(id: str) -> None:
    with pytest.raises(ValueError, match="不是周期"):
        Period.parse(id)


@given(ANY_DAY, CYCLES, st.integers(-40, 40))
def test_ids_parse_back_sort_and_follow_each_other(of: date, cycle: Cycle, count: int) -> None:
    period = Period.of(of, cycle)
    other = period.shift(count)
    assert Period.parse(str(period)) == period
    assert period.first <= of <= period.last
    assert period.shift(1).first == period.last + DAY
    assert other.shift(-count) == period
    assert (str(other) < str(period)) == (other < period) == (other.first < period.first) == (count < 0)


@given(ANY_DAY, ANY_DAY, CYCLES, CYCLES)
def test_periods_of_any_cycles_are_in_the_order_of_their_ends(one: date, two: date, a: Cycle, b: Cycle) -> None:
    this, that = Period.of(one, a), Period.of(two, b)
    assert (this < that) + (this == that) + (that < this) == 1
    assert this.last <= that.last or that < this


@given(calendars(), IN_2020, duties(), RULESETS)
def test_every_period_has_one_deadline_or_is_not_expected(
    calendar: Calendar, of: date, of_any: Duty, rules: Rules
) -> None:
    period = Period.of(of, of_any.every)
    found, due = span(of_any, period, rules, calendar), span(of_any, period, rules, calendar).deadline
    worked = next(calendar.days(period.first, period.last), None)
    assert found.expected == (period.cycle is not Cycle.WEEK or worked is not None)
    if found.expected:
        assert due.remind_by <= due.last_day
        assert midnight_after(due.last_day - DAY) <= due.late_from <= midnight_after(due.last_day)
        assert found.opens_at.date() <= period.first
        assert str(found.month) in period.months
    if found.expected and of_any.every is Cycle.WEEK:
        _stays_in_the_week(found, rules, calendar)


def _stays_in_the_week(found: Span, rules: Rules, calendar: Calendar) -> None:
    week, due = found.period, found.deadline
    assert week.first <= due.last_day <= week.last
    kept = rules.rest_day in (RestDay.KEEP, RestDay.NEXT_IF_HOLIDAY)
    assert kept or calendar.is_working(due.last_day)
    assert kept or due.remind_by >= week.first
    assert found.closes_at > due.late_from
    assert calendar.is_working((found.closes_at - DAY).date())


@given(calendars(), IN_2020, duties())
def test_it_never_begins_with_less_notice_and_never_waits_longer(calendar: Calendar, started: date, owed: Duty) -> None:
    plan = Plan("p", "", "", date(2020, 1, 1), (), (owed,))
    first = first_period(plan, owed, started, RULES, calendar)
    told = calendar.plus(started, notice_days(owed, RULES))
    assert span(owed, first, RULES, calendar).deadline.remind_by >= told
    before = span(owed, first.shift(-1), RULES, calendar)
    assert before.deadline.remind_by < told or not before.expected


@pytest.mark.parametrize(
    ("of", "id", "nominal", "remind_by", "last_day", "closes"),
    [
        (WEEKLY, "2026-W09", "2026-02-27", "2026-02-27", "2026-02-27", "2026-03-07"),
        (WEEKLY, "2021-W06", "2021-02-12", "2021-02-10", "2021-02-10", "2021-02-21"),  # from the 11th on a break
        (
            duty(Cycle.WEEK, 1),
            "2021-W07",
            "2021-02-15",
            "2021-02-18",
            "2021-02-18",
            "2021-02-27",
        ),  # Thursday is worked
        (WEEKLY, "2020-W53", "2021-01-01", "2020-12-31", "2020-12-31", "2021-01-09"),
        (WEEKLY, "2020-W40", "2020-10-02", "2020-09-30", "2020-09-30", "2020-10-11"),
        (QUARTERLY, "2021-Q1", "2021-03-27", "2021-03-26", "2021-03-29", "2021-05-01"),
        (duty(Cycle.QUARTER, 15, 1), "2026-Q2", "2026-04-15", "2026-04-15", "2026-04-15", "2026-08-01"),
        (duty(Cycle.HALF_YEAR, 31), "2020-H1", "2020-06-30", "2020-06-30", "2020-06-30", "2020-08-01"),
        (YEARLY, "2022", "2022-12-31", "2022-12-30", "2023-01-03", "2023-02-01"),
        (duty(Cycle.YEAR, 20, 6), "2026", "2026-06-20", "2026-06-18", "2026-06-22", "2027-01-30"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_keeps_the_rules_at_the_edges(
    of: Duty, id: str, nominal: str, remind_by: str, last_day: str, closes: str
) -> None:
    found = span(of, Period.parse(id), RULES, REAL)
    due = found.deadline
    assert found.expected
    assert [str(one) for one in (due.nominal, due.remind_by, due.last_day)] == [nominal, remind_by, last_day]
    assert str(found.closes_at.date()) == closes


def test_a_week_inside_the_spring_festival_is_not_expected() -> None:
    """2026-02-15 to 23 are a break; the next week closes the one before."""
    weeks = islice(
        spans(Plan("p", "", "", day("2026-01-01"), (), ()), WEEKLY, Period.parse("2026-W06"), RULES, REAL), 4
    )
    assert [(str(week.period), week.expected) for week in weeks] == [
        ("2026-W06", True),
        ("2026-W07", True),
        ("2026-W08", False),
        ("2026-W09", True),
    ]
    assert span(WEEKLY, Period.parse("2026-W07"), RULES, REAL).closes_at == moment("2026-03-01 00:00")


@pytest.mark.parametrize(
    ("of", "id", "rungs"),
    [
        (WEEKLY, "2026-W12", "R-1:03-19 R-0:03-20 E+1:03-23 E+2:03-24 E+3:03-25"),
        (QUARTERLY, "2021-Q1", "R-10:03-12 R-5:03-19 R-1:03-25 R-0:03-26 L-0:03-29 E+1:03-30 E+3:04-01 E+5:04-06"),
        (YEARLY, "2022", "R-10:12-16 R-5:12-23 R-1:12-29 R-0:12-30 L-0:01-03 E+1:01-04 E+3:01-06 E+5:01-10"),
        (duty(Cycle.WEEK, kind="visit"), "2026-W12", "V-list:03-16 V-1:03-19 V+1:03-23 V+3:03-25"),
        (
            SEASONAL,
            "2026-Q2",
            "V-list:04-01 V-10:06-15 V-5:06-23 V-1:06-29 V+1:07-01 V+3:07-03",
        ),
    ],
    ids=["week", "quarter", "year", "visits of a week", "visits of a quarter"],
)
def test_it_climbs_the_ladder_of_its_cycle(of: Duty, id: str, rungs: str) -> None:
    found, ladder = span(of, Period.parse(id), RULES, REAL), of.climbs(RULES)
    steps = opening_steps(ladder, found.deadline, found.opens_at, RULES, REAL, of.every)
    steps += nominal_steps(ladder.after, found.deadline.last_day, RULES, REAL)
    assert " ".join(f"{step.name}:{step.at:%m-%d}" for step in steps) == rungs


def test_a_silent_week_is_chased_and_proposed_before_it_closes() -> None:
    """What is owed remembers its cycle: the week's slips, not the month's."""
    terms = owed("2026-W12", duty=WEEKLY)
    watch = Watch(terms, reached=("E+1", "E+2", "E+3")).through("2026-04-01")
    assert watch.fired() == [
        "R-1 03-19 09:00",
        "R-0 03-20 09:00",
        "E+1 03-23 09:00",
        "E+2 03-24 09:00",
        "E+3 03-25 09:00",
        "D 03-31 09:00",
    ]
    assert watch.state.case is not None
    assert watch.state.closed_at == moment("2026-03-28 00:00")


def test_a_duty_may_name_another_ladder() -> None:
    rung = Rung("R-2", 2, (Channel.SMS,), (Addressee.HEAD,))
    strict = KINDS["report"].spoken(Ladder((rung,), KINDS["report"].ladders[Cycle.WEEK].after))
    rules, of = Rules(ladders={"strict": strict}), duty(Cycle.WEEK, 5, ladder="strict")
    assert of.climbs(rules) == strict
    assert of.climbs(RULES) == KINDS["report"].ladders[Cycle.WEEK], "where it is gone, the kind's own"


@pytest.mark.parametrize(
    ("of", "started", "first"),
    [
        (WEEKLY, "2026-03-16", "2026-W12"),
        (WEEKLY, "2026-03-19", "2026-W13"),
        (QUARTERLY, "2026-03-13", "2026-Q1"),
        (QUARTERLY, "2026-03-16", "2026-Q2"),
        (YEARLY, "2026-03-16", "2026"),
    ],
)
def test_it_begins_with_what_can_still_be_told(of: Duty, started: str, first: str) -> None:
    plan = Plan("p", "", "", day("2026-01-01"), (), (of,))
    assert str(first_period(plan, of, day(started), RULES, REAL)) == first


@pytest.mark.parametrize(
    ("of", "first"),
    [(WEEKLY, "2026-W14"), (QUARTERLY, "2026-Q2"), (EARLY, "2026-Q2"), (YEARLY, "2026")],
)
def test_it_begins_where_the_office_says_or_right_after(of: Duty, first: str) -> None:
    """W14 is due on 3 April, W13 on 27 March."""
    plan = Plan("p", "", "", day("2026-01-01"), (), (of,))
    assert str(first_period(plan, of, day("2026-01-05"), Rules(first_period="2026-04"), REAL)) == first


@pytest.mark.parametrize(("of", "last"), [(WEEKLY, "2026-W26"), (QUARTERLY, "2026-Q2"), (YEARLY, None)])
def test_it_runs_until_the_plans_last_month(of: Duty, last: str | None) -> None:
    plan = Plan("p", "", "", day("2026-01-01"), (), (of,), last_period=Period(2026, 6))
    found = [str(one.period) for one in spans(plan, of, Period.of(day("2026-01-05"), of.every), RULES, REAL)]
    assert (found[-1] if found else None) == last


@pytest.mark.parametrize(
    ("every", "last", "coming"),
    [
        (Cycle.WEEK, "2026-W53", "2027-W01"),
        (Cycle.MONTH, "2026-W09", "2026-03"),
        (Cycle.QUARTER, "2026-05", "2026-Q2"),
        (Cycle.MONTH, "2026-Q1", "2026-04"),
        (Cycle.YEAR, "2026-H2", "2027"),
    ],
)
def test_a_duty_whose_cycle_changed_goes_on_where_it_was(every: Cycle, last: str, coming: str) -> None:
    assert str(following(duty(every, 5), Period.parse(last))) == coming


def test_it_lists_what_is_counted_to_the_months_that_were_asked_for() -> None:
    def listed(of: Duty, first: str, last: str) -> list[str]:
        return [str(one.period) for one in spans_between(of, Period.parse(first), Period.parse(last), RULES, REAL)]

    assert listed(WEEKLY, "2026-03", "2026-03") == ["2026-W10", "2026-W11", "2026-W12", "2026-W13"]
    assert listed(WEEKLY, "2026-W52", "2027-W01") == ["2026-W52", "2026-W53", "2027-W01"]
    assert listed(QUARTERLY, "2026-03", "2026-06") == ["2026-Q1", "2026-Q2"]
    assert listed(REPORT, "2026-Q1", "2026-Q1") == ["2026-01", "2026-02", "2026-03"]
    assert listed(VISITS, "2026", "2026")[-1] == "2026-12"


def test_it_lists_what_is_due_by_a_day_of_its_own_once() -> None:
    task = replace(REPORT, id="task:8.2", kind=KINDS["task"], by=day("2026-05-17"))
    for first, last, listed in (
        ("2026-03", "2026-06", ["2026-05"]),
        ("2026-03", "2026-04", []),
        ("2026", "2026", ["2026-05"]),
    ):
        found = [*spans_between(task, Period.parse(first), Period.parse(last), RULES, REAL)]
        assert [str(one.period) for one in found] == listed
        assert all(one.deadline.last_day == day("2026-05-18") for one in found)


@pytest.mark.parametrize(("id", "share"), [("2020-06", 50), ("2020-Q2", 50), ("2020-W25", 500 / 12), ("2020-W27", 50)])
def test_a_month_counts_for_a_target_when_it_has_elapsed(id: str, share: float) -> None:
    assert due_share(Target("t", 1, "人", day("12-31")), Period.parse(id)) == pytest.approx(share)
