"""A table from the shape of its rows: a column for each of their fields, as every database keeps it.

Whole numbers are as wide as SQLite's. Texts are ordered by their code points: a server's own order is that of the
language it was set up in, and the sentences of a message would follow it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from yudu_flow.domain.amount import Amount
from yudu_flow.storage.figures import Figure
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.json_text import Json

Kept = dict[str, Any]
"""An object that one column keeps as JSON: what was said with an act, the words of a draft."""
Long = Annotated[str, "long"]
"""Words of any length."""
METADATA = MetaData()
WIDE = BigInteger().with_variant(Integer(), "sqlite")
TYPES: Mapping[Any, TypeEngine[Any]] = {
    str: String().with_variant(String(collation="C"), "postgresql"),
    Long: Text().with_variant(Text(collation="C"), "postgresql"),
    int: WIDE,
    bool: Boolean(),
    bytes: LargeBinary(),
    date: Date(),
    datetime: Instant(),
    Amount: Figure(),
}


def table_of(
    name: str,
    shape: type[NamedTuple],
    *also: SchemaItem,
    keys: tuple[str, ...] = ("id",),
    server: Mapping[str, Any] | None = None,
    **empty: object,
) -> Table:
    """The table whose rows are read as `shape`; a field `firm_id` names a row of the table `firm`.

    `also` are its unique keys and indexes, `empty` is what columns hold that an insert leaves out, `server` what they
    hold in rows that are older than the column.
    """
    hints, older = get_type_hints(shape, include_extras=True), server or {}
    columns = [
        Column(
            field,
            _type(hint),
            *_refers(field, hint),
            primary_key=field in keys,
            nullable=NoneType in get_args(hint),
            default=empty.get(field),
            server_default=older.get(field),
        )
        for field, hint in hints.items()
    ]
    return Table(name, METADATA, *columns, *also)


def _type(hint: Any) -> TypeEngine[Any]:
    kept = _held(hint)
    return Json() if get_origin(kept) in (list, dict) else TYPES[kept]


def _refers(field: str, hint: Any) -> list[ForeignKey]:
    name, is_id = field.removesuffix("_id"), field.endswith("_id") and _held(hint) is int
    return [ForeignKey(f"{name}.id")] if is_id else []


def _held(hint: Any) -> Any:
    """The type of what is there, where something is."""
    parts = get_args(hint)
    return next(part for part in parts if part is not NoneType) if NoneType in parts else hint
