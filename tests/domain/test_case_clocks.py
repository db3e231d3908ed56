"""The clocks of a case over the two long breaks and arbitrary calendars, compared with a plain walk through the days.

Source: 6-duties "Cases", 2-semantics "Ladder after the deadline".
"""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.cast import REAL, RULES, day, moment
from yudu_flow.domain.case import Case
from yudu_flow.domain.case_course import case_dated, course
from yudu_flow.domain.escalation import decidable_from, recurs_since
from yudu_flow.domain.facts import AppealChoice, CaseChoice, Fact, FactKind
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.verdict import Family
from yudu_flow.domain.workdays import Calendar

DAY = timedelta(days=1)
FESTIVAL, NATIONAL_DAY = date(2021, 2, 11), date(2020, 10, 1)
NEAR = st.sampled_from([NATIONAL_DAY, FESTIVAL]).flatmap(
    lambda feast: st.integers(-15, 15).map(lambda off: feast + off * DAY)
)
HOURS = st.times(min_value=time(0), max_value=time(23, 59))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """The real one, with other days off and other rest days worked around both breaks."""
    off, worked = draw(st.frozensets(NEAR, max_size=12)), draw(st.frozensets(NEAR, max_size=8))
    swapped = frozenset(one for one in worked if one.weekday() >= 5)
    return Calendar(REAL.breaks | off, (REAL.worked | swapped) - off, REAL.known)


def walked(calendar: Calendar, start: date, count: int) -> date:
    """So many days on that are worked, counted one by one."""
    while count:
        start += DAY
        count -= start in calendar.worked or (start.weekday() < 5 and start not in calendar.breaks)
    return start


def after(last: date) -> datetime:
    """24:00 of that day."""
    return datetime.combine(last + DAY, time(), ZONE)


@given(calendars(), NEAR, HOURS)
def test_the_unit_has_three_working_days_from_the_day_it_was_told(calendar: Calendar, on: date, hour: time) -> None:
    opens = decidable_from(datetime.combine(on, hour, ZONE), RULES, calendar)
    assert opens == after(walked(calendar, on, 3))


@given(calendars(), NEAR, HOURS)
def test_a_confirmation_leaves_five_to_appeal_and_three_for_measures(calendar: Calendar, on: date, hour: time) -> None:
    decided = Fact(FactKind.CASE_DECIDED, datetime.combine(on, hour, ZONE), choice=CaseChoice.CONFIRM)
    dated = case_dated(decided, None, RULES, calendar)
    assert dated.until == after(walked(calendar, on, 5))
    assert dated.last_day == walked(calendar, on, 3)


@given(calendars(), NEAR, HOURS, st.none() | st.integers(0, 20))
def test_an_appeal_that_fails_leaves_three_anew_and_takes_no_promised_day_away(
    calendar: Calendar, on: date, hour: time, promised: int | None
) -> None:
    refused = Fact(FactKind.APPEAL_DECIDED, datetime.combine(on, hour, ZONE), choice=AppealChoice.UPHOLD)
    mend_by = None if promised is None else calendar.on_or_after(on + promised * DAY)
    case = Case(refused.at, measures_by=on, mend_by=mend_by)
    left = walked(calendar, on, 3)
    assert case_dated(refused, case, RULES, calendar).last_day == max(left, mend_by or on)


@given(calendars(), NEAR, HOURS)
def test_measures_are_asked_for_on_their_day_and_no_other_rest_day(calendar: Calendar, on: date, hour: time) -> None:
    at = datetime.combine(on, hour, ZONE)
    last = walked(calendar, on, 3)
    case = Case(at, told_at=at, decision=CaseChoice.CONFIRM, decided_at=at, measures_by=last, appeal_until=after(last))
    steps = {step.name: step.at for family, step in course(case, RULES, calendar) if family is Family.MEASURES}
    days = {name: datetime.combine(walked(calendar, last, n), time(9), ZONE) for name, n in (("M-0", 0), ("M+1", 1))}
    assert {name: steps[name] for name in days} == days
    assert steps["M+3"] == datetime.combine(walked(calendar, last, 3), time(9), ZONE)


@given(st.builds(datetime.combine, st.dates(date(2020, 1, 1), date(2030, 1, 1)), HOURS, st.just(ZONE)))
@example(moment("2021-05-31 09:00"))
@example(moment("2024-05-29 09:00"))
def test_it_recurs_within_three_months_to_the_day(proposed: datetime) -> None:
    since = recurs_since(proposed, RULES)
    assert (proposed.year * 12 + proposed.month) - (since.year * 12 + since.month) == 3
    assert since.time() == proposed.time()
    shorter = (since + DAY).month != since.month
    assert since.day == proposed.day or (shorter and since.day < proposed.day)


@pytest.mark.parametrize(
    ("on", "objection", "measures", "appeal"),
    [
        ("2020-09-30", "2020-10-12", "2020-10-12", "2020-10-14"),
        ("2021-02-05", "2021-02-09", "2021-02-09", "2021-02-18"),
        ("2021-02-09", "2021-02-19", "2021-02-19", "2021-02-22"),
        ("2021-02-10", "2021-02-20", "2021-02-20", "2021-02-23"),
    ],
)
def test_they_run_over_the_breaks_as_the_calendar_on_the_wall_has_it(
    on: str, objection: str, measures: str, appeal: str
) -> None:
    """9, 10 October, 7 and 20 February are worked; 1–8 October and 11–17 February are not."""
    at = moment(f"{on} 10:00")
    dated = case_dated(Fact(FactKind.CASE_DECIDED, at, choice=CaseChoice.CONFIRM), None, RULES, REAL)
    assert decidable_from(at, RULES, REAL) == after(day(objection))
    assert (dated.last_day, dated.until) == (day(measures), after(day(appeal)))
