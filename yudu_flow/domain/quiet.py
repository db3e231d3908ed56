"""Quiet: 20:00–08:00 and rest days. What arises then is held to the pass of the next working day.

The office alone may release what is held; such an order stands until 24:00 of its day.
"""

from datetime import datetime

from yudu_flow.domain.period import ZONE, at
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import DAY, Calendar


def is_quiet(instant: datetime, rules: Rules, calendar: Calendar) -> bool:
    """Whether nobody may be sent anything at `instant`."""
    local = instant.astimezone(ZONE)
    night = local.time() >= rules.quiet_from or local.time() < rules.quiet_until
    return night or (rules.quiet_on_rest_days and not calendar.is_working(local.date()))


def next_allowed(instant: datetime, rules: Rules, calendar: Calendar) -> datetime:
    """`instant` itself, or the pass of the next working day where `instant` is quiet."""
    if not is_quiet(instant, rules, calendar):
        return instant
    return next_pass(instant, rules, calendar)


def released_since(instant: datetime, rules: Rules, calendar: Calendar) -> datetime | None:
    """In quiet hours only what the office released since then may go out; None where anything may."""
    return at(instant.astimezone(ZONE).date()) if is_quiet(instant, rules, calendar) else None


def pass_is_ahead(instant: datetime, rules: Rules, calendar: Calendar) -> bool:
    """Whether a pass of the same day is still to come: everybody's one message of that day is kept for it."""
    return next_pass(instant, rules, calendar).date() == instant.astimezone(ZONE).date()


def next_pass(after: datetime, rules: Rules, calendar: Calendar) -> datetime:
    """The first pass of a working day later than `after`."""
    today = after.astimezone(ZONE).date()
    pass_today = at(today, rules.pass_at)
    if calendar.is_working(today) and pass_today > after:
        return pass_today
    return at(calendar.on_or_after(today + DAY), rules.pass_at)
