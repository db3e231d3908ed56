"""Instants are stored in UTC and come back in +08:00; a naive one, whose zone would be the machine's, is refused."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import StatementError

from tests.bureau import instant
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import connect, reading, writing
from yudu_flow.storage.schema import upgrade_if_needed
from yudu_flow.storage.tables import BUREAU

NINE = instant("2020-09-21T09:00")


@pytest.fixture
def engine(database: str) -> Engine:
    """An empty database with all tables."""
    engine = connect(database)
    upgrade_if_needed(engine)
    return engine


def test_an_instant_comes_back_in_shanghai_whatever_zone_it_was_given_in(engine: Engine) -> None:
    """It is the same instant, eight hours ahead of UTC."""
    with writing(engine) as db:
        bureaus.start(db, "qingxi", NINE.astimezone(ZoneInfo("America/New_York")))
    with reading(engine) as db:
        started = db.execute(select(BUREAU.c.started_at)).scalar_one()
    assert started == NINE
    assert (started.utcoffset(), started.hour) == (timedelta(hours=8), 9)


def test_an_instant_is_stored_in_utc(engine: Engine) -> None:
    """It reads 01:00 in the database itself, so that instants sort as they follow each other."""
    with writing(engine) as db:
        bureaus.start(db, "qingxi", NINE)
    with reading(engine) as db:
        stored = db.execute(text("SELECT started_at FROM bureau")).scalar_one()
    assert str(stored).startswith(f"{NINE.astimezone(UTC):%Y-%m-%d %H:%M:%S}")


def test_a_naive_instant_is_refused(engine: Engine) -> None:
    """It writes nothing."""
    with pytest.raises(StatementError, match="naive instant"), writing(engine) as db:
        bureaus.start(db, "qingxi", datetime(2020, 9, 21, 9))  # noqa: DTZ001 -- a naive one is what is tried
    with reading(engine) as db:
        assert bureaus.find(db, "qingxi") is None
