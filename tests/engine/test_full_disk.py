"""A disk that is full for a while stops the writing, not the memory: what was due is told once there is room."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.bureau import LIAISON, SEPTEMBER, UNITS, Desk
from tests.engine.books import messages, unbalanced

NO_LIMIT = 4_000_000_000  # pages


@contextmanager
def full_disk(desk: Desk, spare: int) -> Iterator[None]:
    """The database's file may grow by `spare` pages meanwhile, and no more."""
    if desk.bureau.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite can be told that the disk is full")
    with desk.bureau.engine.connect() as db:
        limit = [int(db.exec_driver_sql("PRAGMA page_count").scalar_one()) + spare]

    def allow(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={limit[0]}")

    event.listen(desk.bureau.engine, "checkout", allow)
    yield
    limit[0] = NO_LIMIT


@pytest.mark.parametrize("spare", range(4))
def test_a_full_disk_delays_and_loses_nothing(desk: Desk, spare: int) -> None:
    """It fails loudly, half-writes nothing, and tells everybody once when there is room again."""
    desk.at("2020-09-18T09:00")
    with full_disk(desk, spare), pytest.raises(OperationalError, match="full"):
        desk.at("2020-09-21T09:00")
    told = [mail.message_id for mail in desk.email.sent]
    desk.at("2020-09-21T09:10")
    told += [mail.message_id for mail in desk.email.sent]
    monday = [row.message_id for row in messages(desk) if row.key == "daily:2020-09-21"]
    assert sorted(told) == sorted(monday)
    assert len(monday) == len({LIAISON[unit] for unit in UNITS})
    assert unbalanced(desk, SEPTEMBER) == []
