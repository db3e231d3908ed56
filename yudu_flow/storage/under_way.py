"""How much is under way: counted where the rows lie, since a province has a hundred thousand."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from yudu_flow.storage.tables import HERE, OBLIGATION

COUNTED = (OBLIGATION.c.plan, OBLIGATION.c.duty, OBLIGATION.c.title, OBLIGATION.c.period)
UNDER_WAY = (
    select(*COUNTED, func.count())
    .where(OBLIGATION.c.bureau == HERE, OBLIGATION.c.wake_at.is_not(None))
    .group_by(*COUNTED)
    .order_by(OBLIGATION.c.period, OBLIGATION.c.duty)
)


class UnderWay(NamedTuple):
    """How many owe a duty in a period that a rule can still concern."""

    plan: str
    duty: str
    title: str
    period: str
    owing: int


def under_way(db: Connection, bureau: str) -> Sequence[UnderWay]:
    """By plan, duty and period."""
    return [UnderWay(*row) for row in db.execute(UNDER_WAY, {"here": bureau})]
