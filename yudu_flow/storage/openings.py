"""Openings: which periods of which duties were opened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from yudu_flow.storage.database import insert_new
from yudu_flow.storage.tables import OPENING

# Statements are built once: building one costs as much as running it.
HERE: BindParameter[str] = bindparam("here")
LATEST = (
    select(OPENING.c.plan, OPENING.c.duty, func.max(OPENING.c.period), func.max(OPENING.c.created_at))
    .where(OPENING.c.bureau == HERE)
    .group_by(OPENING.c.plan, OPENING.c.duty)
)
PERIODS = select(OPENING.c.period).where(OPENING.c.bureau == HERE).distinct().order_by(OPENING.c.period)


def latest(db: Connection, bureau: str) -> dict[tuple[str, str], tuple[str, datetime]]:
    """By plan and duty the last opened period, and when that was done."""
    rows = db.execute(LATEST, {"here": bureau}).all()
    return {(plan, duty): (period, created_at) for plan, duty, period, created_at in rows}


def periods(db: Connection, bureau: str) -> list[str]:
    """The periods that were opened for any duty, oldest first."""
    return [*db.execute(PERIODS, {"here": bureau}).scalars().all()]


def put(db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Record openings that are not there yet."""
    if rows:
        db.execute(insert_new(db, OPENING), [*rows])
