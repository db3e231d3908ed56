"""Threads that write into one SQLite file: they …"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from yudu_flow.storage import database
from yudu_flow.storage.database import connect, passing, reading, writing

THREADS, EACH = 4, 25


def test_they_write_one_after_the_other_without_asking_sqlite_in_vain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite would say at once that the file is locked."""
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout=0", *database.PRAGMAS[1:]))
    url = f"sqlite:///{tmp_path}/one.db"
    engine, another = connect(url), connect(url)
    with writing(engine) as db:
        db.execute(text("CREATE TABLE line (number INTEGER)"))

    def write(number: int) -> None:
        for turn in range(EACH):
            with (passing if turn % 2 else writing)(another if number % 2 else engine) as db:
                db.execute(text("INSERT INTO line VALUES (:number)"), {"number": number})

    with ThreadPoolExecutor(THREADS) as hands:
        assert [*hands.map(write, range(THREADS))] == [None] * THREADS
    with reading(engine) as db:
        assert db.execute(text("SELECT count(*) FROM line")).scalar_one() == THREADS * EACH
    engine.dispose()
    another.dispose()


def test_they_hear_that_the_file_is_locked_where_no_turn_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout=0", *database.PRAGMAS[1:]))
    monkeypatch.setattr(database, "WAIT", 0.01)
    engine = connect(f"sqlite:///{tmp_path}/one.db")
    with writing(engine), ThreadPoolExecutor(1) as hand, pytest.raises(OperationalError, match="locked"):
        hand.submit(_nothing, engine).result()
    _nothing(engine)
    engine.dispose()


@pytest.mark.parametrize("how", [writing, passing])
def test_waiting_for_a_turn_and_for_the_file_is_one_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Callable[[Engine], AbstractContextManager[object]]
) -> None:
    """Half a minute of each would be a minute in which nobody hears anything; here SQLite alone would wait for half."""
    engine = connect(f"sqlite:///{tmp_path}/one.db")
    monkeypatch.setattr(database, "WAIT", 0.2)
    with ThreadPoolExecutor(1) as hand, writing(engine):
        assert "locked" in str(hand.submit(_nothing, engine, how).exception(timeout=15))
    _nothing(engine)
    engine.dispose()


def _nothing(engine: Engine, how: Callable[[Engine], AbstractContextManager[object]] = writing) -> None:
    with how(engine):
        pass
