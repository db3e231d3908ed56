"""Whoever is told to stop leaves within the minute that services grant, though another program has the file longer."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.bureau import Desk
from tests.delivery.fake_relay import fake_relay
from tests.engine.machine import Machine
from tests.engine.outbox import without_quiet_hours
from tests.engine.test_run import LONG, running, slow, took, waiting
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import bell_of, connect, hurry, passing, writing
from yudu_flow.storage.unloaded import file_of

GRANTED = 60
"""Seconds, by deploy/systemd."""
LONGER = 5
"""Seconds for which the other one has it, and others wait for it."""


@contextmanager
def taken(desk: Desk) -> Iterator[None]:
    """The bureau's row, or the whole file, is somebody else's, for longer than it has to be."""
    engine, held = desk.bureau.engine, ExitStack()
    if engine.dialect.name == "sqlite":
        file = sqlite3.connect(bell_of(engine).removesuffix(".told"), check_same_thread=False)
        held.callback(file.close)
        file.execute("BEGIN IMMEDIATE")
    else:
        other = connect(engine.url.render_as_string(hide_password=False))
        held.callback(other.dispose)
        held.enter_context(writing(other)).execute(text("SELECT 1 FROM bureau FOR UPDATE"))
    release = Timer(LONGER, held.close)
    release.start()
    try:
        yield
    finally:
        release.cancel()
        held.close()


@pytest.mark.both
def test_a_process_that_is_to_end_waits_for_nobody(desk: Desk) -> None:
    """Else it waits until the other one is done."""
    now = desk.at("2020-09-21T09:00").at
    hurry(desk.bureau.engine, 0)
    for transaction in (writing, passing):
        with taken(desk), pytest.raises(OperationalError), transaction(desk.bureau.engine) as db:
            bureaus.set_back(db, desk.bureau.key, now)
    with writing(desk.bureau.engine) as db:
        bureaus.set_back(db, desk.bureau.key, now)


@pytest.mark.long
def test_run_leaves_in_the_middle_of_a_delivery(home: Path, database: str) -> None:
    """What it cannot note any more goes out once again, under its Message-ID."""
    file = file_of(database)
    if file is None:
        pytest.skip("a server has no file that another program could lock")
    waiting(without_quiet_hours(home), database, LONG)

    async def story() -> int:
        async with fake_relay(slow) as relay, running(Machine(home, database, relay.port)) as run:
            await took(relay, 10)
            other = sqlite3.connect(file, timeout=30)
            other.execute("BEGIN IMMEDIATE")
            run.process.terminate()
            await asyncio.to_thread(run.process.communicate, timeout=GRANTED)
            other.close()
            return run.process.wait()

    assert asyncio.run(story()) == 0
