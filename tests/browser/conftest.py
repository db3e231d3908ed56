"""A real Chromium for tests of the pages. Where none is installed, these tests are skipped, and say so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium as chromiums
from tests.browser.chromium import Lent
from tests.browser.visitors import Crowd, Door, aside, listening
from tests.bureau import SEPTEMBER, Desk
from tests.memory import Memory
from yudu_flow.actions.access.links import as_sent
from yudu_flow.settings import Settings
from yudu_flow.storage import messages, obligations
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.database import reading
from yudu_flow.web.app import Console
from yudu_flow.web.doors.hall import Hall


@pytest.fixture(scope="session")
def lent() -> Iterator[Lent]:
    """The system's Chromium, started once for all modules of a worker."""
    if chromiums.place() is None:
        pytest.skip(chromiums.MISSING)
    with chromiums.lent() as lent:
        yield lent


@pytest.fixture(scope="module")
def chromium(lent: Lent) -> Iterator[Browser]:
    """The same, in use; between modules its event loop is put aside, since it would be in the way of others."""
    with lent.in_use() as browser:
        yield browser


@pytest.fixture(scope="session")
def door() -> Iterator[Door]:
    """Where the consoles of all tests answer: the address stands in mails, so what was played goes for one address."""
    with listening() as (address, answer):
        door = Door(address)
        answer(door)
        yield door


@pytest.fixture
def size() -> str:
    """A phone of 390 px; whoever asks whether a page `fits` asks of a desk's screen too."""
    return "phone"


@dataclass
class Place:
    """The invented bureau with its console, and the people who come."""

    desk: Desk
    crowd: Crowd
    app: Console
    store: Store

    def until(self, when: str) -> None:
        """Time goes by; what the rules want has happened."""
        aside(lambda: self.desk.until(when))

    def run(self) -> None:
        """A pass."""
        aside(self.desk.run)

    def id_of(self, unit: str) -> int:
        """The id of a unit's report of September."""
        with reading(self.desk.bureau.engine) as db:
            return int(
                obligations.listed(db, self.desk.bureau.key, unit=unit, period=SEPTEMBER, kinds=("report",))[0].id
            )

    def link_to(self, person: str) -> str:
        """The path of the link in the last mail that somebody got."""
        with reading(self.desk.bureau.engine) as db:
            rows = messages.listed(db, self.desk.bureau.key)
        mail = [row for row in rows if (row.recipient, row.channel, row.state) == (person, "email", "sent")][-1]
        text = as_sent(self.desk.bureau, mail, mail.text)
        return text[text.index(self.crowd.address) + len(self.crowd.address) :].split()[0]


@pytest.fixture
def place(desk: Desk, home: Path, chromium: Browser, size: str, door: Door) -> Iterator[Place]:
    """The console over the desk, at a real address that the mails carry too."""
    desk.bureau, desk.memory = replace(desk.bureau, base_url=door.address), Memory()
    hall = Hall(lambda: desk.bureau, desk.clock, Settings(home=home), b"a secret for tests")
    app, crowd = Console(hall), Crowd(chromium, door.address, size)
    door.app = app
    yield Place(desk, crowd, app, hall.store)
    crowd.leave()
