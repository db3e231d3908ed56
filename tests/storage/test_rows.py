"""Rows for many readers: named tuples that say what SQLAlchemy's rows say."""

from sqlalchemy import select

from tests.bureau import Desk
from yudu_flow.storage.database import reading
from yudu_flow.storage.rows import every
from yudu_flow.storage.tables import EVENT, OBLIGATION


def test_they_read_as_the_rows_of_the_database(desk: Desk) -> None:
    """By place, by name, as a dict, and in the same order."""
    desk.at("2020-09-18T09:00")
    with reading(desk.bureau.engine) as db:
        rows, plain = every(db.execute(select(OBLIGATION))), db.execute(select(OBLIGATION)).all()
    assert len(rows) > 2
    assert [(row.owner, row[0], row._asdict()) for row in rows] == [(r.owner, r[0], r._asdict()) for r in plain]


def test_there_may_be_none(desk: Desk) -> None:
    """An empty table gives an empty list."""
    with reading(desk.bureau.engine) as db:
        assert every(db.execute(select(EVENT))) == []
