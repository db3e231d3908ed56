"""A PostgreSQL server of one test's own, that may be started anew in the middle of anything."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.postgresql import INITDB, NoServer, programs, somebody

QUICK = (
    "-c fsync=off -c autovacuum=off -c shared_buffers=64MB -c max_connections=100 -c listen_addresses= -c timezone=UTC"
)
"""What is committed outlives the server, as it must, but not the machine."""


@dataclass(frozen=True)
class Cluster:
    """A running server in a folder."""

    folder: Path
    programs: Path

    @property
    def url(self) -> str:
        """Of its one database."""
        return f"postgresql://tests@/postgres?host={self.folder}"

    def start(self) -> None:
        """And wait until it answers."""
        self._control("start", "-o", f"{QUICK} -k {self.folder}", "-l", str(self.folder / "log"))

    def stop(self, how: str = "fast") -> None:
        """`immediate`: as if its processes had been killed; `fast`: open transactions are taken back."""
        self._control("stop", "-m", how)

    def end_connections(self) -> None:
        """All but the one that asks."""
        engine = create_engine(self.url, poolclass=NullPool)
        with engine.connect() as db:
            db.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))

    def _control(self, *words: str) -> None:
        command = [str(self.programs / "pg_ctl"), *words, "-w", "-D", str(self.folder / "data")]
        subprocess.run(command, check=True, user=somebody(), cwd=self.folder, stdout=subprocess.DEVNULL)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A new one, gone afterwards. Raises NoServer."""
    where = programs()
    if where is None:
        raise NoServer("No PostgreSQL, so the tests on it are skipped: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="storm-"))
    how: dict[str, Any] = {"user": somebody(), "cwd": folder}
    if who := somebody():
        os.chown(folder, pwd.getpwnam(who).pw_uid, -1)
    command = [str(where / "initdb"), "-D", str(folder / "data"), *INITDB]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **how)
    made = Cluster(folder, where)
    made.start()
    try:
        yield made
    finally:
        made.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
