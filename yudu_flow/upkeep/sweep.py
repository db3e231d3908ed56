"""Files that were taken out of a draft, or came with an act that was refused, leave the disk after an hour."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from yudu_flow.assembly import store_of
from yudu_flow.clock import Clock
from yudu_flow.settings import Settings
from yudu_flow.storage import attachments, drawn_pages
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.database import writing

GRACE = timedelta(hours=1)
Homes = Callable[[], Iterable[tuple[Path, str]]]
"""The folders of several homes, each with its bureau."""


@dataclass
class Sweeper:
    """Sweeps when asked, no more than once an hour of its clock: one home, or all that `homes` gives."""

    engine: Engine
    settings: Settings
    clock: Clock
    homes: Homes | None = None
    _last: datetime | None = None

    def __call__(self) -> list[str]:
        """The hashes of what was deleted now."""
        now = self.clock()
        # A clock that was set back keeps no file on the disk until it has caught up.
        if self._last and timedelta(0) <= now - self._last < GRACE:
            return []
        self._last = now
        before = (now - GRACE).timestamp()
        return [
            digest for store, homes, bureau in self._places() for digest in self._swept(store, homes, bureau, before)
        ]

    def _places(self) -> Iterator[tuple[Store, list[Path], str | None]]:
        """Where files lie, the homes that may have drawn them, and whose they are where that is one's of several."""
        homes = [*self.homes()] if self.homes else [(self.settings.home, "")]
        if self.homes is None or self.settings.attachments:
            yield store_of(self.settings, self.engine), [home for home, _ in homes], None
            return
        for home, bureau in homes:
            yield store_of(self.settings.model_copy(update={"home": home}), self.engine), [home], bureau

    def _swept(self, store: Store, homes: list[Path], bureau: str | None, before: float) -> list[str]:
        # Mostly nothing is that old: no writer waits for a look that finds nothing.
        if isinstance(store, Path) and next(attachments.old(store, before), None) is None:
            return []
        with writing(self.engine) as db:
            gone = attachments.sweep(db, store, before, bureau)
        for digest in gone:
            for home in homes:
                drawn_pages.forget(home / "var" / "pages", digest)
        return gone
