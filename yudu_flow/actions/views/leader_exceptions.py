"""What asks for a leader, as lists: cases, what is late, instructions that are not done. Reads only.

Each is put in order and counted whole; only the part of it that is wanted is worked out in full.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.acts.answer_hand_back import unanswered
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import deciding
from yudu_flow.actions.letters import last_words
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.views.board_lists import BoardItem, Lists
from yudu_flow.actions.views.leader_cases import cases_in_order, cases_part
from yudu_flow.actions.views.part import Slice
from yudu_flow.domain.duties.registry import CLOSED, GIVEN
from yudu_flow.domain.facts import CaseChoice, FactKind
from yudu_flow.domain.obligation import Round, State
from yudu_flow.storage import obligations, rungs
from yudu_flow.storage.rows import RungRow

CASES = ("cases", "others")
LATE = ("overdue", "second_slip", "broken")
OWN = "own"
EXCEPTIONS = (*CASES, OWN, *LATE, "instructions")


@dataclass(frozen=True, slots=True)
class InstructionStand:
    """Something given to a unit and not closed; `past`: its day has gone by, `done`: the unit says that it is done;
    `asks` is what it asks for and is not answered.
    """

    item: BoardItem
    past: bool
    done: bool
    asks: str

    @property
    def word(self) -> str:
        """Where it stands, in a word; empty while nothing is to be said."""
        if self.asks:
            return "待答复"
        return "已报办结，待确认" if self.done else "已过期限" if self.past else ""


@dataclass(frozen=True)
class Exceptions:
    """The lists of one leader; `sights` are what is under their charge and not settled."""

    bureau: Bureau
    db: Connection
    now: datetime
    leads: frozenset[str]
    sights: Sequence[Sight]

    @cached_property
    def lists(self) -> Lists:
        """As the office's lists show an item."""
        return Lists(self.bureau, self.now)

    def parts(self, wanted: slice) -> dict[str, Slice[Any]]:
        """The `wanted` part of every list, by name."""
        late = self._late()
        return {
            **self._cases(wanted),
            OWN: self._own(wanted),
            **{name: Slice.of(late[name], wanted, self._item) for name in LATE},
            "instructions": self._instructions(wanted),
        }

    def part(self, name: str, wanted: slice) -> Slice[Any]:
        if name in CASES:
            return self._cases(wanted)[name]
        if name == OWN:
            return self._own(wanted)
        return Slice.of(self._late()[name], wanted, self._item) if name in LATE else self._instructions(wanted)

    def _cases(self, wanted: slice) -> dict[str, Slice[Any]]:
        about = self.bureau, self.db, self.now, self.leads
        lists = zip(CASES, cases_in_order(*about), strict=True)
        return {name: cases_part(*about, ids, wanted) for name, ids in lists}

    def _own(self, wanted: slice) -> Slice[BoardItem]:
        """What the office itself owes and waits for the leader who judges it, the earliest deadline first; however old,
        since a case outlives its month.
        """
        bureau, office, day = self.bureau, self.bureau.roster.office.name, local_day(self.now)
        rows = obligations.listed(self.db, bureau.key, unit=office)
        mine = [row for row in rows if row.unit == office and deciding(bureau, row, day) in self.leads]
        found = [(sight, "；".join(_asks(self.lists, sight))) for sight in see(self.db, mine, with_rungs=False)]
        asking = [(sight, words) for sight, words in found if words]
        asking.sort(key=lambda pair: (pair[0].state.late_from, pair[0].owed.id))
        return Slice.of(asking, wanted, lambda pair: self.lists.item(*pair))

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
        # Until its case is decided that has a list of its own.
        cased = state.case is not None and state.case.decision is None
        return state.is_overdue(self.now) and not (state.closed_at or cased)

    def _item(self, sight: Sight) -> BoardItem:
        reason = last_words(sight, FactKind.EXPLAINED)
        return self.lists.item(sight, f"所述原因：{reason}" if reason else "未说明原因")

    def _instructions(self, wanted: slice) -> Slice[InstructionStand]:
        """Those whose day comes or came first are at the head."""
        given = [one for one in self.sights if one.owed.kind in GIVEN and not _is_over(one.state)]
        given.sort(key=lambda one: (one.state.late_from, one.owed.id))
        return Slice.of(given, wanted, self._instruction)

    def _instruction(self, sight: Sight) -> InstructionStand:
        item, state = self.lists.item(sight), sight.state
        past = not (state.complete or state.frozen) and state.late_from <= self.now
        return InstructionStand(item, past, state.complete, self.lists.request(sight) if state.waits else "")


def _asks(lists: Lists, sight: Sight) -> Iterator[str]:
    """What waits, in words."""
    state, case = sight.state, sight.state.case
    if sight.owed.kind in CLOSED and state.complete and not state.accepted_at:
        yield "报告待审核" if sight.state.terms.kind.written else "办理情况待确认"
    if state.waits and not state.closed_at:
        yield lists.request(sight)
    if unanswered(sight.events):
        yield "退请待答复"
    if case and case.decision is CaseChoice.CONFIRM and not case.closed_at:
        yield lists.stage(sight)


def _is_over(state: State) -> bool:
    return bool(state.accepted_at or state.waived_at or (state.closed_at and not state.complete))


def _heading(bureau: Bureau, sight: Sight, decided: Sequence[RungRow]) -> str:
    """A second slip comes before a broken promise, since it is the later step."""
    names = {rung.name for rung in sight.state.terms.ladder(bureau.rules).after[1:]}
    fired = {row.rung for row in decided if row.round == sight.state.round and row.verdict == "fired"}
    if fired & names:
        return "second_slip"
    return "broken" if sight.state.round_kind is Round.EXTENDED else "overdue"
