"""The year of one duty as a matrix of owners and months. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import states
from yudu_flow.domain.obligation import Lamp, State
from yudu_flow.storage import obligations, openings
from yudu_flow.storage.obligations import OwedInShort
from yudu_flow.wording.standings import stand


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one owner: the obligation's id, its lamp, a word for a narrow column, and the whole `said`."""

    id: int
    lamp: Lamp
    word: str
    said: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """`rows`: owner → month (1 to 12) → cell. `years` and `duties` (id → title) can be chosen."""

    year: int
    duty: str
    years: tuple[int, ...]
    duties: dict[str, str]
    rows: dict[str, dict[int, Cell]]

    @property
    def months(self) -> range:
        """The months from the first one in which anything was owed."""
        return range(min((month for cells in self.rows.values() for month in cells), default=1), 13)


def matrix(bureau: Bureau, db: Connection, now: datetime, year: int, duty: str) -> Matrix:
    """What every owner owed in each month of `year`, owners in the roster's order."""
    rows = obligations.in_short(db, bureau.key, f"{year}-01", f"{year}-12", duty)
    folded = states(bureau, db, rows)
    found: dict[str, dict[int, Cell]] = {owner: {} for owner in _owners(bureau, rows)}
    for row in rows:
        found[row.owner][int(row.period[5:])] = _cell(bureau, row, folded[row.id], now)
    years = {int(period[:4]) for period in openings.periods(db, bureau.key)} | {year}
    titles = {known.id: known.title for _, known in bureau.duties()}
    return Matrix(year, duty, tuple(sorted(years)), titles, found)


def _owners(bureau: Bureau, rows: Iterable[OwedInShort]) -> list[str]:
    """Units as the roster lists them, then persons and units that are gone."""
    order = {name: place for place, name in enumerate(bureau.roster.units)}
    return sorted({row.owner for row in rows}, key=lambda owner: (order.get(owner, len(order)), owner))


def _cell(bureau: Bureau, row: OwedInShort, state: State, now: datetime) -> Cell:
    stands = stand(state, bureau.rules, bureau.calendar, now)
    return Cell(row.id, stands.lamp, stands.short, stands.said)
