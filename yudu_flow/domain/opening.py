"""Which periods are opened and when. Source: 2-semantics "Periods and the first start", 6-duties "Cycles"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Due
from yudu_flow.domain.ladder import closes_at, countdown, nominal_steps, opens_at
from yudu_flow.domain.period import ZONE, Deadline, Period, deadline_on, is_expected, report_deadline, visit_deadline
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import DAY, Calendar


@dataclass(frozen=True, slots=True)
class Span:
    """One period of a duty: its deadline, its life, and whether any of its dates is projected.

    Nothing is owed where it is not `expected`: a week without any working day.
    """

    period: Period
    deadline: Deadline
    opens_at: datetime
    closes_at: datetime
    provisional: bool
    expected: bool = True

    @property
    def month(self) -> Period:
        """The month whose pages show it: itself, or where its day in the document lies."""
        return month_of(self.period, self.deadline.nominal)


def month_of(period: Period, nominal: date) -> Period:
    """The month that a period with that day in the document is counted to; of two that it touches, the day's."""
    if period.cycle is Cycle.MONTH:
        return period
    return Period.of(min(max(nominal, period.first), period.last))


def span(duty: Duty, period: Period, rules: Rules, calendar: Calendar) -> Span:
    """The dates of `duty` in `period`."""
    deadline = deadline_of(duty, period, rules, calendar)
    ladder = duty.climbs(rules)
    before = countdown(ladder, deadline, rules, calendar)
    slips = nominal_steps(ladder.after, deadline.last_day, rules, calendar)
    days = [deadline.nominal, deadline.remind_by, deadline.last_day, *(step.at.date() for step in before + slips)]
    return Span(
        period,
        deadline,
        opens_at(period, min(step.at for step in before)),
        closes_at(period, calendar),
        calendar.is_provisional(*days),
        is_expected(period, calendar),
    )


def deadline_of(duty: Duty, period: Period, rules: Rules, calendar: Calendar) -> Deadline:
    """When `duty` is due in `period`."""
    if duty.by:
        return deadline_on(duty.by, rules, calendar)
    if duty.kind.due is Due.LAST_WORKING_DAY:
        return visit_deadline(period, calendar)
    return report_deadline(period, duty.day, rules, calendar, duty.month)


def first_period(plan: Plan, duty: Duty, started: date, rules: Rules, calendar: Calendar) -> Period:
    """The first period of a duty that was there at the first start: as the office says, or as can be told in time."""
    if rules.first_period:
        return _first_from(duty, Period.parse(rules.first_period), rules, calendar)
    return first_in_time(plan, duty, started, rules, calendar)


def _first_from(duty: Duty, start: Period, rules: Rules, calendar: Calendar) -> Period:
    """The first period that is counted to `start` or later."""
    period = Period.of(start.first, duty.every)
    while duty.every is not start.cycle and _month(duty, period, rules, calendar).last < start.first:
        period = period.shift(1)
    return period


def _month(duty: Duty, period: Period, rules: Rules, calendar: Calendar) -> Period:
    return month_of(period, deadline_of(duty, period, rules, calendar).nominal)


def first_since(plan: Plan, duty: Duty, seen: date, rules: Rules, calendar: Calendar) -> Period:
    """The first period of a duty that came later: never one from before it came, whatever the office says."""
    return max(first_in_time(plan, duty, seen, rules, calendar), first_period(plan, duty, seen, rules, calendar))


def first_in_time(plan: Plan, duty: Duty, known: date, rules: Rules, calendar: Calendar) -> Period:
    """The first period that can still be told in time: its remind_by leaves room after plan and `known`.

    That is 5 wd, 2 for a week, 10 for what is longer than a month; and a week without any working day is none.
    """
    told = calendar.plus(max(plan.dated, known), notice_days(duty, rules))
    period = Period.of(told, duty.every).shift(-1)
    while deadline_of(duty, period, rules, calendar).remind_by < told or not is_expected(period, calendar):
        period = period.shift(1)
    return period


def once(duty: Duty, by: date, seen: datetime, rules: Rules, calendar: Calendar) -> Iterator[Span]:
    """The one span of what is due `by` a day of its own; none where its day was no more ahead when it was first seen.

    It is open from then on: its owner may have it done whenever it likes.
    """
    found = span(duty, Period.of(by), rules, calendar)
    if found.deadline.remind_by > seen.astimezone(ZONE).date():
        yield replace(found, opens_at=seen)


def notice_days(duty: Duty, rules: Rules) -> int:
    """How many working days the first period leaves to tell of it: as its ladder says, else as for all."""
    own = duty.climbs(rules).notice_days
    return rules.notice_days if own is None else own


def following(duty: Duty, last: Period) -> Period:
    """The period after the last one opened; where the cycle has changed since, the one that holds the day after it."""
    return last.shift(1) if last.cycle is duty.every else Period.of(last.last + DAY, duty.every)


def spans(plan: Plan, duty: Duty, start: Period, rules: Rules, calendar: Calendar) -> Iterator[Span]:
    """Every period of `duty` from `start` on, until its last one."""
    last = plan.last_of(duty)
    while True:
        found = span(duty, start, rules, calendar)
        if last is not None and found.month.first > last.last:
            return
        yield found
        start = start.shift(1)


def spans_between(duty: Duty, first: Period, last: Period, rules: Rules, calendar: Calendar) -> Iterator[Span]:
    """Every period of `duty` from `first` to `last`; where these are of other cycles, those counted to their months.

    What is due by a day of its own is listed once, in the month of that day.
    """
    if duty.by:
        yield from (one for one in [span(duty, Period.of(duty.by), rules, calendar)] if _lies_in(one, first, last))
        return
    period = Period.of(first.first, duty.every)
    period = period if first.cycle is duty.every else period.shift(-1)
    while period.first <= last.last:
        found = span(duty, period, rules, calendar)
        if _lies_in(found, first, last):
            yield found
        period = period.shift(1)


def _lies_in(found: Span, first: Period, last: Period) -> bool:
    start = found.period if first.cycle is found.period.cycle else found.month
    end = found.period if last.cycle is found.period.cycle else found.month
    return start.first >= first.first and end.last <= last.last
