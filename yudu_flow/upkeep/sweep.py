"""Files that were taken out of a draft, or came with an act that was refused, leave the disk after an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from yudu_flow.assembly import store_of
from yudu_flow.clock import Clock
from yudu_flow.settings import Settings
from yudu_flow.storage import attachments, drawn_pages
from yudu_flow.storage.database import writing

GRACE = timedelta(hours=1)


@dataclass
class Sweeper:
    """Sweeps when asked, no more than once an hour of its clock."""

    engine: Engine
    settings: Settings
    clock: Clock
    _last: datetime | None = None

    def __call__(self) -> list[str]:
        """The hashes of what was deleted now."""
        now = self.clock()
        if self._last and timedelta(0) <= now - self._last < GRACE:
            return []
        self._last = now
        with writing(self.engine) as db:
            gone = attachments.sweep(db, store_of(self.settings, self.engine), (now - GRACE).timestamp())
        for digest in gone:
            drawn_pages.forget(self.settings.var / "pages", digest)
        return gone
