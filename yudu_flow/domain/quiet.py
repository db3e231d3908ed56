"""Quiet: 20:00–08:00 and rest days. What arises then is held to the pass of the next working day."""

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


def next_pass(after: datetime, rules: Rules, calendar: Calendar) -> datetime:
    """The first pass of a working day later than `after`."""
    today = after.astimezone(ZONE).date()
    pass_today = at(today, rules.pass_at)
    if calendar.is_working(today) and pass_today > after:
        return pass_today
    return at(calendar.on_or_after(today + DAY), rules.pass_at)
