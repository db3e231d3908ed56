"""Rows as they are read: named tuples that say what the tables say."""

from typing import get_type_hints

import pytest
from sqlalchemy import select

from tests.bureau import Desk
from yudu_flow.storage import (
    access_rows,
    access_tables,
    announcement_tables,
    firm_tables,
    request_tables,
    rows,
    tables,
    yearly_tables,
)
from yudu_flow.storage.database import reading
from yudu_flow.storage.rows import Owed, all_rows, crowd_of_rows, first_row
from yudu_flow.storage.tables import EVENT, OBLIGATION, Obligation

MODULES = (rows, access_rows, announcement_tables, firm_tables, request_tables, yearly_tables)
NAMED = {name: shape for module in MODULES for name, shape in vars(module).items() if name.endswith("Row")}
MODELS = {
    **vars(tables),
    **vars(access_tables),
    **vars(announcement_tables),
    **vars(firm_tables),
    **vars(request_tables),
    **vars(yearly_tables),
    "Reading": tables.TargetReading,
}
SHAPES = [(Owed, Obligation), *((shape, MODELS[name.removesuffix("Row")]) for name, shape in NAMED.items())]


@pytest.mark.parametrize(("shape", "model"), SHAPES, ids=lambda one: one.__name__)
def test_each_has_its_table_s_columns_in_their_order_and_with_their_types(shape: type, model: type) -> None:
    """A key that the database gives is never missing in what it says."""
    columns = {name: kept for name, kept in get_type_hints(model).items() if name in model.__table__.c}  # type: ignore[attr-defined]
    assert get_type_hints(shape) == {**columns, **({"id": int} if columns.get("id") == int | None else {})}
    assert [*get_type_hints(shape)] == [*model.__table__.c.keys()]  # type: ignore[attr-defined]


def test_they_read_as_the_rows_of_the_database(desk: Desk) -> None:
    """By place, by name, as a dict, and in the same order."""
    desk.at("2020-09-18T09:00")
    with reading(desk.bureau.engine) as db:
        found, plain = all_rows(Owed, db.execute(select(OBLIGATION))), db.execute(select(OBLIGATION)).all()
    assert len(found) > 2
    assert [(row.owner, row[0], row._asdict()) for row in found] == [(r.owner, r[0], r._asdict()) for r in plain]


def test_there_may_be_none(desk: Desk) -> None:
    """An empty table gives an empty list, and no first row."""
    with reading(desk.bureau.engine) as db:
        assert all_rows(rows.EventRow, db.execute(select(EVENT))) == []
        assert first_row(rows.EventRow, db.execute(select(EVENT))) is None


def test_a_crowd_of_rows_is_read_by_slices_and_keeps_equal_texts_and_days_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "SLICE", 3)
    desk.at("2020-09-18T09:00")
    with reading(desk.bureau.engine) as db:
        alike = crowd_of_rows(Owed, db.execute(select(OBLIGATION)))
        assert alike == all_rows(Owed, db.execute(select(OBLIGATION)))
        assert crowd_of_rows(Owed, db.execute(select(OBLIGATION).where(OBLIGATION.c.id < 0))) == []
    assert len(alike) > 6
    reports = [row for row in alike if row.kind == "report"]
    assert len({id(row.title) for row in reports}) == len({id(row.last_day) for row in reports}) == 1
