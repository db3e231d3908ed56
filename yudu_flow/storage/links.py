"""Links: short random codes that lead one person to one unit's period."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from yudu_flow.storage.database import insert_new
from yudu_flow.storage.tables import LINK


def find_or_put(db: Connection, row: Mapping[str, Any]) -> str:
    """The code for this recipient, unit and period; a later deadline prolongs the one that exists."""
    db.execute(insert_new(db, LINK), dict(row))
    mine = (
        (LINK.c.bureau == row["bureau"])
        & (LINK.c.recipient == row["recipient"])
        & (LINK.c.unit == row["unit"])
        & (LINK.c.period == row["period"])
    )
    db.execute(update(LINK).where(mine, LINK.c.expires_at < row["expires_at"]).values(expires_at=row["expires_at"]))
    return str(db.execute(select(LINK.c.code).where(mine)).scalar_one())
