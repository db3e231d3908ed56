"""The cases before a leader that nobody has decided: first those that can be decided now. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.settle_case import decider_name, given_until
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import deciding
from yudu_flow.actions.letters import case_note, last_reason
from yudu_flow.actions.look import Sight, sight_of, states
from yudu_flow.actions.proof import slip_words
from yudu_flow.actions.views.board_lists import BoardItem, Lists
from yudu_flow.actions.views.part import Slice
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import Case
from yudu_flow.domain.period import midnight_after
from yudu_flow.storage import events, obligations, work
from yudu_flow.storage.work import UndecidedCase


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A case that is not decided. `mine`: the visitor decides it; `opens`: since when that can be done, None while the
    proposal has reached nobody. `untold` are slips of it that did not arrive after all.

    `given` is the day until which the unit was given time.
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

    @property
    def waits(self) -> bool:
        """Whether nothing can be done yet but to dismiss it."""
        return not self.decidable or self.given is not None


def cases_of(bureau: Bureau, sights: Sequence[Sight], now: datetime, leads: frozenset[str]) -> list[CaseItem]:
    """The undecided cases among `sights`, in their order."""
    open_cases = [(sight, sight.state.case) for sight in sights if sight.state.case and not sight.state.case.decision]
    return [_case(bureau, sight, case, now, leads) for sight, case in open_cases]


def _case(bureau: Bureau, sight: Sight, case: Case, now: datetime, leads: frozenset[str]) -> CaseItem:
    opens, given = case.decidable_from, given_until(sight)
    return CaseItem(
        Lists(bureau, now).item(sight),
        case_note(sight),
        last_reason(sight, FactKind.OBJECTED),
        case.objected_at,
        tuple(slip_words(bureau, sight, name) for name in sorted(case.untold)),
        opens,
        decidable=opens is not None and now >= opens,
        mine=deciding(bureau, sight.owed, local_day(now)) in leads,
        decider=decider_name(bureau, sight, now),
        given=given if given and now < midnight_after(given) else None,
    )


def cases_in_order(bureau: Bureau, db: Connection, now: datetime, leads: frozenset[str]) -> tuple[list[int], list[int]]:
    """The obligations under `leads` with such a case: those that they decide on, and those that other leaders do.

    First what can be decided now, then what waits; each in the order in which it can be.
    """
    told = events.of_kind(db, bureau.key, FactKind.INSTRUCTED)
    given = {row.obligation_id: row.day for row in told if row.detail.get("postpones")}

    found = [(row, deciding(bureau, row, local_day(now))) for row in work.undecided(db, bureau.key)]
    led = [(row, post) for row, post in found if leads & {*row.leaders, row.decider, post}]
    known = states(bureau, db, [*obligations.by_id(db, bureau.key, [row.obligation_id for row, _ in led]).values()])
    opens = {key: state.case.decidable_from for key, state in known.items() if state.case}

    def order(row: UndecidedCase) -> tuple[bool, datetime, int]:
        since, day = opens[row.obligation_id], given.get(row.obligation_id)
        waits = since is None or now < since or (day is not None and now < midnight_after(day))
        return waits, since or row.at, row.obligation_id

    led.sort(key=lambda pair: order(pair[0]))
    mine = [row.obligation_id for row, post in led if post in leads]
    return mine, [row.obligation_id for row, post in led if post not in leads]


def cases_part(
    bureau: Bureau, db: Connection, now: datetime, leads: frozenset[str], ids: Sequence[int], wanted: slice
) -> Slice[CaseItem]:
    """The `wanted` part of the cases of these obligations."""
    found = sight_of(bureau, db, obligations.by_id(db, bureau.key, ids[wanted]).values(), with_rungs=False)
    return Slice(tuple(cases_of(bureau, [found[id] for id in ids[wanted]], now, leads)), len(ids))
