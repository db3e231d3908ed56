"""The month's bulletin (通报): what the office wrote in place of what the records say, as `summaries` keep it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.storage.versions import edited, put_over
from yudu_flow.storage.yearly_rows import BulletinRow
from yudu_flow.storage.yearly_tables import BULLETIN


def find(db: Connection, bureau: str, plan: str, period: str) -> BulletinRow | None:
    """The bulletin of a plan's month, None where nobody has edited it."""
    return edited(db, BULLETIN, BulletinRow, bureau, plan, period)


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
    values = {"paragraphs": dict(paragraphs), "changed_by": by, "changed_at": now}
    return put_over(db, BULLETIN, bureau, plan, period, seen, values)
