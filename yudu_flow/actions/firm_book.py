"""The book of firms (企业名录) inside a transaction: what acts of the office and the roster's file do to it.

The register in the database is the one truth.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.domain.firm import FIELDS, FirmEntry, differing, masked
from yudu_flow.domain.names import name_key
from yudu_flow.domain.roster import Roster, Who
from yudu_flow.storage import audit, firms
from yudu_flow.storage.firm_register import Register, read
from yudu_flow.storage.firm_tables import Firm, FirmDeed, FirmRow, Pairing, PairingRow
from yudu_flow.wording.record import Record

ADDED, CHANGED, RETIRED, RESTORED, PAIRED, PARTED = "added", "changed", "retired", "restored", "paired", "parted"
BY_ROSTER = Who("", "名册")
"""Where the roster's file says so."""


@dataclass(frozen=True, slots=True)
class Pen:
    """What writes in the register: in whose hand, in which transaction, and when."""

    bureau: Bureau
    db: Connection
    by: Who
    at: datetime

    def note(self, firm: FirmRow, kind: str, detail: Record) -> None:
        """Keep it beside the firm, and in the audit where a person did it."""
        key, by = self.bureau.key, self.by
        deed = FirmDeed(bureau=key, firm_id=firm.id, kind=kind, at=self.at, by=by.name, by_id=by.id, detail=detail)
        firms.note(self.db, deed)
        if self.by is not BY_ROSTER:
            audit.record(self.db, key, self.at, self.by, f"firm_{kind}", f"企业：{firm.name}", detail)


def found(bureau: Bureau, db: Connection, firm: int) -> FirmRow:
    """That firm. Raises NotFound."""
    row = firms.find(db, bureau.key, firm)
    if row is None:
        raise NotFound(f"企业名录里没有编号{firm}")
    return row


def enter(pen: Pen, entry: FirmEntry) -> FirmRow:
    """Put it into the register, with its deed."""
    values = columns(entry)
    firm = firms.put(pen.db, Firm(bureau=pen.bureau.key, created_at=pen.at, **values))
    row = found(pen.bureau, pen.db, firm)
    pen.note(row, ADDED, {name: said for name, said in _told(entry, FIELDS).items() if said})
    return row


def rewrite(pen: Pen, row: FirmRow, entry: FirmEntry) -> list[str]:
    """Write the entry over what is there; nothing where they say the same."""
    before = entry_of(row)
    fields = differing(before, entry)
    if fields:
        firms.change(pen.db, pen.bureau.key, row.id, columns(entry))
        pen.note(row, CHANGED, {"old": _told(before, fields), "new": _told(entry, fields)})
    return fields


def entry_of(row: FirmRow) -> FirmEntry:
    """What the register says of it."""
    return FirmEntry(row.name, row.credit_code, row.address, row.contact, row.mobile, tuple(row.tags))


def columns(entry: FirmEntry) -> Record:
    """An entry as its table has it."""
    values = {name: getattr(entry, name) for name in FIELDS}
    return {**values, "name_key": name_key(entry.name), "tags": [*entry.tags]}


def _told(entry: FirmEntry, fields: Iterable[str]) -> Record:
    """What is kept of an entry: no whole mobile numbers."""
    kept = {name: getattr(entry, name) for name in fields}
    kept = {name: "、".join(value) if isinstance(value, tuple) else value or "" for name, value in kept.items()}
    return kept | ({"mobile": masked(kept["mobile"])} if "mobile" in kept else {})


def pair(pen: Pen, row: FirmRow, owner: str, day: date, *, listed: str = "") -> None:
    """Pair them, unless they are. Raises NotAllowed for a firm that is out of the register."""
    name = owner_words(pen.bureau.roster, owner)
    if row.ended:
        raise NotAllowed(f"{row.name}已移出名录，不能再对口；请先恢复")
    held = [one for one in firms.pairings_of(pen.db, pen.bureau.key, row.id) if one.owner == owner]
    if any(one.until is None or day < one.until for one in held):
        raise NotAllowed(f"{name}已经对口{row.name}")
    firms.pair(pen.db, Pairing(bureau=pen.bureau.key, firm_id=row.id, owner=owner, since=day, listed=listed))
    pen.note(row, PAIRED, {"owner": name, "day": day.isoformat()})


def part(pen: Pen, row: FirmRow, held: PairingRow, day: date, reason: str) -> None:
    """One that had not begun by then never held."""
    firms.change_pairing(pen.db, pen.bureau.key, held.id, {"until": max(day, held.since)})
    detail = {"owner": owner_words(pen.bureau.roster, held.owner), "day": day.isoformat(), "reason": reason}
    pen.note(row, PARTED, {name: word for name, word in detail.items() if word})


def owner_words(roster: Roster, owner: str) -> str:
    """A unit's or a person's name."""
    return roster.people[owner].name if owner in roster.people else owner


def register_of(bureau: Bureau) -> Register:
    """The whole register, for a play that begins with it."""
    with bureau.reading() as db:
        return read(db, bureau.key)


def registered(bureau: Bureau, db: Connection, day: date) -> Roster:
    """The roster, with the firms that each owner visits on that day in place of what its file lists."""
    roster, paired = bureau.roster, firms.paired_on(db, bureau.key, day)
    named = {owner: tuple(name for _, name in held) for owner, held in paired.items()}
    # The very same one, which keeps what it has worked out of itself.
    if named == roster.firms:
        return roster
    other = [unit for unit in roster.units.values() if unit.firms != named.get(unit.name, ())]
    changed = {unit.name: replace(unit, firms=named.get(unit.name, ())) for unit in other}
    return replace(roster, units=roster.units | changed, firms=named)
