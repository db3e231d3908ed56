"""Editions: the contents that came into force, one after the other."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from yudu_flow.storage.access_rows import EditionRow
from yudu_flow.storage.access_tables import EDITION
from yudu_flow.storage.rows import first_row
from yudu_flow.storage.tables import HERE

# Statements are built once: building one costs as much as running it.
LAST = select(EDITION).where(EDITION.c.bureau == HERE).order_by(EDITION.c.id.desc()).limit(1)
KNOWN = select(EDITION.c.id).where(EDITION.c.bureau == HERE, EDITION.c.hash == bindparam("which")).limit(1)


def last(db: Connection, bureau: str) -> EditionRow | None:
    """The one in force; None before the first."""
    return first_row(EditionRow, db.execute(LAST, {"here": bureau}))


def known(db: Connection, bureau: str, hash: str) -> bool:
    """Whether that content was ever in force."""
    return db.execute(KNOWN, {"here": bureau, "which": hash}).first() is not None


def put(db: Connection, row: Mapping[str, Any]) -> None:
    """It is in force from now on."""
    db.execute(insert(EDITION), row)
