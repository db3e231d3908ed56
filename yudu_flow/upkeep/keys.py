"""The keys that a bureau goes on with when it moves by itself: what it sent and did is bound to them."""

from pathlib import Path

from yudu_flow.settings import Settings
from yudu_flow.storage.audit_key import NAME, key_in, written
from yudu_flow.storage.secret_key import PLACE, secret_in
from yudu_flow.whole_files import write_whole


def take_keys(settings: Settings, bureau: str) -> None:
    """Put them into its home, for when it stands alone, and for when it is one of a folder that has others.

    What lay there before is kept beside them, where it is another one.
    """
    folder, given = settings.keys
    secret, key = (
        secret_in(folder, given),
        key_in(folder, given, many=folder == settings.shared and bool(settings.homes)),
    )
    for place in (settings.var, settings.own_keys):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        _put(place / PLACE, secret)
        _put(place / NAME, written(key, bureau))


def _put(file: Path, data: bytes) -> None:
    if file.exists() and file.read_bytes() != data:
        file.replace(file.with_name(f"{file.name}.before-move"))
    write_whole(file, data)
