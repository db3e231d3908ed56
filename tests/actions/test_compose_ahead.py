"""Composing more than one batch: it …"""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.actions.ahead import Steps
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


def steps_of(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Which notices are looked at and whose messages are written; "crowd" is more than a batch."""
    steps = Steps()
    monkeypatch.setattr(notices, "due", steps.looking(notices.due, lambda rows: len(rows) > BATCH))
    monkeypatch.setattr(notices, "settle", steps.writing(notices.settle))
    return steps


def test_it_thinks_the_next_over_while_a_server_writes(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reminded = decided(database, R5)
    steps = steps_of(monkeypatch)
    steps.waits_for_the_next = is_on_server(reminded)
    assert compose(reminded, R5).counts["composed"] == UNITS
    assert steps.taken.count("write") == steps.taken.count("look") == 3
    assert (steps.taken[:2] == ["look", "look"]) is is_on_server(reminded)


def test_all_that_one_person_hears_of_is_written_before_the_next(
    crowd: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two crowds would fill the memory."""
    steps = steps_of(monkeypatch)
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
