"""Addresses of people's calendars: found by the hash of their code, one in force a person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from yudu_flow.storage.access_rows import CalendarFeedRow
from yudu_flow.storage.access_tables import CALENDAR_FEED
from yudu_flow.storage.among import among
from yudu_flow.storage.rows import all_rows, first_row
from yudu_flow.storage.tables import HERE, NOW

STANDS = (
    CALENDAR_FEED.c.bureau == HERE,
    CALENDAR_FEED.c.revoked_at.is_(None),
    CALENDAR_FEED.c.expires_at.is_(None) | (CALENDAR_FEED.c.expires_at > NOW),
)
BY_HASH = select(CALENDAR_FEED).where(CALENDAR_FEED.c.hash == bindparam("which"), *STANDS)
OF_PERSON = select(CALENDAR_FEED).where(CALENDAR_FEED.c.person == bindparam("of"), *STANDS)
BY_LINK = CALENDAR_FEED.c.expires_at.is_not(None)


def by_hash(db: Connection, bureau: str, hash: str, now: datetime) -> CalendarFeedRow | None:
    """The address of that hash, while it is in force."""
    return first_row(CalendarFeedRow, db.execute(BY_HASH, {"here": bureau, "which": hash, "now": now}))


def of(db: Connection, bureau: str, person: str, now: datetime) -> CalendarFeedRow | None:
    """Somebody's, while it is in force."""
    return first_row(CalendarFeedRow, db.execute(OF_PERSON, {"here": bureau, "of": person, "now": now}))


def listed(db: Connection, bureau: str, now: datetime) -> Sequence[CalendarFeedRow]:
    """All that are in force, by person."""
    query = select(CALENDAR_FEED).where(*STANDS).order_by(CALENDAR_FEED.c.person)
    return all_rows(CalendarFeedRow, db.execute(query, {"here": bureau, "now": now}))


def put(db: Connection, row: CalendarFeedRow) -> None:
    db.execute(insert(CALENDAR_FEED), row._asdict())


def revoke(db: Connection, bureau: str, people: Sequence[str], now: datetime, *, by_link: bool = False) -> int:
    """End those of these people, where `by_link` only what a message's link had opened; how many were ended."""
    ending = update(CALENDAR_FEED).where(among(CALENDAR_FEED.c.person, "people"), *STANDS)
    ending = ending.where(BY_LINK) if by_link else ending
    values = {"here": bureau, "people": [*people], "now": now}
    return db.execute(ending.values(revoked_at=NOW), values).rowcount
