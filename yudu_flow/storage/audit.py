"""The audit: one row an act by a person, chained by hashes. Nothing here is ever updated."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from yudu_flow.domain.roster import Who
from yudu_flow.storage.tables import AUDIT, BUREAU


def record(db: Connection, bureau: str, at: datetime, by: Who, act: str, about: str, detail: Mapping[str, Any]) -> None:
    """Append one act. Acts of one bureau queue up on its row, so that no two take the same place in the chain."""
    ends = select(BUREAU.c.audit_seq, BUREAU.c.audit_hash).where(BUREAU.c.bureau == bureau)
    seq, previous = db.execute(ends.with_for_update()).one()
    seq += 1
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
    row = {
        "bureau": bureau,
        "seq": seq,
        "at": at,
        "by": by.name,
        "by_id": by.id,
        "act": act,
        "about": about,
        "detail": text,
    }
    digest = link(previous, row)
    db.execute(insert(AUDIT), {**row, "previous": previous, "hash": digest})
    db.execute(update(BUREAU).where(BUREAU.c.bureau == bureau).values(audit_seq=seq, audit_hash=digest))


def link(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of one row: over the hash before it and every field."""
    fields = [row[name] for name in ("bureau", "seq", "by", "act", "about", "detail")]
    fields += [row["by_id"]] if row["by_id"] else []  # what is older than ids has none
    text = json.dumps([previous, row["at"].astimezone(UTC).isoformat(), *fields], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def rows(db: Connection, bureau: str) -> Sequence[Row[Any]]:
    """Every act, oldest first."""
    return db.execute(select(AUDIT).where(AUDIT.c.bureau == bureau).order_by(AUDIT.c.seq)).all()


def page(db: Connection, bureau: str, before: int | None, limit: int) -> Sequence[Row[Any]]:
    """Up to `limit` acts, newest first, those before that place in the chain."""
    query = select(AUDIT).where(AUDIT.c.bureau == bureau)
    if before is not None:
        query = query.where(AUDIT.c.seq < before)
    return db.execute(query.order_by(AUDIT.c.seq.desc()).limit(limit)).all()


def broken(db: Connection, bureau: str) -> Iterator[int]:
    """The places in the chain where a row was changed, removed or put in; the last one where the end is missing."""
    previous, expected = "", 1
    for row in rows(db, bureau):
        if row.seq != expected or row.previous != previous or row.hash != link(previous, row._asdict()):
            yield row.seq
        previous, expected = row.hash, row.seq + 1
    ends = db.execute(select(BUREAU.c.audit_seq, BUREAU.c.audit_hash).where(BUREAU.c.bureau == bureau)).first()
    if ends and (ends.audit_seq, ends.audit_hash) != (expected - 1, previous):
        yield expected
