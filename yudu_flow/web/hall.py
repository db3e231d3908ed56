"""What every page is given: the bureau in force, the clock, and where files lie."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from starlette.requests import Request

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.content_in_force import ContentInForce
from yudu_flow.actions.mail_sign_in import Post
from yudu_flow.clock import Clock
from yudu_flow.settings import Settings
from yudu_flow.simulation.demo import Demo
from yudu_flow.web.rehearsals import Rehearsals
from yudu_flow.web.throttle import Throttle


@dataclass
class Hall:
    """One console. `bureau` gives the content in force, which may change while the process runs.

    `content` is where to have changed files looked at now, and what is wrong with them; None where nobody watches them.
    `post` sends one mail at once; None where none can be sent.
    """

    bureau: Callable[[], Bureau]
    clock: Clock
    settings: Settings
    secret: bytes
    throttle: Throttle = field(default_factory=Throttle)
    rehearsals: Rehearsals = field(default_factory=Rehearsals)
    demo: Demo | None = None
    content: ContentInForce | None = None
    post: Post | None = None

    @property
    def store(self) -> Path:
        """Where attachments lie."""
        return self.settings.var / "attachments"

    def mails_links(self) -> Post | None:
        """What sends sign-in links; None where none can be sent, or none would lead here for want of an address."""
        return self.post if self.bureau().base_url else None

    def now(self) -> datetime:
        """The present instant."""
        return self.clock()


def hall_of(request: Request) -> Hall:
    """The console that the request came to."""
    hall: Hall = request.app.state.hall
    return hall
