"""The database that a test runs on: SQLite, and PostgreSQL too for those whose behaviour depends on it.

`--databases chosen` takes both for the files listed here (the second time only with the long tests) and for what is
marked `both`; `both` for every test that asks for a database, `postgresql` PostgreSQL alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from tests import postgresql

TESTS = Path(__file__).parent
KINDS = {"sqlite": ["sqlite"], "both": ["sqlite", "postgresql"], "postgresql": ["postgresql"]}
ON_BOTH = (
    "test_homes.py",
    *(
        f"storage/test_{name}.py"
        for name in (
            "among",
            "at_once",
            "audit",
            "claims",
            "instants",
            "json_text",
            "obligations",
            "pieces",
            "rows",
            "schema",
        )
    ),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--databases`, as above."""
    parser.addoption("--databases", choices=("chosen", *KINDS), default="chosen", help="which databases tests run on")


def pytest_configure(config: pytest.Config) -> None:
    """One server a run."""
    config.addinivalue_line("markers", "only_sqlite: it is about SQLite, which keeps a bureau in one file")
    config.addinivalue_line("markers", "only_postgresql: it is about a server")
    config.addinivalue_line("markers", "both: only a server failed in it, so it runs there each time")
    config.addinivalue_line("markers", "asks_for_a_database: set here, to choose by")
    postgresql.begin_run()


def pytest_unconfigure() -> None:
    """It ends with the run."""
    postgresql.end_run()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test that asks for a database runs once on each of its kinds."""
    if "database" in metafunc.fixturenames:
        kinds = _kinds(metafunc)
        metafunc.parametrize(
            "database", [pytest.param(kind, marks=_marks(metafunc, kind)) for kind in kinds], indirect=True
        )


def _marks(metafunc: pytest.Metafunc, kind: str) -> list[pytest.MarkDecorator]:
    """The second kind is long but where only a server failed: `make test-postgresql` runs each of them there."""
    twice = kind == "postgresql" and metafunc.definition.path.relative_to(TESTS).as_posix().startswith(ON_BOTH)
    again = twice and not {mark.name for mark in metafunc.definition.iter_markers()} & {"both", "only_postgresql"}
    return [pytest.mark.asks_for_a_database, *([pytest.mark.long] if again else [])]


def _kinds(metafunc: pytest.Metafunc) -> list[str]:
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    if only := marks & {"only_sqlite", "only_postgresql"}:
        return [only.pop().removeprefix("only_")]
    asked = metafunc.config.getoption("databases")
    file = metafunc.definition.path.relative_to(TESTS).as_posix()
    chosen = "both" if "both" in marks or file.startswith(ON_BOTH) else "sqlite"
    return KINDS.get(asked) or KINDS[chosen]


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: a file, or a schema of a server."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'var' / 'test.db'}"
        return
    lent = _lent()
    with _closed_at_the_end():
        yield lent
    postgresql.schemas().take_back(lent)


@pytest.fixture
def second_database(database: str, tmp_path: Path) -> Iterator[str]:
    """Another one of the same kind."""
    if database.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'var' / 'second.db'}"
        return
    lent = _lent()
    with _closed_at_the_end():
        yield lent
    postgresql.schemas().take_back(lent)


def _lent() -> str:
    try:
        return postgresql.schemas().lend()
    except postgresql.NoServer as missing:
        pytest.skip(str(missing))


@contextmanager
def _closed_at_the_end() -> Iterator[None]:
    """Close the connections that a test leaves open: a file minds none, a server keeps what they hold."""
    made: list[Any] = []

    def note(connection: Any, _: object) -> None:
        made.append(connection)

    event.listen(Pool, "connect", note)
    yield
    event.remove(Pool, "connect", note)
    for connection in made:
        connection.close()
