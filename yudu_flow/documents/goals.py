"""The words of a table's row that may set targets: its own cells of work and of goals, each as it reads unbroken."""

import re
from collections.abc import Iterator

from yudu_flow.documents.columns import Columns, compact_column, compact_key
from yudu_flow.documents.figures import QUANTITY
from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.lexicon import OWES_NOTHING
from yudu_flow.documents.paper import Cell, Row
from yudu_flow.documents.passage import Passage, key_of

GOAL = re.compile(r"目标|指标|内容|任务|要求|举措|措施|数值|要达到")
"""In the head of a column: what stands below may set targets."""
_VALUE = re.compile(rf"[^\d]{{0,5}}{QUANTITY}(?:以上|以内|以下|左右)?")
_COUNT = re.compile("(?:数量|数值|个数|总数)$")


def value_columns(text: str, rows: tuple[Row, ...], columns: Columns) -> set[int]:
    """Those in most of whose cells nothing but a quantity stands, and that nothing else is read from."""
    found = set[int]()
    for place in range(max((len(row) for row in rows), default=0)):
        if columns.is_read(place) or OWES_NOTHING.search(columns.heads.get(place, "")):
            continue
        said = [words for words in compact_column(text, rows, place) if words]
        if sum(_VALUE.fullmatch(words) is not None for words in said) * 2 > len(said):
            found.add(place)
    return found


def goals_of(text: str, row: Row, columns: Columns, values: set[int]) -> Passage:
    """The row's own cells of work and goals, a line each; what stands before a value is the value's name."""
    wanted = {*columns.work, *values, *(at for at, head in columns.heads.items() if GOAL.search(head))}
    wanted -= describing(columns)
    cells = [(at, cell) for at, cell in enumerate(row) if at in wanted and at not in columns.roles]
    made: list[tuple[str, int]] = []
    for at, cell in cells:
        if cell.carried and at not in columns.work[:1]:
            continue
        if made and at not in values and not values:
            made.append(("\n", made[-1][1]))
        if at in values:
            made = _without_count(made)
        elif cell.carried and not values:
            continue
        made += _unbroken(text, cell)
    made += _planned(text, row, columns)
    return Passage("".join(character for character, _ in made), [place for _, place in made])


_AIMED = re.compile("目标|年度任务|年度计划")
_DESCRIBED = re.compile("^(?!.*(?:目标|年度)).*(?:建设|项目|工程|主要)(?:建设|工程)?(?:内容|规模|概况)")


def asked_of_projects(text: str, rows: tuple[Row, ...], columns: Columns) -> Iterator[str]:
    """The figures of columns that say what a project is like, which were not offered, in Chinese."""
    for at in sorted(describing(columns)):
        said = [one for words in compact_column(text, rows, at) for one in _FIGURES.findall(words)]
        if said:
            figures = "、".join(dict.fromkeys(said))[:MOST]
            yield f"表里“{columns.heads[at]}”一列写的是项目的样子，数字没有作指标；要作指标的，请写进那一项：{figures}"


MOST = 300
"""Characters of figures that one question lists."""
_FIGURES = re.compile(QUANTITY)


def describing(columns: Columns) -> set[int]:
    """Columns of what a project is like, where another says what is to be reached this year."""
    if not any(_AIMED.search(head) for at, head in columns.heads.items() if at not in columns.roles):
        return set()
    return {at for at, head in columns.heads.items() if _DESCRIBED.search(head)}


_PLANNED = re.compile(r"(?P<what>(?:\d{4}年|(?:本|当)?年度|今年)?计划(?:完成)?投资(?:额)?)\((?P<unit>万元|亿元)\)")


def _planned(text: str, row: Row, columns: Columns) -> Iterator[tuple[str, int]]:
    """Under 年度计划投资（万元） stand bare numbers: the head gives each its name and unit."""
    for at, head in columns.heads.items():
        said = _PLANNED.fullmatch(key_of(head))
        number = compact_key(text, row[at]) if said and at < len(row) and not row[at].carried else ""
        if said and _NUMBER.fullmatch(number):
            words = f"\n{said['what']}{number.replace(',', '')}{said['unit']}"
            yield from ((character, row[at].span[0]) for character in words[:-1])
            yield words[-1], row[at].span[1] - 1


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _without_count(made: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """数量 before a value names nothing."""
    found = _COUNT.search("".join(character for character, _ in made))
    return made[: found.start()] if found and found.start() else made


def _unbroken(text: str, cell: Cell) -> Iterator[tuple[str, int]]:
    """Its characters with their places; a line end inside a sentence is left out."""
    places = [place for start, end in cell.spans for place in (*range(start, end), end)][:-1]
    words = "".join("\n" if place >= len(text) else text[place] for place in places)
    for at, (character, place) in enumerate(zip(words, places, strict=True)):
        if character not in "\n\r":
            yield character, place
        elif words[at - 1 : at] in ("。", "；", ";") or heading_at(key_of(words), at + 1):
            yield "\n", place
