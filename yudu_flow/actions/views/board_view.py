"""The office's board (看板): one period in figures, what is owed in it, and the first of today's work. Reads only.

The work of the running period takes in the year before it, so that nothing is lost when a month turns; of a period that
was chosen only its own is shown. Each list says how long it is, and `todo` shows the rest of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, sight_of
from yudu_flow.actions.processes.edition import out_of_date
from yudu_flow.actions.processes.pulse import absent
from yudu_flow.actions.processes.ways_out import Check, ways_out
from yudu_flow.actions.running_period import alongside, opened_periods, running_period, work_around
from yudu_flow.actions.views.board_figures import PeriodFigures, figures_of, time_left
from yudu_flow.actions.views.board_lists import BoardItem, HandBack, Lists, ToCall
from yudu_flow.actions.views.part import FIRST, NOTHING, WHOLE, Slice
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.period import Period
from yudu_flow.storage import bureaus, obligations, work

ROWS = slice(50)
WORK_LISTS = ("waiting", "review", "urge", "cases", "hand_backs", "calls", "unsure", "month")
LISTS = (*WORK_LISTS, "given")
"""With what was given to units and is not finished, which has a page of its own."""


@dataclass(frozen=True, slots=True)
class Board:
    """What the page shows. `books` is the day of the last reconciliation and how many rungs did not balance;
    `alongside` are running periods of other cycles.
    """

    period: str
    periods: tuple[str, ...]
    figures: PeriodFigures
    left: str = ""
    deadline: datetime | None = None
    items: Slice[BoardItem] = NOTHING
    review: Slice[BoardItem] = NOTHING
    urge: Slice[BoardItem] = NOTHING
    waiting: Slice[BoardItem] = NOTHING
    cases: Slice[BoardItem] = NOTHING
    calls: Slice[ToCall] = NOTHING
    unsure: Slice[ToCall] = NOTHING
    hand_backs: Slice[HandBack] = NOTHING
    provisional: tuple[str, ...] = ()
    books: tuple[date | None, int] = (None, 0)
    ways: tuple[Check, ...] = ()
    alongside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodInFigures:
    """A period in figures, and everything owed in it."""

    period: str
    figures: PeriodFigures
    items: tuple[BoardItem, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """One of the lists by itself: the part of it that is shown, and the month it is about."""

    period: str
    part: Slice[Any]


def board(bureau: Bureau, db: Connection, now: datetime, chosen: str | None = None, reader: str = "") -> Board:
    """The board of the running period, or of the `chosen` one; `reader` is the id of whoever looks."""
    periods = tuple(opened_periods(bureau, db))
    period = chosen or running_period(bureau, db, now)
    if period is None:
        return Board("", periods, figures_of([], now))
    lists = Lists(bureau, now, reader=reader)
    cycles = {Period.parse(one).cycle for one in (*periods, period)}
    desk = _Work(lists, db, period, chosen, work_around(bureau, db, period, alone=bool(chosen)))
    reports = desk.reports
    first = reports[0].owed if reports else None
    row = bureaus.find(db, bureau.key)
    return Board(
        period,
        periods,
        figures_of([sight.state for sight in reports], now),
        left=time_left(first.late_from, first.last_day, now, bureau.calendar) if first else "",
        deadline=first.late_from if first else None,
        items=desk.part("month", ROWS),
        **{name: desk.part(name, FIRST) for name in WORK_LISTS if name != "month"},
        provisional=tuple(
            dict.fromkeys(s.owed.period for s in desk.sights if s.owed.provisional and not s.state.closed_at)
        ),
        books=(row.reconciled_on, row.imbalance) if row else (None, 0),
        # On a stage a file counts as told: its channels are no fault.
        ways=() if bureau.stage else (*ways_out(bureau, db, now), *absent(bureau, db), *out_of_date(bureau, db)),
        alongside=tuple(alongside(bureau, db, now, period)) if len(cycles) > 1 else (),
    )


def month_of(bureau: Bureau, db: Connection, now: datetime, chosen: str | None = None) -> PeriodInFigures:
    """The running period, or the `chosen` one, whole."""
    period = chosen or running_period(bureau, db, now) or ""
    sights = work_around(bureau, db, period, alone=True) if period else []
    desk = _Work(Lists(bureau, now), db, period, period, sights)
    figures = figures_of([sight.state for sight in desk.reports], now)
    return PeriodInFigures(period, figures, desk.part("month", WHOLE).rows)


def todo(
    bureau: Bureau, db: Connection, now: datetime, name: str, chosen: str | None, wanted: slice, reader: str = ""
) -> Todo:
    """The `wanted` part of one of LISTS."""
    period = chosen or running_period(bureau, db, now)
    if period is None:
        return Todo("", NOTHING)
    sights = work_around(bureau, db, period, alone=bool(chosen)) if name != "cases" else []
    return Todo(period, _Work(Lists(bureau, now, reader=reader), db, period, chosen, sights).part(name, wanted))


def reading_on(bureau: Bureau, db: Connection, now: datetime, reader: str, read: int, step: int) -> int | None:
    """What whoever has `read` that one reads next of what waits for review: its id, None where nothing is left.

    Raises NotFound where it is none of this bureau's.
    """
    period = running_period(bureau, db, now)
    if period is None:
        return None
    sights = work_around(bureau, db, period, alone=False)
    found = sight_of(db, obligations.by_id(db, bureau.key, [read]).values(), with_rungs=False)
    if read and not found:
        raise NotFound("没有这一项")
    return Lists(bureau, now, reader=reader).reading_on(sights, found.get(read), step)


@dataclass(frozen=True, slots=True)
class _Work:
    """One period's work; `chosen` where it is that month's alone."""

    lists: Lists
    db: Connection
    period: str
    chosen: str | None
    sights: Sequence[Sight]

    @property
    def mine(self) -> list[Sight]:
        """What is owed in the period itself."""
        return [sight for sight in self.sights if sight.owed.period == self.period]

    @property
    def reports(self) -> list[Sight]:
        return [sight for sight in self.mine if sight.owed.kind in WRITTEN]

    def part(self, name: str, wanted: slice) -> Slice[Any]:
        lists = self.lists.showing(wanted)
        match name:
            case "month":
                return lists.month(self.mine)
            case "cases":
                return self._cases(lists)
            case "calls":
                return lists.calls(self.db, self.sights, self.chosen)
            case "unsure":
                return lists.unsure(self.db, self.sights, self.chosen)
            case _:
                sort: Callable[[Sequence[Sight]], Slice[Any]] = getattr(lists, name)
                return sort(self.sights)

    def _cases(self, lists: Lists) -> Slice[BoardItem]:
        """However old, since cases outlive their month: those that were not read already."""
        bureau = lists.bureau
        ids = work.cases(self.db, bureau.key, self.chosen)
        sights = {sight.owed.id: sight for sight in self.sights}
        if older := [id for id in ids[lists.wanted] if id not in sights]:
            shown = obligations.by_id(self.db, bureau.key, older)
            sights |= sight_of(self.db, shown.values(), with_rungs=False)
        return Slice.of(ids, lists.wanted, lambda id: lists.case(sights[id]))
