"""What units were told and what came back to them, counted from what was sent and done."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.among import among
from yudu_flow.storage.rows import all_rows
from yudu_flow.storage.tables import EVENT, HERE, MESSAGE, NOTICE, OBLIGATION

# Statements are built once: building one costs as much as running it.
MONTHS = OBLIGATION.c.month >= bindparam("since"), OBLIGATION.c.month <= bindparam("until")
PLACE = [OBLIGATION.c[name] for name in ("unit", "month", "plan", "duty")]
TOLD = (
    select(NOTICE.c.obligation_id, NOTICE.c.role)
    .add_columns(MESSAGE.c.recipient, MESSAGE.c.channel, MESSAGE.c.key)
    .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id)
    .where(NOTICE.c.bureau == HERE, among(NOTICE.c.obligation_id, "ids"))
    .where(MESSAGE.c.state.in_(("sent", "unconfirmed")), NOTICE.c.role.in_(("unit", "helper")))
    .order_by(NOTICE.c.id)
)
TOLD_FOR_REAL = TOLD.where(MESSAGE.c.spooled.is_(False))
RETURNED = (
    select(*PLACE)
    .join(EVENT, EVENT.c.obligation_id == OBLIGATION.c.id)
    .where(OBLIGATION.c.bureau == HERE, *MONTHS, EVENT.c.kind == str(FactKind.RETURNED))
    .order_by(OBLIGATION.c.month, OBLIGATION.c.unit, EVENT.c.id)
)


class ToldOf(NamedTuple):
    """That a person was told of that item; `key` is that of the message that said it."""

    obligation: int
    role: str
    recipient: str
    channel: str
    key: str


class Returned(NamedTuple):
    """That an item went back to its owner."""

    unit: str
    month: str
    plan: str
    duty: str


def told(db: Connection, bureau: str, ids: Sequence[int], *, files: bool) -> Sequence[ToldOf]:
    """Everything that went out to units about those items, oldest first; what went into a file where `files` tell.

    The items are named: by their months SQLite would read all that was ever told.
    """
    binds = {"here": bureau, "ids": [*ids]}
    return all_rows(ToldOf, db.execute(TOLD if files else TOLD_FOR_REAL, binds))


def returned(db: Connection, bureau: str, first: str, last: str) -> Sequence[Returned]:
    """Every return of those months' items."""
    return all_rows(Returned, db.execute(RETURNED, {"here": bureau, "since": first, "until": last}))
