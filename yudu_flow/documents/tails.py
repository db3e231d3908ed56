"""Names behind a dash at the end of a line: 修订预案——县应急局牵头，县林草局配合."""

import re
from dataclasses import replace

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.charged import Attribution, Named
from yudu_flow.documents.labels import LABEL, Role
from yudu_flow.documents.legends import BRACKET, DASH
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.plausible import bears_work
from yudu_flow.documents.sorts import looks_like_a_person

_DASH = re.compile(r"——|--|—|―{1,2}|──|→|⇒|->")
_ARROWS = ("→", "⇒", "->")
_INSIDE = re.compile(r"[(（]([^()（）]+)[)）]$")


def tail_at(passage: Passage, line: Span, year: int, legend: dict[str, Role]) -> Attribution | None:
    """What stands behind the last dash of a line, where it is nothing but who does it and by when."""
    dashes = [*_DASH.finditer(passage.key, *line)]
    if not dashes or dashes[-1].start() - line[0] < 2 or _is_label(passage.key[line[0] : dashes[-1].start()]):
        return None
    start, end = dashes[-1].end(), line[1]
    while end > start and passage.key[end - 1] in "。;. ":
        end -= 1
    said = Reader(passage, (dashes[-1].start(), end), year, legend.get(DASH)).read(start, end)
    if not said.names or not all(_bears(one) for one in said.names):
        return None
    if dashes[-1][0] in _ARROWS and BRACKET not in legend and any(_INSIDE.search(one.name) for one in said.names):
        return None  # 招生→财务股（县教育局）: nobody knows what the bracket means there
    said.names = [part for one in said.names for part in _parted(one, year, legend)]
    said.doubts = [one for one in said.doubts if "没有写明" not in one]
    said.labelled = True
    return said


def _is_label(before: str) -> bool:
    """配合单位——县财政局: the dash stands for a colon."""
    return any(one.end() == len(before) for one in LABEL.finditer(before))


def _bears(one: Named) -> bool:
    """A unit, or whoever a word of their role names."""
    bare = _INSIDE.sub("", one.name)
    if one.role in (Role.LEADER, Role.PERSON):
        return looks_like_a_person(bare)
    return bears_work(bare)


def _parted(one: Named, year: int, legend: dict[str, Role]) -> list[Named]:
    """后勤保障组（县财政局）, where the document says what it means by the bracket."""
    inside = _INSIDE.search(one.name)
    if inside is None or BRACKET not in legend:
        return [one]
    words = inside[1]
    read = Reader(Passage(words, range(len(words))), (0, len(words)), year, legend[BRACKET]).read(0, len(words))
    first = replace(one, name=one.name[: inside.start()])
    return [first, *(replace(name, place=one.place, role=legend[BRACKET]) for name in read.names)]
