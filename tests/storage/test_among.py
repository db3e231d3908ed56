"""A list in a question is one parameter: any length asks in the same words, and indexes answer."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.dialects import postgresql

from tests.bureau import Desk
from yudu_flow.storage import events, messages, notices, obligations, rungs
from yudu_flow.storage.among import among, together
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import EVENT, OBLIGATION

Question = Callable[[Connection, Sequence[int]], object]
QUESTIONS: dict[str, Question] = {
    "obligations": lambda db, ids: obligations.by_id(db, "qingxi", ids),
    "events": events.of,
    "events by id": events.by_id,
    "rungs": rungs.of,
    "slips told": lambda db, ids: rungs.sent_at(db, "qingxi", ids, files=False),
    "any slip told": lambda db, ids: rungs.told(db, "qingxi", ids, files=False),
    "notices": lambda db, ids: notices.of(db, "qingxi", ids),
    "messages": lambda db, ids: messages.taken(db, [str(one) for one in ids]),
}


@pytest.mark.parametrize("ids", [[], [1], [2, 1, 999], [*range(1, 40_001)]], ids=len)
def test_it_finds_what_is_in_the_list(desk: Desk, ids: list[int]) -> None:
    """None of an empty list, and lists longer than a database takes parameters."""
    desk.at("2020-09-18T09:00")
    with reading(desk.bureau.engine) as db:
        every = {*db.execute(select(OBLIGATION.c.id)).scalars()}
        assert {*obligations.by_id(db, "qingxi", ids)} == every & {*ids}
    assert len(every) > 2


def test_it_finds_words_as_they_are_written(desk: Desk) -> None:
    """Chinese, quotes and all."""
    desk.at("2020-09-18T09:00")
    statement = select(OBLIGATION.c.owner).where(among(OBLIGATION.c.owner, "owners")).distinct()
    with reading(desk.bureau.engine) as db:
        some = [*db.execute(select(OBLIGATION.c.owner).distinct().limit(2)).scalars()]
        found = db.execute(statement, {"owners": [*some, "', '", '"', "无此单位"]}).scalars()
        assert sorted(found) == sorted(some)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_it_asks_in_the_same_words_and_reads_no_table_through(desk: Desk, question: Question) -> None:
    """One statement for every length, answered from an index."""
    if desk.bureau.engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's own")
    asked: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked[statement] = parameters

    event.listen(desk.bureau.engine, "before_cursor_execute", note)
    with reading(desk.bureau.engine) as db:
        for ids in ([1], [1, 2, 3]):
            question(db, ids)
        [(statement, parameters)] = [*asked.items()]
        plan = [str(row[3]) for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert [step for step in plan if step.startswith("SCAN")] == ["SCAN json_each VIRTUAL TABLE INDEX 1:"]


def test_postgresql_is_asked_with_an_array() -> None:
    """Its own way to say the same."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    words = str(select(EVENT.c.id).where(among(EVENT.c.kind, "kinds")).compile(dialect=dialect))
    assert "event.kind = ANY (%(kinds)s" in words


def test_rows_that_say_the_same_travel_together() -> None:
    """One row for each thing said, with the keys of all of whom it is said, in their order."""
    rows = [{"one": key, "to": to, "due": None} for key, to in (("a", "sent"), ("b", "failed"), ("c", "sent"))]
    assert together(rows, "one") == [
        {"to": "sent", "due": None, "ids": ["a", "c"]},
        {"to": "failed", "due": None, "ids": ["b"]},
    ]
