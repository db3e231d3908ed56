"""Firms: the register, its pairings, and what was done to it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from yudu_flow.storage.among import among
from yudu_flow.storage.columns import values_of
from yudu_flow.storage.firm_tables import (
    FIRM,
    FIRM_DEED,
    PAIRING,
    ContactMade,
    Firm,
    FirmDeed,
    FirmDeedRow,
    FirmRow,
    Pairing,
    PairingRow,
)
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.rows import all_rows, first_row
from yudu_flow.storage.tables import EVENT, HERE, OBLIGATION

# Statements are built once: building one costs as much as running it.
WHICH: BindParameter[int] = bindparam("which")
ALL = select(FIRM).where(FIRM.c.bureau == HERE).order_by(FIRM.c.id)
ONE = select(FIRM).where(FIRM.c.bureau == HERE, FIRM.c.id == WHICH)
NAMED = ALL.where(FIRM.c.name_key == bindparam("key"))
CODED = select(FIRM).where(FIRM.c.bureau == HERE, FIRM.c.credit_code == bindparam("code"))
PAIRINGS = select(PAIRING).where(PAIRING.c.bureau == HERE).order_by(PAIRING.c.id)
PAIRINGS_OF = PAIRINGS.where(PAIRING.c.firm_id == WHICH)
ENTERED = insert(FIRM).returning(FIRM.c.id)
DEEDS = select(FIRM_DEED).where(FIRM_DEED.c.bureau == HERE, FIRM_DEED.c.firm_id == WHICH).order_by(FIRM_DEED.c.id)
CONTACTS = (
    select(
        *(EVENT.c.id, EVENT.c.obligation_id, OBLIGATION.c.owner, OBLIGATION.c.unit, OBLIGATION.c.period),
        *(EVENT.c[name] for name in ("kind", "at", "by", "by_id", "choice", "subject", "detail")),
    )
    .join_from(EVENT, OBLIGATION, EVENT.c.obligation_id == OBLIGATION.c.id)
    .where(EVENT.c.bureau == HERE, among(EVENT.c.kind, "kinds"), EVENT.c.at >= bindparam("since", type_=Instant))
    .order_by(EVENT.c.id)
)
PAIRED = (
    select(PAIRING.c.owner, FIRM.c.id, FIRM.c.name)
    .join_from(PAIRING, FIRM, PAIRING.c.firm_id == FIRM.c.id)
    .where(PAIRING.c.bureau == HERE, (PAIRING.c.since <= bindparam("day")) | (PAIRING.c.listed != ""))
    .where(PAIRING.c.until.is_(None) | (PAIRING.c.until > bindparam("day")))
    .where(FIRM.c.ended.is_(None) | (FIRM.c.ended > bindparam("day")))
    .order_by(PAIRING.c.id)
)


def listed(db: Connection, bureau: str) -> Sequence[FirmRow]:
    """All firms, those that ended too, in the order in which they came."""
    return all_rows(FirmRow, db.execute(ALL, {"here": bureau}))


def find(db: Connection, bureau: str, firm: int) -> FirmRow | None:
    return first_row(FirmRow, db.execute(ONE, {"here": bureau, "which": firm}))


def named(db: Connection, bureau: str, key: str) -> Sequence[FirmRow]:
    """Those whose name is compared as `key`; usually one."""
    return all_rows(FirmRow, db.execute(NAMED, {"here": bureau, "key": key}))


def coded(db: Connection, bureau: str, code: str) -> FirmRow | None:
    return first_row(FirmRow, db.execute(CODED, {"here": bureau, "code": code}))


def contacts(db: Connection, bureau: str, kinds: Sequence[str], since: datetime) -> Sequence[ContactMade]:
    """What happened to firms in the obligations of anybody, of those kinds, oldest first."""
    return all_rows(ContactMade, db.execute(CONTACTS, {"here": bureau, "kinds": [*kinds], "since": since}))


def put(db: Connection, new: Firm) -> int:
    """Enter a firm; its id."""
    return int(db.execute(ENTERED, values_of(new)).scalar_one())


def change(db: Connection, bureau: str, firm: int, values: Mapping[str, Any]) -> None:
    """Change its entry: an act that the caller notes."""
    db.execute(update(FIRM).where(FIRM.c.bureau == bureau, FIRM.c.id == firm).values(**values))


def pairings(db: Connection, bureau: str) -> Sequence[PairingRow]:
    """All pairings that ever were, in their order."""
    return all_rows(PairingRow, db.execute(PAIRINGS, {"here": bureau}))


def pairings_of(db: Connection, bureau: str, firm: int) -> Sequence[PairingRow]:
    """A firm's, in their order."""
    return all_rows(PairingRow, db.execute(PAIRINGS_OF, {"here": bureau, "which": firm}))


def paired_on(db: Connection, bureau: str, day: date) -> dict[str, list[tuple[int, str]]]:
    """By owner the firms to be visited on that day: id and name, in the order in which they were paired.

    The roster's file gives no dates: what it lists holds for a period that opens late, too.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for owner, firm, name in db.execute(PAIRED, {"here": bureau, "day": day}):
        found.setdefault(owner, []).append((firm, name))
    return found


def pair(db: Connection, new: Pairing) -> None:
    """From then on that owner visits the firm."""
    db.execute(insert(PAIRING), values_of(new))


def change_pairing(db: Connection, bureau: str, pairing: int, values: Mapping[str, Any]) -> None:
    """End it, or note whether the roster still lists it."""
    db.execute(update(PAIRING).where(PAIRING.c.bureau == bureau, PAIRING.c.id == pairing).values(**values))


def note(db: Connection, new: FirmDeed) -> None:
    """Keep what was done."""
    db.execute(insert(FIRM_DEED), values_of(new))


def deeds(db: Connection, bureau: str, firm: int) -> Sequence[FirmDeedRow]:
    """What was done to a firm's entry, oldest first."""
    return all_rows(FirmDeedRow, db.execute(DEEDS, {"here": bureau, "which": firm}))
