"""Messages: the outbox. Put once under a unique key, claimed with a lease, marked sent or failed.

States: queued → sent, failed (permanently), withdrawn (nothing in it is still true) or superseded (its notices go
with a later one). A claim ends with its lease, or with its process where that ran on this machine.
"""

import hashlib
import os
import socket
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, or_, select, update

from yudu_flow.storage.database import insert_new
from yudu_flow.storage.tables import MESSAGE


def identity(bureau: str, recipient: str, channel: str, key: str) -> str:
    """The id that this unique key always gets."""
    return hashlib.sha256("\x1f".join((bureau, recipient, channel, key)).encode()).hexdigest()[:24]


def put(db: Connection, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Insert messages; returns the ids of those whose key was free."""
    if not rows:
        return set()
    return set(db.execute(insert_new(db, MESSAGE).returning(MESSAGE.c.id), [*rows]).scalars())


def claimant() -> str:
    """This process, as claims name it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim(db: Connection, bureau: str, channel: str, now: datetime, until: datetime, limit: int) -> Sequence[Row[Any]]:
    """Claim up to `limit` due messages until `until`; counts the attempt.

    A row comes back as it was before: `unsure` says that an earlier attempt ended without a word.
    """
    ready = (
        select(MESSAGE)
        .where(MESSAGE.c.state == "queued", MESSAGE.c.due_at <= now, MESSAGE.c.bureau == bureau)
        .where(MESSAGE.c.channel == channel, _unclaimed(now))
        .order_by(MESSAGE.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = db.execute(ready).all()
    claimed = update(MESSAGE).where(MESSAGE.c.id == bindparam("one"))
    claimed = claimed.values(claimed_until=until, claimed_by=claimant(), attempts=MESSAGE.c.attempts + 1, unsure=True)
    if rows:
        db.execute(claimed, [{"one": row.id} for row in rows])
    return rows


def _unclaimed(now: datetime) -> Any:
    return or_(MESSAGE.c.claimed_until.is_(None), MESSAGE.c.claimed_until <= now)


def free_the_dead(db: Connection, bureau: str, now: datetime) -> None:
    """End the claims of processes of this machine that no longer run; what they had in flight is tried again."""
    query = select(MESSAGE.c.claimed_by).where(MESSAGE.c.state == "queued", MESSAGE.c.claimed_until > now)
    holders = db.execute(query.where(MESSAGE.c.bureau == bureau).distinct()).scalars()
    dead = [holder for holder in holders if holder and not _runs(holder)]
    if dead:
        statement = update(MESSAGE).where(MESSAGE.c.claimed_by.in_(dead), MESSAGE.c.state == "queued")
        db.execute(statement.values(claimed_until=now))


def _runs(holder: str) -> bool:
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def mark(db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write down what became of attempts: each row gives `one` (the id), `to`, `sent`, `answer`, `due` and `doubt`."""
    if not rows:
        return
    values: dict[str, Any] = {
        "state": bindparam("to"),
        "sent_at": bindparam("sent"),
        "reply": bindparam("answer"),
        "due_at": bindparam("due"),
        "unsure": bindparam("doubt"),
        "claimed_until": None,
        "claimed_by": None,
    }
    db.execute(update(MESSAGE).where(MESSAGE.c.id == bindparam("one")).values(values), [*rows])


def stale(db: Connection, bureau: str, now: datetime, today: datetime) -> Sequence[Row[Any]]:
    """Daily messages of an earlier day that surely did not go out: never tried, or refused for the time being."""
    query = select(MESSAGE).where(MESSAGE.c.state == "queued", MESSAGE.c.bureau == bureau, MESSAGE.c.queued_at < today)
    query = query.where(MESSAGE.c.key.like("daily:%"), MESSAGE.c.due_at <= now, MESSAGE.c.claimed_until.is_(None))
    return db.execute(query.where(MESSAGE.c.unsure.is_(False))).all()


def take_apart(db: Connection, messages: Sequence[Row[Any]]) -> None:
    """Drop messages never tried; keep those that were as superseded."""
    untried = [row.id for row in messages if row.attempts == 0]
    tried = [row.id for row in messages if row.attempts > 0]
    db.execute(delete(MESSAGE).where(MESSAGE.c.id.in_(untried)))
    db.execute(update(MESSAGE).where(MESSAGE.c.id.in_(tried)).values(state="superseded"))


def next_queued(db: Connection, bureau: str) -> datetime | None:
    """When the earliest queued message is due, claimed or not."""
    query = select(func.min(MESSAGE.c.due_at)).where(MESSAGE.c.state == "queued", MESSAGE.c.bureau == bureau)
    return db.execute(query).scalar()


def count_queued(db: Connection, bureau: str, now: datetime) -> int:
    """How many messages are due."""
    query = select(func.count()).where(MESSAGE.c.state == "queued", MESSAGE.c.bureau == bureau)
    return db.execute(query.where(MESSAGE.c.due_at <= now)).scalar_one()


def count_waiting(db: Connection) -> int:
    """How many messages of any bureau have not gone out."""
    return db.execute(select(func.count()).where(MESSAGE.c.state == "queued")).scalar_one()


def next_due(db: Connection, bureau: str) -> datetime | None:
    """When the earliest queued message is due, or its claim ends."""
    due = func.coalesce(MESSAGE.c.claimed_until, MESSAGE.c.due_at)
    return db.execute(select(func.min(due)).where(MESSAGE.c.state == "queued", MESSAGE.c.bureau == bureau)).scalar()


def dead_addresses(db: Connection, bureau: str) -> set[tuple[str, str]]:
    """(channel, address) whose last message failed for good: nobody is reached there until the contact changes."""
    later = MESSAGE.alias()
    reached = exists().where(
        later.c.channel == MESSAGE.c.channel,
        later.c.address == MESSAGE.c.address,
        later.c.state == "sent",
        later.c.sent_at > MESSAGE.c.queued_at,
    )
    query = select(MESSAGE.c.channel, MESSAGE.c.address).where(MESSAGE.c.state == "failed", ~reached)
    found = db.execute(query.where(MESSAGE.c.bureau == bureau, MESSAGE.c.unsure.is_(False)).distinct())
    return {(channel, address) for channel, address in found}


def listed(db: Connection, bureau: str, *, limit: int | None = None) -> Sequence[Row[Any]]:
    """Every message, oldest first."""
    query = select(MESSAGE).where(MESSAGE.c.bureau == bureau).order_by(MESSAGE.c.queued_at, MESSAGE.c.id)
    return db.execute(query.limit(limit) if limit else query).all()


def by_id(db: Connection, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """Those messages."""
    return {row.id: row for row in db.execute(select(MESSAGE).where(MESSAGE.c.id.in_([*ids])))}
