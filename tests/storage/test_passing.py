"""For whom the disk is waited: for what happened, not for who is at work on it just now."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from yudu_flow.storage import database as storage
from yudu_flow.storage.database import connect, passing, writing

pytestmark = pytest.mark.both


def waits_for_the_disk(db: Connection) -> bool:
    """Whether its commit does."""
    if db.dialect.name == "sqlite":
        return bool(db.execute(text("PRAGMA synchronous")).scalar_one() == 2)
    return bool(db.execute(text("SHOW synchronous_commit")).scalar_one() == "on")


def waited(engine: Engine) -> bool:
    """What holds for a transaction about what happened."""
    with writing(engine) as db:
        return waits_for_the_disk(db)


@pytest.fixture
def engine(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """As an office runs it: the tests' own databases wait for no disk at all."""
    monkeypatch.setattr(storage, "PRAGMAS", ("synchronous=FULL",))
    durable = "" if database.startswith("sqlite") else "%20-csynchronous_commit%3Don"
    engine = connect(database + durable)
    yield engine
    engine.dispose()


def test_who_is_at_work_waits_for_no_disk_and_the_next_transaction_does(engine: Engine) -> None:
    """Also where the first one broke off."""
    assert waited(engine)
    with passing(engine) as db:
        assert not waits_for_the_disk(db)
    assert waited(engine)
    with pytest.raises(LookupError), passing(engine):
        raise LookupError
    assert waited(engine)
