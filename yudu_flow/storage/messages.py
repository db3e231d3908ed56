"""Messages: the outbox. Put once under a unique key, claimed (claims.py), marked sent or failed.

States: queued → sent, failed (permanently), unconfirmed (the gateway's answer is not described: nobody knows),
withdrawn (nothing in it is still true) or superseded (its notices go with a later one).
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    func,
    literal,
    literal_column,
    select,
    union_all,
    update,
)

from yudu_flow.storage.among import among, still
from yudu_flow.storage.at_once import put_and_tell, put_new
from yudu_flow.storage.columns import equals
from yudu_flow.storage.database import writes_alone
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.new_rows import NewMessage
from yudu_flow.storage.rows import MessageRow, all_rows
from yudu_flow.storage.tables import HERE, MESSAGE, NOW

STATES = ("queued", "sent", "unconfirmed", "failed", "withdrawn", "superseded")

# Statements are built once: building one costs as much as running it.
QUEUED = equals(MESSAGE.c.state, "queued")
SINCE = bindparam("since", type_=Instant)
EARLIEST = select(MESSAGE.c.due_at).where(QUEUED, MESSAGE.c.bureau == HERE).order_by(MESSAGE.c.due_at).limit(1)
# At the same bureau: what arrived at a neighbour's address says nothing of ours.
LATER = MESSAGE.alias()
REACHED = exists().where(
    LATER.c.bureau == MESSAGE.c.bureau,
    LATER.c.channel == MESSAGE.c.channel,
    LATER.c.address == MESSAGE.c.address,
    equals(LATER.c.state, "sent"),
    LATER.c.sent_at > MESSAGE.c.queued_at,
)
NEVER_TRIED = delete(MESSAGE).where(among(MESSAGE.c.id, "ids"), MESSAGE.c.attempts == 0)
SUPERSEDED = update(MESSAGE).where(among(MESSAGE.c.id, "ids"), MESSAGE.c.attempts > 0).values(state="superseded")
DEAD = (
    select(MESSAGE.c.channel, MESSAGE.c.address)
    .where(equals(MESSAGE.c.state, "failed"), MESSAGE.c.bureau == HERE, MESSAGE.c.nobody.is_(True), ~REACHED)
    .distinct()
)
DEAD_WITH_WORDS = (
    select(MESSAGE.c.channel, MESSAGE.c.address, MESSAGE.c.reply, MESSAGE.c.queued_at)
    .where(equals(MESSAGE.c.state, "failed"), MESSAGE.c.bureau == HERE, MESSAGE.c.nobody.is_(True), ~REACHED)
    .order_by(MESSAGE.c.queued_at.desc())
)
REVIVED = (
    update(MESSAGE)
    .where(equals(MESSAGE.c.state, "failed"), MESSAGE.c.bureau == HERE)
    .where(MESSAGE.c.nobody.is_(True) | MESSAGE.c.sent_at.is_not(None))
    .where(MESSAGE.c.nobody.is_(True) | (MESSAGE.c.fault != "forgiven"))
    .where(MESSAGE.c.channel == bindparam("way"), MESSAGE.c.address == bindparam("place"))
    # Else what came back before goes on counting, and the very next one ends the address again.
    .values(nobody=False, fault="forgiven")
)
RELEASED = select(func.count()).where(QUEUED, MESSAGE.c.bureau == HERE, MESSAGE.c.released_at >= SINCE)
TAKEN = select(MESSAGE.c.id).where(among(MESSAGE.c.id, "ids"))
DUE = select(func.count()).where(QUEUED, MESSAGE.c.bureau == HERE, MESSAGE.c.due_at <= NOW)
# With a day, were it any, SQLite takes the queue's index; else it goes through all that the bureau ever sent.
WAITING = QUEUED, MESSAGE.c.due_at > literal(datetime(2000, 1, 1, tzinfo=UTC), Instant)


class MessageInShort(NamedTuple):
    """A message without its texts and addresses, for lists."""

    id: str
    recipient: str
    name: str
    channel: str
    kind: str
    subject: str
    state: str
    key: str
    due_at: datetime
    queued_at: datetime
    sent_at: datetime | None
    attempts: int
    claimed_until: datetime | None
    unsure: bool


IN_SHORT = [MESSAGE.c[name] for name in MessageInShort._fields]


def identity(bureau: str, recipient: str, channel: str, key: str) -> str:
    """The id that this unique key always gets."""
    return hashlib.sha256("\x1f".join((bureau, recipient, channel, key)).encode()).hexdigest()[:24]


def daily_key(day: date) -> str:
    """The key of a person's one message of that day through a channel."""
    return f"daily:{day}"


def taken(db: Connection, ids: Iterable[str]) -> set[str]:
    """Those of `ids` that are there already."""
    return {*db.execute(TAKEN, {"ids": [*ids]}).scalars()}


def put(db: Connection, rows: Sequence[NewMessage], there: set[str] | None = None) -> set[str]:
    """Insert messages; returns the ids of those whose key was free.

    Where nobody else can write meanwhile that is known before: RETURNING costs as much again as the insert. `there` are
    those that `taken` found in this transaction, where it was asked for all of them.
    """
    if not rows:
        return set()
    if not writes_alone(db):
        return put_and_tell(db, MESSAGE, [vars(row) for row in rows], "id")
    ids = {row.id for row in rows}
    there = taken(db, ids) if there is None else there
    put_new(db, MESSAGE, [vars(row) for row in rows])
    return ids - there


def stale(db: Connection, bureau: str, now: datetime, today: datetime, limit: int) -> Sequence[str]:
    """The ids of up to `limit` daily messages of an earlier day that surely did not go out: never tried, or refused for
    the time being.

    Locked where rows are: nobody claims them meanwhile.
    """
    query = select(MESSAGE.c.id).where(QUEUED, MESSAGE.c.bureau == bureau, MESSAGE.c.queued_at < today)
    query = query.where(MESSAGE.c.key.like("daily:%"), MESSAGE.c.due_at <= now, MESSAGE.c.claimed_until.is_(None))
    query = query.where(MESSAGE.c.unsure.is_(False)).order_by(MESSAGE.c.id).limit(limit)
    return db.execute(query.with_for_update(skip_locked=True)).scalars().all()


def take_apart(db: Connection, ids: Sequence[str]) -> None:
    """Drop messages never tried; keep those that were as superseded."""
    db.execute(NEVER_TRIED, {"ids": [*ids]})
    db.execute(SUPERSEDED, {"ids": [*ids]})


def next_queued(db: Connection, bureau: str) -> datetime | None:
    """When the earliest queued message is due, claimed or not."""
    return db.execute(EARLIEST, {"here": bureau}).scalar()


def count_queued(db: Connection, bureau: str, now: datetime) -> int:
    """How many messages are due."""
    return db.execute(DUE, {"here": bureau, "now": now}).scalar_one()


def count_released(db: Connection, bureau: str, since: datetime) -> int:
    """How many messages that the office released since then have not gone out."""
    return db.execute(RELEASED, {"here": bureau, "since": since}).scalar_one()


def count_waiting(db: Connection) -> int:
    """How many messages of any bureau have not gone out."""
    return db.execute(select(func.count()).where(QUEUED)).scalar_one()


def dead_addresses(db: Connection, bureau: str) -> set[tuple[str, str]]:
    """(channel, address) whose last message failed for good: nobody is reached there until the contact changes."""
    return {(channel, address) for channel, address in db.execute(DEAD, {"here": bureau})}


def dead_with_words(db: Connection, bureau: str) -> dict[tuple[str, str], tuple[str, datetime]]:
    """The same with the answer that was given last, and when the first message was written that failed for it."""
    found: dict[tuple[str, str], tuple[str, datetime]] = {}
    for channel, address, reply, queued_at in db.execute(DEAD_WITH_WORDS, {"here": bureau}):
        last, _ = found.get((channel, address), (reply, queued_at))
        found[channel, address] = last, queued_at
    return found


def revive(db: Connection, bureau: str, channel: str, address: str) -> bool:
    """Take an address up again; what failed stays failed, with what the relay said, and counts against it no more.

    Whether anything still did.
    """
    return bool(db.execute(REVIVED, {"here": bureau, "way": channel, "place": address}).rowcount)


def listed(db: Connection, bureau: str, *, limit: int | None = None) -> Sequence[MessageRow]:
    """Every message, oldest first."""
    query = select(MESSAGE).where(MESSAGE.c.bureau == bureau).order_by(MESSAGE.c.queued_at, MESSAGE.c.id)
    return all_rows(MessageRow, db.execute(query.limit(limit) if limit else query))


def page(
    db: Connection,
    bureau: str,
    *,
    state: str = "",
    person: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: tuple[datetime, str] | None = None,
    limit: int,
) -> Sequence[MessageInShort]:
    """Messages in short, newest first: in one of STATES, written in [since, until), and before that (instant, id)."""
    given = {"person": person or None, "since": since, "until": until}
    given |= {"before": before[0], "before_id": before[1]} if before else {}
    binds = {name: value for name, value in given.items() if value is not None}
    query = _page(state, frozenset(binds))
    return all_rows(MessageInShort, db.execute(query, {**binds, "here": bureau, "most": limit}))


# Built once for each way of asking: building costs as much as reading.
@lru_cache(maxsize=128)
def _page(state: str, given: frozenset[str]) -> Select[Any]:
    written, conditions = MESSAGE.c.queued_at, [MESSAGE.c.bureau == HERE]
    conditions += [MESSAGE.c.recipient == bindparam("person")] if "person" in given else []
    conditions += [written >= SINCE] if "since" in given else []
    conditions += [written < bindparam("until", type_=Instant)] if "until" in given else []
    if "before" in given:
        instant = bindparam("before", type_=Instant)
        conditions += [written <= instant, (written < instant) | (MESSAGE.c.id < bindparam("before_id"))]
    query = select(*IN_SHORT).where(*conditions).order_by(written.desc(), MESSAGE.c.id.desc()).limit(bindparam("most"))
    if "person" in given:  # one person's are soon sorted; the index by state and date would lead through everybody's
        return query.where(equals(MESSAGE.c.state, state)) if state else query
    return _newest([_in_state(query, one) for one in ([state] if state else STATES)])


def _in_state(query: Select[Any], state: str) -> Select[Any]:
    """Those in one state; the index by date holds what is not queued, and is used where that is said."""
    if state == "queued":
        return query.where(*WAITING)
    return query.where(equals(MESSAGE.c.state, state), MESSAGE.c.state != literal_column("'queued'"))


def _newest(parts: Sequence[Select[Any]]) -> Select[Any]:
    """The newest of several lists, each cut already."""
    newest = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return select(newest).order_by(newest.c.queued_at.desc(), newest.c.id.desc()).limit(bindparam("most"))


def with_keys(db: Connection, bureau: str, recipient: str, channel: str, prefix: str) -> Sequence[MessageInShort]:
    """In short: what a person got through a channel under keys that begin so."""
    query = select(*IN_SHORT).where(MESSAGE.c.bureau == bureau, MESSAGE.c.recipient == recipient)
    query = query.where(MESSAGE.c.channel == channel, MESSAGE.c.key.startswith(prefix, autoescape=True))
    return all_rows(MessageInShort, db.execute(query))


def withdraw(db: Connection, bureau: str, id: str) -> bool:
    """Withdraw a message that nobody has claimed and that surely has not gone out; whether it was one."""
    free = (
        MESSAGE.c.id == id,
        MESSAGE.c.bureau == bureau,
        still(MESSAGE.c.state, "queued"),
        MESSAGE.c.claimed_until.is_(None),
        MESSAGE.c.unsure.is_(False),
    )
    return bool(db.execute(update(MESSAGE).where(*free).values(state="withdrawn")).rowcount)


def by_id(db: Connection, bureau: str, ids: Iterable[str]) -> dict[str, MessageRow]:
    theirs = select(MESSAGE).where(among(MESSAGE.c.id, "ids"), MESSAGE.c.bureau == bureau)
    return {row.id: row for row in all_rows(MessageRow, db.execute(theirs, {"ids": [*ids]}))}


def in_short(row: MessageRow) -> MessageInShort:
    """The same message as lists have it."""
    return MessageInShort._make(getattr(row, name) for name in MessageInShort._fields)
