"""The month's bulletin (通报): what the office wrote in place of what the records say, as `summaries` keep it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from yudu_flow.storage.database import insert_new
from yudu_flow.storage.rows import first_row
from yudu_flow.storage.yearly_rows import BulletinRow
from yudu_flow.storage.yearly_tables import BULLETIN


def find(db: Connection, bureau: str, plan: str, period: str) -> BulletinRow | None:
    """The bulletin of a plan's month, None where nobody has edited it."""
    here = (BULLETIN.c.bureau == bureau) & (BULLETIN.c.plan == plan) & (BULLETIN.c.period == period)
    return first_row(BulletinRow, db.execute(select(BULLETIN).where(here)))


def save(
    db: Connection,
    bureau: str,
    plan: str,
    period: str,
    seen: int,
    paragraphs: Mapping[str, Any],
    by: str,
    now: datetime,
) -> bool:
    """Put it in place of version `seen`, 0 where there was none; False where somebody saved another in between."""
    changed = {"paragraphs": dict(paragraphs), "changed_by": by, "changed_at": now}
    if seen == 0:
        row = {"bureau": bureau, "plan": plan, "period": period, "version": 1, **changed}
        return db.execute(insert_new(db, BULLETIN).returning(BULLETIN.c.id), row).first() is not None
    here = (BULLETIN.c.bureau == bureau) & (BULLETIN.c.plan == plan) & (BULLETIN.c.period == period)
    took = update(BULLETIN).where(here, BULLETIN.c.version == seen).values(version=seen + 1, **changed)
    return db.execute(took).rowcount == 1
