"""The cases before a leader that nobody has decided, appeals too: first those that can be decided now. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.settle_case import given_until
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import appellate, decider_name, deciding
from yudu_flow.actions.letters import case_note, last_words
from yudu_flow.actions.look import Sight, sight_of
from yudu_flow.actions.proof import slip_words
from yudu_flow.actions.views.board_lists import BoardItem, Lists
from yudu_flow.actions.views.part import Slice
from yudu_flow.domain.case import Case, CaseStep
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import midnight_after
from yudu_flow.storage import events, obligations, work
from yudu_flow.storage.rows import Owed
from yudu_flow.storage.work import UndecidedCase
from yudu_flow.wording.cases import KINDS

WAITING = (CaseStep.PROPOSED, CaseStep.APPEALED)


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A case that is not decided. `mine`: the visitor decides it; `opens`: since when that can be done, None while the
    proposal has reached nobody. `untold` are slips of it that did not arrive after all.

    `given` is the day until which the unit was given time. `appeal` is what the unit says against what was `decided`,
    `noted` the office's word about it.
    """

    item: BoardItem
    facts: str
    objection: str
    objected_at: datetime | None
    untold: tuple[str, ...]
    opens: datetime | None
    decidable: bool
    mine: bool
    decider: str
    given: date | None
    kind: str
    appeal: str
    decided: str
    noted: str

    @property
    def waits(self) -> bool:
        """Whether nothing can be done yet but to dismiss it."""
        return not self.decidable or self.given is not None


def cases_of(bureau: Bureau, sights: Sequence[Sight], now: datetime, leads: frozenset[str]) -> list[CaseItem]:
    """The undecided cases and appeals among `sights`, in their order."""
    lists, found = Lists(bureau, now), [(sight, sight.state.case) for sight in sights]
    return [_case(lists, sight, case, leads) for sight, case in found if case and case.step in WAITING]


def _case(lists: Lists, sight: Sight, case: Case, leads: frozenset[str]) -> CaseItem:
    bureau, now = lists.bureau, lists.now
    opens, given = case.decidable_from, None if case.appeal_waits else given_until(sight)
    return CaseItem(
        lists.item(sight),
        case_note(sight),
        last_words(sight, FactKind.OBJECTED),
        case.objected_at,
        tuple(slip_words(bureau, sight, name) for name in sorted(case.untold)),
        opens,
        decidable=opens is not None and now >= opens,
        mine=_decides(bureau, sight.owed, case.appeal_waits, local_day(now)) in leads,
        decider=decider_name(bureau, sight, now),
        given=given if given and now < midnight_after(given) else None,
        kind=KINDS[case.kind],
        appeal=last_words(sight, FactKind.CASE_APPEALED) if case.appeal_waits else "",
        decided=last_words(sight, FactKind.CASE_DECIDED),
        noted=last_words(sight, FactKind.NOTED, name="note") if case.appeal_waits else "",
    )


def _decides(bureau: Bureau, owed: Owed | UndecidedCase, appealed: bool, day: date) -> str | None:
    return (appellate if appealed else deciding)(bureau, owed, day)


def cases_in_order(bureau: Bureau, db: Connection, now: datetime, leads: frozenset[str]) -> tuple[list[int], list[int]]:
    """The obligations under `leads` with such a case: those that they decide on, and those that other leaders do.

    First what can be decided now, then what waits; each in the order in which it can be.
    """
    told = events.of_kind(db, bureau.key, FactKind.INSTRUCTED)
    given = {row.obligation_id: row.day for row in told if row.detail.get("postpones")}

    def order(row: UndecidedCase) -> tuple[bool, datetime, int]:
        day = given.get(row.obligation_id)
        waits = row.opens is None or now < row.opens or (day is not None and now < midnight_after(day))
        return waits, row.opens or row.at, row.obligation_id

    waiting = sorted(work.undecided(db, bureau.key), key=order)
    charges = {_charge(row): row for row in waiting}  # thousands share each
    posts = {charge: _decides(bureau, row, row.appealed, local_day(now)) for charge, row in charges.items()}
    found = [(row, posts[_charge(row)]) for row in waiting]
    mine = [row.obligation_id for row, post in found if post in leads]
    led = [row.obligation_id for row, post in found if post not in leads and leads & {*row.leaders, row.decider}]
    return mine, led


def _charge(row: UndecidedCase) -> tuple[object, ...]:
    return row.appealed, row.owner, row.unit, row.person, row.decider, *row.leaders


def cases_part(
    bureau: Bureau, db: Connection, now: datetime, leads: frozenset[str], ids: Sequence[int], wanted: slice
) -> Slice[CaseItem]:
    """The `wanted` part of the cases of these obligations."""
    found = sight_of(db, obligations.by_id(db, bureau.key, ids[wanted]).values(), with_rungs=False)
    return Slice(tuple(cases_of(bureau, [found[id] for id in ids[wanted]], now, leads)), len(ids))
