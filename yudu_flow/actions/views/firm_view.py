"""The firms' register as the office reads it: the list, what is missing, and one firm in time. Reads only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import PARTED, found, owner_words
from yudu_flow.actions.firm_contacts import BEGINNING, LOOKED_BACK, Contacted, contacts_since, is_of, last_of
from yudu_flow.actions.roster_firms import follow_roster
from yudu_flow.domain.expected import Owner, owners
from yudu_flow.domain.firm import WORDS, masked
from yudu_flow.domain.names import name_key
from yudu_flow.domain.plan import Duty
from yudu_flow.storage import firms
from yudu_flow.storage.firm_tables import FirmDeedRow, FirmRow, PairingRow

DEEDS = {
    "added": "登记进名录",
    "changed": "修改",
    "retired": "移出名录",
    "restored": "恢复到名录",
    "paired": "对口",
    "parted": "不再对口",
}


@dataclass(frozen=True, slots=True)
class FirmLine:
    """A firm in the list: who visits it today, and who was there last. `mobile` is masked."""

    firm: FirmRow
    mobile: str
    visitors: tuple[str, ...]
    last: Contacted | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A visit duty whose firms are not all registered: `owner` should have `wanted`, and has `there`."""

    duty: str
    owner: str
    wanted: int
    there: int


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """The list as it was asked for; `unknown` are names that were visited and are in no entry."""

    lines: tuple[FirmLine, ...]
    missing: tuple[Missing, ...]
    unknown: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Who visits a firm from when until when."""

    owner: str
    since: date
    until: date | None
    listed: bool
    now: bool


@dataclass(frozen=True, slots=True)
class FirmEvent:
    """Something about a firm, in time."""

    at: datetime
    day: date
    what: str
    by: str
    words: str
    struck: bool = False
    visit: int = 0


@dataclass(frozen=True, slots=True)
class FirmPage:
    """One firm with everything about it; `seen` is the last deed, for the editor's form."""

    firm: FirmRow
    mobile: str
    held: tuple[Held, ...]
    last: Contacted | None
    course: tuple[FirmEvent, ...]
    seen: int


def register_now(
    bureau: Bureau, now: datetime, *, text: str = "", owner: str = "", gone: bool = False
) -> RegisterShown:
    """The firms whose name, code, address, contact or tags hold `text` and that `owner` visits; those out of the
    register where they are asked for. A firm that was just written into the roster's file is among them.
    """
    follow_roster(bureau, now)
    day = local_day(now)
    with bureau.reading() as db:
        known, visitors = firms.listed(db, bureau.key), _visitors(bureau, db, day)
        contacts, lacking = contacts_since(bureau, db, now - LOOKED_BACK), tuple(missing(bureau, db, day))
    last = last_of(contacts, known)
    lines = [
        FirmLine(firm, masked(firm.mobile), visitors.get(firm.id, ()), last.get(firm.id))
        for firm in known
        if bool(firm.ended and firm.ended <= day) == gone
    ]
    lines = [one for one in lines if _holds(one, text) and (not owner or owner in one.visitors)]
    paired = tuple(dict.fromkeys(name for names in visitors.values() for name in names))
    return RegisterShown(tuple(lines), lacking, _unknown(contacts, known), paired)


def _visitors(bureau: Bureau, db: Connection, day: date) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for owner, held in firms.paired_on(db, bureau.key, day).items():
        for firm, _ in held:
            found[firm] = (*found.get(firm, ()), owner_words(bureau.roster, owner))
    return found


def _holds(line: FirmLine, text: str) -> bool:
    firm, key = line.firm, name_key(text).upper()
    places = (firm.name, firm.credit_code or "", firm.address, firm.contact, *firm.tags, *line.visitors)
    return (
        not key or any(key in name_key(place).upper() for place in places) or (text.isdigit() and text in firm.mobile)
    )


def _unknown(contacts: Sequence[Contacted], known: Sequence[FirmRow]) -> tuple[str, ...]:
    names = {firm.name_key for firm in known}
    stands = [one.name for one in contacts if one.name and not (one.firm or one.struck)]
    return tuple(dict.fromkeys(name for name in stands if name_key(name) not in names))


def missing(bureau: Bureau, db: Connection, day: date) -> Iterator[Missing]:
    """What the plans ask for and the register has not."""
    paired = firms.paired_on(db, bureau.key, day)
    for duty, one in visitors_on(bureau, day):
        there = len(paired.get(one.owner if one.owner == one.unit else one.person or "", ()))
        if there < duty.firms:
            yield Missing(duty.title, one.owner, duty.firms, there)


def visitors_on(bureau: Bureau, day: date) -> Iterator[tuple[Duty, Owner]]:
    """Who is to visit firms on `day`, by which duty: those to whom it has come where a unit or person is gone."""
    for plan, duty in bureau.duties():
        if duty.kind.counted:
            yield from ((duty, one) for one in owners(plan, duty, bureau.roster, day))


def firm_page(bureau: Bureau, db: Connection, firm: int, now: datetime) -> FirmPage:
    """Everything about that firm. Raises NotFound."""
    row, day = found(bureau, db, firm), local_day(now)
    contacts = [one for one in contacts_since(bureau, db, BEGINNING) if is_of(one, row)]
    deeds = firms.deeds(db, bureau.key, firm)
    steps = [*map(_deed, deeds), *map(_contact, contacts)]
    return FirmPage(
        row,
        masked(row.mobile),
        tuple(_held(bureau, one, day) for one in firms.pairings_of(db, bureau.key, firm)),
        last_of(contacts, [row]).get(row.id),
        tuple(sorted(steps, key=lambda step: (step.day, step.at), reverse=True)),
        deeds[-1].id if deeds else 0,
    )


def _held(bureau: Bureau, one: PairingRow, day: date) -> Held:
    return Held(owner_words(bureau.roster, one.owner), one.since, one.until, bool(one.listed), one.holds_on(day))


def _contact(one: Contacted) -> FirmEvent:
    parts = (one.way, one.people and f"走访人：{one.people}", one.learned, one.requests and f"诉求：{one.requests}")
    return FirmEvent(
        one.at, one.day, f"{one.owner}{one.word}", one.by, "；".join(filter(None, parts)), one.struck, one.id
    )


def _deed(row: FirmDeedRow) -> FirmEvent:
    return FirmEvent(row.at, local_day(row.at), DEEDS.get(row.kind, row.kind), row.by, _deed_words(row))


def _deed_words(row: FirmDeedRow) -> str:
    detail = row.detail
    if "new" in detail:
        old = detail.get("old", {})
        return "；".join(
            f"{WORDS[name]}：{old.get(name) or '无'} → {new or '无'}" for name, new in detail["new"].items()
        )
    if "owner" in detail:
        until = "起不再对口" if row.kind == PARTED else "起"
        return "，".join(filter(None, (f"{detail['owner']}，{detail['day']}{until}", detail.get("reason", ""))))
    if row.kind == "added":
        return ""
    return "，".join(filter(None, (detail.get("day", ""), detail.get("reason", ""))))
