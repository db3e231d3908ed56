"""All that a database holds, copied row by row into an empty one, and compared by what was read back."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from yudu_flow.storage.access_tables import METADATA, PIECE
from yudu_flow.storage.database import writes_alone
from yudu_flow.storage.tables import BUREAU, HOLDER, MESSAGE

BATCH, OF_PIECES = 500, 16
TABLES: Sequence[Table] = [table for table in METADATA.sorted_tables if table is not HOLDER]
"""In the order of their foreign keys. Who holds what is not moved: nobody works on both."""
LET_GO: Mapping[str, Mapping[str, None]] = {
    MESSAGE.name: {"claimed_by": None, "claimed_until": None},
    BUREAU.name: {"worker": None},
}


@dataclass(frozen=True, slots=True)
class Held:
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

    def of(self, table: Table) -> Held:
        return Held(table.name, self.rows, self._digest.hexdigest())


def take_time(db: Connection) -> None:
    """A server ends a transaction that is silent for long, as one is while the other database is read."""
    if not writes_alone(db):
        db.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def counts(db: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: db.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES}


def copy_into(target: Connection, source: Connection, table: Table) -> Held:
    """Copy a table; what was read of it."""
    total = _Sum()
    for batch in _batches(source, table):
        total.add(batch)
        target.execute(insert(table), batch)
    return total.of(table)


def held(db: Connection, table: Table) -> Held:
    """What a table holds, read from the database."""
    total = _Sum()
    for batch in _batches(db, table):
        total.add(batch)
    return total.of(table)


def count_on(db: Connection) -> None:
    """Have a server give the next row the number that a file would: one more than the last."""
    for table in [] if writes_alone(db) else TABLES:
        key = table.autoincrement_column
        if key is not None:
            last = select(func.max(key)).scalar_subquery()
            sequence = func.pg_get_serial_sequence(f'"{table.name}"', key.name)
            db.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def _batches(db: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query, free = select(table).order_by(*table.primary_key.columns), LET_GO.get(table.name, {})
    most = OF_PIECES if table is PIECE else BATCH
    rows = db.execute(query.execution_options(yield_per=most)).mappings()
    while batch := [{**row, **free} for row in islice(rows, most)]:
        yield batch


def _written(row: Mapping[str, Any]) -> bytes:
    return json.dumps([*row.values()], ensure_ascii=False, default=_spelled).encode() + b"\n"


def _spelled(value: datetime | date | bytes) -> str:
    return value.hex() if isinstance(value, bytes) else value.isoformat()


def holds_nothing(engine: Engine) -> bool:
    """Whether a database with our tables has no row in them."""
    with engine.connect() as db:
        return not any(db.execute(select(table).limit(1)).first() for table in METADATA.sorted_tables)
