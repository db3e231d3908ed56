"""Breaks a long title where its words allow (GB/T 9704-2012 7.3.1: 词意完整、排列对称、长短适宜)."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import ceil

ACROSS = 20.0
"""Characters of 2号 in a line of 156 mm."""
OPENING, CLOSING = "《（“〔", "》）”〕、，。：；"
AFTER = "》”）：的"
"""Behind these a word has ended, as behind the 月 of a date."""
UNKIND = 10_000.0
"""What it costs to break where a word may go on: more than any odd length."""


def title_lines(title: str) -> list[str]:
    """The fewest lines that it needs, about equally long; one where it fits."""
    lines = ceil(width_of(title) / ACROSS)
    if lines < 2:
        return [title]
    cuts = min((_best(title, count) for count in (lines, lines + 1)), key=lambda found: (found[0] >= UNKIND, found[0]))
    places = [0, *cuts[1], len(title)]
    return [title[start:end] for start, end in pairwise(places)]


def _best(title: str, lines: int) -> tuple[float, tuple[int, ...]]:
    """What the best way to break it into so many lines costs, and where it breaks."""
    even = width_of(title) / lines

    @cache
    def rest(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        last = _cost(title[start:], even)
        if left == 1:
            return last, ()
        found: list[tuple[float, tuple[int, ...]]] = [(UNKIND * 100, ())]
        for place in _places(title, start):
            cost, more = rest(place, left - 1)
            own = _cost(title[start:place], even) + (0 if _kind(title, place) else UNKIND)
            found.append((own + cost, (place, *more)))
        return min(found)

    return rest(0, lines)


def _places(title: str, start: int) -> Iterator[int]:
    """Where it may be broken at all: never within a number, nor before or behind a mark that belongs to the other."""
    for place in range(start + 1, len(title)):
        before, after = title[place - 1], title[place]
        if not (before.isascii() and after.isascii()) and before not in OPENING and after not in CLOSING:
            yield place


def _kind(title: Sequence[str], place: int) -> bool:
    """Whether no word goes on there."""
    dated = title[place - 1] == "月" and title[max(place - 2, 0)].isdecimal()
    return dated or title[place - 1] in AFTER or title[place] in OPENING


def _cost(line: str, even: float) -> float:
    """How far it is from as long as the others; one that is too long is none."""
    return UNKIND * 10 if width_of(line) > ACROSS else (width_of(line) - even) ** 2


def width_of(text: str) -> float:
    """In Chinese characters: a figure is half of one."""
    return sum(0.5 if one.isascii() else 1.0 for one in text)
