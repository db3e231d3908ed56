"""Many rows in one statement: on a server a statement a row, or a parameter a value, costs more than the rows do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnDefault,
    Connection,
    FromClause,
    Insert,
    Table,
    Update,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from yudu_flow.storage.database import insert_new, new_into, writes_alone

Column = Callable[[Sequence[Mapping[str, Any]]], Iterator[Any]]


def put_new(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, passing over those whose unique key is taken; all of them name the same columns."""
    if writes_alone(db):
        run_each(db, insert_new(db, table), rows)
    else:
        db.execute(_of_lists(db.dialect.name, table, tuple(rows[0])), lists_of(rows))


def run_each(db: Connection, statement: Insert | Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """A statement once for each row; all of them give the same parameters.

    Given to SQLite column by column: SQLAlchemy copies each row several times, which takes longer than to write it.
    """
    if rows and not writes_alone(db):
        db.execute(statement, rows)
    elif rows:
        words, columns = _for_driver(db.dialect, statement, tuple(rows[0]))
        db.exec_driver_sql(words, [*zip(*(column(rows) for column in columns), strict=True)])


@lru_cache(maxsize=64)
def _for_driver(dialect: Dialect, statement: Insert | Update, names: tuple[str, ...]) -> tuple[str, list[Column]]:
    """What no row names has the value that the statement, or else its table, gives it."""
    compiled = statement.compile(dialect=dialect, column_keys=[*names])
    given = {name: one.value for name, one in compiled.binds.items() if name not in names}
    given |= {one.key: one.default.arg for one in compiled.insert_prefetch if isinstance(one.default, ColumnDefault)}
    columns = [_column(dialect, name, compiled.binds[name].type, given) for name in compiled.positiontup or ()]
    return str(compiled), columns


def _column(dialect: Dialect, name: str, kind: TypeEngine[Any], given: Mapping[str, Any]) -> Column:
    """A parameter's value of each row, as the driver takes it."""
    value: Column = partial(_same, given[name]) if name in given else partial(map, itemgetter(name))
    written = kind.dialect_impl(dialect).bind_processor(dialect)
    return value if written is None else lambda rows: map(written, value(rows))


def _same(value: Any, rows: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    return repeat(value, len(rows))


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
