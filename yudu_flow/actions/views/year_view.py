"""The year of one duty as a matrix of owners and periods. Reads only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count, takewhile

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import states
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.period import Period
from yudu_flow.storage import obligations, openings
from yudu_flow.storage.rows import OwedInShort
from yudu_flow.wording.standings import Stand, Stands


@dataclass(frozen=True, slots=True)
class YearCell:
    """One period of one owner: the obligation's id, and what it is."""

    id: int
    now: Stand


@dataclass(frozen=True, slots=True)
class YearMatrix:
    """`rows`: owner → period → cell, the `periods` in order. `years` and `duties` (id → title) can be chosen.

    In `idle` periods nothing was expected.
    """

    year: int
    duty: str
    years: tuple[int, ...]
    duties: dict[str, str]
    rows: dict[str, dict[str, YearCell]]
    periods: tuple[str, ...]
    idle: frozenset[str] = frozenset()


def matrix(bureau: Bureau, db: Connection, now: datetime, year: int, duty: str) -> YearMatrix:
    """What every owner owed in each period of `year`, owners in the roster's order."""
    around = obligations.in_short(db, bureau.key, f"{year - 1:04}-12", f"{year + 1:04}-01", duty)
    rows = [
        row for row in around if Period.parse(row.period).year == year
    ]  # a week may be of a year and end in another
    folded = states(db, rows)
    found: dict[str, dict[str, YearCell]] = {owner: {} for owner in _owners(bureau, rows)}
    stands = Stands(bureau.rules, bureau.calendar, now)
    for row in rows:
        found[row.owner][row.period] = YearCell(row.id, stands.of(folded[row.id]))
    titles = {known.id: known.title for _, known in bureau.duties()}
    every = next((known.every for _, known in bureau.duties() if known.id == duty), None)
    periods = _periods({Period.parse(row.period) for row in rows}, every)
    return YearMatrix(year, duty, years_of(bureau, db, year), titles, found, periods, _idle(bureau, db, duty, periods))


def _idle(bureau: Bureau, db: Connection, duty: str, periods: Iterable[str]) -> frozenset[str]:
    """Weeks of rest alone: no other period is without a deadline."""
    if not any(Period.parse(one).cycle is Cycle.WEEK for one in periods):
        return frozenset()
    return frozenset(period for _, owed, period in openings.without_any(db, bureau.key) if owed == duty)


def years_of(bureau: Bureau, db: Connection, year: int) -> tuple[int, ...]:
    """Those in which something was opened, and the one that is looked at."""
    return tuple(sorted({Period.parse(period).year for period in openings.periods(db, bureau.key)} | {year}))


def _periods(found: set[Period], every: Cycle | None) -> tuple[str, ...]:
    """Of each cycle in which anything was owed, all that the year has from the first one on; of one that it recurred in
    before, until the last.
    """
    owed = [same for cycle in Cycle if (same := sorted(one for one in found if one.cycle is cycle))]
    lasts = (same[-1] if every not in (None, same[0].cycle) else None for same in owed)
    return tuple(map(str, sorted(chain.from_iterable(map(_from, (same[0] for same in owed), lasts)))))


def _from(first: Period, last: Period | None) -> Iterator[Period]:
    """Those of its year until the last one, where there is one."""
    return takewhile(lambda one: one.year == first.year and not (last and one > last), map(first.shift, count()))


def _owners(bureau: Bureau, rows: Iterable[OwedInShort]) -> list[str]:
    """Units as the roster lists them, then persons and units that are gone."""
    return sorted({row.owner for row in rows}, key=lambda owner: (bureau.roster.place(owner), owner))
