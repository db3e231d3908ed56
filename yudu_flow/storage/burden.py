"""What units were told, what came back to them, and what a report costs its writer; nothing about the writer."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.among import among
from yudu_flow.storage.database import insert_new
from yudu_flow.storage.rows import all_rows, first_row
from yudu_flow.storage.tables import EVENT, HERE, MESSAGE, NOTICE, OBLIGATION
from yudu_flow.storage.yearly_tables import FORM_OPENING, FormOpeningRow

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
OPENED = select(FORM_OPENING).where(FORM_OPENING.c.bureau == HERE, FORM_OPENING.c.obligation_id == bindparam("which"))
FILED = EVENT.c.kind.in_((str(FactKind.FILED), str(FactKind.FILED_UNSEALED)))
CAME = func.min(EVENT.c.at, type_=EVENT.c.at.type)
UNTIL_FILING = (
    select(*PLACE, FORM_OPENING.c.at, CAME)
    .join(OBLIGATION, FORM_OPENING.c.obligation_id == OBLIGATION.c.id)
    .join(EVENT, EVENT.c.obligation_id == OBLIGATION.c.id)
    .where(FORM_OPENING.c.bureau == HERE, FILED, EVENT.c.received.is_(None))
    .where(*MONTHS)
    .group_by(OBLIGATION.c.id, *PLACE, FORM_OPENING.c.at)
    .order_by(OBLIGATION.c.month, OBLIGATION.c.id)
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


class FormTime(NamedTuple):
    """A report from the first opening of its form to its first filing; one that came on paper is none."""

    unit: str
    month: str
    plan: str
    duty: str
    opened_at: datetime
    filed_at: datetime


def told(db: Connection, bureau: str, ids: Sequence[int], *, files: bool) -> Sequence[ToldOf]:
    """Everything that went out to units about those items, oldest first; what went into a file where `files` tell.

    The items are named: by their months SQLite would read all that was ever told.
    """
    binds = {"here": bureau, "ids": [*ids]}
    return all_rows(ToldOf, db.execute(TOLD if files else TOLD_FOR_REAL, binds))


def returned(db: Connection, bureau: str, first: str, last: str) -> Sequence[Returned]:
    """Every return of those months' items."""
    return all_rows(Returned, db.execute(RETURNED, {"here": bureau, "since": first, "until": last}))


def opening(db: Connection, bureau: str, obligation: int) -> FormOpeningRow | None:
    """When that item's form was first opened."""
    return first_row(FormOpeningRow, db.execute(OPENED, {"here": bureau, "which": obligation}))


def note_opening(db: Connection, bureau: str, obligation: int, now: datetime) -> None:
    """Note it once: a later opening changes nothing."""
    db.execute(insert_new(db, FORM_OPENING), {"bureau": bureau, "obligation_id": obligation, "at": now})


def until_filing(db: Connection, bureau: str, first: str, last: str) -> Sequence[FormTime]:
    """The reports of the months `first` to `last` that were opened here and filed here."""
    return all_rows(FormTime, db.execute(UNTIL_FILING, {"here": bureau, "since": first, "until": last}))
