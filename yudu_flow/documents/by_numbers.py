"""A sentence that charges measures by their numbers, apart from them: 第1—3项由县教育局牵头，第4项由民政局负责."""

import re
from dataclasses import replace

from yudu_flow.documents.charged import Attribution
from yudu_flow.documents.numerals import BELOW_HUNDRED, number
from yudu_flow.documents.outline import Item
from yudu_flow.documents.passage import Passage, split
from yudu_flow.documents.spoken import read_sentence

_ONE = rf"第?{BELOW_HUNDRED}"
_RANGE = r"(?:[-—–~至到]{1,2})"
_NUMBERS = re.compile(rf"{_ONE}(?:(?:{_RANGE}|[、,和及]){_ONE})*(?:项|条)(?:工作|任务|措施)?[,:]?(?=由|[一-鿿]{{2}})")
_PART = re.compile(rf"第?({BELOW_HUNDRED})(?:{_RANGE}第?({BELOW_HUNDRED}))?")
FARTHEST = 60
"""Measures that one sentence speaks of at most."""


def by_numbers(found: list[Attribution], items: list[Item], passage: Passage, year: int) -> list[Attribution]:
    """The attributions, with those of such sentences given to the measures that they name."""
    told, given = set[int](), []
    known: dict[str, dict[int, list[Item]]] = {}
    for item in items:
        if not item.below:
            known.setdefault(item.style, {}).setdefault(item.number, []).append(item)
    for line in passage.lines:
        for start, end in split(passage.key, *line, "。;"):
            named = _NUMBERS.match(passage.key, start, end)
            measures = _measures(known, _numbers(named[0]), start) if named else []
            said = read_sentence(passage, named.end(), end, year) if named and measures else None
            if said is None:
                continue
            told.update(range(line[0], end))
            said.doubts = [f"按“{passage.text[start:end][:20]}”读的，请核对"]
            for one in measures:  # each its own lists: what stands over one of them is added to these
                place = (one.end - 1, one.end - 1)
                given.append(replace(said, place=place, names=[*said.names], doubts=[*said.doubts]))
    return sorted((*(one for one in found if one.place[0] not in told), *given), key=lambda one: one.place)


def _numbers(words: str) -> list[int]:
    found: list[int] = []
    for first, last in _PART.findall(words):
        found += range(number(first), min(number(last or first), number(first) + FARTHEST) + 1)
    return found


def _measures(known: dict[str, dict[int, list[Item]]], numbers: list[int], before: int) -> list[Item]:
    """The items of those numbers further up, where one style has each of them once."""
    for of_style in known.values():
        named = [one for wanted in numbers for one in of_style.get(wanted, []) if one.start < before]
        if numbers and len(named) == len(numbers):
            return named
    return []
