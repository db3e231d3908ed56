"""Events: what happened to obligations, appended and read back as facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from yudu_flow.domain.facts import (
    AppealChoice,
    CaseChoice,
    CheckChoice,
    Choice,
    Correction,
    ExtensionChoice,
    Fact,
    FactKind,
    HandBackChoice,
    LostChoice,
    ReasonChoice,
    RequestChoice,
    Satisfaction,
)
from yudu_flow.domain.roster import Who
from yudu_flow.storage.among import among
from yudu_flow.storage.at_once import run_each
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.rows import EventRow, all_rows
from yudu_flow.storage.tables import EVENT, HERE, OBLIGATION

# Statements are built once: building one costs as much as running it.
APPENDED = insert(EVENT)
OF = select(EVENT).where(among(EVENT.c.obligation_id, "ids")).order_by(EVENT.c.obligation_id, EVENT.c.id)
OF_KIND = select(EVENT).where(EVENT.c.bureau == HERE, EVENT.c.kind == bindparam("one_kind")).order_by(EVENT.c.id)
THESE = select(EVENT).where(among(EVENT.c.id, "ids"))
RECENT = (
    select(EVENT.c.obligation_id)
    .where(EVENT.c.bureau == HERE, among(EVENT.c.kind, "kinds"))
    .where(EVENT.c.at >= bindparam("since", type_=Instant))
    .distinct()
    .limit(bindparam("most"))
)
LIMITED = (
    select(EVENT.c.obligation_id)
    .join(OBLIGATION, OBLIGATION.c.id == EVENT.c.obligation_id)
    .where(EVENT.c.bureau == HERE, among(EVENT.c.kind, "kinds"), OBLIGATION.c.wake_at.is_not(None))
    .distinct()
)
STRUCK_OFF = (
    select(EVENT.c.obligation_id, EVENT.c.at)
    .join(OBLIGATION, OBLIGATION.c.id == EVENT.c.obligation_id)
    .where(EVENT.c.bureau == HERE, EVENT.c.kind == str(FactKind.CASE_CLOSED))
    .where(EVENT.c.at >= bindparam("since", type_=Instant), among(OBLIGATION.c.owner, "owners"))
    .order_by(EVENT.c.id)
)
PROPOSED = (
    select(EVENT)
    .join(OBLIGATION, OBLIGATION.c.id == EVENT.c.obligation_id)
    .where(OBLIGATION.c.bureau == HERE, EVENT.c.kind == "case_proposed")
    .where(among(OBLIGATION.c.owner, "owners"))
    .order_by(EVENT.c.id)
)
RECENT_AWAKE = RECENT.join(OBLIGATION, OBLIGATION.c.id == EVENT.c.obligation_id).where(
    OBLIGATION.c.wake_at.is_not(None)
)
THE_RULES = Who("", "")
CHOICES: Mapping[str, type[Choice]] = {
    FactKind.EXTENSION_DECIDED: ExtensionChoice,
    FactKind.EXPLANATION_DECIDED: ReasonChoice,
    FactKind.HAND_BACK_ANSWERED: HandBackChoice,
    FactKind.FIRM_LOST_DECIDED: LostChoice,
    FactKind.CASE_DECIDED: CaseChoice,
    FactKind.APPEAL_DECIDED: AppealChoice,
    FactKind.CASE_CHECKED: CheckChoice,
    FactKind.CORRECTED: Correction,
    # Of a call back: what the firm said of the answer.
    FactKind.FILED: Satisfaction,
    FactKind.REQUEST_DECIDED: RequestChoice,
}
FACT_FIELDS = [field.name for field in fields(Fact)]
FACT = attrgetter(*FACT_FIELDS)
FACTS_OF = OF.with_only_columns(EVENT.c.obligation_id, *(EVENT.c[name] for name in FACT_FIELDS))


def append(db: Connection, bureau: str, obligation: int, fact: Fact, detail: Mapping[str, Any], by: Who) -> EventRow:
    """Record one fact; returns its event, for whoever has the others."""
    row = _row(bureau, obligation, fact, detail, by)
    key = db.execute(APPENDED, row).inserted_primary_key
    assert key is not None  # the driver always gives it for a single insert
    return EventRow(id=int(key[0]), **row)


def append_all(db: Connection, bureau: str, facts: Sequence[tuple[int, Fact, Mapping[str, Any]]]) -> None:
    """Record what the rules themselves did."""
    if facts:
        run_each(db, APPENDED, [_row(bureau, obligation, fact, detail) for obligation, fact, detail in facts])


def _row(bureau: str, obligation: int, fact: Fact, detail: Mapping[str, Any], by: Who = THE_RULES) -> dict[str, Any]:
    return {
        "bureau": bureau,
        "obligation_id": obligation,
        "kind": str(fact.kind),
        "at": fact.at,
        "by": by.name,
        "by_id": by.id,
        "received": fact.received,
        "day": fact.day,
        "until": fact.until,
        "choice": fact.choice and str(fact.choice),
        "subject": fact.subject,
        "remind_by": fact.remind_by,
        "last_day": fact.last_day,
        "page_by": fact.page_by,
        "detail": dict(detail),
    }


def of(db: Connection, obligations: Iterable[int]) -> dict[int, list[EventRow]]:
    """The events of those obligations, each one's in the order they were recorded."""
    rows = all_rows(EventRow, db.execute(OF, {"ids": [*obligations]}))
    return {key: [*happened] for key, happened in groupby(rows, attrgetter("obligation_id"))}


def facts(rows: Iterable[EventRow]) -> list[Fact]:
    """Events as the domain reads them."""
    return [_fact(*FACT(row)) for row in rows]


def proposed(db: Connection, bureau: str, owners: Iterable[str]) -> Sequence[EventRow]:
    """The proposals of cases against those owners, in the order they were recorded."""
    return all_rows(EventRow, db.execute(PROPOSED, {"here": bureau, "owners": [*owners]}))


def of_kind(db: Connection, bureau: str, kind: str) -> Sequence[EventRow]:
    """Every event of a kind that is rare, in the order they were recorded."""
    return all_rows(EventRow, db.execute(OF_KIND, {"here": bureau, "one_kind": kind}))


def facts_of(db: Connection, obligations: Iterable[int]) -> dict[int, list[Fact]]:
    """The facts of those obligations, for whoever needs no more of their events."""
    rows = db.execute(FACTS_OF, {"ids": [*obligations]}).all()
    return {key: [_fact(*columns) for _, *columns in happened] for key, happened in groupby(rows, itemgetter(0))}


# Made once: a month's obligations share most of their facts, and every look reads them all again.
@lru_cache(maxsize=16384)
def _fact(
    kind: str,
    at: datetime,
    received: datetime | None,
    day: date | None,
    until: datetime | None,
    choice: str | None,
    *rest: Any,
) -> Fact:
    return Fact(FactKind(kind), at, received, day, until, CHOICES[kind](choice) if choice else None, *rest)


def since(db: Connection, bureau: str, after: int) -> Sequence[EventRow]:
    """Events recorded after that id."""
    query = select(EVENT).where(EVENT.c.bureau == bureau, EVENT.c.id > after).order_by(EVENT.c.id)
    return all_rows(EventRow, db.execute(query))


def recent(
    db: Connection, bureau: str, kinds: Iterable[str], since: datetime, most: int, *, awake: bool = False
) -> Sequence[int]:
    """The obligations to which one of `kinds` happened since then; of those `awake` that a rule can still concern."""
    binds = {"here": bureau, "kinds": [str(kind) for kind in kinds], "since": since, "most": most}
    return db.execute(RECENT_AWAKE if awake else RECENT, binds).scalars().all()


def limited(db: Connection, bureau: str, kinds: Iterable[str]) -> Sequence[int]:
    """The obligations that a rule can still concern and to which one of `kinds` happened, whenever."""
    return db.execute(LIMITED, {"here": bureau, "kinds": [str(kind) for kind in kinds]}).scalars().all()


def since_of_kind(db: Connection, bureau: str, kind: str, since: datetime) -> Sequence[EventRow]:
    """The same since then."""
    return [row for row in of_kind(db, bureau, kind) if row.at >= since]


def closed_cases(db: Connection, bureau: str, owners: Iterable[str], since: datetime) -> list[tuple[int, datetime]]:
    """The obligations of those owners whose case was struck off since then, and when, the latest last."""
    rows = db.execute(STRUCK_OFF, {"here": bureau, "owners": [*owners], "since": since})
    return [(obligation, at) for obligation, at in rows]


def stamped_later(db: Connection, bureau: str, now: datetime) -> Sequence[int]:
    """The obligations to which something happened at an instant later than `now`."""
    found = select(EVENT.c.obligation_id).where(EVENT.c.bureau == bureau, EVENT.c.at > now).distinct()
    return db.execute(found).scalars().all()


def by_id(db: Connection, ids: Iterable[int]) -> dict[int, EventRow]:
    return {row.id: row for row in all_rows(EventRow, db.execute(THESE, {"ids": [*ids]}))}
