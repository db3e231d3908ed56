"""Kinds of message for which a home has no folder: an older version made it, and knew no such message.

Until they are put in, which `renew` does, the words that came with the program are said. A folder that is there, but
not whole, is the office's to mend.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from yudu_flow.content.notifications.kinds import FRAME, kinds
from yudu_flow.content.shipped import shipped


def lacking(folder: Path) -> list[str]:
    """The kinds; none where there are no words at all. The frame of all was there from the first."""
    return [kind for kind in kinds() if not (folder / kind).is_dir()] if folder.is_dir() else []


def in_their_place(folder: Path) -> Path:
    """The folder whose words are said for what `folder` lacks."""
    return shipped() / "notifications" if folder.is_dir() else folder


def file_of(folder: Path, name: str) -> Path:
    """The file of the template `receipt/body.txt`."""
    kind = name.partition("/")[0]
    there = kind == FRAME or (folder / kind).is_dir()
    return (folder if there else in_their_place(folder)) / name


def stand_ins(folder: Path) -> Iterator[Path]:
    """The files that are read for what `folder` lacks."""
    for kind in lacking(folder):
        yield from sorted(path for path in (in_their_place(folder) / kind).iterdir() if path.is_file())


def put_in(folder: Path) -> list[str]:
    """Copy what is lacking beside the others, where the office can change it; the kinds."""
    found = lacking(folder)
    for kind in found:
        shutil.copytree(in_their_place(folder) / kind, folder / kind)
    return found
