"""Papers that the office edits, one a plan and period, with a version: the second of two who save is told."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, select, update

from yudu_flow.storage.database import insert_new
from yudu_flow.storage.rows import S, first_row


def edited(db: Connection, table: Table, shape: type[S], bureau: str, plan: str, period: str) -> S | None:
    """That of a plan's period, None where nobody has edited it."""
    here = (table.c.bureau == bureau) & (table.c.plan == plan) & (table.c.period == period)
    return first_row(shape, db.execute(select(table).where(here)))


def put_over(
    db: Connection, table: Table, bureau: str, plan: str, period: str, seen: int, values: Mapping[str, Any]
) -> bool:
    """Put it in place of version `seen`, 0 where there was none; False where somebody saved another in between."""
    place = {"bureau": bureau, "plan": plan, "period": period}
    if seen == 0:
        row = {**place, "version": 1, **values}
        # By what comes back: with RETURNING, PostgreSQL's driver counts -1 rows, and every first save was refused.
        return db.execute(insert_new(db, table).returning(table.c.id), row).first() is not None
    here = [table.c[name] == value for name, value in place.items()]
    taken = update(table).where(*here, table.c.version == seen).values(version=seen + 1, **values)
    return db.execute(taken).rowcount == 1
