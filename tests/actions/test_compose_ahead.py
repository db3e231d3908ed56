"""Composing more than one batch: it …"""

from collections.abc import Iterable
from datetime import datetime
from threading import Event
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.benchmarks.ground import furnished
from tests.benchmarks.province import R5, START, bureau
from tests.bureau import instant
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine import compose as compose_module
from yudu_flow.actions.engine.compose import compose
from yudu_flow.actions.engine.decide import decide
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.storage import messages, notices
from yudu_flow.storage.access_tables import LINK
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import MESSAGE, NOTICE

UNITS, BATCH = 20, 8
OVERDUE = instant("2020-09-28T09:00")
"""Who owes hears of it by e-mail and by SMS, the leader of all of them and the office in one message each."""


@pytest.fixture(autouse=True)
def batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is to be said eight things at once."""
    for size in ("FIRST_BATCH", "BATCH"):
        monkeypatch.setattr(compose_module, size, BATCH)


@pytest.fixture
def crowd(database: str) -> Bureau:
    """Twenty reports that are late."""
    return decided(database, OVERDUE)


def decided(database: str, when: datetime) -> Bureau:
    office = bureau(UNITS, furnished(database), pages="http://yudu.example")
    make_pass(office, {}, lambda: START)
    decide(office, when)
    return office


def is_on_server(office: Bureau) -> bool:
    return office.engine.dialect.name == "postgresql"


def written(office: Bureau) -> list[tuple[Any, ...]]:
    """Each message, without its links, and how many notices are in it; every place a link leads to, and how many do."""
    letters = select(MESSAGE.c.recipient, MESSAGE.c.channel, MESSAGE.c.subject, func.count(NOTICE.c.id))
    letters = letters.join(NOTICE, NOTICE.c.message == MESSAGE.c.id).group_by(MESSAGE.c.id)
    place = LINK.c.recipient, LINK.c.unit, LINK.c.period
    with reading(office.engine) as db:
        links = db.execute(select(*place, func.count()).group_by(*place))
        return sorted(map(tuple, db.execute(letters)), key=str) + sorted(map(tuple, links), key=str)


def test_it_writes_what_one_batch_of_all_writes(
    crowd: Bureau, second_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = decided(second_database, OVERDUE)
    compose(crowd, OVERDUE)
    monkeypatch.undo()
    compose(whole, OVERDUE)
    assert written(crowd) == written(whole)
    assert {row[1] for row in written(crowd)} >= {"email", "sms"}


class Steps:
    """Which notices are looked at and whose messages are written, in that order; "crowd" is more than a batch."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        self.looked_at_the_next = Event()
        self.waits_for_the_next = False
        look, settle = notices.due, notices.settle

        def looking(*told: Any) -> Any:
            rows = look(*told)
            self.taken.append("crowd" if len(rows) > BATCH else "look")
            if self.taken.count("look") == 2:
                self.looked_at_the_next.set()
            return rows

        def settling(db: Any, changes: Iterable[Any]) -> None:
            if self.waits_for_the_next and "write" not in self.taken:
                assert self.looked_at_the_next.wait(10)
            self.taken.append("write")
            settle(db, changes)

        monkeypatch.setattr(notices, "due", looking)
        monkeypatch.setattr(notices, "settle", settling)


def test_it_thinks_the_next_over_while_a_server_writes(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reminded = decided(database, R5)
    steps = Steps(monkeypatch)
    steps.waits_for_the_next = is_on_server(reminded)
    assert compose(reminded, R5).counts["composed"] == UNITS
    assert steps.taken.count("write") == steps.taken.count("look") == 3
    assert (steps.taken[:2] == ["look", "look"]) is is_on_server(reminded)


def test_all_that_one_person_hears_of_is_written_before_the_next(
    crowd: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two crowds would fill the memory."""
    steps = Steps(monkeypatch)
    compose(crowd, OVERDUE)
    first = steps.taken.index("crowd")
    assert steps.taken[first + 1 : first + 2] == ["write"]


def test_it_says_what_a_write_failed_with_and_keeps_the_others(crowd: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    put, calls = messages.put, list[int]()

    def putting(db: Any, rows: Any, there: Any) -> Any:
        calls.append(len(rows))
        if len(calls) == 1:
            raise ValueError("the first one")
        return put(db, rows, there)

    monkeypatch.setattr(messages, "put", putting)
    with pytest.raises(ValueError, match="the first one"):
        compose(crowd, OVERDUE)
    monkeypatch.setattr(messages, "put", put)
    compose(crowd, OVERDUE)
    assert len({row[0] for row in written(crowd) if row[1] == "email"}) == UNITS + 1
