"""PostgreSQL for the tests: Debian's server, started once a run in a folder of its own, and a schema a test.

The whole run shares one server: whoever needs it first starts it. Each process of the run has a database in it, so that
no test sees another one's locks. A schema whose tables a test filled is emptied and lent again, which takes a twentieth
of the time of making the tables.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text

from yudu_flow.storage.database import connect
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.schema import upgrade_if_needed

GIVEN = "TEST_POSTGRESQL_URL"
"""The environment's name for a server that is there already; its user must be allowed to create databases."""
PLACE = "TEST_POSTGRESQL_PLACE"
"""The folder of this run's own server, as its processes tell each other."""

# What is lost in a power cut is a test's. Names are ordered as a Chinese system orders them, which is not by bytes.
INITDB = [
    *("--username=tests", "--auth=trust", "--no-sync", "--no-instructions"),
    *("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-Hans-CN"),
]
QUICK = [
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=64MB"),
    *("max_connections=200", "listen_addresses=", "log_min_messages=fatal", "timezone=UTC"),
]

# Ends the server when the run has ended without saying so.
KEEPER = """
( "$@" & server=$!
  while ps -p "$RUN" && ps -p $server; do sleep 1; done
  kill -INT $server; wait $server ) >"$LOG" 2>&1 &
"""


class NoServer(Exception):
    """There is no PostgreSQL for the tests; the words say what is missing."""


def programs() -> Path | None:
    """The folder of the newest server that is installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@cache
def server() -> str:
    """The URL of the run's server, without a database. Raises NoServer."""
    if find_spec("psycopg") is None:
        raise NoServer("No psycopg, so the tests on PostgreSQL are skipped: make test installs it")
    if given := os.environ.get(GIVEN):
        return given
    where = programs()
    if where is None:
        raise NoServer("No PostgreSQL, so the tests on it are skipped: apt-get install postgresql")
    place = Path(os.environ[PLACE])
    with _alone(place):
        if not (place / "ready").exists():
            _start(where, place)
    return f"postgresql://tests@/postgres?host={place}"


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One process of the run at a time."""
    lock = place / "lock"
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.rmdir()


def _start(where: Path, place: Path) -> None:
    """Make a cluster and start its server as somebody who is not root, whom PostgreSQL refuses."""
    who = somebody()
    if who:
        os.chown(place, pwd.getpwnam(who).pw_uid, -1)
    data = place / "data"
    how: dict[str, Any] = {"user": who, "cwd": place, "stdin": subprocess.DEVNULL}
    made = subprocess.run([where / "initdb", "-D", data, *INITDB], capture_output=True, text=True, **how)
    if made.returncode:
        raise NoServer(
            f"PostgreSQL cannot make its files, so the tests on it are skipped: {made.stderr.strip()[-200:]}"
        )
    settings = [part for setting in QUICK for part in ("-c", setting)]
    command = ["sh", "-c", KEEPER, "keeper", f"{where}/postgres", "-D", str(data), "-k", str(place), *settings]
    environment = {**os.environ, "RUN": os.environ[PLACE].rpartition("-")[2], "LOG": str(place / "log")}
    subprocess.run(command, start_new_session=True, env=environment, check=True, **how)
    _wait_for(place)
    (place / "ready").touch()


def somebody() -> str | None:
    """Whom the server runs as, where the tests run as root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait_for(place: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        pid = place / "data" / "postmaster.pid"
        if pid.exists() and "ready" in pid.read_text(encoding="ascii"):
            return
        time.sleep(0.05)
    raise NoServer(f"PostgreSQL does not start: {(place / 'log').read_text(encoding='utf-8')[-500:]}")


def begin_run() -> None:
    """Name the folder of the server, which the first who needs it starts; in the process that all others come from."""
    if PLACE not in os.environ:
        os.environ[PLACE] = tempfile.mkdtemp(prefix="pg-", suffix=f"-{os.getpid()}")
        Path(os.environ[PLACE]).chmod(0o755)


def end_run() -> None:
    """Stop the server and remove its folder, in the process that named it, which may begin another one."""
    if schemas.cache_info().currsize:
        schemas().engine.dispose()
    server.cache_clear()
    schemas.cache_clear()
    place = Path(os.environ.get(PLACE, ""))
    if not place.name.endswith(f"-{os.getpid()}"):
        return
    pid = place / "data" / "postmaster.pid"
    if pid.exists():
        os.kill(int(pid.read_text(encoding="ascii").split()[0]), signal.SIGINT)
        until = time.monotonic() + 30
        while pid.exists() and time.monotonic() < until:
            time.sleep(0.05)
    shutil.rmtree(place, ignore_errors=True)
    del os.environ[PLACE]


@dataclass
class Schemas:
    """This process's database on the server: lends schemas, and takes them back."""

    url: str
    engine: Engine
    made: int = 0
    ready: list[str] = field(default_factory=list)
    shapes: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def lend(self) -> str:
        """The URL of an empty schema."""
        self.made += 1
        name = f"t{self.made}"
        with self.engine.begin() as db:
            db.execute(text(f"CREATE SCHEMA {name}"))
        return self._url_of(name)

    def furnish(self, url: URL) -> None:
        """Give that schema its tables: those that another test has done with, where there are some; one in which the
        program's own processes made them keeps those.
        """
        name = _schema_in(url)
        with self.engine.begin() as db:
            is_made = bool(_shape(db, name))
        if self.ready and not is_made:
            with self.engine.begin() as db:
                db.execute(text(f"DROP SCHEMA {name}"))
                db.execute(text(f"ALTER SCHEMA {self.ready.pop()} RENAME TO {name}"))
        else:
            engine = connect(url.render_as_string(hide_password=False))
            upgrade_if_needed(engine)
            engine.dispose()
        with self.engine.begin() as db:
            self.shapes[name] = _shape(db, name)

    def take_back(self, url: str) -> None:
        """Keep its tables for another test, where they are as they were made; else drop it."""
        name = _schema_in(url)
        with self.engine.begin() as db:
            db.execute(text("SET LOCAL lock_timeout = '10s'"))
            if self.shapes.pop(name, None) == _shape(db, name):
                _empty(db, name)
                self.ready.append(name)
            else:
                db.execute(text(f"DROP SCHEMA {name} CASCADE"))

    def _url_of(self, name: str) -> str:
        url = make_url(self.url).update_query_dict({"options": f"-csearch_path={name}"})
        return url.render_as_string(hide_password=False)


def furnish(url: URL) -> None:
    """The tables, where a schema of ours at that place has none yet."""
    mine = schemas()
    if _schema_in(url) not in mine.shapes:
        mine.furnish(url)


@cache
def schemas() -> Schemas:
    """Those of this process. Raises NoServer."""
    url = make_url(server())
    name = f"tests_{os.getpid()}"
    administration = create_engine(url, isolation_level="AUTOCOMMIT")
    with administration.connect() as db:
        db.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    administration.dispose()
    mine = url.set(database=name)
    return Schemas(mine.render_as_string(hide_password=False), create_engine(mine, pool_pre_ping=True))


def _schema_in(url: URL | str) -> str:
    return str(make_url(url).query["options"]).rpartition("=")[2]


def _shape(db: Connection, schema: str) -> tuple[Any, ...]:
    """What a change of its tables shows in, and the version written there."""
    query = "SELECT count(*), sum(oid::int8), sum(relnatts) FROM pg_class WHERE relnamespace = to_regnamespace(:name)"
    found = tuple(db.execute(text(query), {"name": schema}).one())
    return (*found, db.execute(text(f"SELECT version_num FROM {schema}.alembic_version")).scalar()) if found[0] else ()


@cache
def _emptying(schema: str) -> str:
    """One statement: a round trip for each table would take as long as all of it."""
    tables = [table.name for table in reversed(METADATA.sorted_tables)]
    rows = "".join(f'DELETE FROM {schema}."{table}";' for table in tables)
    numbers = (
        f"SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S' AND relnamespace = '{schema}'::regnamespace"
    )
    return f"{rows}{numbers}"


def _empty(db: Connection, schema: str) -> None:
    db.exec_driver_sql(_emptying(schema))
