"""What is known of firms: who visited or called which last, so that nobody is sent, or asked, twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.names import name_key
from yudu_flow.domain.period import ZONE
from yudu_flow.storage import firms
from yudu_flow.storage.firm_tables import ContactMade, FirmRow

KINDS = (FactKind.VISITED, FactKind.VISIT_STRUCK, FactKind.PHONED, FactKind.PHONE_STRUCK)
STRIKING = (FactKind.VISIT_STRUCK, FactKind.PHONE_STRUCK)
LOOKED_BACK = timedelta(days=400)
BEGINNING = datetime(1970, 1, 2, tzinfo=ZONE)
"""Before anything was recorded."""


@dataclass(frozen=True, slots=True)
class Contacted:
    """A visit or a call, on `day`; `struck` where it was recorded by mistake. `firm` is 0 where a name was said."""

    id: int
    obligation: int
    firm: int
    name: str
    day: date
    at: datetime
    owner: str
    by: str
    way: str
    people: str
    learned: str
    requests: str
    struck: bool
    call: bool

    @property
    def word(self) -> str:
        return "电话联系" if self.call else "走访"


def contacts_since(bureau: Bureau, db: Connection, since: datetime) -> list[Contacted]:
    """All that was recorded since then, oldest first, what was struck too."""
    rows = firms.contacts(db, bureau.key, KINDS, since)
    struck = {row.detail.get("visit") for row in rows if row.kind in STRIKING}
    return [_contacted(row, row.id in struck) for row in rows if row.kind not in STRIKING]


def _contacted(row: ContactMade, struck: bool) -> Contacted:
    said = row.detail
    day = date.fromisoformat(said["on"]) if said.get("on") else local_day(row.at)
    return Contacted(
        row.id,
        row.obligation_id,
        int(said.get("firm", 0)),
        row.subject or "",
        day,
        row.at,
        row.owner,
        row.by,
        str(said.get("way", "")),
        str(said.get("people", "")) or row.by,
        str(said.get("learned", "")) or str(said.get("note", "")),
        str(said.get("requests", "")),
        struck,
        row.kind == FactKind.PHONED,
    )


def is_of(one: Contacted, firm: FirmRow) -> bool:
    """Whether it was that firm: by its number, else by its name."""
    return one.firm == firm.id if one.firm else name_key(one.name) == firm.name_key


def last_of(contacts: Iterable[Contacted], known: Sequence[FirmRow]) -> dict[int, Contacted]:
    """By firm the last that stands, by day."""
    by_name = {firm.name_key: firm.id for firm in known}
    found: dict[int, Contacted] = {}
    for one in sorted((one for one in contacts if not one.struck), key=lambda one: (one.day, one.id)):
        firm = one.firm or by_name.get(name_key(one.name), 0)
        found |= {firm: one} if firm else {}
    return found
