"""In which order slips and acts came: how many a bureau had up to one of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from yudu_flow.storage.tables import EVENT, OBLIGATION, RUNG


def fired(db: Connection, bureau: str, families: Sequence[str], start: datetime, at: datetime, last: int | None) -> int:
    """Fired rungs decided from `start` to `at`; of those decided at `at` itself, up to the one with the id `last`."""
    before = RUNG.c.decided_at <= at
    if last is not None:
        before = (RUNG.c.decided_at < at) | ((RUNG.c.decided_at == at) & (RUNG.c.id <= last))
    mine = RUNG.c.bureau == bureau, RUNG.c.family.in_(families), RUNG.c.verdict == "fired"
    query = select(func.count()).select_from(RUNG).where(*mine, RUNG.c.decided_at >= start, before)
    return int(db.execute(query).scalar_one())


def happened(db: Connection, bureau: str, kind: str, start: datetime, at: datetime, last: int) -> int:
    """Events of a kind from `start` to `at`; of those at `at` itself, up to the one with the id `last`."""
    before = (EVENT.c.at < at) | ((EVENT.c.at == at) & (EVENT.c.id <= last))
    query = select(func.count()).select_from(EVENT).join(OBLIGATION, OBLIGATION.c.id == EVENT.c.obligation_id)
    mine = OBLIGATION.c.bureau == bureau, EVENT.c.kind == kind, EVENT.c.at >= start, before
    return int(db.execute(query.where(*mine)).scalar_one())
