"""The schema that an empty database gets at once is the one that the migrations lead to; its keys refuse doubles."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, Select, insert, inspect, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.schema import CreateIndex

from tests.bureau import Desk
from yudu_flow.storage import messages, notices, outlook, rungs, schema
from yudu_flow.storage.database import connect, insert_new, scratch, writing
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.schema import HEAD, index_as_in_sqlite, upgrade, upgrade_if_needed, version
from yudu_flow.storage.tables import MESSAGE, NOTICE, OBLIGATION, OPENING, RUNG

UNIQUE = (OPENING, OBLIGATION, RUNG, NOTICE, MESSAGE)


def described(engine: Engine) -> dict[str, Any]:
    """Tables, columns, keys and indexes as the database has them."""
    found = inspect(engine)
    return {
        table: {
            "columns": {c["name"]: (kind_of(c), c["nullable"]) for c in found.get_columns(table)},
            "primary": found.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(tuple(key["column_names"]) for key in found.get_unique_constraints(table)),
            "foreign": sorted(
                (tuple(key["constrained_columns"]), key["referred_table"]) for key in found.get_foreign_keys(table)
            ),
            "indexes": {
                str(index["name"]): (tuple(index["column_names"]), index["unique"], options(index))
                for index in found.get_indexes(table)
            },
        }
        for table in found.get_table_names()
    }


def kind_of(column: Any) -> str:
    """The type and the order of what it holds."""
    return f"{column['type']} {getattr(column['type'], 'collation', None)}"


def numberings(engine: Engine) -> set[str]:
    """How wide what a server counts rows with is."""
    if engine.dialect.name == "sqlite":
        return set()
    query = "SELECT data_type FROM information_schema.sequences WHERE sequence_schema = current_schema()"
    with engine.connect() as db:
        return {*db.execute(text(query)).scalars()}


def options(index: Any) -> dict[str, str]:
    """What makes an index partial."""
    return {name: str(value) for name, value in index["dialect_options"].items()}


def test_the_schema_made_at_once_is_that_of_the_migrations(database: str, second_database: str) -> None:
    """It differs in nothing that the database can be asked about."""
    at_once, migrated = connect(database), connect(second_database)
    upgrade_if_needed(at_once)
    upgrade(migrated)
    assert described(at_once) == described(migrated)
    assert numberings(at_once) == numberings(migrated)
    assert set(described(at_once)) == {*METADATA.tables, "alembic_version"}


@pytest.mark.parametrize("made", [lambda url: connect(url), lambda _url: scratch()], ids=["file", "memory"])
def test_an_error_names_no_mobile_number(database: str, made: Callable[[str], Engine]) -> None:
    """Errors are logged, and logs are passed on."""
    engine = made(database)
    with pytest.raises(DatabaseError) as error, writing(engine) as db:
        db.execute(text("update nowhere set mobile = :mobile"), {"mobile": "13900000003"})
    engine.dispose()
    assert "nowhere" in str(error.value)
    assert "13900000003" not in str(error.value)


def test_a_database_is_brought_up_to_date_once(database: str) -> None:
    """It says whether anything was done, and knows its version from then on."""
    engine = connect(database)
    assert version(engine) is None
    assert [upgrade_if_needed(engine), upgrade_if_needed(engine)] == [True, False]
    assert version(engine) == HEAD
    engine.dispose()


def test_the_newest_migration_is_the_version_that_the_program_knows() -> None:
    migrations = Path(schema.__file__).parent / "migrations" / "versions"
    assert max(path.name for path in migrations.glob("[0-9]*.py")).partition("_")[0] == HEAD


def led_back(engine: Engine, to: str) -> None:
    """The migrations undone, down to that version."""
    config = Config()
    config.set_main_option("script_location", "yudu_flow.storage:migrations")
    with writing(engine) as db:
        config.attributes["connection"] = db
        command.downgrade(config, to)


def test_a_database_of_the_first_version_goes_on_with_what_it_holds(desk: Desk) -> None:
    """It is led to today's schema, and says no second time what it said before."""
    desk.at("2020-09-21T09:00")
    engine = desk.bureau.engine
    today = described(engine)
    led_back(engine, "0001")
    assert described(engine) != today
    assert upgrade_if_needed(engine)
    assert described(engine) == today
    desk.at("2020-09-21T09:01")
    assert (desk.mails(), desk.texts()) == ({}, {})


@pytest.mark.parametrize("table", UNIQUE, ids=lambda table: table.name)
def test_a_unique_key_refuses_a_double(desk: Desk, table: Any) -> None:
    """It cannot be written a second time even by a plain insert."""
    copy = copy_of_first(desk, table)
    with pytest.raises(IntegrityError), writing(desk.bureau.engine) as db:
        db.execute(insert(table), copy)


@pytest.mark.parametrize("table", UNIQUE, ids=lambda table: table.name)
def test_inserting_anew_passes_over_a_double(desk: Desk, table: Any) -> None:
    """It leaves the row that is there as it was."""
    copy = copy_of_first(desk, table)
    with writing(desk.bureau.engine) as db:
        before = db.execute(select(table)).all()
        db.execute(insert_new(db, table), copy)
        assert db.execute(select(table)).all() == before


def copy_of_first(desk: Desk, table: Any) -> dict[str, Any]:
    """A row that a first day left, ready to be written again under a new number."""
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-21T09:00")
    with writing(desk.bureau.engine) as db:
        row = dict(db.execute(select(table).limit(1)).one()._mapping)
    return {**row, "id": "another"} if table is MESSAGE else {name: row[name] for name in row if name != "id"}


def test_partial_indexes_leave_out_the_same_rows_in_postgresql() -> None:
    """The tables name SQLite alone."""
    index_as_in_sqlite("postgresql")
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    told = {str(index.name): str(CreateIndex(index).compile(dialect=dialect)) for index in NOTICE.indexes}
    assert told["ix_notice_due"].endswith("WHERE state = 'queued'")
    assert "WHERE" not in told["ix_notice_message"]


def test_a_bureau_on_sqlite_loads_no_other_dialect() -> None:
    """It would take 25 ms of each command."""
    asked = "import sys, yudu_flow.assembly; print('sqlalchemy.dialects.postgresql' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("module", [messages, notices, outlook, rungs])
def test_questions_write_states_out(module: ModuleType) -> None:
    """A bound state would keep SQLite from a partial index, or have it plan the statement anew at each run."""
    asked = [str(value) for value in vars(module).values() if isinstance(value, Select)]
    assert asked
    assert not [text for text in asked if re.search(r"state = :", text)]
