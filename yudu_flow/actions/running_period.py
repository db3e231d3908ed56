"""The month that an office means when it names none."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.period import Period
from yudu_flow.storage import obligations, openings

BEFORE, AFTER = 2, 1


def opened_periods(bureau: Bureau, db: Connection) -> Sequence[str]:
    """The periods that were opened, oldest first."""
    return openings.periods(db, bureau.key)


def running_period(bureau: Bureau, db: Connection, now: datetime) -> str | None:
    """The month whose reports are running, else the one last due; None before anything was opened."""
    today = local_day(now)
    month = Period.of(today)
    due = obligations.last_days(db, bureau.key, str(month.shift(-BEFORE)), str(month.shift(AFTER)), WRITTEN)
    running = [period for period, last_day in due.items() if last_day >= today]
    return min(running) if running else max([*due] or openings.periods(db, bureau.key), default=None)
