"""What a supervisor adds up: several bureaus at once, and of each no more than how much is owed and how it stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from yudu_flow.storage.among import among
from yudu_flow.storage.obligations import IN_SHORT
from yudu_flow.storage.rows import BureauRow, all_rows
from yudu_flow.storage.tables import BUREAU, OBLIGATION, OPENING

# Statements are built once: building one costs as much as running it.
PERIODS = select(OPENING.c.period).where(among(OPENING.c.bureau, "bureaus")).distinct().order_by(OPENING.c.period)
LAST_DAYS = (
    select(OBLIGATION.c.period, func.max(OBLIGATION.c.last_day))
    .where(among(OBLIGATION.c.bureau, "bureaus"), among(OBLIGATION.c.kind, "kinds"))
    .where(OBLIGATION.c.period >= bindparam("since"), OBLIGATION.c.period <= bindparam("until"))
    .group_by(OBLIGATION.c.period)
)
OWED: Select[Any] = (
    select(OBLIGATION.c.bureau, *IN_SHORT)
    .where(among(OBLIGATION.c.bureau, "bureaus"), among(OBLIGATION.c.kind, "kinds"))
    .where(OBLIGATION.c.period == bindparam("month"))
)
ROWS = select(BUREAU).where(among(BUREAU.c.bureau, "bureaus"))


def periods(db: Connection, bureaus: Sequence[str]) -> list[str]:
    """The periods that any of them opened, oldest first."""
    return [*db.execute(PERIODS, {"bureaus": bureaus}).scalars()]


def last_days(db: Connection, bureaus: Sequence[str], first: str, last: str, kinds: Sequence[str]) -> dict[str, date]:
    """The last day on which anything of those kinds is due anywhere, by period, from `first` to `last`."""
    said = {"bureaus": bureaus, "since": first, "until": last, "kinds": [*kinds]}
    return {row[0]: row[1] for row in db.execute(LAST_DAYS, said)}


def owed(db: Connection, bureaus: Sequence[str], period: str, kinds: Sequence[str]) -> Sequence[Row[Any]]:
    """What was owed of those kinds in one period: whose it is, when and on what terms."""
    return db.execute(OWED, {"bureaus": bureaus, "month": period, "kinds": [*kinds]}).all()


def rows(db: Connection, bureaus: Sequence[str]) -> dict[str, BureauRow]:
    """Their own rows, by bureau; none of one that never had a pass."""
    return {row.bureau: row for row in all_rows(BureauRow, db.execute(ROWS, {"bureaus": bureaus}))}
