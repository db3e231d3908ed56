"""When homes of a folder are to be looked at again: else each start of the program would have to read them all."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from yudu_flow.storage.access_rows import GlanceRow
from yudu_flow.storage.access_tables import GLANCE
from yudu_flow.storage.among import among
from yudu_flow.storage.database import insert_new
from yudu_flow.storage.rows import all_rows

# Statements are built once: building one costs as much as running it.
OF_PLACE = select(GLANCE).where(GLANCE.c.place == bindparam("here"))
OLD = delete(GLANCE).where(GLANCE.c.place == bindparam("here"), among(GLANCE.c.home, "homes"))


def of(db: Connection, place: str) -> dict[str, GlanceRow]:
    """What a machine knows of a folder's homes, by their names."""
    return {row.home: row for row in all_rows(GlanceRow, db.execute(OF_PLACE, {"here": place}))}


def put(db: Connection, place: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Know that of homes of which nothing is known; what another process of this machine knows just now stays."""
    if rows:
        db.execute(insert_new(db, GLANCE), [{"place": place, **row} for row in rows])


def forget(db: Connection, place: str, homes: Sequence[str]) -> None:
    """Know nothing of them any more."""
    db.execute(OLD, {"here": place, "homes": homes})
