"""The audit: one row an act by a person, chained by keyed hashes. Nothing here is ever updated.

`covers` are the imprints of what the row vouches for. Rows without a key are older than it, or of a simulation.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, bindparam, insert, select, update

from yudu_flow.domain.roster import Who
from yudu_flow.storage.audit_key import AuditKey, key_of
from yudu_flow.storage.database import reading
from yudu_flow.storage.rows import AuditRow, all_rows, first_row
from yudu_flow.storage.tables import AUDIT, BUREAU, HERE

NOTHING: Mapping[str, str] = MappingProxyType({})
SHORT = 10

# Statements are built once: building one costs as much as running it.
ENDS = select(BUREAU.c.audit_seq, BUREAU.c.audit_hash).where(BUREAU.c.bureau == HERE)
ENDS_LOCKED = ENDS.with_for_update()
ADDED = insert(AUDIT)
ENDED = update(BUREAU).where(BUREAU.c.bureau == HERE)
ENDED = ENDED.values(audit_seq=bindparam("number"), audit_hash=bindparam("digest"))
LAST = select(AUDIT.c.at, AUDIT.c.detail).where(AUDIT.c.bureau == HERE, AUDIT.c.act == bindparam("kind"))
LAST = LAST.order_by(AUDIT.c.seq.desc()).limit(1)


class ActInShort(NamedTuple):
    """When an act was, and what was said with it, as JSON."""

    at: datetime
    detail: str


def record(
    db: Connection,
    bureau: str,
    at: datetime,
    by: Who,
    act: str,
    about: str,
    detail: Mapping[str, Any],
    covers: Mapping[str, str] = NOTHING,
) -> None:
    """Append one act. Acts of one bureau queue up on its row, so that no two take the same place in the chain."""
    seq, previous = db.execute(ENDS_LOCKED, {"here": bureau}).one()
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
        "covers": json.dumps(covers, sort_keys=True) if covers else "",
    }
    digest = link(previous, row, key_of(db))
    db.execute(ADDED, {**row, "previous": previous, "hash": digest})
    db.execute(ENDED, {"here": bureau, "number": seq, "digest": digest})


def link(previous: str, row: Mapping[str, Any], key: AuditKey | None = None) -> str:
    """The hash of one row: over the hash before it and every field."""
    fields = [row[name] for name in ("bureau", "seq", "by", "act", "about", "detail")]
    fields += [row["by_id"]] if row["by_id"] else []  # what is older than ids has none
    fields += [{"covers": row["covers"]}] if row["covers"] else []
    text = json.dumps([previous, row["at"].astimezone(UTC).isoformat(), *fields], ensure_ascii=False)
    return key.seal(text) if key else hashlib.sha256(text.encode()).hexdigest()


def rows(db: Connection, bureau: str) -> Sequence[AuditRow]:
    """Every act, oldest first."""
    return all_rows(AuditRow, db.execute(select(AUDIT).where(AUDIT.c.bureau == bureau).order_by(AUDIT.c.seq)))


def page(db: Connection, bureau: str, before: int | None, limit: int) -> Sequence[AuditRow]:
    """Up to `limit` acts, newest first, those before that place in the chain."""
    query = select(AUDIT).where(AUDIT.c.bureau == bureau)
    if before is not None:
        query = query.where(AUDIT.c.seq < before)
    return all_rows(AuditRow, db.execute(query.order_by(AUDIT.c.seq.desc()).limit(limit)))


def after(db: Connection, bureau: str, seq: int, limit: int) -> Sequence[AuditRow]:
    """Up to `limit` acts, oldest first, those after that place in the chain."""
    query = select(AUDIT).where(AUDIT.c.bureau == bureau, AUDIT.c.seq > seq)
    return all_rows(AuditRow, db.execute(query.order_by(AUDIT.c.seq).limit(limit)))


def begin_keyed(engine: Engine, bureau: str) -> None:
    """Note from which number on acts are keyed, once: what comes later without a key was stripped of it."""
    with reading(engine) as db:
        key = key_of(db)
        if key and "first" not in key.noted(bureau):
            key.note(bureau, first=head(db, bureau)[0] + 1)


def last(db: Connection, bureau: str, act: str) -> ActInShort | None:
    """When the latest act of that kind was, and its detail."""
    return first_row(ActInShort, db.execute(LAST, {"here": bureau, "kind": act}))


def noting(db: Connection, bureau: str, name: str, said: str) -> AuditRow | None:
    """The latest act whose detail says that under that name, no quotes in it; reads all, for whoever was refused."""
    told = AUDIT.c.detail.contains(f'"{name}": "{said}"', autoescape=True)
    query = select(AUDIT).where(AUDIT.c.bureau == bureau, told)
    return first_row(AuditRow, db.execute(query.order_by(AUDIT.c.seq.desc()).limit(1)))


def head(db: Connection, bureau: str) -> tuple[int, str]:
    """Number and hash of the last act, as the bureau's row has them."""
    ends = db.execute(ENDS, {"here": bureau}).first()
    return (ends.audit_seq, ends.audit_hash) if ends else (0, "")


def short(seq: int, digest: str) -> str:
    """Number and the beginning of the hash, to be printed and compared later: 40-1a2b3c4d5e."""
    return f"{seq}-{digest.rpartition(':')[2][:SHORT]}"


def broken(db: Connection, bureau: str) -> Iterator[int]:
    """The places in the chain where a row was changed, removed or put in; the last one where the end is missing."""
    key = key_of(db)
    noted = key.noted(bureau) if key else {}
    previous, expected, keyed = "", 1, False
    for row in rows(db, bureau):
        # Once keyed, always: what comes after that without a key was written by somebody who had none.
        keyed = keyed or ":" in row.hash or row.seq >= noted.get("first", row.seq + 1)
        whole = row.seq == expected and row.previous == previous
        if not (whole and row.hash == link(previous, row._asdict(), key if keyed else None) and _as_noted(row, noted)):
            yield row.seq
        previous, expected = row.hash, row.seq + 1
    # The bureau's row may have been set back with the end that was cut off: the key's file has seen a later act.
    if head(db, bureau) != (expected - 1, previous) or noted.get("seq", 0) >= expected:
        yield expected


def _as_noted(row: AuditRow, noted: Mapping[str, Any]) -> bool:
    return bool(row.seq != noted.get("seq") or row.hash == noted["hash"])
