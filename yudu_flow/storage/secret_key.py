"""The home's secret, kept outside the database: it signs form tokens, and codes of links are made with it."""

import secrets
from pathlib import Path

from yudu_flow.whole_files import write_first

BYTES = 32
PLACE = "secret.key"


def secret_in(folder: Path, given: str) -> bytes:
    """The secret: from the settings, else one of its own, kept in `folder`."""
    if given:
        return given.encode()
    place = folder / PLACE
    if place.exists() and not place.stat().st_size:  # with an empty one anybody could make tokens and codes
        place.unlink(missing_ok=True)
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_first(place, secrets.token_bytes(BYTES))
    return place.read_bytes()
