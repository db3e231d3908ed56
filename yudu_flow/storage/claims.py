"""Claims: which messages a holder has in hand. Each is one holder's until that marks it, gives it back, or is ended.

What a holder has no longer it cannot mark or give back, with one exception: that the relay has taken a message is true
whoever holds it now, and to forget it would send it once more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import BindParameter, Connection, and_, bindparam, literal_column, not_, or_, select, update

from yudu_flow.domain.period import ZONE, at
from yudu_flow.storage.among import among, still
from yudu_flow.storage.at_once import change_each, changes
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.messages import QUEUED, SINCE
from yudu_flow.storage.new_rows import Mark
from yudu_flow.storage.rows import MessageRow, all_rows
from yudu_flow.storage.tables import HERE, MESSAGE, NOW

# Statements are built once: building one costs as much as running it.
READY = (
    select(MESSAGE)
    .where(QUEUED, MESSAGE.c.due_at <= NOW, MESSAGE.c.bureau == HERE, MESSAGE.c.channel == bindparam("way"))
    .where(MESSAGE.c.claimed_by.is_(None))
    # By ids too: what is due at one instant leaves a server in any order, and a file in its own.
    .order_by(MESSAGE.c.due_at, MESSAGE.c.id)
    .limit(bindparam("most"))
    # All deliver at once, so what another one is claiming is passed over; whoever decides or composes waits for it.
    .with_for_update(skip_locked=True)
)
OF_ANOTHER_DAY = and_(MESSAGE.c.key.like("daily:%"), MESSAGE.c.queued_at < bindparam("today", type_=Instant))
READY_TODAY = READY.where(or_(MESSAGE.c.unsure, not_(OF_ANOTHER_DAY)))
"""What an earlier day's message says is no longer true: whoever composes takes it apart, unless it may be out."""
READY_RELEASED = READY.where(MESSAGE.c.released_at >= SINCE)
HOLDER: BindParameter[str] = bindparam("holder")
TRIED = {"attempts": MESSAGE.c.attempts + 1, "unsure": True}
CLAIMED = (
    update(MESSAGE)
    .where(among(MESSAGE.c.id, "ids"))
    .values(claimed_until=bindparam("lease", type_=Instant), claimed_by=HOLDER)
)
CLAIMED_TO_GO = CLAIMED.values(**TRIED)
MINE = MESSAGE.c.claimed_by == HOLDER
# A late answer to a holder that had been ended took back what another one had marked: all of it went out again.
STILL_QUEUED = still(MESSAGE.c.state, "queued")
UNDER_WAY = update(MESSAGE).where(MESSAGE.c.id == bindparam("one"), STILL_QUEUED, MINE).values(**TRIED)
GIVEN_BACK = update(MESSAGE).where(MESSAGE.c.id == bindparam("one"), STILL_QUEUED, MINE)
GIVEN_BACK = GIVEN_BACK.values(
    attempts=bindparam("tries"), unsure=bindparam("doubt"), claimed_until=None, claimed_by=None
)
FREE = select(MESSAGE.c.id).where(among(MESSAGE.c.id, "ids")).order_by(MESSAGE.c.id).with_for_update(skip_locked=True)
OWN = ("id", "reply")
"""What relays say of each message by itself; most else they say of all alike."""
MARKED = changes(
    MESSAGE,
    OWN,
    [field.name for field in fields(Mark) if field.name not in OWN],
    lambda values: (STILL_QUEUED, or_(MINE, values["state"] == literal_column("'sent'"))),
).giving(claimed_until=None, claimed_by=None)


def claim(
    db: Connection,
    bureau: str,
    channel: str,
    now: datetime,
    holder: str,
    until: datetime,
    limit: int,
    released_since: datetime | None = None,
    *,
    to_go: bool = True,
) -> Sequence[MessageRow]:
    """Claim up to `limit` messages due at `now` for `holder`, whose lease runs `until`; counts the attempt.

    With `released_since` only what the office released since then. A row comes back as it was before: `unsure` says
    that an earlier attempt ended without a word. What is not all `to_go` at once is tried, and unsure, only from being
    `under_way` on.
    """
    binds = {"here": bureau, "way": channel, "now": now, "most": limit}
    today = at(now.astimezone(ZONE).date())
    query = (READY_RELEASED, {"since": released_since}) if released_since else (READY_TODAY, {"today": today})
    rows = all_rows(MessageRow, db.execute(query[0], {**binds, **query[1]}))
    if rows:
        # Tried from the claim on, hundreds of SMS that had only been claimed ended as in doubt, and were never sent.
        statement = CLAIMED_TO_GO if to_go else CLAIMED
        db.execute(statement, {"ids": [row.id for row in rows], "lease": until, "holder": holder})
    return rows


def under_way(db: Connection, id: str, holder: str) -> bool:
    """Note that a claimed message is about to go out; whether it is still that holder's to send."""
    return bool(db.execute(UNDER_WAY, {"one": id, "holder": holder}).rowcount)


def mark(db: Connection, marks: Sequence[Mark], holder: str) -> None:
    """Write down what became of attempts."""
    change_each(db, MARKED, [vars(one) for one in marks], holder=holder)


def free(db: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the messages that nobody else has in a transaction just now."""
    return {*db.execute(FREE, {"ids": [*ids]}).scalars()}


def give_back(db: Connection, claimed: Sequence[MessageRow], holder: str) -> None:
    """Undo a claim on messages that were not tried; `claimed` are the rows as `claim` gave them."""
    rows = [{"one": row.id, "tries": row.attempts, "doubt": row.unsure, "holder": holder} for row in claimed]
    db.execute(GIVEN_BACK, rows)
