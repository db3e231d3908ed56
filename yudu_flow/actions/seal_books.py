"""Once a day the audit vouches for all that came since: events of the rules, notices, obligations.

At the first start with a key it does so for everything there is. The key's file learns of the last act at every pass.
"""

import json
from datetime import datetime

from sqlalchemy import Connection, Row

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit, imprints
from yudu_flow.storage.audit_key import key_of
from yudu_flow.storage.database import reading, writing

BY = Who("", "系统")
SEALED = "books_sealed"


def seal_daily(bureau: Bureau, now: datetime) -> None:
    """Seal what is new, after the pass's hour, and note the last act. Nothing without a key."""
    with reading(bureau.engine) as db:
        key = key_of(db)
        if key is None:
            return
        due = _is_due(bureau, audit.last(db, bureau.key, SEALED), now)
    if due:
        with writing(bureau.engine) as db:
            _seal(bureau, db, now)
    with reading(bureau.engine) as db:
        seq, digest = audit.head(db, bureau.key)
    if key.noted(bureau.key).get("hash") != digest:
        key.note(bureau.key, seq=seq, hash=digest)


def sealed_ids(row: Row[datetime, str] | None) -> dict[str, int]:
    """Up to which ids a row vouches for everything."""
    return dict(json.loads(row.detail)["up_to"]) if row else {}


def _is_due(bureau: Bureau, row: Row[datetime, str] | None, now: datetime) -> bool:
    if row is None:
        return True
    return local_day(row.at) < local_day(now) and now.timetz().replace(tzinfo=None) >= bureau.rules.pass_at


def _seal(bureau: Bureau, db: Connection, now: datetime) -> None:
    last = audit.last(db, bureau.key, SEALED)
    if not _is_due(bureau, last, now):  # another process was first
        return
    seen, up_to = sealed_ids(last), imprints.last_ids(db, bureau.key)
    covers = imprints.after(db, bureau.key, seen)
    audit.record(db, bureau.key, now, BY, SEALED, "", {"up_to": up_to, "count": len(covers)}, covers)
