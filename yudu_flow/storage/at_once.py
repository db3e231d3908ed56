"""Many rows in one statement: on a server a statement a row, or a parameter a value, costs more than the rows do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple, Self

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnDefault,
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    Table,
    Update,
    bindparam,
    column,
    func,
    select,
    update,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from yudu_flow.storage.among import new, under_new_names
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


class Changes(NamedTuple):
    """An UPDATE of rows by their ids: a statement a row, or one for all to whom the columns `shared` give the same."""

    one_by_one: Update
    together: Update
    own: Sequence[str]
    shared: Sequence[str]

    def giving(self, **values: Any) -> Self:
        """The same, which gives other columns these values in all rows."""
        return self._replace(one_by_one=self.one_by_one.values(values), together=self.together.values(values))


Values = Mapping[str, ColumnElement[Any]]
Where = Callable[[Values], Sequence[ColumnElement[bool]]]
"""In which rows it is done, by the values that they would get."""


def changes(table: Table, own: Sequence[str], shared: Sequence[str] = (), where: Where = lambda _: ()) -> Changes:
    """Statements for `change_each`: columns, the id among its `own`, get the values that its rows have."""
    each = each_row({new(name): table.c[name].type for name in own})
    of_all: Values = {name: bindparam(new(name), type_=table.c[name].type) for name in (*own, *shared)}
    of_each: Values = {**of_all, **{name: each.c[new(name)] for name in own}}
    return Changes(_changing(table, of_all, where), _changing(table, of_each, where), own, shared)


def _changing(table: Table, values: Values, where: Where) -> Update:
    mine = update(table).where(table.c.id == values["id"], *where(values))
    return mine.values({name: value for name, value in values.items() if name != "id"})


def change_each(db: Connection, how: Changes, rows: Sequence[Mapping[str, Any]], **same: Any) -> None:
    """Change rows; `same` are parameters of the statement that are no row's."""
    if writes_alone(db):
        run_each(db, how.one_by_one, [{**under_new_names(row), **same} for row in rows])
        return
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in how.shared), []).append(row)
    for values, mine in groups.items():
        lists = lists_of([under_new_names({name: row[name] for name in how.own}) for row in mine])
        db.execute(how.together, {**lists, **under_new_names(dict(zip(how.shared, values, strict=True))), **same})


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
