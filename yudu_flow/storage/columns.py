"""How a server keeps plain columns, so that it says the same as a file.

Instants are aware. Whole numbers are as wide as SQLite's. Texts are ordered by their code points: a server's own order
is that of the language it was set up in, and the sentences of a message would follow it.
"""

from typing import Any, cast

from sqlalchemy import BigInteger, ColumnElement, DateTime, Integer, String, Table, Text, literal_column
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

from yudu_flow.storage.instants import Instant

Kept = dict[str, Any]
"""An object that one column keeps as JSON: what was said with an act, the words of a draft."""
WIDE = BigInteger().with_variant(Integer(), "sqlite")


def equals(column: Any, value: str) -> ColumnElement[bool]:
    """`column = 'value'` with the value written out.

    A bound one keeps SQLite from its partial indexes, and where a table has some, each run is planned anew.
    """
    return cast(ColumnElement[bool], column == literal_column(f"'{value}'"))


class Declared(SQLModel):
    """What a table is declared by. What checks and writes out its rows is made with the first of them: most processes
    make rows of few tables, and for all of them that took a fifth of a start.
    """

    model_config = {"defer_build": True}


def table_of(model: type[SQLModel]) -> Table:
    """The table that a model declares, each of its columns as every database keeps it."""
    table = cast(Table, model.__table__)  # type: ignore[attr-defined]
    for column in table.columns:
        column.type = _kept(column.type)
    return table


def values_of(new: SQLModel) -> dict[str, Any]:
    """What a row that is to be written says; the database gives its id. Few rows: a model takes longer to make."""
    return new.model_dump(exclude={"id"})


def _kept(type_: TypeEngine[Any]) -> TypeEngine[Any]:
    plain = type_.impl_instance if isinstance(type_, TypeDecorator) else type_
    if isinstance(plain, DateTime):
        return Instant()
    if isinstance(plain, Integer):
        return WIDE
    if isinstance(plain, Text):
        return type_.with_variant(Text(collation="C"), "postgresql")
    return type_.with_variant(String(collation="C"), "postgresql") if isinstance(plain, String) else type_
