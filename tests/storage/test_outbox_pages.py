"""Pages of the outbox: newest first, each message once, whatever its state."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from tests.bureau import Desk
from tests.memory import Memory
from yudu_flow.storage import messages
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.holders import FREE
from yudu_flow.storage.messages import STATES, MessageInShort, _page
from yudu_flow.storage.notices import REFUSED, UNCONFIRMED, UNTOLD, UNTOLD_FOR_REAL
from yudu_flow.storage.rows import MessageRow
from yudu_flow.storage.tables import MESSAGE
from yudu_flow.storage.undelivered import STUCK


@pytest.fixture
def outbox(desk: Desk) -> Desk:
    """A month's messages, of which some are in every state."""
    desk.memory = Memory()
    desk.until("2020-10-12T09:00")
    with writing(desk.bureau.engine) as db:
        ids = sorted(row.id for row in messages.listed(db, desk.bureau.key))
        for place, id in enumerate(ids):
            db.execute(MESSAGE.update().where(MESSAGE.c.id == id).values(state=STATES[place % len(STATES)]))
    return desk


def leaves(desk: Desk, size: int = 3, **wanted: Any) -> Iterator[MessageInShort]:
    """Leaf by leaf, each from where the last one ended."""
    before = None
    with reading(desk.bureau.engine) as db:
        while rows := messages.page(db, desk.bureau.key, before=before, limit=size, **wanted):
            assert len(rows) <= size
            yield from rows
            before = (rows[-1].queued_at, rows[-1].id)


def all_of(desk: Desk) -> list[MessageRow]:
    """Every message, newest first."""
    with reading(desk.bureau.engine) as db:
        return [*messages.listed(db, desk.bureau.key)][::-1]


def test_every_message_is_on_one_page(outbox: Desk) -> None:
    assert {row.state for row in all_of(outbox)} == {*STATES}
    assert [row.id for row in leaves(outbox)] == [row.id for row in all_of(outbox)]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("person", ["", "su-he"])
def test_it_is_sorted_out_by_state_and_person(outbox: Desk, state: str, person: str) -> None:
    wanted = [row.id for row in all_of(outbox) if row.state == state and person in ("", row.recipient)]
    assert [row.id for row in leaves(outbox, state=state, person=person)] == wanted


@pytest.mark.parametrize("state", ["sent", "failed", "withdrawn", "superseded"])
def test_a_page_is_read_from_an_index(outbox: Desk, state: str) -> None:
    """Without sorting all there ever was; the queue's own reads do not take that index, which holds nothing queued."""
    engine = outbox.bureau.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("SQLite says in words how it reads")
    read = f"SELECT id FROM message WHERE bureau = 'b' AND state = '{state}'"
    with reading(engine) as db:
        paged = str(db.execute(text(f"EXPLAIN QUERY PLAN {read} AND state != 'queued' ORDER BY queued_at DESC")).all())
        queue = str(
            db.execute(text("EXPLAIN QUERY PLAN SELECT id FROM message WHERE bureau = 'b' AND state = 'queued'")).all()
        )
    assert "ix_message_done" in paged
    assert "TEMP B-TREE" not in paged
    assert "ix_message_due" in queue


OF_A_NOTICE = "sqlite_autoindex_message_1 (id=?) LEFT-JOIN"
LOST = {OF_A_NOTICE, "ix_message_due (bureau=? AND due_at>?)", "ix_message_done (bureau=? AND state=? AND queued_at>?)"}
INDEXED = {
    "what is unsure, each morning": (UNCONFIRMED, {"ix_message_done (bureau=? AND state=? AND queued_at>?)"}),
    "what was refused, each morning": (REFUSED, {"ix_message_done (bureau=? AND state=? AND queued_at>?)"}),
    "what told nobody, each morning": (UNTOLD, LOST),
    "what only became a file": (UNTOLD_FOR_REAL, LOST | {"ix_message_in_files (bureau=? AND queued_at>?)"}),
    "what a holder has, at the end of a pass": (FREE, {"ix_message_due"}),
    "what waits, in the outbox": (_page("queued", frozenset()), {"ix_message_due (bureau=? AND due_at>?)"}),
    "what was tried, on the board": (STUCK, {"ix_message_failed (bureau=?)", "ix_message_due (bureau=? AND due_at>?)"}),
}


@pytest.mark.parametrize("asked", INDEXED)
def test_nothing_goes_through_all_that_was_ever_sent(outbox: Desk, asked: str) -> None:
    query, indexes = INDEXED[asked]
    assert searched(outbox, query, "message") == indexes


@pytest.mark.parametrize("query", [UNTOLD, UNTOLD_FOR_REAL], ids=["files tell", "files tell nobody"])
def test_what_told_nobody_is_not_looked_for_among_all_slips(outbox: Desk, query: Any) -> None:
    assert searched(outbox, query, "notice") == {
        "INTEGER PRIMARY KEY (rowid=?)",
        "ix_notice_queue (bureau=?)",
        "ix_notice_unreachable (bureau=? AND created_at>?)",
        "ix_notice_message (message=?)",
    }


def searched(outbox: Desk, query: Any, table: str) -> set[str]:
    """By which indexes SQLite looks into a table."""
    engine = outbox.bureau.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("SQLite says in words how it reads")
    words = str(query.compile(engine, compile_kwargs={"render_postcompile": True}))
    with reading(engine) as db:
        driver: Any = db.connection.driver_connection
        plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {words}", [0] * words.count("?"))]
    steps = [step for step in plan if step.startswith((f"SEARCH {table} ", f"SCAN {table} "))]
    return {step.partition(" INDEX ")[2] or step.partition(" USING ")[2] for step in steps}


@pytest.mark.parametrize(("query", "state"), [(REFUSED, "failed"), (UNCONFIRMED, "unconfirmed")])
def test_of_many_that_reached_nobody_the_newest_are_looked_at(outbox: Desk, query: Any, state: str) -> None:
    newest = [row for row in all_of(outbox) if row.state == state]
    assert len({row.queued_at for row in newest}) > 2
    about = {"here": outbox.bureau.key, "since": newest[-1].queued_at, "most": 2}
    with reading(outbox.bureau.engine) as db:
        found = {row.id: row.queued_at for row in newest if row.id in db.execute(query, about).scalars().all()}
    assert sorted(found.values()) == sorted(row.queued_at for row in newest)[-2:]
