"""Which periods are opened and when. Source: 2-semantics "Periods and the first start"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from yudu_flow.domain.duties.kind import Due
from yudu_flow.domain.ladder import closes_at, countdown, nominal_steps, opens_at
from yudu_flow.domain.period import ZONE, Deadline, Period, deadline_on, report_deadline, visit_deadline
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Span:
    """One period of a duty: its deadline, its life, and whether any of its dates is projected."""

    period: Period
    deadline: Deadline
    opens_at: datetime
    closes_at: datetime
    provisional: bool


def span(duty: Duty, period: Period, rules: Rules, calendar: Calendar) -> Span:
    """The dates of `duty` in `period`."""
    deadline = deadline_of(duty, period, rules, calendar)
    ladder = duty.kind.ladder(rules)
    before = countdown(ladder, deadline, rules, calendar)
    slips = nominal_steps(ladder.after, deadline.last_day, rules, calendar)
    days = [deadline.nominal, deadline.remind_by, deadline.last_day, *(step.at.date() for step in before + slips)]
    return Span(
        period,
        deadline,
        opens_at(period, min(step.at for step in before)),
        closes_at(period, calendar),
        calendar.is_provisional(*days),
    )


def deadline_of(duty: Duty, period: Period, rules: Rules, calendar: Calendar) -> Deadline:
    """When `duty` is due in `period`."""
    if duty.by:
        return deadline_on(duty.by, rules, calendar)
    if duty.kind.due is Due.LAST_WORKING_DAY:
        return visit_deadline(period, calendar)
    return report_deadline(period, duty.day, rules, calendar)


def first_period(plan: Plan, duty: Duty, started: date, rules: Rules, calendar: Calendar) -> Period:
    """The first period of a duty that was there at the first start: as the office says, or as can be told in time."""
    if rules.first_period:
        return Period.parse(rules.first_period)
    return first_in_time(plan, duty, started, rules, calendar)


def first_since(plan: Plan, duty: Duty, seen: date, rules: Rules, calendar: Calendar) -> Period:
    """The first period of a duty that came later: never one from before it came, whatever the office says."""
    return max(first_in_time(plan, duty, seen, rules, calendar), first_period(plan, duty, seen, rules, calendar))


def first_in_time(plan: Plan, duty: Duty, known: date, rules: Rules, calendar: Calendar) -> Period:
    """The first period that can still be told in time: its remind_by is at least 5 wd after plan and `known`."""
    told = calendar.plus(max(plan.dated, known), rules.notice_days)
    period = Period.of(told).shift(-1)
    while deadline_of(duty, period, rules, calendar).remind_by < told:
        period = period.shift(1)
    return period


def once(duty: Duty, by: date, seen: datetime, rules: Rules, calendar: Calendar) -> Iterator[Span]:
    """The one span of what is due `by` a day of its own; none where its day was no more ahead when it was first seen.

    It is open from then on: its owner may have it done whenever it likes.
    """
    found = span(duty, Period.of(by), rules, calendar)
    if found.deadline.remind_by > seen.astimezone(ZONE).date():
        yield replace(found, opens_at=seen)


def spans(plan: Plan, duty: Duty, start: Period, rules: Rules, calendar: Calendar) -> Iterator[Span]:
    """Every period of `duty` from `start` on, until the plan's last one."""
    while plan.last_period is None or start <= plan.last_period:
        yield span(duty, start, rules, calendar)
        start = start.shift(1)
