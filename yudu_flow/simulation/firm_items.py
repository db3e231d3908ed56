"""What a script does to the firms' register: no acts about an obligation, so nothing is recorded of them there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yudu_flow.actions.acts.firm_entries import add_firm, firm_named, restore_firm, retire_firm
from yudu_flow.actions.acts.firm_pairings import end_pairing, pair_firm
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.firm import written


@dataclass(frozen=True, slots=True)
class FirmAct:
    """What an item says: the firm by name or number, who visits it, who does it when, and why."""

    firm: str
    owner: str
    by: str
    at: datetime
    reason: str


def _add(bureau: Bureau, said: FirmAct) -> None:
    """With its visitor, where one is written."""
    firm = add_firm(bureau, said.by, said.at, written({"name": said.firm}))
    if said.owner:
        pair_firm(bureau, firm, said.owner, said.by, said.at)


def _pair(bureau: Bureau, said: FirmAct) -> None:
    pair_firm(bureau, _number(bureau, said), said.owner, said.by, said.at)


def _part(bureau: Bureau, said: FirmAct) -> None:
    end_pairing(bureau, _number(bureau, said), said.owner, said.by, said.at, reason=said.reason)


def _retire(bureau: Bureau, said: FirmAct) -> None:
    retire_firm(bureau, _number(bureau, said), said.by, said.at, said.reason)


def _restore(bureau: Bureau, said: FirmAct) -> None:
    restore_firm(bureau, _number(bureau, said), said.by, said.at)


def _number(bureau: Bureau, said: FirmAct) -> int:
    with bureau.reading() as db:
        return firm_named(bureau, db, said.firm).id


FIRM_ACTS: Mapping[str, Callable[[Bureau, FirmAct], None]] = {
    "firm_add": _add,
    "firm_pair": _pair,
    "firm_part": _part,
    "firm_retire": _retire,
    "firm_restore": _restore,
}
