"""Messages that did not arrive: how many of late, and one that came back."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, union_all, update

from yudu_flow.storage.columns import equals
from yudu_flow.storage.messages import REACHED, SINCE, WAITING
from yudu_flow.storage.rows import MessageRow, first_row
from yudu_flow.storage.tables import HERE, MESSAGE

LATELY = select(MESSAGE.c.channel, MESSAGE.c.reply, MESSAGE.c.queued_at)
LATELY = LATELY.where(MESSAGE.c.bureau == HERE, MESSAGE.c.queued_at >= SINCE)
# Two looks, each at what an index holds: one for both would go through all that was ever sent.
TRIED = union_all(
    LATELY.where(equals(MESSAGE.c.state, "failed")), LATELY.where(*WAITING, MESSAGE.c.attempts > 0)
).subquery()
STUCK = select(TRIED.c.channel, TRIED.c.reply).order_by(TRIED.c.queued_at.desc())
IN_A_WAVE = select(func.count()).where(MESSAGE.c.bureau == HERE, MESSAGE.c.queued_at >= SINCE)
IN_A_WAVE = IN_A_WAVE.where(MESSAGE.c.state.in_(("queued", "failed")), MESSAGE.c.fault == "wave")


CAME_BACK = select(MESSAGE.c.id).where(
    *(MESSAGE.c.bureau == HERE, MESSAGE.c.channel == bindparam("way"), MESSAGE.c.address == bindparam("place")),
    *(equals(MESSAGE.c.state, "failed"), MESSAGE.c.sent_at.is_not(None), MESSAGE.c.fault != "forgiven", ~REACHED),
)
ENDS = 2
"""So many messages that came back, with none between that did not, end an address."""


def stuck(db: Connection, bureau: str, since: datetime) -> dict[str, list[str]]:
    """What was answered to each message since then that was tried and did not go out, the last first, by channel."""
    replies: dict[str, list[str]] = defaultdict(list)
    for channel, reply in db.execute(STUCK, {"here": bureau, "since": since}):
        replies[channel].append(reply)
    return replies


def meant(db: Connection, bureau: str, named: str) -> MessageRow | None:
    """The message of that id or Message-ID, else the last one that was sent to that address, came it back or not."""
    mine = select(MESSAGE).where(MESSAGE.c.bureau == bureau)
    exact = mine.where((MESSAGE.c.id == named) | (MESSAGE.c.message_id == named.strip("<>")))
    # Also where it came back already: whoever registers it twice would take back the message before it.
    sent = mine.where(MESSAGE.c.address == named, MESSAGE.c.sent_at.is_not(None)).order_by(MESSAGE.c.sent_at.desc())
    return first_row(MessageRow, db.execute(exact)) or first_row(MessageRow, db.execute(sent.limit(1)))


def bounce(db: Connection, row: MessageRow, reply: str) -> bool:
    """A message that was sent has come back: it failed after all, and the second one ends the address. Whether it was
    still one that was sent.
    """
    sent = update(MESSAGE).where(MESSAGE.c.id == row.id, MESSAGE.c.state == "sent")
    if not db.execute(sent.values(state="failed", reply=reply)).rowcount:
        return False
    back = db.execute(CAME_BACK, {"here": row.bureau, "way": row.channel, "place": row.address}).scalars().all()
    if len(back) >= ENDS:
        db.execute(update(MESSAGE).where(MESSAGE.c.id.in_(back)).values(nobody=True))
    return True


def count_refused_in_a_wave(db: Connection, bureau: str, since: datetime) -> int:
    """How many messages since then were answered that nobody is there, together with too many others."""
    return db.execute(IN_A_WAVE, {"here": bureau, "since": since}).scalar_one()
