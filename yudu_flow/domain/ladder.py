"""Ladders as values: which rungs a deadline has, and when each is due. Dates in, instants out.

Source: 2-semantics "Ladder before the deadline", "Ladder after the deadline", "Visits", "Filing" (S and T rungs).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from yudu_flow.domain.channels import Channel
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.obligation import Freeze, Round, State
from yudu_flow.domain.period import ZONE, Deadline, Period, at, midnight_after
from yudu_flow.domain.rules import Counts, Ladder, Rules, Rung
from yudu_flow.domain.workdays import DAY, Calendar

LEADERS_AFTER = 3
"""A request that the office has not decided after so many working days is told to the leaders too."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rung with the instant at which it is due."""

    rung: Rung
    at: datetime

    @property
    def name(self) -> str:
        """The rung's name, as R-5."""
        return self.rung.name


def ahead(state: State, rules: Rules, calendar: Calendar) -> list[Step]:
    """The rungs before the deadline in force, in order of time; a round that began after it (a late form) has none."""
    if state.round > 1 and state.round_began and state.round_began >= state.deadline.late_from:
        return []
    if state.round_kind is Round.RETURNED:
        return return_steps(state, rules, calendar)
    ladder, terms = state.terms.ladder(rules), state.terms
    if state.round_kind is Round.EXTENDED:
        steps = countdown(ladder, state.deadline, rules, calendar)
    else:
        steps = opening_steps(ladder, state.deadline, terms.opened_at, rules, calendar, terms.cycle)
    began = (state.round_began or terms.opened_at).astimezone(ZONE).date()
    left = calendar.between(began, state.deadline.last_day)
    return [step for step in steps if step.rung.room <= left]


def return_steps(state: State, rules: Rules, calendar: Calendar) -> list[Step]:
    """The limit's day, and the days before it only where it leaves room for them."""
    limit, began, says = state.deadline.last_day, state.round_began, state.terms.kind.says.limit
    room = began and calendar.between(began.astimezone(ZONE).date(), limit) >= rules.return_before_from
    early = [_before(replace(rung, says=says), limit, rules, calendar) for rung in rules.return_before] if room else []
    return [*early, Step(replace(rules.returned, says=says), at(limit, rules.pass_at))]


def return_limit(state: State, day: date, calendar: Calendar) -> datetime:
    """24:00 of `day`, never before late_from, and never on a rest day: nobody could be reminded of it."""
    limit = max(midnight_after(day), state.deadline.late_from)
    last = (limit - timedelta(seconds=1)).astimezone(ZONE).date()
    return limit if calendar.is_working(last) else midnight_after(calendar.on_or_after(last))


def countdown(ladder: Ladder, deadline: Deadline, rules: Rules, calendar: Calendar) -> list[Step]:
    """The rungs counted back from the days that they name, and the last one on a later last day that is worked."""
    steps = [_before(rung, _counted_from(rung, deadline), rules, calendar) for rung in ladder.before]
    if ladder.last and deadline.last_day > deadline.remind_by and calendar.is_working(deadline.last_day):
        steps.append(Step(ladder.last, at(deadline.last_day, rules.pass_at)))
    return steps


def opening_steps(
    ladder: Ladder,
    deadline: Deadline,
    opened_at: datetime,
    rules: Rules,
    calendar: Calendar,
    cycle: Cycle = Cycle.MONTH,
) -> list[Step]:
    """The countdown, and what is told on the first working day of the period or of the opening, by time.

    Of two that fall on one day the list comes last, since the last word is the one that is printed.
    """
    steps = countdown(ladder, deadline, rules, calendar)
    if ladder.first is None:
        return steps
    opened = opened_at.astimezone(ZONE).date()
    first = calendar.on_or_after(max(Period.of(deadline.last_day, cycle).first, opened))
    listed = Step(ladder.first, max(at(first, rules.pass_at), opened_at))
    return sorted([*steps, listed], key=lambda step: step.at)


def _counted_from(rung: Rung, deadline: Deadline) -> date:
    return deadline.remind_by if rung.counts_from is Counts.REMIND_BY else deadline.last_day


def _before(rung: Rung, day: date, rules: Rules, calendar: Calendar) -> Step:
    return Step(rung, at(calendar.minus(day, rung.days), rules.pass_at))


def nominal_steps(rungs: tuple[Rung, ...], last_day: date, rules: Rules, calendar: Calendar) -> list[Step]:
    """`rungs` counted from a deadline's last day where nothing interrupts them."""
    return [Step(rung, at(calendar.plus(last_day, rung.days), rules.pass_at)) for rung in rungs]


def unfrozen_day(after: date, count: int, freezes: list[Freeze], rules: Rules, calendar: Calendar) -> date:
    """The `count`-th working day after `after`, not counting days whose pass fell while a request waited."""
    # Asked of nobody whose request still holds: a freeze without an end would hold every day to come.
    day = after
    while count:
        day = calendar.on_or_after(day + DAY)
        count -= not any(freeze.holds(at(day, rules.pass_at)) for freeze in freezes)
    return day


def opens_at(period: Period, first_rung: datetime) -> datetime:
    """00:00 of the period's first day, or of the day of the earliest rung where that is earlier."""
    return at(min(period.first, first_rung.astimezone(ZONE).date()))


def closes_at(period: Period, calendar: Calendar) -> datetime:
    """24:00 of the last working day of the month after the period; of a week, of the next one that has any."""
    if period.cycle is Cycle.WEEK:
        after = calendar.on_or_after(period.last + DAY)
        return at(calendar.on_or_before(Period.of(after, Cycle.WEEK).last) + DAY)
    return at(calendar.on_or_before(Period.of(period.last).shift(1).last) + DAY)


def request_rungs(look_days: int, asks: int) -> tuple[Rung, ...]:
    """The office is told of a waiting request on its list, and again when it heads it (undecided after 1 wd).

    Undecided after 3 wd it stands in the leaders' digest.
    """
    # A rung is decided once: a second request has names of its own.
    suffix = "" if asks <= 1 else f".{asks}"
    days = (look_days, look_days + 1, look_days + LEADERS_AFTER)
    return tuple(Rung(f"A+{day}{suffix}", day, (Channel.EMAIL,), ()) for day in days)
