"""What stands over rows of a table: a row of its own (一、产业（责任领导：周敏）), or the line above the table."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.charged import Attribution
from yudu_flow.documents.columns import Columns, compact_key
from yudu_flow.documents.days import is_days_alone
from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.inherited import complete
from yudu_flow.documents.labels import Role, label_at
from yudu_flow.documents.over import nothing_else
from yudu_flow.documents.paper import Row, Table
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.table_heads import head_of

_BRACKET = re.compile(r"[(〔\[【](?P<inside>[^()〔〕\[\]【】]{2,60})[)〕\]】]$")


def section_of(whole: Passage, row: Row, year: int) -> Attribution | None:
    """What a row that is but a heading says of those below it, maybe nothing; None for a row that is no heading."""
    filled = [cell for cell in row if compact_key(whole.text, cell)]
    words = {compact_key(whole.text, cell) for cell in filled}
    if len(words) != 1 or all(cell.carried for cell in filled) or len(row) < LEAST:
        return None
    start, end = filled[0].span
    if label_at(whole.key, start, end):
        return Reader(whole, (start, end), year).read(start, end)
    if (inside := _BRACKET.search(whole.key, start, end)) and _says_who(whole.key, inside.span("inside")):
        return Reader(whole, (start, end), year).read(*inside.span("inside"))
    numbered = heading_at(whole.key, start)
    if numbered and _WHOSE.search(whole.key, start, end):
        one = nothing_else(whole, start + numbered.length, end, year)
        return one or Attribution((start, end))
    return Attribution((start, end)) if numbered else None


_WHOSE = re.compile(r"(?:牵头|负责|主办|承办|主抓|包抓)(?:的?(?:任务|事项|工作|项目))?(?:\((?:共)?\d+[项个件条]\))?$")
"""一、县水利局牵头（2项）"""
LEAST = 3
"""Columns of a table in which a row with one cell alone is a heading."""


def _says_who(key: str, inside: Span) -> bool:
    return label_at(key, *inside) is not None or is_days_alone(key[slice(*inside)])


def give(row: Attribution, *above: Attribution | None) -> None:
    """What a row does not say itself is what stands over it, the nearest first."""
    for one in above:
        if one:
            complete(row, one, "")
            row.doubts += [doubt for doubt in one.doubts if doubt not in row.doubts]


def lines_above(
    whole: Passage, tables: Sequence[Table], passage: Passage, found: Iterable[Attribution], year: int
) -> tuple[dict[int, Attribution], list[Attribution]]:
    """By the place of the table what the line right above it says, its names with their places in the file; and those
    `found` in the passage that stand over no table.
    """
    made, others = {}, []
    begins = _begins(tables)
    for one in found:
        start, end = passage.span(*one.place)
        at = _right_below(whole.text, begins, start, end)
        if at is None or not _is_line(passage, one) or not _lacks(head_of(whole.text, tables[at])[1], one):
            others.append(one)
            continue
        made[at] = replace(one, place=(start, end), names=one.names_in(passage))
    return {**dict(_units_above(whole, tables, passage, year)), **made}, others


def _units_above(
    whole: Passage, tables: Sequence[Table], passage: Passage, year: int
) -> Iterator[tuple[int, Attribution]]:
    """一、县教育局, right above a table in which no column says who has the work."""
    begins = _begins(tables)
    for start, end in passage.lines:
        at = _right_below(whole.text, begins, *passage.span(start, end))
        if at is None:
            continue
        numbered = heading_at(passage.key, start)
        one = nothing_else(passage, start + (numbered.length if numbered else 0), end, year)
        if (
            one
            and one.of(Role.LEAD, Role.UNIT)
            and not one.labelled
            and _lacks(head_of(whole.text, tables[at])[1], one)
        ):
            doubts = [*one.doubts, f"责任单位是按标题“{passage.text[start:end][:20]}”读的，请核对"]
            yield at, replace(one, place=passage.span(start, end), names=one.names_in(passage), doubts=doubts)


def _right_below(text: str, begins: list[tuple[int, int]], start: int, end: int) -> int | None:
    """Of tables by where they begin, the next one, where only its frame stands between."""
    after = bisect_right(begins, (start, len(begins)))
    if after == len(begins) or begins[after][0] - end > FAR:
        return None
    begun, at = begins[after]
    return at if not text[end:begun].strip(_FRAME) else None


def _begins(tables: Sequence[Table]) -> list[tuple[int, int]]:
    return sorted((table.span[0], at) for at, table in enumerate(tables))


FAR = 200
"""Characters of a frame that text draws around a table's first cell."""
_FRAME = " \t\n\u3000|│┃+-─━┌┐┬└┘┴├┤┼"
"""What text draws tables with."""


def _is_line(passage: Passage, one: Attribution) -> bool:
    """A line of labels, or a bracket at the end of one that says who leads: 2026年项目表（县级领导：周敏）."""
    begins = passage.key[max(0, one.place[0] - 1) : one.place[0]] in ("", "\n")
    leads = bool(one.names) and all(name.role is Role.LEADER for name in one.names)
    return one.labelled and (begins or (leads and passage.key[one.place[1] : one.place[1] + 1] in ("", "\n")))


def _lacks(columns: Columns | None, one: Attribution) -> bool:
    """Whether no column of the table says what the line does."""
    if columns is None or one.of(Role.CO_UNIT):
        return False
    roles = {*columns.roles.values()}
    charged = {Role.LEAD, Role.UNIT}
    if not one.names:
        return bool(one.due) and Role.DUE not in roles
    return not any(name.role in roles or (name.role in charged and roles & charged) for name in one.names)
