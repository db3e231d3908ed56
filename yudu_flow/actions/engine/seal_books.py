"""Once a day the audit vouches for all that came since: events of the rules, notices, obligations.

At the first start with a key it does so for everything there is: in parts, since a province's fills the memory. The
key's file learns of the last act at every pass.
"""

import json
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit, imprints
from yudu_flow.storage.audit import ActInShort
from yudu_flow.storage.audit_key import key_of
from yudu_flow.storage.database import writing

BY = Who("", "系统")
SEALED = "books_sealed"
AT_ONCE = 20_000
"""Rows of each table that one act vouches for."""


def seal_daily(bureau: Bureau, now: datetime) -> None:
    """Seal what is new, after the pass's hour, and note the last act. Nothing without a key."""
    key = key_of(bureau.engine)
    if key is None:
        return
    with bureau.reading() as db:
        due = _is_due(bureau, audit.last(db, bureau.key, SEALED), now)
    while due:
        with writing(bureau.engine) as db:
            due = _seal(bureau, db, now)
    with bureau.reading() as db:
        seq, digest = audit.head(db, bureau.key)
    if key.noted(bureau.key).get("hash") != digest:
        key.note(bureau.key, seq=seq, hash=digest)


def sealed_ids(row: ActInShort | None) -> dict[str, int]:
    """Up to which ids a row vouches for everything."""
    return dict(json.loads(row.detail)["up_to"]) if row else {}


def _is_due(bureau: Bureau, row: ActInShort | None, now: datetime) -> bool:
    # What broke off between two parts goes on, whatever the hour.
    if row is None or "more" in json.loads(row.detail):
        return True
    return local_day(row.at) < local_day(now) and now.time() >= bureau.rules.pass_at


def _seal(bureau: Bureau, db: Connection, now: datetime) -> bool:
    """Seal a part of what is new; whether there is more of it."""
    last = audit.last(db, bureau.key, SEALED)
    if not _is_due(bureau, last, now):  # another process was first
        return False
    seen = sealed_ids(last)
    up_to = imprints.next_ids(db, bureau.key, seen, AT_ONCE)
    covers = imprints.after(db, bureau.key, seen, up_to)
    more = len(covers) >= AT_ONCE and imprints.next_ids(db, bureau.key, up_to, 1) != up_to
    detail = {"up_to": up_to, "count": len(covers), **({"more": True} if more else {})}
    audit.record(db, bureau.key, now, BY, SEALED, "", detail, covers)
    return more
