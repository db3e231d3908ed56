"""Words of a document with the place of each in the file's text, so that every value can say where it came from."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

Span = tuple[int, int]
"""[start, end) in the text of the file, in characters."""

OPENING = "([〔【〖"
CLOSING = ")]〕】〗"


class _Alike(dict[int, str]):
    """The half-width form of a mark or letter, one for one; ① stays what it is, for it numbers and counts nothing."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        self[code] = character if "①" <= character <= "⑳" or len(plain) > 1 else plain
        return self[code]


_ALIKE = _Alike(str.maketrans({"〘": "〔", "〙": "〕"}))


def key_of(text: str) -> str:
    """What is matched in place of `text`, of the same length: half-width marks, letters and figures."""
    return text.translate(_ALIKE)


@dataclass(frozen=True)
class Passage:
    """`text` as it reads once broken lines are joined; `places` has each character's place in the file's text."""

    text: str
    places: Sequence[int]

    @cached_property
    def key(self) -> str:
        """The same, as it is matched."""
        return key_of(self.text)

    @cached_property
    def pairs(self) -> dict[int, int]:
        """Where each bracket is closed, on its line, whatever their shapes: 〔 is closed with ］ in haste."""
        found: dict[int, int] = {}
        opened: list[int] = []
        for place, character in enumerate(self.key):
            if character in OPENING:
                opened.append(place)
            elif character in CLOSING and opened:
                found[opened.pop()] = place
            elif character == "\n":
                opened.clear()
        return found

    def span(self, start: int, end: int) -> Span:
        """Where the characters from `start` to `end` stand in the file's text."""
        if start >= end:
            at = self.places[start] if start < len(self.places) else 0
            return at, at
        return self.places[start], self.places[end - 1] + 1

    @cached_property
    def lines(self) -> list[Span]:
        """Start and end of each line that is not empty."""
        found, start = list[Span](), 0
        for line in self.text.split("\n"):
            if line.strip():
                found.append((start, start + len(line)))
            start += len(line) + 1
        return found

    def lines_from(self, start: int, end: int) -> list[Span]:
        """Those that begin in [start, end)."""
        return self.lines[bisect_left(self.lines, (start, 0)) : bisect_left(self.lines, (end, 0))]

    @cached_property
    def sentences(self) -> list[Span]:
        """What 。 and ; part, line by line."""
        return [one for line in self.lines for one in split(self.key, *line, "。;")]

    def sentence_at(self, place: int) -> Span:
        """The one in which the place is; the place alone where it stands between two."""
        at = bisect_right(self.sentences, place, key=itemgetter(0)) - 1
        return self.sentences[at] if at >= 0 and place < self.sentences[at][1] else (place, place + 1)


def hull(spans: Iterable[Span]) -> Span:
    """From where the first of them begins to where the last ends."""
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)


def stripped(text: str, span: Span) -> Span:
    """The same stretch without blanks around it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def split(key: str, start: int, end: int, marks: str) -> Iterator[tuple[int, int]]:
    """The parts between `marks` outside brackets, without the blanks around them; empty ones are left out.

    Inside “” no 、 parts either: “双随机、一公开”.
    """
    depth, begun, quoted = 0, start, 0
    for place in range(start, end):
        character = key[place]
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif character == "“" and 0 <= quoted <= place:
            quoted = key.find("”", place, end)
        elif depth == 0 and character in marks and not (character == "、" and place < quoted):
            yield from trimmed(key, begun, place)
            begun = place + 1
    yield from trimmed(key, begun, end)


def trimmed(key: str, start: int, end: int, marks: str = " \t\n") -> Iterator[tuple[int, int]]:
    """The same stretch without `marks` around it; nothing where nothing is left."""
    while start < end and key[start] in marks:
        start += 1
    while start < end and key[end - 1] in marks:
        end -= 1
    if start < end:
        yield start, end
