"""What a database holds, copied row by row into another one, and compared by what was read back.

Of all bureaus, or of one; its numbers are raised where others are there.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, func, insert, select, text, union

from yudu_flow.storage.access_tables import GLANCE, PIECE
from yudu_flow.storage.database import insert_new, writes_alone
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.numbering import shifted
from yudu_flow.storage.tables import ATTACHMENT, BUREAU, HOLDER, MESSAGE

BATCH, OF_PIECES = 500, 16
TABLES: Sequence[Table] = [table for table in METADATA.sorted_tables if table is not HOLDER]
"""In the order of their foreign keys. Who holds what is not moved: nobody works on both."""
LET_GO: Mapping[str, Mapping[str, None]] = {
    MESSAGE.name: {"claimed_by": None, "claimed_until": None},
    BUREAU.name: {"worker": None},
}


@dataclass(frozen=True, slots=True)
class TableSum:
    """What a table holds: how many rows, and the SHA-256 over all of them in the order of their keys."""

    table: str
    rows: int
    sha256: str


class _Sum:
    """Adds rows up."""

    def __init__(self) -> None:
        self.rows, self._digest = 0, hashlib.sha256()

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.rows += len(rows)
        for row in rows:
            self._digest.update(_written(row))

    def of(self, table: Table) -> TableSum:
        return TableSum(table.name, self.rows, self._digest.hexdigest())


def take_time(db: Connection) -> None:
    """A server ends a transaction that is silent for long, as one is while the other database is read."""
    if not writes_alone(db):
        db.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def bureaus_in(db: Connection) -> list[str]:
    """Those that have a row of their own."""
    return [*db.execute(select(BUREAU.c.bureau).order_by(BUREAU.c.bureau)).scalars()]


def tables_of(bureau: str | None) -> Sequence[Table]:
    """Those that move with it, or with all. What a machine knows of its folders does not go with one bureau."""
    return TABLES if bureau is None else [table for table in TABLES if table is not GLANCE]


def counts(db: Connection, bureau: str | None = None) -> dict[str, int]:
    """How many rows each table has of it."""
    queries = {
        table.name: select(func.count()).select_from(_mine(table, bureau).subquery()) for table in tables_of(bureau)
    }
    return {name: db.execute(query).scalar_one() for name, query in queries.items()}


def copy_into(target: Connection, source: Connection, table: Table, bureau: str | None = None, by: int = 0) -> TableSum:
    """Copy a table, with numbers that are `by` higher; what was read of it."""
    # A file's bytes may be there already: another bureau has kept the same one.
    total, add = _Sum(), insert_new(target, table) if table is PIECE else insert(table)
    for batch in _batches(source, table, bureau):
        rows = [_raised(table, row, by) for row in batch] if by else batch
        total.add(rows)
        target.execute(add, rows)
    return total.of(table)


def held(db: Connection, table: Table, bureau: str | None = None) -> TableSum:
    """What a table holds, read from the database."""
    total = _Sum()
    for batch in _batches(db, table, bureau):
        total.add(batch)
    return total.of(table)


def _raised(table: Table, row: Mapping[str, Any], by: int) -> dict[str, object]:
    if table is BUREAU:
        return {**row, "raised": row["raised"] + by}
    key = table.autoincrement_column
    return shifted(row, by, key.name if key is not None else "")


def count_on(db: Connection) -> None:
    """Have a server give the next row the number that a file would: one more than the last."""
    for table in [] if writes_alone(db) else TABLES:
        key = table.autoincrement_column
        if key is not None:
            last = select(func.max(key)).scalar_subquery()
            sequence = func.pg_get_serial_sequence(f'"{table.name}"', key.name)
            db.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def _batches(db: Connection, table: Table, bureau: str | None) -> Iterator[list[dict[str, object]]]:
    query, free = _mine(table, bureau).order_by(*table.primary_key.columns), LET_GO.get(table.name, {})
    most = OF_PIECES if table is PIECE else BATCH
    rows = db.execute(query.execution_options(yield_per=most)).mappings()
    while batch := [{**row, **free} for row in islice(rows, most)]:
        yield batch


def _mine(table: Table, bureau: str | None) -> Select[Any]:
    """All rows, or a bureau's. Bytes of files are nobody's by themselves: those that its files name."""
    if bureau is None:
        return select(table)
    if table is not PIECE:
        return select(table).where(table.c.bureau == bureau)
    theirs = [
        select(column).where(ATTACHMENT.c.bureau == bureau) for column in (ATTACHMENT.c.sha256, ATTACHMENT.c.thumb)
    ]
    return select(table).where(table.c.sha256.in_(union(*theirs)))


def _written(row: Mapping[str, Any]) -> bytes:
    values = [value for name, value in row.items() if name != "kept_at"]  # two bureaus may have kept the same file
    return json.dumps(values, ensure_ascii=False, default=_spelled).encode() + b"\n"


def _spelled(value: datetime | date | bytes) -> str:
    return value.hex() if isinstance(value, bytes) else value.isoformat()


def holds_nothing(engine: Engine) -> bool:
    """Whether a database with our tables has no row in them."""
    with engine.connect() as db:
        return not any(db.execute(select(table).limit(1)).first() for table in METADATA.sorted_tables)
