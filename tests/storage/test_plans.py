"""In a bureau of thousands of units that has run for years, what is asked reads what it gives and not what is stored.

The server plans with the statistics of those tables, and each statement is run: what counts is which rows it touched.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from tests.bureau import JOBS, Desk, instant
from yudu_flow.storage import audit, claims, messages, notices, obligations, recounts, requests, rungs, work
from yudu_flow.storage.outlook import FRONT, outlook

pytestmark = pytest.mark.only_postgresql
NOW = instant("2020-09-22T09:00")
UNITS = 1200
MONTHS = 12
FEW = 200
"""Rows that a question may touch: there are fourteen thousand obligations, and as many notices and messages."""

# Each month of the past year every unit owed a report, was reminded once, and it is closed.
STORED = """
CREATE TEMP TABLE many AS
SELECT n, to_char(date '2019-09-01' + make_interval(months => n % :months), 'YYYY-MM') AS month, n / :months AS unit
FROM generate_series(0, :units * :months - 1) AS n;
INSERT INTO obligation ({columns})
SELECT {values} FROM (SELECT * FROM obligation WHERE duty = 'report' LIMIT 1) AS one, many;
"""
NOTICES = """
INSERT INTO notice ({columns})
SELECT {values} FROM (SELECT * FROM notice WHERE message IS NOT NULL LIMIT 1) AS one,
(SELECT id AS owed, row_number() OVER () AS n FROM obligation WHERE wake_at IS NULL AND owner LIKE '第%') AS many
"""
MESSAGES = """
INSERT INTO message ({columns})
SELECT {values} FROM (SELECT * FROM message LIMIT 1) AS one, generate_series(1, :units * :months) AS n
"""


def fill(db: Connection, words: str, table: str, **changed: str) -> None:
    """Put rows like one that is there, with some columns changed."""
    query = "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    names = [*db.execute(text(f"{query} AND table_name = :table"), {"table": table}).scalars()]
    names = [name for name in names if name != "id" or "id" in changed]
    columns, values = (", ".join(f'"{name}"' for name in names)), ", ".join(_value(name, changed) for name in names)
    for statement in words.format(columns=columns, values=values).split(";"):
        if statement.strip():
            db.execute(text(statement), {"units": UNITS, "months": MONTHS})


def _value(name: str, changed: dict[str, str]) -> str:
    return changed.get(name, f'one."{name}"')


@pytest.fixture
def year(desk: Desk) -> Iterator[Desk]:
    """a year of 1,200 units is stored, beside September, of which the first reminders went out."""
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-21T09:00")
    unit = "'第' || many.unit || '股'"
    with desk.bureau.engine.begin() as db:
        place = {"owner": unit, "unit": unit, "period": "many.month", "month": "many.month"}
        fill(db, STORED, "obligation", **place, wake_at="NULL")
        fill(db, NOTICES, "notice", obligation_id="many.owed", message="NULL", state="'withdrawn'", family="'slip'")
        done = {
            "recipient": "'p' || n",
            "state": "'sent'",
            "id": "'m' || n",
            "due_at": "one.due_at - interval '30 days'",
        }
        fill(db, MESSAGES, "message", **done, queued_at="one.queued_at - make_interval(mins => n)")
        db.execute(text("ANALYZE"))
    yield desk
    with desk.bureau.engine.begin() as db:
        db.execute(text("TRUNCATE obligation, message CASCADE"))


QUESTIONS: dict[str, Callable[[Connection], object]] = {
    "what is ahead": lambda db: outlook(db, "qingxi"),
    "what is awake": lambda db: obligations.due(db, "qingxi", NOW + timedelta(days=9), 0, 100),
    "what hangs on the calendar": lambda db: recounts.by_the_calendar(db, "qingxi", NOW.date()),
    "what the books are kept of": lambda db: obligations.ids(db, "qingxi", None),
    "what some owed before": lambda db: obligations.earlier(db, some_of(db), 12),
    "what a unit owes": lambda db: obligations.listed(db, "qingxi", unit=JOBS),
    "what a desk shows": lambda db: obligations.of_owners(db, "qingxi", [JOBS], {"su-he": "苏禾"}, 99),
    "what a month's books are kept of": lambda db: obligations.ids(db, "qingxi", "2020-09"),
    "what waits in the running month": lambda db: work.of_period(db, "qingxi", "2020-09"),
    "which cases go on": lambda db: [*work.cases(db, "qingxi"), *work.undecided(db, "qingxi")],
    "which firms ask for what": lambda db: requests.listed(db, "qingxi"),
    "what was done last": lambda db: audit.page(db, "qingxi", None, 100),
    "what is to be told": lambda db: notices.readers(db, "qingxi", NOW + timedelta(days=9), ("", ""), 100),
    "what is to be sent": lambda db: claims.claim(db, "qingxi", "email", NOW, "me", NOW, 100),
    "what a page of the outbox shows": lambda db: messages.page(db, "qingxi", limit=50),
    "what failed": lambda db: messages.dead_addresses(db, "qingxi"),
    "which slips told nobody": lambda db: [untold(db, files=True), untold(db, files=False)],
    "what was told of a few": lambda db: rungs.sent_at(db, "qingxi", [row.id for row in some_of(db)], files=True),
    "whether a few were told": lambda db: rungs.told(db, "qingxi", [row.id for row in some_of(db)], files=False),
}


def untold(db: Connection, *, files: bool) -> object:
    """Of what was decided lately."""
    since, before = NOW - timedelta(days=100), NOW + timedelta(days=9)
    return notices.untold(db, "qingxi", since, before, 500, files=files)


def some_of(db: Connection) -> list[Any]:
    """A few obligations of this month."""
    return [*obligations.listed(db, "qingxi", period="2020-09", unit=JOBS)]


@contextmanager
def asked(db: Connection) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are run, with what they are run with."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        statements.append((statement, parameters))

    event.listen(db, "before_cursor_execute", note)
    yield statements
    event.remove(db, "before_cursor_execute", note)


def touched(node: dict[str, Any]) -> int:
    """The rows that a plan and its parts read from tables, given on or not."""
    own = 0
    if "Relation Name" in node and node["Node Type"] != "ModifyTable":
        removed = sum(int(node.get(f"Rows Removed by {why}", 0)) for why in ("Filter", "Index Recheck"))
        own = (int(node["Actual Rows"]) + removed) * int(node["Actual Loops"])
    return own + sum(touched(part) for part in node.get("Plans", []))


def test_no_question_reads_what_is_only_stored(year: Desk) -> None:
    """All in one test: to store the year takes longer than to ask."""
    read = {name: _read(year, question) for name, question in QUESTIONS.items()}
    assert {name: rows for name, rows in read.items() if rows > FEW} == {}
    for months in (1, 2, 4):
        _wake(year, months)
        assert _read(year, QUESTIONS["what is awake"]) <= FEW, f"every unit owes the reports of {months} months"
        assert _read(year, QUESTIONS["what hangs on the calendar"]) <= FEW, "all of them on one day"
        assert _read(year, QUESTIONS["what is ahead"]) <= FRONT + FEW, "fourteen thousand messages wait"


def _wake(desk: Desk, months: int) -> None:
    """The newest obligations, of as many months, are awake, and every message waits."""
    newest = f"SELECT id FROM obligation ORDER BY id DESC LIMIT {UNITS * months}"
    with desk.bureau.engine.begin() as db:
        db.execute(text(f"UPDATE obligation SET wake_at = late_from WHERE id IN ({newest})"))
        db.execute(text("UPDATE message SET state = 'queued'"))
        db.execute(text("ANALYZE"))


def _read(desk: Desk, question: Callable[[Connection], object]) -> int:
    """The rows that it touches; what it writes is taken back."""
    with desk.bureau.engine.connect() as db:
        with asked(db) as statements:
            question(db)
        return sum(_run(db, *one) for one in statements if one[0].lstrip().startswith(("SELECT", "WITH")))


def _run(db: Connection, statement: str, parameters: Any) -> int:
    explained = db.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).scalar_one()
    return touched(explained[0]["Plan"])
