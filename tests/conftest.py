"""What most tests ask for: a home folder with the invented cast, a database, a clock, a desk."""

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from tests import once
from tests.bureau import Clock, Desk, build_home, desk_in, share_words, words_are_as_shipped
from tests.databases import (
    database,
    pytest_addoption,
    pytest_configure,
    pytest_generate_tests,
    pytest_unconfigure,
    second_database,
)
from tests.long import pytest_collection_modifyitems, pytest_ignore_collect, waits

__all__ = [
    "database",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_generate_tests",
    "pytest_ignore_collect",
    "pytest_unconfigure",
    "second_database",
]


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: one mostly waits for a browser, a relay or a process.

    Each reads all tests first, which takes it ten seconds of a core's time.
    """
    return (os.cpu_count() or 1) + 1


def pytest_sessionstart(session: pytest.Session) -> None:
    """Each worker reads the tests from another place on: in a new clone it finds compiled what others have read.

    What cannot be read is said where the tests are collected.
    """
    number = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not number:
        return
    files = [file for file in sorted(Path(__file__).parent.rglob("test_*.py")) if not waits(session.config, file)]
    place = int(number.removeprefix("gw")) * len(files) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for file in (*files[place:], *files[:place]):
        with suppress(Exception):
            import_module(".".join(file.relative_to(Path(__file__).parents[1]).with_suffix("").parts))


@pytest.fixture(autouse=True, scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests of one worker need not work out anew."""
    share_words(tmp_path_factory.mktemp("words"))
    with pytest.MonkeyPatch.context() as patch:
        once.share(patch)
        yield
    assert words_are_as_shipped(), "a test wrote into the shared messages: it needs `own_words`"


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings come from the test alone."""
    for name in os.environ:
        if name.startswith("YUDU_FLOW_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("YUDU_FLOW_WEB_PORT", "0")  # tests run side by side, and one port serves one process


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of the invented bureau."""
    return build_home(tmp_path / "home")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at 08:30 on the plan's day, 2020-09-18."""
    return Clock()


@pytest.fixture
def desk(home: Path, database: str, clock: Clock) -> Iterator[Desk]:
    """The bureau at work on an empty database."""
    desk = desk_in(home, database, clock)
    yield desk
    desk.bureau.engine.dispose()
