"""What may be counted anew where the calendar changed: projected dates, and last days that turned into days of rest."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import (
    Connection,
    Date,
    bindparam,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)

from yudu_flow.storage.obligations import AWAKE, by_id
from yudu_flow.storage.rows import Owed
from yudu_flow.storage.tables import HERE, NOW, OBLIGATION

# Statements are built once: building one costs as much as running it.
IN_TIME = (OBLIGATION.c.bureau == HERE, AWAKE, OBLIGATION.c.late_from > NOW)
FIRST_DAY = select(func.min(OBLIGATION.c.last_day)).where(OBLIGATION.c.bureau == HERE, AWAKE)
LAST_DAYS_AHEAD = select(
    FIRST_DAY.where(OBLIGATION.c.last_day >= bindparam("today")).scalar_subquery().label("day")
).cte("ahead", recursive=True)
NEXT_DAY = FIRST_DAY.where(OBLIGATION.c.last_day > LAST_DAYS_AHEAD.c.day).correlate(LAST_DAYS_AHEAD)
LAST_DAYS_AHEAD = LAST_DAYS_AHEAD.union_all(
    select(NEXT_DAY.scalar_subquery()).where(LAST_DAYS_AHEAD.c.day.is_not(None))
)
AHEAD = select(type_coerce(null(), OBLIGATION.c.id.type), LAST_DAYS_AHEAD.c.day).where(
    LAST_DAYS_AHEAD.c.day.is_not(None)
)
"""From one day to the next by the index: thousands share each."""
ENDING = select(OBLIGATION.c.id).where(*IN_TIME, OBLIGATION.c.last_day.in_(bindparam("days", expanding=True)))
# Ids, not rows: to ask for those would lead SQLite away from its index.
PROVISIONAL = select(OBLIGATION.c.id, type_coerce(null(), Date)).where(
    OBLIGATION.c.provisional == literal_column("true"), OBLIGATION.c.bureau == HERE
)
BY_THE_CALENDAR = union_all(PROVISIONAL, AHEAD)


def by_the_calendar(db: Connection, bureau: str, today: date) -> tuple[list[int], list[date]]:
    """The ids of what has projected dates, and the last days in time of what is awake and not late by its first
    deadline. One question: every pass asks it, and mostly for nothing.
    """
    rows = db.execute(BY_THE_CALENDAR, {"here": bureau, "today": today}).all()
    return [id for id, day in rows if day is None], [day for _, day in rows if day]


def ending_on(db: Connection, bureau: str, days: Iterable[date], now: datetime) -> list[Owed]:
    """What of that has its last day on one of `days`."""
    return [
        *by_id(db, bureau, db.execute(ENDING, {"here": bureau, "now": now, "days": [*days]}).scalars().all()).values()
    ]
