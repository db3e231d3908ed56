"""Files of reports that lie where they lay before a setting was changed, or a backup taken: copied to their place."""

from pathlib import Path

from sqlalchemy import Engine

from yudu_flow.assembly import store_of
from yudu_flow.settings import Settings
from yudu_flow.storage import attachments
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.database import reading
from yudu_flow.storage.pieces import InDatabase


def gather(settings: Settings, engine: Engine) -> tuple[int, int]:
    """How many files were copied, and how many are nowhere."""
    store = store_of(settings, engine)
    places = [place for place in (settings.var / "attachments", InDatabase(engine)) if place != store]
    with reading(engine) as db:
        wanted = attachments.digests(db)
    lacking = [digest for digest in sorted(wanted) if not attachments.has(store, digest)]
    found = [_brought(digest, places, store) for digest in lacking]
    return found.count(True), found.count(False)


def _brought(digest: str, places: list[Path | InDatabase], store: Store) -> bool:
    """Only what is whole: under the hash of a damaged file another one would be looked for."""
    for place in places:
        if attachments.is_whole(place, digest):
            attachments.keep(store, b"".join(attachments.read(place, digest)))
            return True
    return False
