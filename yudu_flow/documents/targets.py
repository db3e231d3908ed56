"""The targets that a document offers, each with its measure; those of the whole plan have none, and say so."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from yudu_flow.documents.draft import DraftTarget
from yudu_flow.documents.figures import Figure, figures
from yudu_flow.documents.overall import labelled_figures, measure_for, overall_figures
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.works import Work


def targets_of(works: Sequence[Work], dues: Sequence[date | None], prose: Passage, year: int) -> Iterator[DraftTarget]:
    """The measures' own, those of lines behind an attribution, and those of the section of goals.

    `dues` has the day by which each of the `works` is due.
    """
    own = [*_own(works, dues, prose, year)]
    known = {(one.name, one.as_written) for one in own}
    yield from own
    if works:
        yield from _overall(works, prose, year, known)


def _overall(works: Sequence[Work], prose: Passage, year: int, known: set[tuple[str, str]]) -> Iterator[DraftTarget]:
    spoken = [(work.start, work.end) for work in works if work.spoken]
    words = [work.title + work.passage.text[work.start : work.end] for work in works]
    for one in overall_figures(prose, spoken, year):
        at = measure_for(one.name, words)
        if at is None:
            yield _goal(one)
        elif (one.name, one.as_written) not in known:
            yield _target(works[at], at, one)


def _own(works: Sequence[Work], dues: Sequence[date | None], prose: Passage, year: int) -> Iterator[DraftTarget]:
    for at, (work, due) in enumerate(zip(works, dues, strict=True)):
        place = (work.goals, 0, len(work.goals.key)) if work.goals else (work.passage, work.start, work.end)
        for one in figures(*place, year, offered=bool(work.summary), due=due):
            yield _target(work, at, one)
    spoken = [(at, work) for at, work in enumerate(works) if work.spoken]
    for (at, work), after in zip_longest(spoken, spoken[1:]):
        stop = after[1].start if after else len(prose.text)
        for one in labelled_figures(prose, work.end, stop, year, dues[at]):
            yield _target(work, at, one)


def _goal(one: Figure) -> DraftTarget:
    what = (one.name, one.value, one.unit, one.by, one.place, one.as_written)
    return DraftTarget(None, *what, None, str(one.direction), one.state, OF_THE_WHOLE)


OF_THE_WHOLE = "这是总体目标，没有归到哪一项；要作指标的请选一项，不作指标的勾“不要”"
LONGEST_NAME = 30


def _target(work: Work, at: int, one: Figure) -> DraftTarget:
    name = work.title[:LONGEST_NAME] if one.is_unnamed else one.name
    what = (name, one.value, one.unit, one.by, one.place, one.as_written)
    return DraftTarget(work.measure, *what, at, str(one.direction), one.state, one.doubt)
