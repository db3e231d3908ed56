"""Reports being written: kept on the server, one an obligation."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from yudu_flow.domain.roster import Who
from yudu_flow.storage.access_rows import DraftRow
from yudu_flow.storage.access_tables import DRAFT
from yudu_flow.storage.among import among
from yudu_flow.storage.rows import first_row


def find(db: Connection, bureau: str, obligation: int) -> DraftRow | None:
    query = select(DRAFT).where(DRAFT.c.bureau == bureau, DRAFT.c.obligation_id == obligation)
    return first_row(DraftRow, db.execute(query))


def saved(db: Connection, bureau: str, obligations: Iterable[int]) -> dict[int, datetime]:
    """When those of the obligations that have a draft were last written on."""
    query = select(DRAFT.c.obligation_id, DRAFT.c.saved_at)
    theirs = query.where(DRAFT.c.bureau == bureau, among(DRAFT.c.obligation_id, "ids"))
    rows = db.execute(theirs, {"ids": [*obligations]})
    return {row.obligation_id: row.saved_at for row in rows}


def save(db: Connection, bureau: str, obligation: int, words: Mapping[str, Any], by: Who, now: datetime) -> None:
    """Keep what is written so far."""
    values = {"words": dict(words), "saved_by": by.name, "saved_by_id": by.id, "saved_at": now}
    mine = (DRAFT.c.bureau == bureau) & (DRAFT.c.obligation_id == obligation)
    if not db.execute(update(DRAFT).where(mine).values(**values)).rowcount:
        db.execute(insert(DRAFT), {"bureau": bureau, "obligation_id": obligation, **values})


def drop(db: Connection, bureau: str, obligation: int) -> None:
    """The report was filed."""
    db.execute(delete(DRAFT).where(DRAFT.c.bureau == bureau, DRAFT.c.obligation_id == obligation))
