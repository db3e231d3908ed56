"""What every page is given: the bureau in force, the clock, and where files lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from starlette.requests import Request

from yudu_flow.actions.access.mail_sign_in import Mailer
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.files import Store
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import mail_of, store_of
from yudu_flow.clock import Clock
from yudu_flow.content.findings import Finding
from yudu_flow.settings import Settings
from yudu_flow.web.doors.bodies import LARGE_AT_ONCE, Places
from yudu_flow.web.doors.throttle import Throttle
from yudu_flow.web.rehearsals import Rehearsals

if TYPE_CHECKING:
    from yudu_flow.simulation.demo import Demo
    from yudu_flow.upkeep.settings_in_force import SettingsInForce

CONSOLE = "yudu_flow.console"
"""Where a request's scope says which console it came to."""
PARSED_AT_ONCE = 2
"""Large bodies of programs: each takes four times its size while it is read."""


@dataclass
class Hall:
    """One console. `bureau` gives the content in force, which may change while the process runs.

    `content` is where to have changed files looked at now, and what is wrong with them; None where nobody watches them.
    `machine` has what was changed of the settings looked at now, None where a start reads them.
    `post` sends one mail at once; None where none can be sent. `address` is where pages are reached while the bureau
    has no address of its own.
    """

    bureau: Callable[[], Bureau]
    clock: Clock
    settings: Settings
    secret: bytes
    address: str = ""
    throttle: Throttle = field(init=False)
    uploads: Places = field(default_factory=lambda: Places(LARGE_AT_ONCE))
    parsing: Places = field(default_factory=lambda: Places(PARSED_AT_ONCE))
    rehearsals: Rehearsals = field(default_factory=Rehearsals)
    demo: Demo | None = None
    content: ContentInForce | None = None
    post: Mailer | None = None
    machine: SettingsInForce | None = None

    def __post_init__(self) -> None:
        self.throttle = Throttle(self.settings)

    def follow(self, machine: SettingsInForce) -> None:
        """Go by the machine's settings as they are from now on."""
        self.machine = machine
        machine.tell(self._take)

    def _take(self, settings: Settings) -> None:
        self.settings, self.post = settings, mail_of(settings)

    @property
    def store(self) -> Store:
        """Where attachments lie."""
        return store_of(self.settings, self.bureau().engine)

    @property
    def base(self) -> str:
        """What a link that is shown begins with; never what a request says of itself, which anybody may write."""
        return (self.bureau().base_url or self.address).rstrip("/")

    @property
    def encrypted(self) -> bool:
        """Whether browsers come by https, as the bureau's address says; a proxy need not tell of every request."""
        return self.settings.base_url.startswith("https:")

    @property
    def drawn(self) -> Path:
        """Where pages of attachments lie that were drawn once."""
        return self.settings.var / "pages"

    def refresh(self) -> Bureau:
        """The bureau in force after a look at its files: what was just written is in it, where it has no error."""
        return self.content.refresh(self.now()) if self.content else self.bureau()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with files that were changed, for which the content in force is still the old one."""
        return self.content.findings if self.content else ()

    def mails_links(self) -> Mailer | None:
        """What sends sign-in links; None where none can be sent, or none would lead here for want of an address."""
        return self.post if self.bureau().base_url else None

    def now(self) -> datetime:
        return self.clock()


def hall_of(request: Request) -> Hall:
    """The console that the request came to."""
    hall: Hall = request.scope[CONSOLE].hall
    return hall


@contextmanager
def reading(request: Request) -> Iterator[tuple[Bureau, Connection, datetime]]:
    """The bureau in force, one consistent look at what is stored, and what time it is."""
    hall = hall_of(request)
    bureau = hall.bureau()
    with bureau.reading() as db:
        yield bureau, db, hall.now()
