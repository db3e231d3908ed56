"""`column IN (a list)` with the list as one parameter.

SQLAlchemy writes an expanding IN anew at every run, and drivers then prepare what they have not seen in that length:
together that cost more than the reading.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import ARRAY, JSON, BindParameter, ColumnElement, bindparam, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Among(FunctionElement[Any]):
    """Whether a column's value is one of a list.

    Not typed as Boolean: SQLAlchemy would write `= 1` after it, and SQLite would use no index.
    """

    name = "among"
    inherit_cache = True


def among(column: Any, name: str) -> Among:
    """`column` among the list that the statement is run with under `name`, which may be empty or of any length."""
    several: BindParameter[Any] = bindparam(name, type_=JSON().with_variant(ARRAY(column.type), "postgresql"))
    return Among(column, several)


def still(column: Any, value: str) -> ColumnElement[bool]:
    """`column` is `value`, said of rows that are named by their ids, so that no partial index is taken for them.

    PostgreSQL, whose statistics know nothing of what was written just now, takes one for nearly empty, and reads all of
    it for each id.
    """
    return cast(ColumnElement[bool], column.concat("") == literal_column(f"'{value}'"))


def one_of(column: ColumnElement[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """`column` is one of a few values that are the same at every run, written out."""
    return column.in_([literal_column(f"'{value}'") for value in values])


def together(rows: Iterable[Mapping[str, Any]], key: str) -> list[dict[str, Any]]:
    """Rows that say the same of several keys, as one row each, with the list of the keys under `ids`."""
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        same = {name: value for name, value in row.items() if name != key}
        groups.setdefault(tuple(same.values()), {**same, "ids": []})["ids"].append(row[key])
    return [*groups.values()]


def new(name: str) -> str:
    """What a bind is called that gives the column `name` a value: SQLAlchemy keeps the column's own name to itself."""
    return f"new_{name}"


def under_new_names(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values for such binds."""
    return {f"new_{name}": value for name, value in row.items()}


@compiles(Among)
def _any(element: Among, compiler: SQLCompiler, **how: Any) -> str:
    column, several = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{column} = ANY ({several})"


@compiles(Among, "sqlite")
def _in_json(element: Among, compiler: SQLCompiler, **how: Any) -> str:
    column, several = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({several}))"
