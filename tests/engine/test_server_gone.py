"""A server that is started anew under a running program: nobody is told twice, nothing waits, and watchers are told."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests.bureau import LIAISON, UNITS, Desk, instant
from tests.web.browser import console_of
from tests.web.programs import CLERK_ID, program_of
from yudu_flow.actions.engine.make_pass import Pass
from yudu_flow.domain.channels import Channel
from yudu_flow.timetable import Timetable

pytestmark = pytest.mark.only_postgresql
MONDAY = instant("2020-09-21T09:00")
OTHERS = "FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"


def end_all(database: str) -> None:
    """End every connection to it, as a server does that is stopped."""
    engine = create_engine(database, poolclass=NullPool)
    with engine.connect() as db:
        db.execute(text(f"SELECT pg_terminate_backend(pid, 5000) {OTHERS}"), {"name": engine.url.database})


@contextmanager
def closed(database: str) -> Iterator[None]:
    """Nobody gets in any more."""
    mine = make_url(database)
    engine = create_engine(mine.set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        name = mine.database
        db.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        db.execute(text(f"SELECT pg_terminate_backend(pid, 5000) {OTHERS}"), {"name": name})
        yield
        db.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))


def one_pass(desk: Desk, clock: Callable[[], datetime]) -> Pass:
    """The first pass of a timetable, which stops after it."""
    made: list[Pass] = []

    def keep(one: Pass) -> None:
        made.append(one)
        table.stopped.set()

    ways: dict[Channel, Any] = {Channel.EMAIL: desk.email, Channel.SMS: desk.sms}
    table = Timetable(lambda _: desk.bureau, ways, clock, keep, lambda _done, _total: None)
    asyncio.run(asyncio.wait_for(table.run(), 20))
    return made[0]


def test_a_pass_under_which_the_server_is_started_anew_begins_again_at_once(
    desk: Desk, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Everybody is told once, and half a minute before the safety net would come by."""
    desk.at("2020-09-18T09:00")
    desk.email.sent = []
    ended: list[str] = []

    def clock() -> datetime:
        if desk.email.sent and not ended:
            ended.append("in the middle of the delivery")
            end_all(database)
        return MONDAY

    with caplog.at_level(logging.WARNING, "yudu_flow"):
        one_pass(desk, clock)
    assert ended
    assert sorted(mail.recipient for mail in desk.email.sent) == sorted(LIAISON[unit] for unit in UNITS)


def test_what_went_out_while_the_server_was_away_is_noted_when_it_is_back(desk: Desk, database: str) -> None:
    """And not sent once more: the pass waits with the mark in hand."""
    desk.at("2020-09-18T09:00")
    desk.email.sent = []
    away = ExitStack()

    def clock() -> datetime:
        if len(desk.email.sent) == 1 and not ended:
            away.enter_context(closed(database))
            ended.append(threading.Timer(0.7, away.close))
            ended[0].start()
        return MONDAY

    ended: list[threading.Timer] = []
    one_pass(desk, clock)
    [back] = ended
    back.join()
    assert sorted(mail.recipient for mail in desk.email.sent) == sorted(LIAISON[unit] for unit in UNITS)


def test_watchers_are_told_that_the_database_is_gone_and_that_it_is_back(desk: Desk, database: str, home: Path) -> None:
    """They get the answer that they understand, and no page that failed."""
    desk.at("2020-09-18T09:00")
    console = console_of(desk, home)
    watcher = console.stranger()
    assert watcher.get("/health").json()["ready"]
    with closed(database):
        gone = watcher.get("/health")
        assert (gone.status_code, gone.json()["live"], gone.json()["ready"]) == (503, True, False)
    assert watcher.get("/health").status_code == 200
    end_all(database)
    assert watcher.get("/health").status_code == 200
    console.close()


def test_whoever_asks_meanwhile_is_told_to_come_back(desk: Desk, database: str, home: Path) -> None:
    """People as a page that keeps what they wrote, programs by a status that says it is not their fault."""
    desk.at("2020-09-21T09:00")
    console = console_of(desk, home)
    clerk, program = console.account(CLERK_ID), program_of(console, CLERK_ID)
    with closed(database):
        for asked in (
            clerk.get("/office"),
            clerk.post("/office/1/urge", data={"note": "x"}),
            program.get("/api/v1/obligations"),
            program.post("/api/v1/obligations/1/note", json={"text": "x"}),
        ):
            assert (asked.status_code, asked.headers["retry-after"]) == (503, "60"), asked.url
            assert "数据库暂时用不了" in asked.text
    clerk.look("/office")
    console.close()
