"""Openings: which periods of which duties were opened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, select

from yudu_flow.domain.period import Period
from yudu_flow.storage.database import insert_new
from yudu_flow.storage.tables import HERE, OBLIGATION, OPENING

# Statements are built once: building one costs as much as running it.
MARK = 6, 1
"""Where a period's id has its cycle's letter: ids sort within a cycle only, and a duty may have had several."""
LATEST = (
    select(OPENING.c.plan, OPENING.c.duty, func.max(OPENING.c.period), func.max(OPENING.c.created_at))
    .where(OPENING.c.bureau == HERE)
    .group_by(OPENING.c.plan, OPENING.c.duty, func.substr(OPENING.c.period, *MARK))
)
FIRST = (
    select(OPENING.c.plan, OPENING.c.duty, func.min(OPENING.c.opened_at, type_=OPENING.c.opened_at.type))
    .where(OPENING.c.bureau == HERE)
    .group_by(OPENING.c.plan, OPENING.c.duty)
)
SAME = [OBLIGATION.c[name] == OPENING.c[name] for name in ("bureau", "plan", "duty", "period")]
WITHOUT_ANY = select(OPENING.c.plan, OPENING.c.duty, OPENING.c.period).where(
    OPENING.c.bureau == HERE, func.substr(OPENING.c.period, *MARK) == "W", ~exists().where(*SAME)
)
PERIODS = select(OPENING.c.period).where(OPENING.c.bureau == HERE).distinct()


First = Mapping[tuple[str, str], datetime]
"""By plan and duty, when it was opened first."""
Latest = Mapping[tuple[str, str], tuple[str, datetime]]
"""By plan and duty the last opened period, and when that was done."""


def latest(db: Connection, bureau: str) -> Latest:
    found: dict[tuple[str, str], tuple[str, datetime]] = {}
    for plan, duty, period, created_at in db.execute(LATEST, {"here": bureau}):
        last, noted_at = found.get((plan, duty), (period, created_at))
        found[plan, duty] = max(last, period, key=Period.parse), max(noted_at, created_at)
    return found


def first(db: Connection, bureau: str) -> First:
    """By plan and duty when its first period was opened."""
    return {(plan, duty): opened_at for plan, duty, opened_at in db.execute(FIRST, {"here": bureau})}


def periods(db: Connection, bureau: str) -> list[str]:
    """The periods that were opened for any duty, oldest first."""
    return sorted(db.execute(PERIODS, {"here": bureau}).scalars(), key=Period.parse)


def without_any(db: Connection, bureau: str) -> Sequence[tuple[str, str, str]]:
    """Plan, duty and period of what was opened though nobody owed anything, oldest first."""
    rows = db.execute(WITHOUT_ANY, {"here": bureau}).all()
    return sorted(((plan, duty, period) for plan, duty, period in rows), key=lambda row: Period.parse(row[2]))


def put(db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Record openings that are not there yet."""
    if rows:
        db.execute(insert_new(db, OPENING), [*rows])
