"""What files of reports are called once they are away from their pages: 社保中心_2020年9月_盖章页.pdf.

Each name is one that Windows and Linux take, and none comes twice in a folder.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import PurePosixPath

from yudu_flow.intake.display_name import LONGEST, cut, display_name
from yudu_flow.storage.rows import AttachmentRow, Owed
from yudu_flow.wording.periods import spell_period

SEALED_PAGE = "盖章页"
KINDS = {"image": "jpg"}
"""What a file ends with whatever it was called when it came: a picture is kept as a JPEG."""
LONGEST_FOLDER = 60
"""Characters: Windows takes 260 of a file's name with all folders that lead to it, on somebody's desktop too."""


def named(files: Iterable[tuple[Owed, AttachmentRow]]) -> Iterator[tuple[str, AttachmentRow]]:
    """Each file under its name, in their order."""
    given: set[str] = set()
    for owed, row in files:
        stem, ending = _stem(row), _ending(row)
        first = f"{owed.owner}_{spell_period(owed.period)}_{stem}"
        yield once(f"{first}.{ending}", given), row


def once(name: str, given: set[str], longest: int = LONGEST) -> str:
    """The name, made safe and short, with a number where it was given already; case makes no difference to Windows."""
    path = PurePosixPath(re.sub(r"[/\\]", "_", name))
    ending = path.suffix.removeprefix(".") or "bin"
    stem = display_name(path.name, ending).removesuffix(f".{ending}")
    marks = (f"（{number}）" if number > 1 else "" for number in count(1))
    room = longest - len(ending) - 1
    # The stem is cut, not the mark: with its number cut off, a name that fills the room was tried without end.
    choices = (f"{cut(stem, room - len(mark))}{mark}.{ending}" for mark in marks)
    found = next(one for one in choices if one.casefold() not in given)
    given.add(found.casefold())
    return found


def _stem(row: AttachmentRow) -> str:
    """A file in which a seal was seen is called after it; any other by its own name."""
    return SEALED_PAGE if row.seal == "seen" and row.kind in ("image", "pdf") else PurePosixPath(row.name).stem


def _ending(row: AttachmentRow) -> str:
    own = PurePosixPath(row.name).suffix.removeprefix(".").lower()
    return KINDS.get(row.kind) or own or row.kind or "bin"
