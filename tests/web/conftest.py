"""What the pages' tests ask for: the console on the invented bureau."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.bureau import Desk, desk_in
from tests.intake.papers import found_in
from tests.web.browser import Browser, Console, console_of
from tests.web.programs import CLERK_ID, UNIT, Program, program_of
from tests.web.unit_pages import guest_of, path_of
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import renewed
from yudu_flow.content.starter import begin_anew
from yudu_flow.intake import quarantine
from yudu_flow.settings import Settings
from yudu_flow.simulation.rehearsal import Coming
from yudu_flow.web import rehearsals


@pytest.fixture(autouse=True)
def decoded_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are decoded without a child process, to start which takes longer than the rest; tests/intake has it."""
    if request.node.get_closest_marker("child") is None:
        monkeypatch.setattr(quarantine, "decode", found_in)


@pytest.fixture
def console(desk: Desk, home: Path) -> Iterator[Console]:
    """The console over the desk's bureau and clock; every visitor has a browser of their own."""
    console = console_of(desk, home)
    yield console
    console.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Console]:
    """A bureau of which nothing is known but its name, on pages whose content is watched as in a running process."""
    home = tmp_path / "new"
    begin_anew(home, "云岭县人社局", "云岭人社")
    desk = desk_in(home, f"sqlite:///{tmp_path / 'test.db'}")
    console = console_of(desk, home)
    force = ContentInForce(desk.bureau, home, partial(renewed, Settings(home=home)))
    console.hall.bureau, console.hall.content = force.current, force
    yield console
    console.close()
    desk.bureau.engine.dispose()


@pytest.fixture
def september(console: Console) -> Console:
    """22 September, 10:00."""
    console.desk.until("2020-09-22T09:00")
    console.desk.clock.set("2020-09-22T10:00")
    return console


@pytest.fixture
def office(september: Console) -> Program:
    """The office's program."""
    return program_of(september, CLERK_ID)


@pytest.fixture
def unit(september: Console) -> Program:
    """A unit's."""
    return program_of(september, UNIT)


@pytest.fixture
def unplayed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes out is tried in test_office_preview, and takes a second each time."""
    monkeypatch.setattr(rehearsals, "rehearse", lambda *_: tuple[Coming, ...]())


@pytest.fixture
def reminded(console: Console) -> None:
    """21 September, 09:00: the mails of September's first reminder are out, with their links."""
    console.desk.at("2020-09-21T09:00")


@pytest.fixture
def guest(reminded: None, console: Console) -> Browser:
    """苏禾, 就业中心's liaison, who came by the link of a mail."""
    return guest_of(console)


@pytest.fixture
def report(console: Console) -> str:
    """The path of 就业中心's report."""
    return path_of(console)
