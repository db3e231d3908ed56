"""What whoever visits a firm need not ask: its entry, who was there last, what it still waits for. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.firm_lost import undecided_losses
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_contacts import LOOKED_BACK, Contacted, contacts_since, last_of
from yudu_flow.actions.look import Sight
from yudu_flow.actions.matters import under_way
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.names import name_key, same_name
from yudu_flow.storage import firms
from yudu_flow.storage.firm_tables import FirmRow
from yudu_flow.storage.rows import EventRow


@dataclass(frozen=True, slots=True)
class KnownFirm:
    """A firm to visit, with what is known of it: nothing where it is in no entry. `done`: it counts for this period;
    `asked` of its requests are under way.
    """

    name: str
    entry: FirmRow | None
    last: Contacted | None
    done: bool
    calls: int
    waits: bool
    asked: int


def firms_to_visit(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> list[KnownFirm]:
    """The firms of the period, then those that are paired since, then others that were visited."""
    owed, known = sight.owed, firms.listed(db, bureau.key)
    key = owed.owner if owed.owner == owed.unit else owed.person or ""
    paired = [name for _, name in firms.paired_on(db, bureau.key, local_day(now)).get(key, [])]
    names = dict.fromkeys((*owed.firms, *paired, *(name for name in sight.state.visited if name)))
    last, waiting = last_of(contacts_since(bureau, db, now - LOOKED_BACK), known), undecided_losses(sight)
    entries = {name: _entry(name, known) for name in names}
    asked = under_way(bureau, db, [entry for entry in entries.values() if entry], now)
    return [
        _known(sight, name, entry, last.get(entry.id) if entry else None, waiting, asked[entry.id] if entry else 0)
        for name, entry in entries.items()
    ]


def _entry(name: str, known: Sequence[FirmRow]) -> FirmRow | None:
    """The one that it must be; of two alike nobody knows which."""
    alike = [row for row in known if row.name_key == name_key(name) and not row.ended]
    return alike[0] if len(alike) == 1 else None


def _known(
    sight: Sight, name: str, entry: FirmRow | None, last: Contacted | None, waiting: Sequence[EventRow], asked: int
) -> KnownFirm:
    calls = [row for row in sight.events if row.kind == FactKind.PHONED and same_name(row.subject or "", name)]
    return KnownFirm(
        name,
        entry,
        last,
        any(same_name(name, one) for one in sight.state.visited),
        len(calls),
        any(same_name(row.subject or "", name) for row in waiting),
        asked,
    )
