"""What the program keeps is its own user's alone: folders 0700, files 0600, whatever the umask or a release left.

Within a folder that others may not enter nothing more is looked at, so that it costs each command next to nothing.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from yudu_flow.settings import Settings
from yudu_flow.storage.unloaded import file_of

OTHERS = 0o077
BESIDE = ("", "-wal", "-shm")


def close_to_others(settings: Settings) -> None:
    """Take from others what they may do with var/ and the database. What belongs to another user stays as it is."""
    if _open(settings.var):
        for path in settings.var.rglob("*"):
            _close(path)
        _close(settings.var)  # last: what an interrupted run left open is found again
    for path in _database(settings):
        _close(path)


def _database(settings: Settings) -> Iterator[Path]:
    if file := file_of(settings.database):
        yield from (Path(f"{file}{suffix}") for suffix in BESIDE)


def _open(path: Path) -> bool:
    """Whether others may do anything with what is there."""
    try:
        return not path.is_symlink() and bool(path.stat().st_mode & OTHERS)
    except OSError:
        return False


def _close(path: Path) -> None:
    if _open(path) and (not hasattr(os, "geteuid") or path.stat().st_uid == os.geteuid()):
        path.chmod(path.stat().st_mode & ~OTHERS & 0o7777)
