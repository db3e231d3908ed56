"""What a server adds to a file: connections that die, rows that others hold, first starts at once, its errors."""

import contextlib
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError, DBAPIError

from tests.bureau import instant
from yudu_flow.domain.errors import BadRequest
from yudu_flow.storage import bureaus, glances, links
from yudu_flow.storage.access_rows import LinkRow
from yudu_flow.storage.database import asking, connect, reading, writing
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.schema import upgrade_if_needed, version

pytestmark = pytest.mark.only_postgresql
NOW = instant("2020-09-21T09:00")
MOBILE = "13900000003"


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """An empty database with all tables."""
    engine = connect(database)
    upgrade_if_needed(engine)
    yield engine
    engine.dispose()


def number_of(db: Any) -> int:
    """The server's own number of a connection."""
    return int(db.execute(text("SELECT pg_backend_pid()")).scalar_one())


def ended(engine: Engine, *numbers: int) -> None:
    """Let the server end connections, as it does all when it is started anew."""
    with engine.connect() as db:
        for number in numbers:
            db.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": number})


def test_first_starts_at_once_make_one_schema(database: str) -> None:
    """None of them fails, and the tables are there once."""
    engines = [connect(database) for _ in range(4)]
    together = threading.Barrier(len(engines))

    def start(engine: Engine) -> bool:
        together.wait()
        return upgrade_if_needed(engine)

    with ThreadPoolExecutor(len(engines)) as pool:
        list(pool.map(start, engines))
    assert set(inspect(engines[0]).get_table_names()) == {*METADATA.tables, "alembic_version"}
    assert version(engines[0]) is not None
    for engine in engines:
        engine.dispose()


def test_a_connection_that_died_while_nobody_used_it_is_made_anew(engine: Engine, database: str) -> None:
    """It asks nothing of a dead one: the first question after the server was started anew is answered."""
    with reading(engine) as db:
        number = number_of(db)
    ended(other := connect(database), number)
    other.dispose()
    with writing(engine) as db:
        assert bureaus.start(db, "qingxi", NOW).bureau == "qingxi"
        assert number_of(db) != number


def test_a_look_sees_one_state_and_writes_nothing(engine: Engine, database: str) -> None:
    """What others commit meanwhile is not in it."""
    other = connect(database)
    with reading(engine) as db:
        assert bureaus.find(db, "qingxi") is None
        with writing(other) as writer:
            bureaus.start(writer, "qingxi", NOW)
        assert bureaus.find(db, "qingxi") is None
        with pytest.raises(DatabaseError, match="read-only"):
            bureaus.note_pass(db, "qingxi", NOW)
        db.rollback()
    with reading(engine) as db:
        assert bureaus.find(db, "qingxi") is not None
    with writing(engine) as db:
        bureaus.note_pass(db, "qingxi", NOW)
    other.dispose()


def test_one_question_is_asked_outside_a_transaction(engine: Engine) -> None:
    """And the next one to use its connection is in one again."""
    with asking(engine) as db:
        assert bureaus.find(db, "qingxi") is None
        line: Any = db.connection.driver_connection
        assert line.info.transaction_status.name == "IDLE"
    with contextlib.suppress(LookupError), writing(engine) as db:
        bureaus.start(db, "qingxi", NOW)
        raise LookupError
    with reading(engine) as db:
        assert db.connection.driver_connection is line
        assert bureaus.find(db, "qingxi") is None


def test_who_stops_inside_a_transaction_lets_go_of_its_rows(engine: Engine, database: str) -> None:
    """Its connection is ended, and who waits for the row goes on within the time that anybody waits."""
    other = connect(database)
    with pytest.raises(DBAPIError, match="idle-in-transaction") as lost:
        stop_inside(engine, other)
    assert lost.value.connection_invalidated
    with reading(other) as db:
        assert db.execute(bureaus.FOUND, {"here": "qingxi"}).one().last_pass_at == NOW + timedelta(hours=1)
    other.dispose()


def stop_inside(engine: Engine, other: Engine) -> None:
    """Hold a row and say nothing for longer than anybody may, while somebody else wants it; then go on."""
    with writing(engine) as db:
        bureaus.start(db, "qingxi", NOW)
    with writing(engine) as db:
        assert seconds(db, "idle_in_transaction_session_timeout") < seconds(db, "lock_timeout") <= 30
        db.execute(text("SET idle_in_transaction_session_timeout = '300ms'"))
        bureaus.note_pass(db, "qingxi", NOW)
        with writing(other) as another:
            bureaus.note_pass(another, "qingxi", NOW + timedelta(hours=1))
        bureaus.note_pass(db, "qingxi", NOW)


def seconds(db: Any, setting: str) -> float:
    """A setting of the connection that is a time; for ever, where it is none."""
    query = "SELECT extract(epoch FROM current_setting(:name)::interval)"
    return float(db.execute(text(query), {"name": setting}).scalar_one()) or float("inf")


ERRORS: dict[str, tuple[str, str]] = {
    "a row that is there": ("INSERT INTO bureau SELECT * FROM bureau", "duplicate key"),
    "a row without a value": ("INSERT INTO bureau (bureau) VALUES (:mobile)", "null value"),
    "a value of another type": ("SELECT CAST(:mobile || '号' AS numeric)", "invalid input syntax"),
    "a value that is too large": ("SELECT CAST(:mobile AS smallint)", "out of range"),
}


@pytest.mark.parametrize(("statement", "said"), ERRORS.values(), ids=ERRORS)
def test_an_error_prints_no_row(engine: Engine, statement: str, said: str) -> None:
    """It says what went wrong, in neither of its two parts with a value: logs are passed on."""
    with writing(engine) as db:
        bureaus.start(db, MOBILE, NOW)
    with pytest.raises(DatabaseError) as error, writing(engine) as db:
        db.execute(text(statement), {"mobile": MOBILE})
    assert said in str(error.value)
    whole = f"{error.value} {error.value.orig} {error.value.__cause__}"
    assert MOBILE not in whole
    assert "DETAIL" not in whole


def test_two_that_prolong_the_same_links_in_opposite_orders_wait_for_each_other_once(engine: Engine) -> None:
    """Both end well, whoever comes first."""
    hashes = [f"{number:064d}" for number in range(40)]
    with writing(engine) as db:
        links.put(db, [link(one) for one in hashes])
    until = {one: NOW + timedelta(days=minutes) for minutes, one in enumerate(hashes, 60)}
    with ThreadPoolExecutor(2) as pool:
        several = [{**until}, dict(reversed(until.items()))] * 10
        list(pool.map(lambda one: prolonged(engine, one), several))


def prolonged(engine: Engine, until: dict[str, Any]) -> None:
    """One transaction in two steps, as a pass and an act make them."""
    with writing(engine) as db:
        links.prolong(db, until)
        time.sleep(0.01)
        links.revoke(db, "qingxi", "社保中心", NOW)


def test_two_that_note_the_same_home_at_once_both_end_well(engine: Engine) -> None:
    """Two processes that decide for one folder on one machine."""
    row = {"home": "east", "files": "x", "bureau": "east", "next_at": NOW}
    with ThreadPoolExecutor(1) as other, writing(engine) as db:
        glances.put(db, "here", [row])
        waiting = other.submit(noted, engine, row)
        # Until it waits for this one, whose row it cannot see yet; one that does not wait is done by then.
        while not (waiting.done() or db.execute(text("SELECT 1 FROM pg_locks WHERE NOT granted")).first()):
            time.sleep(0.01)
        db.commit()
        waiting.result()
    with reading(engine) as db:
        assert {*glances.of(db, "here")} == {"east"}


def noted(engine: Engine, row: dict[str, Any]) -> None:
    with writing(engine) as db:
        glances.forget(db, "here", [row["home"]])
        glances.put(db, "here", [row])


def link(hashed: str) -> LinkRow:
    """A link to a unit's month."""
    return LinkRow(hashed, hashed, "qingxi", "su-he", "就业中心", "2020-09", NOW, NOW + timedelta(days=30), None)


def test_a_missing_driver_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra: who sets the address of a server may not have it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BadRequest, match=r"pip install 'psycopg\[binary\]'"):
        connect("postgresql://nobody@127.0.0.1/nothing")
