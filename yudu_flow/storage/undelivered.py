"""Messages that did not arrive: how many of late, and one that came back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from yudu_flow.storage.messages import BUREAU, QUEUED, SINCE
from yudu_flow.storage.tables import MESSAGE

IN_A_WAVE = select(func.count()).where(MESSAGE.c.bureau == BUREAU, MESSAGE.c.queued_at >= SINCE)
IN_A_WAVE = IN_A_WAVE.where(MESSAGE.c.state.in_(("queued", "failed")), MESSAGE.c.fault == "wave")


def stuck(db: Connection, bureau: str, channel: str, since: datetime) -> tuple[int, str]:
    """How many messages since then were tried and did not go out, and what was last answered to one of them."""
    tried = (MESSAGE.c.state == "failed") | (QUEUED & (MESSAGE.c.attempts > 0))
    query = select(MESSAGE.c.reply).where(MESSAGE.c.bureau == bureau, MESSAGE.c.channel == channel, tried)
    replies = db.execute(query.where(MESSAGE.c.queued_at >= since).order_by(MESSAGE.c.queued_at.desc())).scalars().all()
    return len(replies), next((reply for reply in replies if reply), "")


def meant(db: Connection, bureau: str, said: str) -> Row[Any] | None:
    """The message of that id or Message-ID, else the last one that was sent to that address, came it back or not."""
    mine = select(MESSAGE).where(MESSAGE.c.bureau == bureau)
    named = mine.where((MESSAGE.c.id == said) | (MESSAGE.c.message_id == said.strip("<>")))
    sent = mine.where(MESSAGE.c.address == said, MESSAGE.c.sent_at.is_not(None)).order_by(MESSAGE.c.sent_at.desc())
    return db.execute(named).first() or db.execute(sent.limit(1)).first()


def bounce(db: Connection, id: str, reply: str) -> None:
    """A message that was sent has come back: it failed after all."""
    db.execute(update(MESSAGE).where(MESSAGE.c.id == id).values(state="failed", reply=reply))


def count_refused_in_a_wave(db: Connection, bureau: str, since: datetime) -> int:
    """How many messages since then were answered that nobody is there, together with too many others."""
    return db.execute(IN_A_WAVE, {"here": bureau, "since": since}).scalar_one()
