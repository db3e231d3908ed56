"""What asks for a leader, as lists: cases, what is late, instructions that are not done. Reads only.

Each is put in order and counted whole; only the part of it that is wanted is worked out in full.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.acts.instruct import open_instructions
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.letters import last_reason
from yudu_flow.actions.look import Sight, day_of
from yudu_flow.actions.views.board_lists import Item, Lists
from yudu_flow.actions.views.leader_cases import cases_in_order, cases_part
from yudu_flow.actions.views.leader_own import own_part
from yudu_flow.actions.views.part import Part
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import Round
from yudu_flow.storage import rungs
from yudu_flow.storage.rows import EventRow, RungRow

CASES = ("cases", "others")
LATE = ("overdue", "second_slip", "broken")
OWN = "own"
EXCEPTIONS = (*CASES, OWN, *LATE, "instructions")


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction that is not reported as done; `past`: its day has gone by."""

    item: Item
    event: EventRow
    past: bool


@dataclass(frozen=True)
class Exceptions:
    """The lists of one leader; `sights` are what is under their charge and not settled."""

    bureau: Bureau
    db: Connection
    now: datetime
    leads: frozenset[str]
    sights: Sequence[Sight]

    def parts(self, wanted: slice) -> dict[str, Part[Any]]:
        """The `wanted` part of every list, by name."""
        late = self._late()
        return {
            **self._cases(wanted),
            OWN: self._own(wanted),
            **{name: Part.of(late[name], wanted, self._item) for name in LATE},
            "instructions": self._instructions(wanted),
        }

    def part(self, name: str, wanted: slice) -> Part[Any]:
        """That of one of them."""
        if name in CASES:
            return self._cases(wanted)[name]
        if name == OWN:
            return self._own(wanted)
        return Part.of(self._late()[name], wanted, self._item) if name in LATE else self._instructions(wanted)

    def _cases(self, wanted: slice) -> dict[str, Part[Any]]:
        about = self.bureau, self.db, self.now, self.leads
        lists = zip(CASES, cases_in_order(*about), strict=True)
        return {name: cases_part(*about, ids, wanted) for name, ids in lists}

    def _own(self, wanted: slice) -> Part[Item]:
        return own_part(self.bureau, self.db, self.now, self.leads, wanted)

    def _late(self) -> dict[str, list[Sight]]:
        """What is overdue and has no case, by how far it has come; each obligation stands in one list."""
        late = [sight for sight in self.sights if self._is_late(sight)]
        late.sort(key=lambda sight: (sight.state.late_from, sight.owed.id))
        decided = rungs.of(self.db, [sight.owed.id for sight in late]) if late else {}
        found: dict[str, list[Sight]] = defaultdict(list)
        for sight in late:
            found[_heading(self.bureau, sight, decided.get(sight.owed.id, ()))].append(sight)
        return found

    def _is_late(self, sight: Sight) -> bool:
        state = sight.state
        cased = state.case is not None and state.case.decision is None
        return state.is_overdue(self.now) and not (state.closed_at or cased)

    def _item(self, sight: Sight) -> Item:
        reason = last_reason(sight, FactKind.EXPLAINED)
        return Lists(self.bureau, self.now).item(sight, f"所述原因：{reason}" if reason else "未说明原因")

    def _instructions(self, wanted: slice) -> Part[Instruction]:
        """Those whose day comes or came first are at the head."""
        told = [(sight, event) for sight in self.sights for event in open_instructions(sight.events)]
        told = [(sight, event) for sight, event in told if not event.detail.get("postpones")]
        told.sort(key=lambda pair: (day_of(pair[1]), pair[1].id))
        return Part.of(told, wanted, lambda pair: self._instruction(*pair))

    def _instruction(self, sight: Sight, event: EventRow) -> Instruction:
        return Instruction(Lists(self.bureau, self.now).item(sight), event, day_of(event) < local_day(self.now))


def _heading(bureau: Bureau, sight: Sight, decided: Sequence[RungRow]) -> str:
    """A second slip comes before a broken promise, since it is the later step."""
    names = {rung.name for rung in sight.state.terms.ladder(bureau.rules).after[1:]}
    fired = {row.rung for row in decided if row.round == sight.state.round and row.verdict == "fired"}
    if fired & names:
        return "second_slip"
    return "broken" if sight.state.round_kind is Round.EXTENDED else "overdue"
