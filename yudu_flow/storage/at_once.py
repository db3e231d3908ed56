"""Many rows in one statement: on a server a statement a row, or a parameter a value, costs more than the rows do."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, BindParameter, Connection, FromClause, Insert, Table, bindparam, column, func, select
from sqlalchemy.types import TypeEngine

from yudu_flow.storage.database import insert_new, new_into, writes_alone


def put_new(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, passing over those whose unique key is taken; all of them name the same columns."""
    if writes_alone(db):
        db.execute(insert_new(db, table), [*rows])
    else:
        db.execute(_of_lists(db.dialect.name, table, tuple(rows[0])), lists_of(rows))


def put_and_tell(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: str) -> set[Any]:
    """The same on a server, and the keys of those that were put."""
    return {*db.execute(_telling(db.dialect.name, table, tuple(rows[0]), key), lists_of(rows)).scalars()}


def each_row(types: Mapping[str, TypeEngine[Any]]) -> FromClause:
    """Rows to select from on a server, given by `lists_of`: their columns and types."""
    lists: list[BindParameter[Any]] = [bindparam(f"{name}_each", type_=ARRAY(kind)) for name, kind in types.items()]
    rows = func.unnest(*lists).table_valued(*(column(name, kind) for name, kind in types.items()), name="each")
    return rows.render_derived()


def lists_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {f"{name}_each": [row[name] for row in rows] for name in rows[0]}


@lru_cache(maxsize=32)
def _telling(dialect: str, table: Table, names: tuple[str, ...], key: str) -> Any:
    return _of_lists(dialect, table, names).returning(table.c[key])


@lru_cache(maxsize=32)
def _of_lists(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    each = each_row({name: table.c[name].type for name in names})
    return new_into(dialect, table).from_select([*names], select(*each.c))
