"""What is due next, in one look: an idle pass reads this and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, literal_column, select

from yudu_flow.storage.columns import equals
from yudu_flow.storage.tables import HERE, MESSAGE, NOTICE, OBLIGATION

WAKE = (
    select(OBLIGATION.c.wake_at)
    .where(OBLIGATION.c.wake_at.is_not(None), OBLIGATION.c.bureau == HERE)
    .order_by(OBLIGATION.c.wake_at)
    .limit(1)
)
QUEUED_NOTICE = equals(NOTICE.c.state, "queued"), NOTICE.c.bureau == HERE
NOTICE_DUE = select(NOTICE.c.due_at).where(*QUEUED_NOTICE).order_by(NOTICE.c.due_at).limit(1)
QUEUED_MESSAGE = equals(MESSAGE.c.state, "queued"), MESSAGE.c.bureau == HERE
MESSAGE_DUE = select(MESSAGE.c.due_at).where(*QUEUED_MESSAGE).order_by(MESSAGE.c.due_at).limit(1)
FRONT = 5000
"""Messages are claimed from the front of the queue: behind so many there is none that gets free earlier."""
NEXT_MESSAGES = select(func.coalesce(MESSAGE.c.claimed_until, MESSAGE.c.due_at).label("free_at")).where(*QUEUED_MESSAGE)
NEXT_MESSAGES = NEXT_MESSAGES.order_by(MESSAGE.c.due_at, MESSAGE.c.id).limit(literal_column(str(FRONT)))
MESSAGE_FREE = select(func.min(NEXT_MESSAGES.subquery().c.free_at))
ALL = select(
    WAKE.scalar_subquery(),
    NOTICE_DUE.scalar_subquery(),
    MESSAGE_DUE.scalar_subquery(),
    MESSAGE_FREE.scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The earliest of each: a rule's wake-up, a queued notice, a queued message, and one that nobody has claimed."""

    wake: datetime | None
    notice: datetime | None
    message: datetime | None
    unclaimed: datetime | None


NOTHING = Outlook(None, None, None, None)


def outlook(db: Connection, bureau: str) -> Outlook:
    """What is due next for a bureau."""
    return Outlook(*db.execute(ALL, {"here": bureau}).one())
