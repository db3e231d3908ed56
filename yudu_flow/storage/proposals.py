"""Proposals of cases that went out: whoever decides is to know at once, for the time to object runs from then."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, select

from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.columns import equals
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.tables import EVENT, HERE, MESSAGE, NOTICE

RECENT = timedelta(days=30)
"""How long after it was proposed one is looked for; later it is found at the next pass of the day."""
GONE_OUT = (
    select(EVENT.c.obligation_id)
    .join(NOTICE, and_(NOTICE.c.bureau == EVENT.c.bureau, NOTICE.c.obligation_id == EVENT.c.obligation_id))
    .join(MESSAGE, MESSAGE.c.id == NOTICE.c.message)
    .where(EVENT.c.bureau == HERE, equals(EVENT.c.kind, str(FactKind.CASE_PROPOSED)))
    .where(EVENT.c.at >= bindparam("recent", type_=Instant), equals(NOTICE.c.family, "case"))
    .where(equals(MESSAGE.c.state, "sent"), MESSAGE.c.sent_at >= bindparam("since", type_=Instant))
    .order_by(EVENT.c.obligation_id)
    .distinct()
)


def gone_out(db: Connection, bureau: str, since: datetime) -> Sequence[int]:
    """The obligations whose proposal was sent since that instant."""
    return db.execute(GONE_OUT, {"here": bureau, "since": since, "recent": since - RECENT}).scalars().all()
