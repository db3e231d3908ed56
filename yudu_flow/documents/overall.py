"""Figures of a section of overall goals: each belongs to the measure that speaks of the same thing, else to none."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher

from yudu_flow.documents.figures import Figure, figures
from yudu_flow.documents.outline import outline
from yudu_flow.documents.passage import Passage, Span

SHARED = 4
"""Characters in a row that a figure's name and a measure's words share where they speak of the same thing."""


def overall_figures(passage: Passage, spoken: Sequence[Span], year: int) -> Iterator[Figure]:
    """The figures of sections headed 目标 that hold no attribution, and of what the preamble says that the goals are;
    `spoken` are the stretches that an attribution speaks for.
    """
    for item in outline(passage):
        if "目标" in item.title and not item.below and not any(s < item.end and item.start < e for s, e in spoken):
            yield from figures(passage, item.body, item.end, year, offered=True)
    begun = min((one.start for one in outline(passage)), default=0)
    for start, end in passage.lines:
        said = _GOALS_ARE.search(passage.key, start, end) if end <= begun else None
        if said:
            yield from figures(passage, said.end(), end, year, offered=True)


_GOALS_ARE = re.compile("(?:目标|总体要求)(?:任务)?[是为]:")
_LABELLED = re.compile(r"^(?:整改|工作|年度|具体|量化|预期|主要)?(?:(目标|指标)|措施|任务):")


def labelled_figures(passage: Passage, start: int, end: int, year: int, due: date | None) -> Iterator[Figure]:
    """Those of lines 整改目标：… and 整改措施：… behind an attribution; what is a goal need not say so."""
    for line_start, line_end in passage.lines_from(start, end):
        found = _LABELLED.match(passage.key[line_start:line_end])
        if found:
            yield from figures(passage, line_start + found.end(), line_end, year, offered=bool(found[1]), due=due)


def measure_for(name: str, words: Sequence[str]) -> int | None:
    """The place of the one text in `words` that shares most with the name; None where none or several do."""
    matcher, shares = SequenceMatcher(None, "", name, autojunk=False), []
    for one in words:
        matcher.set_seq1(one)
        shares.append(matcher.find_longest_match().size)
    most = max(shares, default=0)
    return shares.index(most) if most >= SHARED and shares.count(most) == 1 else None
