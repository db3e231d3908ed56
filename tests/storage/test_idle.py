"""What an idle pass asks is answered from the partial indexes: stored obligations cost it nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event

from tests.bureau import Desk, instant
from yudu_flow.storage import messages, obligations, recounts
from yudu_flow.storage.database import reading
from yudu_flow.storage.outlook import outlook

NOW = instant("2020-09-22T09:00")
Question = Callable[[Connection], object]
QUESTIONS: dict[str, tuple[Question, str]] = {
    "outlook on obligations": (lambda db: outlook(db, "qingxi"), "ix_obligation_wake"),
    "outlook on notices": (lambda db: outlook(db, "qingxi"), "ix_notice_due"),
    "outlook on messages": (lambda db: outlook(db, "qingxi"), "ix_message_due"),
    "due obligations": (lambda db: obligations.due(db, "qingxi", NOW, 0, 100), "ix_obligation_wake"),
    "last days": (lambda db: recounts.by_the_calendar(db, "qingxi", NOW.date()), "ix_obligation_last_day"),
    "provisional dates": (lambda db: recounts.by_the_calendar(db, "qingxi", NOW.date()), "ix_obligation_provisional"),
    "next message": (lambda db: messages.next_queued(db, "qingxi"), "ix_message_due"),
}


@pytest.fixture
def asked(desk: Desk) -> Iterator[list[tuple[str, Any]]]:
    """Every statement with its parameters, from here on."""
    desk.at("2020-09-18T09:00")
    statements: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        statements.append((statement, parameters))

    event.listen(desk.bureau.engine, "before_cursor_execute", note)
    yield statements
    event.remove(desk.bureau.engine, "before_cursor_execute", note)


def plan_of(db: Connection, statement: str, parameters: Any) -> str:
    """How SQLite answers it."""
    rows = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return "; ".join(str(row[3]) for row in rows)


@pytest.mark.parametrize(("question", "index"), QUESTIONS.values(), ids=QUESTIONS)
def test_it_is_answered_from_its_partial_index(
    desk: Desk, asked: list[tuple[str, Any]], question: Question, index: str
) -> None:
    """It searches the entries of what is awake or queued and reads no table through."""
    if desk.bureau.engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's own")
    with reading(desk.bureau.engine) as db:
        question(db)
        [(statement, parameters)] = [one for one in asked if one[0].startswith(("SELECT", "WITH"))]
        plan = plan_of(db, statement, parameters)
    assert index in plan
    steps = {step for step in plan.split("; ") if step.startswith("SCAN") and "USING" not in step}
    assert steps <= {"SCAN CONSTANT ROW", "SCAN ahead"}  # the days themselves, one after the other


def test_an_idle_pass_writes_nothing(desk: Desk, asked: list[tuple[str, Any]]) -> None:
    """It asks a handful of questions in reading transactions, and leaves the file as it is."""
    desk.at("2020-09-18T09:00")
    verbs = [statement.split()[0] for statement, _ in asked]
    assert set(verbs) <= {"BEGIN", "SELECT", "WITH"}
    assert "BEGIN IMMEDIATE" not in [statement for statement, _ in asked]
    assert verbs.count("SELECT") + verbs.count("WITH") < 8


def test_an_idle_pass_finds_out_without_reading_obligations(desk: Desk, asked: list[tuple[str, Any]]) -> None:
    """It never selects whole rows of obligations, notices or messages."""
    desk.at("2020-09-18T09:00")
    assert not [statement for statement, _ in asked if "obligation.title" in statement or "message.text" in statement]
