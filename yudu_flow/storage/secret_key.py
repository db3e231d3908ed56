"""The home's secret, kept outside the database: it signs form tokens, and codes of links are made with it."""

import os
import secrets
import tempfile
from pathlib import Path

BYTES = 32
PLACE = "secret.key"


def secret_in(folder: Path, given: str) -> bytes:
    """The secret: from the settings, else one of its own, kept in `folder`."""
    if given:
        return given.encode()
    place = folder / PLACE
    if not place.exists() or not place.stat().st_size:  # with an empty one anybody could make tokens and codes
        folder.mkdir(parents=True, exist_ok=True)
        _put_secret(place)
    return place.read_bytes()


def _put_secret(place: Path) -> None:
    """Whole or not at all, should the process be killed; where two begin at once, both use the first one's."""
    handle, draft = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(BYTES))
            out.flush()
            os.fsync(out.fileno())
        if place.exists() and not place.stat().st_size:
            place.unlink()
        _put_first(Path(draft), place)
    finally:
        Path(draft).unlink(missing_ok=True)


def _put_first(draft: Path, place: Path) -> None:
    """Some disks (FAT, network folders) know no second name for a file: there the draft itself moves."""
    try:
        place.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:
        if not place.exists():
            draft.replace(place)
