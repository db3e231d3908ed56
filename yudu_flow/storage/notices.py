"""Notices: that one person is to be told one thing through one channel.

States: queued (held while due later) → composed (in a message), withdrawn (moot) or suppressed (too late, nobody
reachable). Whether a composed one was sent or failed is read from its message.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from yudu_flow.storage.database import insert_new
from yudu_flow.storage.tables import MESSAGE, NOTICE


def put(db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Queue notices that are not there yet."""
    if rows:
        db.execute(insert_new(db, NOTICE), [*rows])


def due(db: Connection, bureau: str, now: datetime, after: tuple[str, str], limit: int) -> Sequence[Row[Any]]:
    """Due notices of the recipients after that (recipient, channel), whole recipients only, about `limit` of them."""
    place = NOTICE.c.recipient, NOTICE.c.channel
    beyond = (place[0] > after[0]) | ((place[0] == after[0]) & (place[1] > after[1]))
    rows = db.execute(
        select(NOTICE)
        .where(NOTICE.c.state == "queued", NOTICE.c.due_at <= now, NOTICE.c.bureau == bureau, beyond)
        .order_by(*place, NOTICE.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if len(rows) < limit:
        return rows
    whole = [row for row in rows if (row.recipient, row.channel) != (rows[-1].recipient, rows[-1].channel)]
    return whole or due(db, bureau, now, after, limit * 2)


def next_due(db: Connection, bureau: str) -> datetime | None:
    """When the earliest queued notice is due."""
    return db.execute(
        select(func.min(NOTICE.c.due_at)).where(NOTICE.c.state == "queued", NOTICE.c.bureau == bureau)
    ).scalar()


def settle(db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Change notices: each row gives `key` (the id), `to`, `why`, `into` (a message or None), `when` and `due`."""
    if not rows:
        return
    values: dict[str, Any] = {
        "state": bindparam("to"),
        "reason": bindparam("why"),
        "message": bindparam("into"),
        "changed_at": bindparam("when"),
        "due_at": bindparam("due"),
    }
    db.execute(update(NOTICE).where(NOTICE.c.id == bindparam("key")).values(values), [*rows])


def of(db: Connection, obligations: Iterable[int]) -> dict[int, list[Row[Any]]]:
    """Every notice of those obligations, with what became of its message."""
    query = (
        select(
            NOTICE,
            MESSAGE.c.state.label("message_state"),
            MESSAGE.c.sent_at,
            MESSAGE.c.reply,
            MESSAGE.c.claimed_until,
            MESSAGE.c.attempts,
        )
        .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id, isouter=True)
        .where(NOTICE.c.obligation_id.in_([*obligations]))
        .order_by(NOTICE.c.id)
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.execute(query):
        found[row.obligation_id].append(row)
    return found


def release(db: Connection, messages: Iterable[str], now: datetime) -> None:
    """Queue again what was in messages that are taken apart."""
    statement = update(NOTICE).where(NOTICE.c.message.in_([*messages]), NOTICE.c.state == "composed")
    db.execute(statement.values(state="queued", message=None, due_at=now, changed_at=now))


def unreached(db: Connection, bureau: str, since: datetime, most: int) -> Sequence[Row[Any]]:
    """Notices that reach nobody: no address, or a message that failed for good. `reply` says why."""
    fresh = select(NOTICE, MESSAGE.c.reply).where(NOTICE.c.bureau == bureau, NOTICE.c.created_at >= since)
    nowhere = fresh.join(MESSAGE, NOTICE.c.message == MESSAGE.c.id, isouter=True)
    refused = fresh.join(MESSAGE, NOTICE.c.message == MESSAGE.c.id).where(MESSAGE.c.state == "failed")
    rows = [*db.execute(nowhere.where(NOTICE.c.state == "unreachable").limit(most)), *db.execute(refused.limit(most))]
    return sorted(rows, key=lambda row: row.id)


def open_of(db: Connection, obligation: int) -> Sequence[Row[Any]]:
    """The notices of an obligation that have not gone out: queued, or in a message that is still queued."""
    query = (
        select(NOTICE, MESSAGE.c.claimed_until, MESSAGE.c.attempts)
        .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id, isouter=True)
        .where(NOTICE.c.obligation_id == obligation)
        .where((NOTICE.c.state == "queued") | ((NOTICE.c.state == "composed") & (MESSAGE.c.state == "queued")))
    )
    return db.execute(query).all()


def recompose(db: Connection, messages: Iterable[str], now: datetime) -> None:
    """Drop unclaimed messages and queue again what is left in them."""
    ids = [*messages]
    if ids:
        release(db, ids, now)
        db.execute(delete(MESSAGE).where(MESSAGE.c.id.in_(ids)))
