"""The office's board (看板): one period in figures, everything owed in it, and today's work. Reads only.

The work of the running month takes in the months around it, so that nothing is lost when a month turns; of a month
that was chosen only its own is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.board_figures import Figures, figures_of, time_left
from yudu_flow.actions.board_lists import HandBack, Item, Lists, ToCall
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see, sight_of
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import DutyKind
from yudu_flow.storage import bureaus, events, obligations, openings

BEFORE, AFTER = 2, 1
CASES_OF = timedelta(days=400)
MOST = 500


@dataclass(frozen=True, slots=True)
class Board:
    """What the page shows. `books` is the day of the last reconciliation and how many rungs did not balance."""

    period: str
    periods: tuple[str, ...]
    figures: Figures
    left: str = ""
    deadline: datetime | None = None
    items: tuple[Item, ...] = ()
    review: tuple[Item, ...] = ()
    urge: tuple[Item, ...] = ()
    waiting: tuple[Item, ...] = ()
    cases: tuple[Item, ...] = ()
    calls: tuple[ToCall, ...] = ()
    hand_backs: tuple[HandBack, ...] = ()
    provisional: tuple[str, ...] = ()
    books: tuple[date | None, int] = (None, 0)


def running_period(bureau: Bureau, db: Connection, now: datetime) -> str | None:
    """The month whose reports are running, else the one last due; None before anything was opened."""
    today = Period.of(local_day(now))
    months = [str(today.shift(step)) for step in range(-BEFORE, AFTER + 1)]
    rows = obligations.of_months(db, bureau.key, months, DutyKind.REPORT)
    running = [row.period for row in rows if row.last_day >= local_day(now)]
    opened = [row.period for row in rows] or openings.periods(db, bureau.key)
    return min(running) if running else max(opened, default=None)


def board(bureau: Bureau, db: Connection, now: datetime, chosen: str | None = None) -> Board:
    """The board of the running period, or of the `chosen` one."""
    periods = tuple(openings.periods(db, bureau.key))
    period = chosen or running_period(bureau, db, now)
    if period is None:
        return Board("", periods, figures_of([], now))
    reach = (0, 0) if chosen else (BEFORE, AFTER)
    month = Period.parse(period)
    rows = obligations.between(db, bureau.key, str(month.shift(-reach[0])), str(month.shift(reach[1])))
    sights = see(bureau, db, rows)
    return _board(bureau, db, now, period, periods, sights, everything=chosen is None)


def _board(
    bureau: Bureau,
    db: Connection,
    now: datetime,
    period: str,
    periods: tuple[str, ...],
    sights: Sequence[Sight],
    *,
    everything: bool,
) -> Board:
    mine = [sight for sight in sights if sight.owed.period == period]
    reports = [sight for sight in mine if sight.owed.kind == DutyKind.REPORT]
    first = reports[0].owed if reports else None
    row = bureaus.find(db, bureau.key)
    cased = _with_cases(bureau, db, sights, now) if everything else sights
    lists = Lists(bureau, now)
    return Board(
        period,
        periods,
        figures_of([sight.state for sight in reports], now),
        left=time_left(first.late_from, first.last_day, now, bureau.calendar) if first else "",
        deadline=first.late_from if first else None,
        items=tuple(lists.item(sight) for sight in mine),
        review=lists.review(sights),
        urge=lists.urge(sights),
        waiting=lists.waiting(sights),
        cases=lists.cases(cased),
        calls=lists.calls(db, sights, everything=everything),
        hand_backs=lists.hand_backs(sights),
        provisional=tuple(dict.fromkeys(s.owed.period for s in sights if s.owed.provisional)),
        books=(row.reconciled_on, row.imbalance) if row else (None, 0),
    )


def _with_cases(bureau: Bureau, db: Connection, sights: Sequence[Sight], now: datetime) -> list[Sight]:
    """The same with older obligations whose case was proposed, since cases outlive their month."""
    ids = {*events.recent(db, bureau.key, [FactKind.CASE_PROPOSED], now - CASES_OF, MOST)}
    older = ids - {sight.owed.id for sight in sights}
    return [*sight_of(bureau, db, obligations.by_id(db, older).values()).values(), *sights] if older else [*sights]
