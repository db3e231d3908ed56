"""The leader's desk: exceptions under their charge, each measure as it stands, and the last twelve months. Reads only.

`leads` are the posts of leadership that the visitor fills. Only what is under one of them is ever read into a page.
Of the year only what is not settled is folded; the rest is counted by the outcomes that it was closed with.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.running_period import running_period
from yudu_flow.actions.target_figures import Progress, latest_figures
from yudu_flow.actions.views.board_lists import BoardItem
from yudu_flow.actions.views.leader_cases import CaseItem
from yudu_flow.actions.views.leader_exceptions import CASES, OWN, Exceptions, InstructionStand
from yudu_flow.actions.views.leader_measures import MeasureStand, measures_of
from yudu_flow.actions.views.part import FIRST, NOTHING, Slice
from yudu_flow.actions.views.year_outcomes import MONTHS, MonthSum, change_words, months_of
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.period import Period, expected_before
from yudu_flow.domain.workdays import Calendar
from yudu_flow.storage import openings, work


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """What the page shows. The lists of exceptions come first; `period` is that of the measures."""

    period: str
    periods: tuple[str, ...]
    cases: Slice[CaseItem] = NOTHING
    others: Slice[CaseItem] = NOTHING
    own: Slice[BoardItem] = NOTHING
    overdue: Slice[BoardItem] = NOTHING
    second_slip: Slice[BoardItem] = NOTHING
    broken: Slice[BoardItem] = NOTHING
    dark: tuple[Progress, ...] = ()
    behind: tuple[Progress, ...] = ()
    instructions: Slice[InstructionStand] = NOTHING
    measures: tuple[MeasureStand, ...] = ()
    months: tuple[MonthSum, ...] = ()
    change: str = ""

    @property
    def calm(self) -> bool:
        """Whether nothing asks for the leader."""
        past = any(one.past or one.asks for one in self.instructions)
        behind = self.behind or self.dark
        return not (self.cases or self.own or past or self.overdue or self.second_slip or self.broken or behind)


@dataclass(frozen=True, slots=True)
class Year:
    """The months that are read: twelve up to the `running` one, and those of the two periods `near` that the measures
    speak of, which may lie before them.
    """

    first: str
    last: str
    near: tuple[str, str]
    running: str

    @classmethod
    def of(cls, running: str, today: Period, shown: str, calendar: Calendar) -> "Year":
        """As it is while the period `running` runs and `shown` is looked at."""
        month, before = _month(Period.parse(running), today), expected_before(Period.parse(shown), calendar)
        first = min(str(month.shift(1 - MONTHS)), before.months[0])
        last = max(str(month), str(today), Period.parse(shown).months[-1])
        return cls(first, last, (shown, str(before)), str(month))


def _month(running: Period, today: Period) -> Period:
    """The last month of the picture: what runs, or today's where that goes on for longer."""
    return running if running.cycle is Cycle.MONTH else min(Period.of(running.last), today)


def leader_page(
    bureau: Bureau,
    db: Connection,
    now: datetime,
    leads: frozenset[str],
    chosen: str | None = None,
    wanted: slice | None = None,
) -> LeaderPage:
    """The desk of whoever fills `leads`; the measures are those of the running period or of the `chosen` one, of the
    lists the `wanted` part, their beginning where none is named.
    """
    periods = tuple(openings.periods(db, bureau.key))
    running = running_period(bureau, db, now)
    if running is None:
        return LeaderPage("", periods)
    period = chosen or running
    year = Year.of(running, Period.of(local_day(now)), period, bureau.calendar)
    sights = _under(bureau, db, leads, year)
    reports = [sight for sight in sights if sight.owed.kind in WRITTEN]
    measures = tuple(measures_of(bureau, db, now, leads, reports, period, latest_figures(bureau, db, period, now)))
    months = months_of(reports, _settled(bureau, db, leads, year), year.running, now)
    return LeaderPage(
        period,
        periods,
        **Exceptions(bureau, db, now, leads, sights).parts(FIRST if wanted is None else wanted),
        dark=tuple(one for measure in measures for one in measure.dark),
        behind=tuple(one for measure in measures for one in measure.behind),
        measures=measures,
        months=tuple(months),
        change=change_words(months),
    )


def exception(
    bureau: Bureau, db: Connection, now: datetime, leads: frozenset[str], name: str, wanted: slice
) -> Slice[Any]:
    """The `wanted` part of one of the lists EXCEPTIONS."""
    running = running_period(bureau, db, now)
    if running is None:
        return NOTHING
    year = Year.of(running, Period.of(local_day(now)), running, bureau.calendar)
    sights = [] if name in (*CASES, OWN) else _under(bureau, db, leads, year)
    return Exceptions(bureau, db, now, leads, sights).part(name, wanted)


def _under(bureau: Bureau, db: Connection, leads: frozenset[str], year: Year) -> list[Sight]:
    """What is under their charge and not settled."""
    rows = work.unsettled(db, bureau.key, year.first, year.last, year.near)
    return see(db, [row for row in rows if leads & {*row.leaders, row.decider}], with_rungs=False)


def _settled(bureau: Bureau, db: Connection, leads: frozenset[str], year: Year) -> Mapping[str, Counter[str]]:
    """The outcomes of all the other reports under their charge, by month."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = work.outcomes(db, bureau.key, year.first, year.last, year.near, WRITTEN)
    for month, charge, outcome, count in rows:
        if charge & leads:
            found[month][outcome] += count
    return found
