"""Rows as they are read: named tuples that say what the tables say."""

from datetime import date, datetime
from typing import NamedTuple

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import registry
from sqlalchemy.schema import CreateTable

from tests.bureau import Desk
from yudu_flow.domain.amount import Amount
from yudu_flow.storage import rows
from yudu_flow.storage.columns import METADATA, Kept, Long, table_of
from yudu_flow.storage.database import reading
from yudu_flow.storage.rows import Owed, all_rows, first_row
from yudu_flow.storage.tables import EVENT, OBLIGATION


class PebbleRow(NamedTuple):
    id: int
    obligation_id: int
    event_id: int | None
    by_id: str
    found_at: datetime
    day: date | None
    weight: Amount
    words: Long
    told: list[Kept]
    round: bool


ON_FILE = """
id INTEGER NOT NULL, obligation_id INTEGER NOT NULL, event_id INTEGER, by_id VARCHAR NOT NULL,
found_at DATETIME NOT NULL, day DATE, weight FLOAT NOT NULL, words TEXT NOT NULL,
told JSON NOT NULL, round BOOLEAN NOT NULL, PRIMARY KEY (id),
FOREIGN KEY(obligation_id) REFERENCES obligation (id), FOREIGN KEY(event_id) REFERENCES event (id)
"""
ON_SERVER = """
id BIGSERIAL NOT NULL, obligation_id BIGINT NOT NULL, event_id BIGINT, by_id VARCHAR COLLATE "C" NOT NULL,
found_at TIMESTAMP WITH TIME ZONE NOT NULL, day DATE, weight FLOAT(53) NOT NULL, words TEXT COLLATE "C" NOT NULL,
told JSON NOT NULL, round BOOLEAN NOT NULL, PRIMARY KEY (id),
FOREIGN KEY(obligation_id) REFERENCES obligation (id), FOREIGN KEY(event_id) REFERENCES event (id)
"""


@pytest.mark.parametrize(("kind", "columns"), [("sqlite", ON_FILE), ("postgresql", ON_SERVER)])
def test_a_table_has_its_shape_s_fields_as_columns_and_names_others_by_their_ids(kind: str, columns: str) -> None:
    table = table_of("pebble", PebbleRow)
    METADATA.remove(table)
    made = str(CreateTable(table).compile(dialect=registry.load(kind)())).split("(", 1)[1].rsplit(")", 1)[0]
    assert " ".join(made.split()).replace(" ,", ",") == " ".join(columns.split())


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
