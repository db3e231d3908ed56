"""When forms were first opened: to know what a report costs its writer, and nothing about the writer."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.database import insert_new
from yudu_flow.storage.rows import all_rows, first_row
from yudu_flow.storage.tables import EVENT, HERE, OBLIGATION
from yudu_flow.storage.yearly_tables import FORM_OPENING, FormOpeningRow

OF = select(FORM_OPENING).where(FORM_OPENING.c.bureau == HERE, FORM_OPENING.c.obligation_id == bindparam("which"))
FILED = EVENT.c.kind.in_((str(FactKind.FILED), str(FactKind.FILED_UNSEALED)))
CAME = func.min(EVENT.c.at, type_=EVENT.c.at.type)
UNTIL_FILING = (
    select(OBLIGATION.c.unit, OBLIGATION.c.month, OBLIGATION.c.plan, OBLIGATION.c.duty, FORM_OPENING.c.at, CAME)
    .join(OBLIGATION, FORM_OPENING.c.obligation_id == OBLIGATION.c.id)
    .join(EVENT, EVENT.c.obligation_id == OBLIGATION.c.id)
    .where(FORM_OPENING.c.bureau == HERE, FILED, EVENT.c.received.is_(None))
    .where(OBLIGATION.c.month >= bindparam("since"), OBLIGATION.c.month <= bindparam("until"))
    .group_by(OBLIGATION.c.id, OBLIGATION.c.unit, OBLIGATION.c.month, OBLIGATION.c.plan, OBLIGATION.c.duty)
    .group_by(FORM_OPENING.c.at)
    .order_by(OBLIGATION.c.month, OBLIGATION.c.id)
)


class FormTime(NamedTuple):
    """A report from the first opening of its form to its first filing; one that came on paper is none."""

    unit: str
    month: str
    plan: str
    duty: str
    opened_at: datetime
    filed_at: datetime


def find(db: Connection, bureau: str, obligation: int) -> FormOpeningRow | None:
    """When that item's form was first opened."""
    return first_row(FormOpeningRow, db.execute(OF, {"here": bureau, "which": obligation}))


def put(db: Connection, bureau: str, obligation: int, now: datetime) -> None:
    """Note it once: a later opening changes nothing."""
    db.execute(insert_new(db, FORM_OPENING), {"bureau": bureau, "obligation_id": obligation, "at": now})


def until_filing(db: Connection, bureau: str, first: str, last: str) -> Sequence[FormTime]:
    """The reports of the months `first` to `last` that were opened here and filed here."""
    return all_rows(FormTime, db.execute(UNTIL_FILING, {"here": bureau, "since": first, "until": last}))
