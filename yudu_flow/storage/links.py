"""Links: short random codes that lead one person to one unit's period."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from yudu_flow.storage.database import insert_new
from yudu_flow.storage.tables import LINK


def find_or_put(db: Connection, row: Mapping[str, Any]) -> str:
    """The code for this recipient, unit and period; a later deadline prolongs the one that exists.

    One that was revoked or has expired stays dead: it gives way to the new code.
    """
    mine = (
        (LINK.c.bureau == row["bureau"])
        & (LINK.c.recipient == row["recipient"])
        & (LINK.c.unit == row["unit"])
        & (LINK.c.period == row["period"])
    )
    found = db.execute(select(LINK).where(mine, LINK.c.revoked_at.is_(None))).first()
    if found and found.expires_at >= max(
        row["expires_at"], row["issued_at"]
    ):  # mostly: each deadline has many messages
        return str(found.code)
    db.execute(insert_new(db, LINK), dict(row))
    dead = LINK.c.revoked_at.is_not(None) | (LINK.c.expires_at <= row["issued_at"])
    db.execute(update(LINK).where(mine, dead).values(**row, revoked_at=None))
    db.execute(update(LINK).where(mine, LINK.c.expires_at < row["expires_at"]).values(expires_at=row["expires_at"]))
    return str(db.execute(select(LINK.c.code).where(mine)).scalar_one())


def valid(db: Connection, bureau: str, code: str, now: datetime) -> Row[Any] | None:
    """The link of that code, while it is in force."""
    query = select(LINK).where(LINK.c.bureau == bureau, LINK.c.code == code, LINK.c.revoked_at.is_(None))
    return db.execute(query.where(LINK.c.expires_at > now)).first()


def revoke(db: Connection, bureau: str, unit: str, now: datetime) -> int:
    """End every link to that unit, whichever period it was made for; how many were ended."""
    query = update(LINK).where(LINK.c.bureau == bureau, LINK.c.unit == unit, LINK.c.revoked_at.is_(None))
    return db.execute(query.where(LINK.c.expires_at > now).values(revoked_at=now)).rowcount
