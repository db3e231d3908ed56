"""Links: what leads one person to one unit's period. A row knows its code by a keyed hash alone.

`mark` stands for the code in stored texts; a link of an older program has none, and can only be opened.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from yudu_flow.storage.access_rows import LinkRow
from yudu_flow.storage.access_tables import LINK
from yudu_flow.storage.among import among, together
from yudu_flow.storage.at_once import put_new
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.rows import all_rows, first_row
from yudu_flow.storage.tables import HERE, NOW

Key = tuple[str, str, str]
"""Recipient, unit and period."""

# Statements are built once: building one costs as much as running it.
IN_FORCE = LINK.c.revoked_at.is_(None), LINK.c.expires_at > NOW
TO = (
    select(LINK)
    .where(LINK.c.bureau == HERE, among(LINK.c.recipient, "people"), among(LINK.c.period, "periods"), *IN_FORCE)
    .order_by(LINK.c.issued_at, LINK.c.hash)
)
OF_PEOPLE = select(LINK).where(LINK.c.bureau == HERE, among(LINK.c.recipient, "people"), LINK.c.mark != "", *IN_FORCE)
MARKED = select(LINK).where(LINK.c.bureau == HERE, LINK.c.mark != "", *IN_FORCE)
THERE = select(func.count()).where(among(LINK.c.hash, "ids"))
OPENED = select(LINK).where(LINK.c.hash == bindparam("hashed"), LINK.c.bureau == HERE, *IN_FORCE)
LOCKED = select(LINK.c.hash).where(among(LINK.c.hash, "ids")).order_by(LINK.c.hash).with_for_update()
PROLONGED = update(LINK).where(among(LINK.c.hash, "ids"), LINK.c.expires_at < bindparam("until", type_=Instant))
PROLONGED = PROLONGED.values(expires_at=bindparam("until", type_=Instant))
OF_UNIT = select(LINK.c.hash).where(LINK.c.bureau == HERE, LINK.c.unit == bindparam("of"), *IN_FORCE)
REVOKED = update(LINK).where(among(LINK.c.hash, "ids"), LINK.c.revoked_at.is_(None))
REVOKED = REVOKED.values(revoked_at=bindparam("when", type_=Instant))


def to(db: Connection, bureau: str, keys: Iterable[Key], now: datetime) -> list[LinkRow]:
    """The links in force for those keys, oldest first."""
    wanted = {*keys}
    people, periods = {recipient for recipient, _, _ in wanted}, {period for _, _, period in wanted}
    binds = {"here": bureau, "people": sorted(people), "periods": sorted(periods), "now": now}
    return [row for row in all_rows(LinkRow, db.execute(TO, binds)) if key_of(row) in wanted]


def of_people(db: Connection, bureau: str, people: Iterable[str], now: datetime) -> Sequence[LinkRow]:
    """Every link in force of these people that stands in texts."""
    return all_rows(LinkRow, db.execute(OF_PEOPLE, {"here": bureau, "people": sorted({*people}), "now": now}))


def are_there(db: Connection, hashes: Collection[str]) -> bool:
    """Whether there is a link for each hash, in force or not."""
    return db.execute(THERE, {"ids": [*hashes]}).scalar_one() == len(hashes)


def marked(db: Connection, bureau: str, now: datetime) -> Sequence[LinkRow]:
    """Every link in force that stands in texts."""
    return all_rows(LinkRow, db.execute(MARKED, {"here": bureau, "now": now}))


def key_of(row: LinkRow) -> Key:
    """Whom a link leads, and where to."""
    return row.recipient, row.unit, row.period


def put(db: Connection, rows: Iterable[LinkRow]) -> None:
    """Put links that another process has not put."""
    # By their hashes: two processes that put the same ones, each in its own order, waited for each other for ever.
    new = [row._asdict() for row in sorted(rows)]
    if new:
        put_new(db, LINK, new)


def prolong(db: Connection, until: Mapping[str, datetime]) -> None:
    """Let links, named by their hashes, last until then; none is shortened."""
    if until:
        _lock(db, until)
        db.execute(PROLONGED, together([{"one": one, "until": then} for one, then in sorted(until.items())], "one"))


def by_hash(db: Connection, bureau: str, hashed: str, now: datetime) -> LinkRow | None:
    """The link whose code has that hash, while it is in force."""
    return first_row(LinkRow, db.execute(OPENED, {"hashed": hashed, "here": bureau, "now": now}))


def known(db: Connection, bureau: str, hashed: str) -> LinkRow | None:
    """The same, in force or not."""
    query = select(LINK).where(LINK.c.hash == hashed, LINK.c.bureau == bureau)
    return first_row(LinkRow, db.execute(query))


def revoke(db: Connection, bureau: str, unit: str, now: datetime) -> int:
    """End every link to that unit, whichever period it was made for; how many were ended."""
    found = [*db.execute(OF_UNIT, {"here": bureau, "of": unit, "now": now}).scalars()]
    _lock(db, found)
    return db.execute(REVOKED, {"ids": found, "when": now}).rowcount


def _lock(db: Connection, hashes: Iterable[str]) -> None:
    """Always in the same order: two that want some of the same would else wait for each other for ever."""
    if db.dialect.name != "sqlite":
        db.execute(LOCKED, {"ids": [*hashes]})
