"""What a supervisor (a city, a province) sees of many bureaus: each one's period in the figures of its own board, and
their sum. Reads only, and nobody's name.

What is counted follows from rows alone, so that no bureau's content is loaded for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.running_period import AFTER, BEFORE, due_first
from yudu_flow.actions.views.board_figures import PeriodFigures, figures_of
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.history import fold
from yudu_flow.domain.obligation import State
from yudu_flow.domain.period import Period
from yudu_flow.storage import events, obligations, supervision
from yudu_flow.storage.database import reading

STILL = timedelta(hours=2)
"""Whose last pass is longer ago stands still: each is looked at every minute."""


@dataclass(frozen=True, slots=True)
class OfBureau:
    """One bureau in the period. `at_work`: its passes run; `balanced`: what it told adds up."""

    bureau: str
    figures: PeriodFigures
    last_pass_at: datetime | None
    at_work: bool
    balanced: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """A period of many bureaus; empty where nothing was ever opened."""

    period: str
    periods: tuple[str, ...]
    bureaus: tuple[OfBureau, ...]
    total: PeriodFigures


def overview(engine: Engine, bureaus: Sequence[str], now: datetime, chosen: str | None = None) -> Overview:
    """The period whose reports are running in any of them, or the `chosen` one."""
    with reading(engine) as db:
        months = tuple(supervision.periods(db, bureaus))
        period = chosen or _running(db, bureaus, months, now)
        found = _states(db, bureaus, period) if period else {}
        rows = supervision.rows(db, bureaus)
    figures = {bureau: figures_of(found.get(bureau, []), now) for bureau in bureaus}
    lines = tuple(
        OfBureau(
            bureau,
            figures[bureau],
            row.last_pass_at if row else None,
            row is not None and row.failing_since is None and now - row.last_pass_at < STILL,
            row is None or not row.imbalance,
        )
        for bureau in bureaus
        for row in [rows.get(bureau)]
    )
    return Overview(period, months, lines, added(figures.values()))


def added(figures: Iterable[PeriodFigures]) -> PeriodFigures:
    """Their sum, figure by figure."""
    known = [*figures]
    return PeriodFigures(**{one.name: sum(getattr(each, one.name) for each in known) for one in fields(PeriodFigures)})


def _running(db: Connection, bureaus: Sequence[str], months: Sequence[str], now: datetime) -> str:
    """As each board chooses it, over all."""
    today = local_day(now)
    month = Period.of(today)
    due = supervision.last_days(db, bureaus, str(month.shift(-BEFORE)), str(month.shift(AFTER)), WRITTEN)
    return due_first(due, today) or next(reversed(months), "")


def _states(db: Connection, bureaus: Sequence[str], period: str) -> dict[str, list[State]]:
    rows = [*supervision.owed(db, bureaus, period, WRITTEN)]
    happened = events.facts_of(db, [row.id for _, row in rows])
    found = defaultdict(list)
    for bureau, row in rows:
        found[bureau].append(fold(obligations.terms(row), happened.get(row.id, ())))
    return found
