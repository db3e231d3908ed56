"""Duties that are known: since when each stands in the plans without a break. It owes nothing from before."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from yudu_flow.storage.database import insert_new
from yudu_flow.storage.tables import DUTY, HERE

# Statements are built once: building one costs as much as running it.
SEEN = select(DUTY.c.plan, DUTY.c.duty, DUTY.c.seen_at).where(DUTY.c.bureau == HERE)
GONE = delete(DUTY).where(DUTY.c.bureau == HERE, DUTY.c.plan == bindparam("of"), DUTY.c.duty == bindparam("named"))
Key = tuple[str, str]
"""Plan and duty."""


def seen(db: Connection, bureau: str) -> dict[Key, datetime]:
    """When each was first seen."""
    return {(plan, duty): seen_at for plan, duty, seen_at in db.execute(SEEN, {"here": bureau}).all()}


def note(db: Connection, bureau: str, new: Iterable[Key], gone: Iterable[Key], now: datetime) -> None:
    """Forget those that are gone, and record those that are new: who comes back is new again."""
    for plan, duty in gone:
        db.execute(GONE, {"here": bureau, "of": plan, "named": duty})
    rows = [{"bureau": bureau, "plan": plan, "duty": duty, "seen_at": now} for plan, duty in new]
    if rows:
        db.execute(insert_new(db, DUTY), rows)
