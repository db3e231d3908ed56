"""Rungs: each decided once for an obligation and round."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from yudu_flow.storage.among import among
from yudu_flow.storage.database import insert_new
from yudu_flow.storage.rows import every
from yudu_flow.storage.tables import MESSAGE, NOTICE, RUNG, said

# Statements are built once: building one costs as much as running it. Notices are indexed by bureau and obligation.
HERE: BindParameter[str] = bindparam("here")
OF = select(RUNG).where(among(RUNG.c.obligation_id, "ids")).order_by(RUNG.c.obligation_id, RUNG.c.id)
SENT = (
    select(NOTICE.c.obligation_id, NOTICE.c.round, NOTICE.c.rung, MESSAGE.c.sent_at)
    .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id)
    .where(NOTICE.c.bureau == HERE, among(NOTICE.c.obligation_id, "ids"))
    .where(NOTICE.c.family == "slip", NOTICE.c.role == "unit", said(MESSAGE.c.state, "sent"))
)


def put(db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Record verdicts; one that is there already stays as it was decided."""
    if rows:
        db.execute(insert_new(db, RUNG), [*rows])


def of(db: Connection, obligations: Iterable[int]) -> dict[int, list[Row[Any]]]:
    """The rungs of those obligations, each one's in the order they were decided."""
    rows = every(db.execute(OF, {"ids": [*obligations]}))
    return {key: [*decided] for key, decided in groupby(rows, attrgetter("obligation_id"))}


def sent_at(db: Connection, bureau: str, obligations: Iterable[int]) -> dict[int, dict[tuple[int, str], datetime]]:
    """When the unit's people were first sent each slip: obligation → (round, rung) → instant."""
    found: dict[int, dict[tuple[int, str], datetime]] = defaultdict(dict)
    for obligation, round_, rung, sent in db.execute(SENT, {"here": bureau, "ids": [*obligations]}).all():
        told = found[obligation]
        told[round_, rung] = min(sent, told.get((round_, rung), sent))
    return found
