"""The period that an office means when it names none, and the work around it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.period import Period
from yudu_flow.storage import obligations, openings, work

BEFORE, AFTER, YEAR = 2, 1, 12
UNFINISHED, AHEAD = 11, 1


def opened_periods(bureau: Bureau, db: Connection) -> Sequence[str]:
    """The periods that were opened, oldest first."""
    return openings.periods(db, bureau.key)


def reported_periods(bureau: Bureau, db: Connection) -> Sequence[str]:
    """Those in which reports were owed, oldest first."""
    months = [month for one in openings.periods(db, bureau.key) for month in Period.parse(one).months]
    owed = obligations.last_days(db, bureau.key, min(months), max(months), WRITTEN) if months else ()
    return sorted(owed, key=Period.parse)


def running_period(bureau: Bureau, db: Connection, now: datetime) -> str | None:
    """The period whose reports are running and due first, else the one last due; None before anything was opened."""
    today = local_day(now)
    month = Period.of(today)
    due = obligations.last_days(db, bureau.key, str(month.shift(-BEFORE)), str(month.shift(AFTER)), WRITTEN)
    return due_first(due, today) or next(reversed(openings.periods(db, bureau.key)), None)


def due_first(due: Mapping[str, date], today: date) -> str | None:
    """Of periods with their last days: the first that is still due, of several the longest; else the last."""
    running = {period: last_day for period, last_day in due.items() if last_day >= today}
    if running:
        return min(running, key=lambda period: (running[period], Period.parse(period).first))
    return max(due, key=lambda period: (due[period], period), default=None)


def alongside(bureau: Bureau, db: Connection, now: datetime, shown: str) -> list[str]:
    """The periods of other cycles than the shown one's whose reports are running too, in the order of their days."""
    today, cycle = local_day(now), Period.parse(shown).cycle
    month = Period.of(today)
    due = obligations.last_days(db, bureau.key, str(month.shift(-BEFORE)), str(month.shift(YEAR)), WRITTEN)
    running = [period for period, last_day in due.items() if last_day >= today and Period.parse(period).cycle != cycle]
    return sorted(running, key=lambda period: (due[period], period))


def work_around(bureau: Bureau, db: Connection, period: str, *, alone: bool) -> list[Sight]:
    """All that is owed in the period and, unless it is looked at `alone`, what is not finished of the year around it.

    So nothing is lost when a month turns.
    """
    if alone:
        return see(db, work.of_period(db, bureau.key, period), with_rungs=False)
    month = Period.of(Period.parse(period).last)
    rows = work.of_months(db, bureau.key, str(month.shift(-UNFINISHED)), str(month.shift(AHEAD)), period)
    return see(db, rows, with_rungs=False)
