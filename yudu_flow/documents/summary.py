"""What a measure says in a line: its first sentence behind number and title."""

import re

from yudu_flow.documents.legends import BULLETS

LINE = 60
"""Characters of a line."""
_STOP = re.compile(r"[。；;\n]")
_COUNT = "[一二三四五六七八九十\\d]{1,3}"
NUMBERED = re.compile(rf"^\s*(?:[（(]{_COUNT}[)）][、.．]?|{_COUNT}(?:[)）][、.．]?|[、.．]))\s*(?!\d)")
"""The number of an item: one without a mark behind it (一般公共预算, 10件实事) is the item's own word."""


def summary_of(words: str, title: str) -> str:
    """The first sentence of a measure's words that is not its title."""
    return _clauses(next((one for one in _sentences(NUMBERED.sub("", words)) if one != title), title))


def first_words(words: str) -> str:
    """What stands for a title where there is none."""
    return next(iter(_sentences(words.lstrip(BULLETS + " 　*·-—"))), "")[:LINE]


def _sentences(words: str) -> list[str]:
    return [one.strip() for one in _STOP.split(words) if one.strip()]


def _clauses(words: str) -> str:
    """As many of its clauses as fit on a line."""
    if len(words) <= LINE:
        return words
    ends = [place for place, character in enumerate(words[: LINE + 1]) if character in "，,；"]
    return words[: ends[-1] if ends else LINE]
