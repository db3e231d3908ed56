"""What tests of one worker have played already, so that the next ones go on from there."""

import tempfile
from collections.abc import Hashable
from contextlib import closing
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from yudu_flow.actions.bureau import Bureau
from yudu_flow.delivery.message import Outgoing
from yudu_flow.storage.database import connect
from yudu_flow.storage.schema import upgrade_if_needed


@cache
def empty_database() -> bytes:
    """A database with all tables and no rows, made once."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "empty.db"
        engine = connect(f"sqlite:///{file}")
        upgrade_if_needed(engine)
        engine.dispose()
        return file.read_bytes()


@dataclass(frozen=True)
class Played:
    """What a desk played: what came of it, when, what went out, the database; the bureau, so that its ids stay."""

    number: int
    made: Any
    now: datetime
    email: list[Outgoing]
    sms: list[Outgoing]
    database: bytes
    bureau: Bureau


PLAYED: dict[Hashable, Played] = {}


@dataclass
class Memory:
    """Lets a desk go on from the database that another test of this worker played, as long as nobody wrote into it.

    Not for tests of the machine below the program: they want each pass made, on a full disk or with statements counted.
    """

    past: int = -1
    database: bytes = field(default_factory=empty_database)

    def is_fresh(self, bureau: Bureau) -> bool:
        """Whether nothing was written since the file was put there: it is the same, and no log of writes beside it."""
        if bureau.engine.dialect.name != "sqlite":
            return False
        file = Path(str(bureau.engine.url.database))
        log = Path(f"{file}-wal")
        return file.read_bytes() == self.database and (not log.exists() or log.stat().st_size == 0)

    def begin(self, bureau: Bureau, database: bytes, past: int) -> None:
        """Go on from that database, which is what the play of that number left."""
        bureau.engine.dispose()
        file = Path(str(bureau.engine.url.database))
        for log in (f"{file}-wal", f"{file}-shm"):
            Path(log).unlink(missing_ok=True)
        file.write_bytes(database)
        self.past, self.database = past, database


def bytes_of(engine: Engine) -> bytes:
    """The database as a file holds it, without what is still in the log beside it."""
    with closing(engine.raw_connection()) as connection:
        return bytes(connection.driver_connection.serialize())  # type: ignore[union-attr]  # the driver's own connection


def standing(bureau: Bureau) -> Hashable:
    """Everything but its database that what a bureau does depends on; content and words are not changed in place."""
    plain = [field.name for field in fields(bureau) if field.name not in ("engine", "content", "words")]
    return *(getattr(bureau, name) for name in plain), id(bureau.content), id(bureau.words)
