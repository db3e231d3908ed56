"""Two texts compared sentence by sentence, so that whoever reviews a report sees what changed since last month."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
MOST_SENTENCES = 2000  # beyond that comparing takes longer than anybody waits
SAME, GONE, NEW = "same", "gone", "new"

Piece = tuple[str, str]
"""(same | gone | new, text)."""


def differences(old: str, new: str) -> list[Piece]:
    """`new` in pieces, with what it left out of `old` in its place; one `new` piece where there was no old text."""
    old, new = old.replace("\r\n", "\n"), new.replace("\r\n", "\n")
    before, after = SENTENCE.findall(old), SENTENCE.findall(new)
    if len(before) + len(after) > MOST_SENTENCES:
        return _pieces([(GONE, old), (NEW, new)])
    # Without autojunk: a sentence that stands often in a long text would be matched with none.
    matcher = SequenceMatcher(None, [one.strip() for one in before], [one.strip() for one in after], autojunk=False)
    return _pieces(
        piece
        for tag, i, j, k, n in matcher.get_opcodes()
        for piece in _pair(tag, "".join(before[i:j]), "".join(after[k:n]))
    )


def _pair(tag: str, gone: str, new: str) -> list[Piece]:
    return [(SAME, new)] if tag == "equal" else [(GONE, gone), (NEW, new)]


def _pieces(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece[1]]
