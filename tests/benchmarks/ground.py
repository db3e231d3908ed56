"""Where the measurements run: a SQLite file, or PostgreSQL; both keep what they were told through a power cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from tests import postgresql
from yudu_flow.storage.database import connect
from yudu_flow.storage.schema import upgrade_if_needed

# The tests' server, but as an office runs it.
DURABLE = ["shared_buffers=512MB", "max_wal_size=4GB", "max_connections=50", "listen_addresses=", "timezone=UTC"]


@contextmanager
def servers() -> Iterator[str]:
    """PostgreSQL for as long as it is measured; yields what is missing, or nothing."""
    postgresql.QUICK[:] = [*DURABLE, "log_min_messages=fatal"]
    postgresql.begin_run()
    try:
        postgresql.schemas()
        yield ""
    except postgresql.NoServer as missing:
        yield str(missing)
    finally:
        postgresql.end_run()


def fresh(kind: str, folder: Path) -> str:
    """The URL of an empty database with its tables."""
    file = folder / "ours.db"
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    url = f"sqlite:///{file}" if kind == "SQLite" else postgresql.schemas().lend()
    furnished(url).dispose()
    return url


def furnished(url: str) -> Engine:
    """An engine on it."""
    engine = connect(url)
    upgrade_if_needed(engine)
    return engine
