"""Wake-ups between processes: whoever commits what is due says so, and who does it comes by at once.

They hasten what a process would find by itself at its next look, so that one may be lost. A server has NOTIFY, a file a
bell.
"""

import logging
import socket
from collections.abc import Callable
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from threading import Event, Thread
from typing import Any, Self

from sqlalchemy import Connection, Engine, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from yudu_flow.storage.database import RINGS, bell_of, writes_alone

CHANNEL = "yudu_flow"
TOLD = select(func.pg_notify(CHANNEL, bindparam("payload")))
DECIDE, DELIVER = "decide", "deliver"
"""What is due: something to decide or to compose, something to send."""
SOONEST, LATEST = 1.0, 60.0
"""Seconds until a lost connection is made again, twice as many each time."""
PATIENCE = 2.0
"""Seconds that the beginning and the end wait for: a server that gives no answer keeps nobody."""
BETWEEN = 0.2
"""Seconds between two looks at the file of a bell."""

log = logging.getLogger("yudu_flow")


def tell(db: Connection, bureau: str, what: str) -> None:
    """Wake those who do that work for the bureau, once this transaction is committed."""
    if writes_alone(db):
        db.info[RINGS] = bell_of(db.engine)
    else:
        db.execute(TOLD, {"payload": f"{what} {bureau}"})


class Bell:
    """Hears on a SQLite database that others were told of something: a file beside it is touched.

    `heard` is called as by an Ear that lost what was told.
    """

    def __init__(self, engine: Engine, heard: Callable[[str, str], None]) -> None:
        self._file, self._heard = Path(bell_of(engine)), heard
        self._last, self._stopped = self._rung(), Event()
        self._thread = Thread(target=self._run, name="wake-ups", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        while not self._stopped.wait(BETWEEN):
            if (rung := self._rung()) != self._last:
                self._last = rung
                self._heard("", "")

    def _rung(self) -> int:
        try:
            return self._file.stat().st_mtime_ns
        except OSError:
            return 0


class Ear:
    """Hears what is told, on a connection and in a thread of its own; one that was lost is made again.

    `heard` is called with the work and the bureau. Both are empty where the connection had to be made again: what was
    told meanwhile is lost.
    """

    def __init__(self, engine: Engine, heard: Callable[[str, str], None]) -> None:
        self._engine, self._heard = engine, heard
        self._faults = (DBAPIError, OSError, engine.dialect.loaded_dbapi.Error)
        self._ready, self._stopped, self._wait = Event(), Event(), SOONEST
        self._thread = Thread(target=self._run, name="wake-ups", daemon=True)

    def __enter__(self) -> Self:
        self._bell, self._rope = socket.socketpair()
        self._thread.start()
        self._ready.wait(PATIENCE)
        # Whoever listens after that has missed something, and has everything looked at once more.
        self._ready.set()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._rope.send(b"!")
        self._thread.join(PATIENCE)
        self._bell.close()
        self._rope.close()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except self._faults as fault:
                log.warning("no wake-ups are heard, the next try is in %d s: %s", self._wait, str(fault).split("\n")[0])
                self._stopped.wait(self._wait)
                self._wait = min(2 * self._wait, LATEST)

    def _listen(self) -> None:
        with self._engine.connect() as db:
            line: Any = db.connection.driver_connection
            db.detach()  # in the pool it would go on hearing
            line.autocommit = True
            line.execute(f"LISTEN {CHANNEL}")
            self._wait = SOONEST
            if self._ready.is_set() and not self._stopped.is_set():
                self._heard("", "")
            self._ready.set()
            self._hear(line)

    def _hear(self, line: Any) -> None:
        with DefaultSelector() as either:
            either.register(line, EVENT_READ)
            either.register(self._bell, EVENT_READ)
            while not self._stopped.is_set():
                either.select()
                for note in line.notifies(timeout=0):
                    what, _, whose = note.payload.partition(" ")
                    self._heard(what, whose)
