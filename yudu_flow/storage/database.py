"""The engine and its transactions. The only place that knows which database it is.

SQLite runs in WAL with synchronous=FULL: what was marked sent stays so through a power cut. Writers begin at once
(BEGIN IMMEDIATE), so that what an action reads is still true when it writes; on PostgreSQL row locks do that.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from math import inf
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Table,
    bindparam,
    column,
    create_engine,
    event,
    func,
    make_url,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import Pool, StaticPool

from yudu_flow.clock import running_time
from yudu_flow.domain.errors import BadRequest
from yudu_flow.storage.away import is_away
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.json_text import as_json, from_json
from yudu_flow.storage.server import LINE, attend
from yudu_flow.storage.unloaded import file_of

Row = TypeVar("Row")
WAIT = 30.0
"""Seconds until whoever waits for a writer of the same SQLite file hears that it is locked: for his turn among the
threads of this process and for the file together.
"""
PRAGMAS = (f"busy_timeout={WAIT * 1000:.0f}", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")


def connect(url: str) -> Engine:
    """An engine for `url`. A SQLite file's folder is made where it is missing."""
    if not url.startswith("sqlite"):
        return _to_server(url)
    if place := file_of(url):
        place.parent.mkdir(parents=True, exist_ok=True)
    return _listen(create_engine(url, **HOW, connect_args={"check_same_thread": False}))


def scratch() -> Engine:
    """A database in memory with all tables, for `simulate`; gone with the process."""
    # One connection for all threads: in memory, another one would be another database.
    engine = create_engine("sqlite://", **HOW, poolclass=StaticPool, connect_args={"check_same_thread": False})
    METADATA.create_all(_listen(engine), checkfirst=False)
    return engine


def _to_server(url: str) -> Engine:
    try:
        return attend(create_engine(url, **HOW, connect_args=LINE))
    except ModuleNotFoundError as missing:
        raise BadRequest(NO_DRIVER) from missing


NO_DRIVER = (
    "YUDU_FLOW_DATABASE_URL 指向 PostgreSQL，但连接它的部件没有安装："
    "请运行 pip install 'psycopg[binary]'，安装在 yudu-flow 所在的 Python 环境里"
)
HOW: dict[str, Any] = {"json_serializer": as_json, "json_deserializer": from_json, "hide_parameters": True}
"""Errors name no parameters: they would carry mobile numbers into logs."""


def _listen(engine: Engine) -> Engine:
    event.listen(engine, "connect", _configure)
    return engine


def _configure(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions by itself, and deferred ones
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _use_wal(connection)


def _use_wal(connection: Any, tries: int = 200) -> None:
    """The first to come turns WAL on; SQLite does not wait for it by itself, so two first starts at once must."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            tries -= 1
            if not tries:
                raise
            time.sleep(0.05)


def _begin(db: Connection, how: str) -> None:
    """SQLite's own BEGIN. Not as a listener to SQLAlchemy's: one listener makes every statement ask for listeners."""
    if db.dialect.name == "sqlite":
        driver: Any = db.connection.driver_connection
        try:
            driver.execute(how)
        except sqlite3.OperationalError as fault:  # whoever deals with a database's faults knows them by this name
            raise OperationalError(how, None, fault) from fault


NOTICED = 1000
"""Milliseconds by which a wait is cut short. To tell the file of fewer takes longer than a small transaction."""


def _begin_writing(db: Connection, until: float) -> None:
    """Wait for other processes that write into the file, or have a row, but no longer than `until`."""
    left = max(0.0, until - running_time())
    if db.dialect.name != "sqlite":
        if left < WAIT - NOTICED / 1000:  # as long as all others wait, by its session
            db.execute(text(f"SET LOCAL lock_timeout = {max(1, left * 1000):.0f}"))  # 0 would be no limit
        return
    driver: Any = db.connection.driver_connection
    [usual] = driver.execute("PRAGMA busy_timeout").fetchone()
    if left * 1000 >= usual - NOTICED:
        _begin(db, "BEGIN IMMEDIATE")
        return
    driver.execute(f"PRAGMA busy_timeout={left * 1000:.0f}")
    try:
        _begin(db, "BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout={usual}")


ENDS: WeakKeyDictionary[Pool, float] = WeakKeyDictionary()
"""By whose connections nobody waits longer than until then."""


def hurry(engine: Engine, within: float) -> None:
    """This process is to end: within so many seconds whoever waits for the file or a row hears that it is locked;
    whoever waits already, after the time granted to them.
    """
    ENDS[engine.pool] = running_time() + within


def ends_at(engine: Engine) -> float:
    """Until when anybody waits."""
    return ENDS.get(engine.pool, inf)


@contextmanager
def _in_turn(engine: Engine, patience: float | None = None) -> Iterator[float]:
    """Behind the other threads of this process that write into the same file; until when there is patience.

    By itself SQLite looks again after pauses that grow to a tenth of a second, however soon it could go on. Who had no
    turn for as long as that lets SQLite say so.
    """
    file = bell_of(engine) if engine.dialect.name == "sqlite" else ""
    # One wait after the other, whoever was told to stop outlasted what services grant, and was killed.
    until = min(running_time() + (WAIT if patience is None else patience), ends_at(engine))
    has_it = bool(file) and _turn(file).acquire(timeout=max(0.0, until - running_time()))
    try:
        yield until
    finally:
        if has_it:
            _turn(file).release()


@cache
def _turn(_: str) -> Lock:
    return Lock()


RINGS = "rings"
"""Under this a transaction on a file notes which bell it rings once it is committed."""


@contextmanager
def writing(engine: Engine, patience: float | None = None) -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back on an error.

    Whoever has less `patience` than all others, in seconds, hears sooner that somebody else has the file or a row.
    """
    with _in_turn(engine, patience) as until, engine.begin() as db:
        _begin_writing(db, until)
        # A transaction that was rolled back on this connection may have left its own.
        db.info.pop(RINGS, None)
        yield db
        bell = db.info.pop(RINGS, None)
    if bell:
        Path(bell).touch(mode=0o600)


def bell_of(engine: Engine) -> str:
    """The file beside a SQLite database whose time says when others were last told of something; empty in memory."""
    place = engine.url.database
    return f"{place}.told" if place and place != ":memory:" else ""


@contextmanager
def passing(engine: Engine) -> Iterator[Connection]:
    """A transaction about who is at work just now, for which nobody waits until the disk has it: what takes it back, a
    power cut, ends them too. What is committed after it by `writing` keeps it as well.
    """
    with _in_turn(engine) as until, engine.connect() as db, _unhurried(db), db.begin():
        _begin_writing(db, until)
        if db.dialect.name != "sqlite":
            db.execute(UNHURRIED)
        yield db


UNHURRIED = text("SET LOCAL synchronous_commit = off")
NORMAL = 1
"""SQLite's number for it: a write-ahead log that reaches the disk with the next transaction that waits for it."""


@contextmanager
def _unhurried(db: Connection) -> Iterator[None]:
    """SQLite takes this between transactions only."""
    if db.dialect.name != "sqlite":
        yield
        return
    driver: Any = db.connection.driver_connection
    [usual] = driver.execute("PRAGMA synchronous").fetchone()
    driver.execute(f"PRAGMA synchronous={min(usual, NORMAL)}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA synchronous={usual}")


PATIENCE, AGAIN = 5.0, 0.2
"""Seconds that one try to note what has happened waits for whoever has the file or the row, and until the next try.

A few of them must fit into a lease: between two it is renewed.
"""


def noting(
    engine: Engine,
    rows: Sequence[Row],
    do: Callable[[Connection, Sequence[Row], bool], Sequence[Row]],
    goes_on: Callable[[Exception], bool],
) -> None:
    """Transactions about what has happened to `rows` already, outside: tried anew while others have them, the disk is
    full or the server is away, as long as it `goes_on`, which is told why; else raises that.

    To give up would forget it, and have it happen once more. `do` changes nothing where it was done before. It is told
    whether to wait for rows that others have, and returns those that it left to them.
    """
    waits = True
    while rows:
        try:
            with writing(engine, PATIENCE) as db:
                left = do(db, rows, waits)
            rows, waits = left, True
        except SQLAlchemyError as error:
            if not (is_away(error) and goes_on(error)):
                raise
            waits = False
            time.sleep(AGAIN)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look that waits for no writer."""
    with engine.connect() as db:
        if db.dialect.name != "sqlite":
            db.execution_options(**ONE_LOOK)
        with db.begin():
            _begin(db, "BEGIN")
            yield db


@contextmanager
def asking(engine: Engine) -> Iterator[Connection]:
    """A look of one question, which is consistent by itself: beginning and ending it would be two more round trips."""
    with engine.connect() as db:  # SQLite begins nothing of its own accord
        yield db if db.dialect.name == "sqlite" else db.execution_options(isolation_level="AUTOCOMMIT")


ONE_LOOK = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""Else each statement of a server's transaction sees what was committed before it, and a page adds up two states."""


def writes_alone(db: Connection) -> bool:
    """Whether nobody else can write until this writing transaction ends: SQLite lets in one at a time."""
    return db.dialect.name == "sqlite"


def one_at_a_time(db: Connection) -> None:
    """Wait until nobody else who asked for the same is in a transaction; SQLite's writers are alone in any case."""
    if not writes_alone(db):
        db.execute(text("SET LOCAL lock_timeout = 0"))  # the other one may have a large table to change
        db.execute(text("SELECT pg_advisory_xact_lock(hashtext('yudu-flow'), hashtext(current_schema()))"))


def insert_new(db: Connection, table: Table) -> Insert:
    """INSERT that passes over rows whose unique key is taken."""
    return new_into(db.dialect.name, table)


@lru_cache(maxsize=64)
def new_into(dialect: str, table: Table) -> Insert:
    """The same for a dialect by its name."""
    if dialect != "postgresql":
        return sqlite.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql  # takes 25 ms, and most bureaus never need it

    return postgresql.insert(table).on_conflict_do_nothing()


def each_of(dialect: str, parameter: str) -> ColumnElement[Any]:
    """A JSON column to select from: one row for each item of the list bound to `parameter`, in its order.

    Thousands of rows travel as one value; bound one by one, they cost more than the database takes to write them.
    """
    unnest = func.json_array_elements if dialect == "postgresql" else func.json_each
    items: BindParameter[Any] = bindparam(parameter, type_=JSON)
    return unnest(items).table_valued(column("value", JSON), name="each").c.value


def describe(url: str) -> str:
    """The URL without its password, for people to read."""
    return make_url(url).render_as_string(hide_password=True)


def sweep_free_pages(engine: Engine) -> None:
    """Write a SQLite file anew, which else keeps what was deleted until its place is needed."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as plain:
            plain.driver_connection.execute("VACUUM")  # type: ignore[union-attr]  # the driver's own connection


def snapshot(engine: Engine, file: Path) -> None:
    """A consistent copy of a SQLite database, taken while others read and write it."""
    with closing(engine.raw_connection()) as source, closing(sqlite3.connect(file)) as copy:
        source.driver_connection.backup(copy)  # type: ignore[union-attr]  # the driver's own connection
