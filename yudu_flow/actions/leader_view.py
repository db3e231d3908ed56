"""The leader's desk: exceptions under their charge, each measure as it stands, and the last twelve months. Reads only.

`leads` are the posts of leadership that the visitor fills. Only what is under one of them is ever read into a page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.board_lists import Item, Lists
from yudu_flow.actions.board_view import CASES_OF, MOST, running_period
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.instruct import open_instructions
from yudu_flow.actions.leader_measures import MeasureStand, measures_of
from yudu_flow.actions.letters import case_note, last_reason
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.settle_case import decider_name, given_until
from yudu_flow.actions.target_figures import Progress, latest_figures
from yudu_flow.actions.year_outcomes import MONTHS, Month, change_words, months_of
from yudu_flow.domain.decision import decidable_from
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import Case, Round
from yudu_flow.domain.period import Period, midnight_after
from yudu_flow.domain.plan import DutyKind
from yudu_flow.storage import events, obligations, openings


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A case that is not decided. `mine`: the visitor decides it; `opens`: since when that can be done.

    `given` is the day until which the unit was given time.
    """

    item: Item
    facts: str
    objection: str
    objected_at: datetime | None
    filed_at: datetime | None
    opens: datetime
    decidable: bool
    mine: bool
    decider: str
    given: date | None

    @property
    def waits(self) -> bool:
        """Whether nothing can be done yet but to dismiss it."""
        return not self.decidable or self.given is not None


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction that is not reported as done; `past`: its day has gone by."""

    item: Item
    event: Row[Any]
    past: bool


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """What the page shows. The five lists of exceptions come first; `period` is the month of the measures."""

    period: str
    periods: tuple[str, ...]
    cases: tuple[CaseItem, ...] = ()
    overdue: tuple[Item, ...] = ()
    second_slip: tuple[Item, ...] = ()
    broken: tuple[Item, ...] = ()
    behind: tuple[Progress, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    measures: tuple[MeasureStand, ...] = ()
    months: tuple[Month, ...] = ()
    change: str = ""

    @property
    def calm(self) -> bool:
        """Whether nothing asks for the leader."""
        mine = any(case.mine for case in self.cases) or any(one.past for one in self.instructions)
        return not (mine or self.overdue or self.second_slip or self.broken or self.behind)


def leader_page(
    bureau: Bureau, db: Connection, now: datetime, leads: frozenset[str], chosen: str | None = None
) -> LeaderPage:
    """The desk of whoever fills `leads`; the measures are those of the running month or of the `chosen` one."""
    periods = tuple(openings.periods(db, bureau.key))
    running = running_period(bureau, db, now)
    if running is None:
        return LeaderPage("", periods)
    sights = _under(bureau, db, now, leads, running)
    period = chosen or running
    reports = [sight for sight in sights if sight.owed.kind == DutyKind.REPORT]
    figures = latest_figures(bureau, db, period)
    measures = tuple(measures_of(bureau, db, now, leads, reports, period, figures))
    months = months_of(reports, running, now)
    return LeaderPage(
        period,
        periods,
        cases=cases_of(bureau, sights, now, leads),
        **_late(bureau, sights, now),
        behind=tuple(one for measure in measures for one in measure.behind),
        instructions=tuple(_instructions(bureau, sights, now)),
        measures=measures,
        months=tuple(months),
        change=change_words(months),
    )


def is_under(leads: frozenset[str], owed: Row[Any]) -> bool:
    """Whether an obligation is under one of these posts."""
    return bool(leads & {*owed.leaders, owed.decider})


def _under(bureau: Bureau, db: Connection, now: datetime, leads: frozenset[str], running: str) -> list[Sight]:
    """Twelve months of what is under their charge, and older obligations whose case may still be undecided."""
    last = max(running, str(Period.of(local_day(now))))
    rows = [*obligations.between(db, bureau.key, str(Period.parse(running).shift(1 - MONTHS)), last)]
    known = {row.id for row in rows}
    cased = {*events.recent(db, bureau.key, [FactKind.CASE_PROPOSED], now - CASES_OF, MOST)} - known
    rows = [*(obligations.by_id(db, cased).values() if cased else ()), *rows]
    return see(bureau, db, [row for row in rows if is_under(leads, row)])


def cases_of(bureau: Bureau, sights: Sequence[Sight], now: datetime, leads: frozenset[str]) -> tuple[CaseItem, ...]:
    """The undecided cases among `sights`: first those that can be decided now, in the order they were proposed."""
    open_cases = [(sight, sight.state.case) for sight in sights if sight.state.case and not sight.state.case.decision]
    found = [_case(bureau, sight, case, now, leads) for sight, case in open_cases]
    return tuple(sorted(found, key=lambda one: (not one.mine, one.waits, one.opens, one.item.id)))


def _case(bureau: Bureau, sight: Sight, case: Case, now: datetime, leads: frozenset[str]) -> CaseItem:
    opens, given = decidable_from(case.proposed_at, bureau.rules, bureau.calendar), given_until(sight)
    return CaseItem(
        Lists(bureau, now).item(sight),
        case_note(sight),
        last_reason(sight, FactKind.OBJECTED),
        case.objected_at,
        sight.state.filed_at,
        opens,
        decidable=now >= opens,
        mine=sight.owed.decider in leads,
        decider=decider_name(bureau, sight, now),
        given=given if given and now < midnight_after(given) else None,
    )


def _late(bureau: Bureau, sights: Sequence[Sight], now: datetime) -> dict[str, tuple[Item, ...]]:
    """What is overdue and has no case, by how far it has come; each obligation stands in one list."""
    found: dict[str, list[Item]] = {"overdue": [], "second_slip": [], "broken": []}
    for sight in sights:
        state = sight.state
        cased = state.case is not None and state.case.decision is None
        if state.is_overdue(now) and not (state.closed_at or cased):
            found[_heading(bureau, sight)].append(Lists(bureau, now).item(sight, _explained(sight)))
    return {name: tuple(sorted(items, key=lambda item: (item.deadline, item.id))) for name, items in found.items()}


def _heading(bureau: Bureau, sight: Sight) -> str:
    """A second slip comes before a broken promise, since it is the later step."""
    firsts = (bureau.rules.after[0].name, bureau.rules.visit_after[0].name)
    names = {rung.name for rung in (*bureau.rules.after, *bureau.rules.visit_after)} - {*firsts}
    fired = {row.rung for row in sight.rungs if row.round == sight.state.round and row.verdict == "fired"}
    if fired & names:
        return "second_slip"
    return "broken" if sight.state.round_kind is Round.EXTENDED else "overdue"


def _explained(sight: Sight) -> str:
    reason = last_reason(sight, FactKind.EXPLAINED)
    return f"所述原因：{reason}" if reason else "未说明原因"


def _instructions(bureau: Bureau, sights: Sequence[Sight], now: datetime) -> Iterator[Instruction]:
    today = local_day(now)
    for sight in sights:
        for event in open_instructions(sight.events):
            if not event.detail.get("postpones"):
                yield Instruction(Lists(bureau, now).item(sight), event, event.day < today)
