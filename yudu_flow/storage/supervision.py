"""What a supervisor adds up: several bureaus at once, and of each no more than how much is owed and how it stands."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from yudu_flow.domain.period import Period
from yudu_flow.storage.among import among
from yudu_flow.storage.obligations import IN_SHORT
from yudu_flow.storage.rows import BureauRow, OwedInShort, all_rows
from yudu_flow.storage.tables import BUREAU, OBLIGATION, OPENING

# Statements are built once: building one costs as much as running it.
PERIODS = select(OPENING.c.period).where(among(OPENING.c.bureau, "bureaus")).distinct()
LAST_DAYS = (
    select(OBLIGATION.c.period, func.max(OBLIGATION.c.last_day))
    .where(among(OBLIGATION.c.bureau, "bureaus"), among(OBLIGATION.c.kind, "kinds"))
    .where(OBLIGATION.c.month >= bindparam("since"), OBLIGATION.c.month <= bindparam("until"))
    .group_by(OBLIGATION.c.period)
)
OWED: Select[Any] = (
    select(*IN_SHORT, OBLIGATION.c.bureau)
    .where(among(OBLIGATION.c.bureau, "bureaus"), among(OBLIGATION.c.kind, "kinds"))
    .where(OBLIGATION.c.period == bindparam("period"), among(OBLIGATION.c.month, "months"))
)
ROWS = select(BUREAU).where(among(BUREAU.c.bureau, "bureaus"))


def periods(db: Connection, bureaus: Sequence[str]) -> list[str]:
    """The periods that any of them opened, oldest first."""
    return sorted(db.execute(PERIODS, {"bureaus": bureaus}).scalars(), key=Period.parse)


def last_days(db: Connection, bureaus: Sequence[str], first: str, last: str, kinds: Sequence[str]) -> dict[str, date]:
    """The last day on which anything of those kinds is due anywhere, by period, in the months `first` to `last`."""
    binds = {"bureaus": bureaus, "since": first, "until": last, "kinds": [*kinds]}
    return {row[0]: row[1] for row in db.execute(LAST_DAYS, binds)}


def owed(
    db: Connection, bureaus: Sequence[str], period: str, kinds: Sequence[str]
) -> Iterator[tuple[str, OwedInShort]]:
    """What was owed of those kinds in one period: the bureau, and when and on what terms."""
    binds = {"bureaus": bureaus, "period": period, "months": [*Period.parse(period).months], "kinds": [*kinds]}
    for *owed, bureau in db.execute(OWED, binds).all():
        yield bureau, OwedInShort._make(owed)


def rows(db: Connection, bureaus: Sequence[str]) -> dict[str, BureauRow]:
    """Their own rows, by bureau; none of one that never had a pass."""
    return {row.bureau: row for row in all_rows(BureauRow, db.execute(ROWS, {"bureaus": bureaus}))}
