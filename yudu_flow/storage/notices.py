"""Notices: that one person is to be told one thing through one channel.

States: queued (held while due later) → composed (in a message), withdrawn (moot) or suppressed (too late, nobody
reachable). Whether a composed one was sent or failed is read from its message.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import islice

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    literal_column,
    select,
    union_all,
    update,
)

from yudu_flow.storage.among import among, one_of, still
from yudu_flow.storage.at_once import change_each, changes, put_new
from yudu_flow.storage.columns import equals
from yudu_flow.storage.database import writes_alone
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.messages import STATES, WAITING
from yudu_flow.storage.new_rows import NewNotice, NoticeChange
from yudu_flow.storage.notice_rows import NoticeAnswered, NoticeInFull, NoticeOpen
from yudu_flow.storage.rows import NoticeRow, all_rows, crowd_of_rows
from yudu_flow.storage.tables import DONE, HERE, MESSAGE, NOTICE, NOW

Place = tuple[str, str]
"""Recipient and channel."""
AT_ONCE = 5000
BUREAU_NEWS = "bureau"
"""What a notice is about that is about nothing owed by anybody."""

# Statements are built once: building one costs as much as running it.
QUEUED = equals(NOTICE.c.state, "queued")
PLACE = NOTICE.c.recipient, NOTICE.c.channel
BEYOND = (PLACE[0] > bindparam("person")) | ((PLACE[0] == bindparam("person")) & (PLACE[1] > bindparam("way")))
WITHIN = (PLACE[0] < bindparam("last")) | ((PLACE[0] == bindparam("last")) & (PLACE[1] <= bindparam("last_way")))
AHEAD = QUEUED, NOTICE.c.due_at <= NOW, NOTICE.c.bureau == HERE, BEYOND
RELEASED = NOTICE.c.released_at >= bindparam("since", type_=Instant)
READERS = select(*PLACE, func.count()).where(*AHEAD).group_by(*PLACE).order_by(*PLACE).limit(bindparam("most"))
DUE = (
    select(NOTICE)
    .where(*AHEAD, WITHIN)
    # Said of the reader once more: pairs of readers and channels are ORs, for which no index has a use.
    .where(PLACE[0] >= bindparam("person"), PLACE[0] <= bindparam("last"))
    .order_by(*PLACE, NOTICE.c.id)
)
STILL = select(NOTICE.c.id).where(still(NOTICE.c.state, "queued"), among(NOTICE.c.id, "ids"))
STILL = STILL.order_by(NOTICE.c.id).with_for_update(key_share=True)
SETTLED = changes(NOTICE, [field.name for field in fields(NoticeChange)])
WITH_MESSAGE = {
    **NOTICE.c,
    **{name: MESSAGE.c[name] for name in ("sent_at", "reply", "spooled", "claimed_until", "unsure")},
    "message_state": MESSAGE.c.state.label("message_state"),
    "went_out_released": MESSAGE.c.released_at.label("went_out_released"),
    "waits_until": func.coalesce(MESSAGE.c.due_at, NOTICE.c.due_at, type_=Instant).label("waits_until"),
}
FULL = (
    select(*(WITH_MESSAGE[name] for name in NoticeInFull._fields))
    .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id, isouter=True)
    .where(NOTICE.c.bureau == HERE, among(NOTICE.c.obligation_id, "ids"))
    .order_by(NOTICE.c.id)
)
INSIDE = select(NOTICE.c.message).where(NOTICE.c.obligation_id == bindparam("one"), NOTICE.c.bureau == HERE)
THEIR_MESSAGES = select(MESSAGE.c.id).where(MESSAGE.c.id.in_(INSIDE), equals(MESSAGE.c.state, "queued"))
THEIR_MESSAGES = THEIR_MESSAGES.order_by(MESSAGE.c.id).with_for_update()
# Whatever may be out keeps its row: dropped and written anew, it went out with other words under one Message-ID.
UNTRIED = still(MESSAGE.c.state, "queued"), MESSAGE.c.claimed_by.is_(None), MESSAGE.c.unsure.is_(False)
DROPPED = delete(MESSAGE).where(among(MESSAGE.c.id, "ids"), *UNTRIED).returning(MESSAGE.c.id)
# With the words of its partial index, which SQLite does not see in the state alone: all that was ever sent is no list.
# The newest: of more than that over the years, the last ones would be called about never.
LATELY = select(MESSAGE.c.id).where(
    DONE, MESSAGE.c.bureau == HERE, MESSAGE.c.queued_at >= bindparam("since", type_=Instant)
)
LATELY = LATELY.order_by(MESSAGE.c.queued_at.desc()).limit(bindparam("most"))
REFUSED = LATELY.where(equals(MESSAGE.c.state, "failed"))
NEW = NOTICE.c.created_at >= bindparam("since", type_=Instant)
ANSWERED = (
    select(*(WITH_MESSAGE[name] for name in NoticeAnswered._fields))
    .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id, isouter=True)
    .where(NEW, NOTICE.c.obligation_id.is_not(None))
    .limit(bindparam("most"))
)
FRESH = ANSWERED.where(NOTICE.c.bureau == HERE)
NOWHERE = FRESH.where(equals(NOTICE.c.state, "unreachable"))
IN_MESSAGES = FRESH.where(among(NOTICE.c.message, "ids"))
OTHER, OTHERS_MESSAGE = NOTICE.alias(), MESSAGE.alias()
SAME_RUNG = (getattr(OTHER.c, name) == getattr(NOTICE.c, name) for name in ("bureau", "obligation_id", "round", "rung"))
ARRIVED_THERE = exists().where(
    *SAME_RUNG, OTHER.c.message == OTHERS_MESSAGE.c.id, equals(OTHERS_MESSAGE.c.state, "sent")
)
ARRIVED = ARRIVED_THERE.where(OTHER.c.role == "unit")
# By the indexes of messages: a row of theirs has its state behind its texts, and to look at each is slow. A message is
# written after what it says was decided.
LOST_IN = [state for state in STATES if state not in ("queued", "sent")]
MINE = select(MESSAGE.c.id).where(MESSAGE.c.bureau == HERE)
SINCE_THEN = MESSAGE.c.queued_at >= bindparam("since", type_=Instant)
LOST = MINE.where(MESSAGE.c.state != literal_column("'queued'"), one_of(MESSAGE.c.state, LOST_IN), SINCE_THEN)
IN_FILES = MINE.where(MESSAGE.c.spooled == literal_column("true"), SINCE_THEN)
IN_NONE = select(NOTICE.c.id).where(NOTICE.c.bureau == HERE, NOTICE.c.message.is_(None))
TOLD_NOBODY, TOLD_NOBODY_FOR_REAL = (
    union_all(
        IN_NONE.where(QUEUED),
        IN_NONE.where(equals(NOTICE.c.state, "unreachable"), NEW),
        select(NOTICE.c.id).where(NOTICE.c.message.in_(union_all(MINE.where(*WAITING), LOST, *more))),
    )
    for more in ((), (IN_FILES,))
)
# These are found by their ids and are of the bureau. Said once more, or of families as their index says it, that would
# have SQLite go through all that the span holds.
SLIPS = ANSWERED.where(one_of(NOTICE.c.family.concat(""), ("slip", "case")), NOTICE.c.role == "unit")
SLIPS = SLIPS.where(one_of(NOTICE.c.state.concat(""), ("queued", "composed", "unreachable")))
SLIPS = SLIPS.where(NOTICE.c.created_at < bindparam("before", type_=Instant)).order_by(NOTICE.c.id)
ANOTHER_THERE = ARRIVED.where(OTHERS_MESSAGE.c.id.is_distinct_from(NOTICE.c.message))
UNTOLD = SLIPS.where(NOTICE.c.id.in_(TOLD_NOBODY), ~ANOTHER_THERE)
# An SMS that became a file has told nobody, but for a trial, a demonstration or a simulation.
FOR_REAL = ANOTHER_THERE.where(OTHERS_MESSAGE.c.spooled.is_(False))
UNTOLD_FOR_REAL = SLIPS.where(NOTICE.c.id.in_(TOLD_NOBODY_FOR_REAL), ~FOR_REAL)
OTHERWISE = ARRIVED_THERE.where(OTHER.c.recipient == NOTICE.c.recipient)
UNCONFIRMED = LATELY.where(equals(MESSAGE.c.state, "unconfirmed"))
UNSURE = IN_MESSAGES.where(~OTHERWISE).order_by(NOTICE.c.id)
UNSURE_FOR_REAL = IN_MESSAGES.where(~OTHERWISE.where(OTHERS_MESSAGE.c.spooled.is_(False))).order_by(NOTICE.c.id)


def put(db: Connection, rows: Sequence[NewNotice]) -> None:
    """Queue notices that are not there yet."""
    if rows:
        put_new(db, NOTICE, [vars(row) for row in rows])


def readers(
    db: Connection, bureau: str, now: datetime, after: Place, limit: int, released_since: datetime | None = None
) -> list[tuple[Place, int]]:
    """Up to `limit` places after that one where notices are due, with how many.

    With `released_since` only those that the office released since then.
    """
    binds = {"here": bureau, "now": now, "person": after[0], "way": after[1], "most": limit}
    query = READERS if released_since is None else READERS.where(RELEASED)
    return [((person, way), count) for person, way, count in db.execute(query, {**binds, "since": released_since})]


def due(
    db: Connection, bureau: str, now: datetime, after: Place, until: Place, released_since: datetime | None = None
) -> Sequence[NoticeRow]:
    """The due notices of the places after `after`, up to `until`; with `released_since` as above.

    Both ends are given: for an order and a limit, a server sorts all that is due each time.
    """
    binds = {"here": bureau, "now": now, "person": after[0], "way": after[1], "last": until[0], "last_way": until[1]}
    query = DUE if released_since is None else DUE.where(RELEASED)
    return crowd_of_rows(NoticeRow, db.execute(query, {**binds, "since": released_since}))


def still_queued(db: Connection, rows: Sequence[NoticeRow]) -> Sequence[NoticeRow]:
    """Those of `rows` that nobody has changed before their obligations were locked; locked where rows are, since news
    of the bureau are about none.
    """
    if writes_alone(db):
        return rows
    queued = {*db.execute(STILL, {"ids": [row.id for row in rows]}).scalars()}
    return [row for row in rows if row.id in queued]


def settle(db: Connection, settled: Iterable[NoticeChange]) -> None:
    """Write what became of each notice; of many in slices, since each is a list of its own for every column."""
    coming = map(vars, settled)
    while rows := [*islice(coming, AT_ONCE)]:
        change_each(db, SETTLED, rows)


def of(db: Connection, bureau: str, obligations: Iterable[int]) -> dict[int, list[NoticeInFull]]:
    """Every notice of those obligations, with what became of its message."""
    found: dict[int, list[NoticeInFull]] = defaultdict(list)
    for row in all_rows(NoticeInFull, db.execute(FULL, {"here": bureau, "ids": [*obligations]})):
        found[row.obligation_id].append(row)
    return found


def recipients_waiting(db: Connection, bureau: str) -> set[str]:
    """Whom something is still to be sent to."""
    query = select(NOTICE.c.recipient).distinct().join(MESSAGE, NOTICE.c.message == MESSAGE.c.id, isouter=True)
    written = (NOTICE.c.state == "composed") & (MESSAGE.c.state == "queued")
    return {*db.execute(query.where(NOTICE.c.bureau == bureau, QUEUED | written)).scalars()}


def was_told(db: Connection, bureau: str, person: str) -> bool:
    """Whether anything was ever meant for them."""
    query = select(NOTICE.c.id).where(NOTICE.c.bureau == bureau, NOTICE.c.recipient == person).limit(1)
    return db.execute(query).first() is not None


def withdraw_named(db: Connection, bureau: str, rung: str, why: str, now: datetime) -> None:
    """Withdraw what is queued for rungs whose names begin so."""
    mine = update(NOTICE).where(NOTICE.c.bureau == bureau, QUEUED, NOTICE.c.rung.startswith(rung, autoescape=True))
    db.execute(mine.values(state="withdrawn", reason=why, changed_at=now))


def release(db: Connection, messages: Iterable[str], now: datetime, due: datetime | None = None) -> None:
    """Queue again what was in messages that are taken apart: due at `due` (by default `now`), or where it was ordered
    out, now.
    """
    statement = update(NOTICE).where(among(NOTICE.c.message, "ids"), NOTICE.c.state == "composed")
    waits_until = case((NOTICE.c.released_at.is_not(None), literal(now, Instant)), else_=literal(due or now, Instant))
    queued = statement.values(state="queued", message=None, due_at=waits_until, changed_at=now)
    db.execute(queued, {"ids": [*messages]})


def unreached(db: Connection, bureau: str, since: datetime, most: int) -> Sequence[NoticeAnswered]:
    """Notices that reach nobody: no address, or a message that failed for good. `reply` says why."""
    about = {"here": bureau, "since": since, "most": most}
    refused = db.execute(REFUSED, about).scalars().all()
    rows = all_rows(NoticeAnswered, db.execute(NOWHERE, about))
    rows += all_rows(NoticeAnswered, db.execute(IN_MESSAGES, {**about, "ids": refused})) if refused else []
    return sorted(rows, key=lambda row: row.id)


def untold(
    db: Connection, bureau: str, since: datetime, before: datetime, most: int, *, files: bool
) -> Sequence[NoticeAnswered]:
    """Notices of slips and proposals decided in [since, before) of which nobody at the unit was told by a message.

    A file tells somebody only where `files` are as good as messages.
    """
    about = {"here": bureau, "since": since, "before": before, "most": most}
    return all_rows(NoticeAnswered, db.execute(UNTOLD if files else UNTOLD_FOR_REAL, about))


def unsure(db: Connection, bureau: str, since: datetime, most: int, *, files: bool) -> Sequence[NoticeAnswered]:
    """Notices in messages of which nobody can say whether they arrived, where their reader has nothing else of it."""
    about = {"here": bureau, "since": since, "most": most}
    ids = db.execute(UNCONFIRMED, about).scalars().all()
    query = UNSURE if files else UNSURE_FOR_REAL
    return all_rows(NoticeAnswered, db.execute(query, {**about, "ids": ids})) if ids else []


def open_of(db: Connection, bureau: str, obligation: int) -> Sequence[NoticeOpen]:
    """The notices of an obligation that have not gone out: queued, or in a message that is still queued.

    Those messages are locked where rows are: nobody claims them meanwhile.
    """
    if not writes_alone(db):
        db.execute(THEIR_MESSAGES, {"here": bureau, "one": obligation})
    query = (
        select(*(WITH_MESSAGE[name] for name in NoticeOpen._fields))
        .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id, isouter=True)
        .where(NOTICE.c.bureau == bureau, NOTICE.c.obligation_id == obligation)
        .where((QUEUED) | ((NOTICE.c.state == "composed") & (MESSAGE.c.state == "queued")))
    )
    return all_rows(NoticeOpen, db.execute(query))


def recompose(db: Connection, messages: Iterable[str], now: datetime, due: datetime) -> None:
    """Drop those of the messages that surely have not gone out and nobody has in hand, and queue again what is left in
    them, to be told at `due`.
    """
    dropped = db.execute(DROPPED, {"ids": [*messages]}).scalars().all()
    if dropped:
        release(db, dropped, now, due)


def order_out(db: Connection, bureau: str, ids: Iterable[int], now: datetime) -> None:
    """Make queued notices due now, quiet or not: the office has released them."""
    statement = update(NOTICE).where(NOTICE.c.bureau == bureau, among(NOTICE.c.id, "ids"), NOTICE.c.state == "queued")
    db.execute(statement.values(due_at=now, released_at=now, changed_at=now), {"ids": [*ids]})


def in_messages(db: Connection, bureau: str, messages: Iterable[str]) -> Sequence[NoticeRow]:
    """What those messages say."""
    mine = NOTICE.c.bureau == bureau, among(NOTICE.c.message, "ids")
    query = select(NOTICE).where(*mine).order_by(NOTICE.c.id)
    return all_rows(NoticeRow, db.execute(query, {"ids": [*messages]}))


def move(db: Connection, bureau: str, message: str, into: str, now: datetime) -> None:
    """What was in a message that did not arrive is in another one now."""
    theirs = NOTICE.c.bureau == bureau, NOTICE.c.message == message, NOTICE.c.state == "composed"
    mine = update(NOTICE).where(*theirs)
    db.execute(mine.values(message=into, changed_at=now))


def withdraw_in(db: Connection, bureau: str, message: str, why: str, now: datetime) -> None:
    """Withdraw what a message says that was withdrawn."""
    theirs = NOTICE.c.bureau == bureau, NOTICE.c.message == message, NOTICE.c.state == "composed"
    mine = update(NOTICE).where(*theirs)
    db.execute(mine.values(state="withdrawn", reason=why, changed_at=now))


def next_held(db: Connection, bureau: str) -> tuple[int, datetime | None]:
    """How many notices are in no message yet, and when the first is due."""
    held = select(func.count(), func.min(NOTICE.c.due_at)).where(QUEUED, NOTICE.c.bureau == bureau)
    count, first = db.execute(held).one()
    return count, first
