"""A pass that stands still before one of its statements, past its lease, and goes on when it may."""

from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from tests.bureau import Desk
from yudu_flow.storage.every_table import METADATA

PATIENCE = 60.0
TABLES = [table.name for table in METADATA.sorted_tables]
STANDS_IN_A_TRANSACTION = """
SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%%'
"""
WAITS = "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()"


@dataclass
class Halt:
    """Stops a pass, in all its threads, before its statement or commit of that `number`, or before the first commit of
    what it wrote into a `table`.

    `seen` are those that it met; `ends` says of each whether a transaction ends with it.
    """

    engine: Engine
    number: int = 0
    table: str = ""
    seen: list[str] = field(default_factory=list)
    ends: list[bool] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)
    may: Event = field(default_factory=Event)
    _wrote: bool = False
    _one: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        event.listen(self.engine, "before_cursor_execute", self._statement)
        event.listen(self.engine, "commit", lambda _: self._meet("COMMIT", end=True))

    def _statement(self, db: Any, _: Any, statement: str, *__: Any) -> None:
        self._meet(statement, end=db.get_execution_options().get("isolation_level") == "AUTOCOMMIT")

    def _meet(self, what: str, *, end: bool) -> None:
        with self._one:
            self.seen.append(what)
            self.ends.append(end)
            self._wrote = self._wrote or (self.table != "" and what.startswith(f"INSERT INTO {self.table} "))
            if len(self.seen) == self.number or (self._wrote and what == "COMMIT"):
                self.stopped.set()
        if self.stopped.is_set():
            self.may.wait(PATIENCE)

    def beginnings(self) -> list[int]:
        """The numbers of what a transaction begins with."""
        return [number + 1 for number, _ in enumerate(self.seen) if number == 0 or self.ends[number - 1]]


class Going(Thread):
    """A pass of a desk in a thread, begun again where its connection died, as the timetable does."""

    def __init__(self, desk: Desk, number: int = 0, table: str = "") -> None:
        super().__init__(daemon=True)
        self.desk, self.halt = desk, Halt(desk.bureau.engine, number, table)
        self.wrong: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self.desk.run()
        except DBAPIError as fault:
            self.wrong = None if fault.connection_invalidated else fault
            if fault.connection_invalidated:
                self.desk.run()

    def stands_still(self) -> bool:
        """Once it does; false where it ended before."""
        while self.is_alive() and not self.halt.stopped.wait(0.002):
            pass
        return self.halt.stopped.is_set()

    def ends(self) -> None:
        """It goes on, and ends well."""
        self.halt.may.set()
        self.join(PATIENCE)
        assert not self.is_alive()
        assert self.wrong is None


@dataclass
class Stage:
    """A database on a server that begins again and again with what it holds now."""

    engine: Engine

    def __post_init__(self) -> None:
        self._do(*(f'CREATE TABLE kept_{name} AS TABLE "{name}"' for name in TABLES))

    def begin(self) -> None:
        """As it was."""
        empty = (f'DELETE FROM "{name}"' for name in reversed(TABLES))
        self._do(*empty, *(f'INSERT INTO "{name}" SELECT * FROM kept_{name}' for name in TABLES))

    def end(self) -> None:
        """Keep nothing."""
        self._do(*(f"DROP TABLE kept_{name}" for name in TABLES))

    def run_out(self) -> None:
        """Every lease does, and the server ends whoever stands still in a transaction."""
        self._do(STANDS_IN_A_TRANSACTION, "UPDATE holder SET until = clock_timestamp() - interval '1s'")

    def somebody_waits(self) -> bool:
        """For a row that another one has."""
        with self.engine.connect() as db:
            return db.execute(text(WAITS)).first() is not None

    def _do(self, *statements: str) -> None:
        with self.engine.begin() as db:
            db.exec_driver_sql(";".join(statements))
