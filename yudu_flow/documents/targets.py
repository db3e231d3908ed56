"""The targets that a document offers, each with its measure; those of the whole plan have none, and say so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest

from yudu_flow.documents.aims import says_nothing
from yudu_flow.documents.draft import DraftTarget
from yudu_flow.documents.figures import figures
from yudu_flow.documents.outline import Item
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.works import Work

OF_THE_WHOLE = "这是总体目标，没有归到哪一项；要作指标的请选一项，不作指标的勾“不要”"
LONGEST_NAME = 30
SHARED = 4
"""Characters in a row that a figure's name and a measure's words share where they speak of the same thing."""


def targets_of(
    works: Sequence[Work], dues: Sequence[date | None], prose: Passage, items: Sequence[Item], year: int
) -> Iterator[DraftTarget]:
    """The measures' own, those of lines behind an attribution, and those of the section of goals.

    `dues` has the day by which each of the `works` is due.
    """
    own = [*_own(works, dues, prose, year)]
    known = {(one.name, one.as_written) for one in own}
    yield from own
    words = [work.title + work.passage.text[work.start : work.end] for work in works]
    for one in _overall(works, prose, items, year) if works else ():
        at = measure_for(one.name, words)
        if at is None:
            yield replace(one, doubt=OF_THE_WHOLE)
        elif (one.name, one.as_written) not in known:
            yield _of(works, at, one)


def _own(works: Sequence[Work], dues: Sequence[date | None], prose: Passage, year: int) -> Iterator[DraftTarget]:
    for at, (work, due) in enumerate(zip(works, dues, strict=True)):
        place = (work.goals, 0, len(work.goals.key)) if work.goals else (work.passage, work.start, work.end)
        for one in figures(*place, year, offered=bool(work.summary), due=due):
            yield _of(works, at, one)
    spoken = [(at, work) for at, work in enumerate(works) if work.spoken]
    for (at, work), after in zip_longest(spoken, spoken[1:]):
        stop = after[1].start if after else len(prose.text)
        for one in _labelled(prose, work.end, stop, year, dues[at]):
            yield _of(works, at, one)


def _of(works: Sequence[Work], at: int, one: DraftTarget) -> DraftTarget:
    """As that measure's; where the words around it do not say what it counts (组织不少于15场), its title does."""
    name = works[at].title[:LONGEST_NAME] if says_nothing(one.name) else one.name
    return replace(one, measure=works[at].measure, name=name, assignment=at)


def _labelled(passage: Passage, start: int, end: int, year: int, due: date | None) -> Iterator[DraftTarget]:
    """Those of lines 整改目标：… and 整改措施：… behind an attribution; what is a goal need not say so."""
    for line_start, line_end in passage.lines_from(start, end):
        found = _LABEL.match(passage.key[line_start:line_end])
        if found:
            yield from figures(passage, line_start + found.end(), line_end, year, offered=bool(found[1]), due=due)


_LABEL = re.compile(r"^(?:整改|工作|年度|具体|量化|预期|主要)?(?:(目标|指标)|措施|任务):")


def _overall(works: Sequence[Work], prose: Passage, items: Sequence[Item], year: int) -> Iterator[DraftTarget]:
    """Those of sections headed 目标 that hold no attribution, and of what the preamble says that the goals are."""
    spoken = [(work.start, work.end) for work in works if work.spoken]
    for item in items:
        if "目标" in item.title and not item.below and not any(s < item.end and item.start < e for s, e in spoken):
            yield from figures(prose, item.body, item.end, year, offered=True)
    begun = min((one.start for one in items), default=0)
    for start, end in prose.lines:
        said = _GOALS_ARE.search(prose.key, start, end) if end <= begun else None
        if said:
            yield from figures(prose, said.end(), end, year, offered=True)


_GOALS_ARE = re.compile("(?:目标|总体要求)(?:任务)?[是为]:")


def measure_for(name: str, words: Sequence[str]) -> int | None:
    """The place of the one text in `words` that shares most with the name; None where none or several do."""
    matcher, shares = SequenceMatcher(None, "", name, autojunk=False), []
    for one in words:
        matcher.set_seq1(one)
        shares.append(matcher.find_longest_match().size)
    most = max(shares, default=0)
    return shares.index(most) if most >= SHARED and shares.count(most) == 1 else None
