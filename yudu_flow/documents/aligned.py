"""Tables that plain text draws with blanks alone: each cell begins about below the head of its column."""

import re
import unicodedata
from collections.abc import Iterator

from yudu_flow.documents.labels import head_role
from yudu_flow.documents.lexicon import NUMBERS, WORK
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.passage import Span, key_of

_FIELD = re.compile(r"[^\s　]+(?:[ ][^\s　]+)*")
"""A field may hold single blanks; two, a tab or a wide one part it from the next."""
LONGEST_HEAD = 12
Field = tuple[Span, int]
"""Where it stands in the text, and how far from the line's beginning it is drawn."""


def aligned_tables(text: str) -> Iterator[Table]:
    """Each head line with the lines below it, up to one that is blank or reaches over the columns."""
    heads: list[int] = []
    rows: list[Row] = []
    for start, line in _lines(text):
        fields = [*_fields(line, start)]
        if _is_head(text, fields):
            yield from _table(rows)
            heads, rows = [at for _, at in fields], [tuple(Cell(span) for span, _ in fields)]
        elif heads and len(fields) >= 2:
            rows.append(_row(fields, heads))
        elif heads and not (len(fields) == 1 and fields[0][1] > heads[1] - 2):
            yield from _table(rows)
            heads, rows = [], []
        elif heads:
            rows[-1] = _longer(rows[-1], fields[0], heads)
    yield from _table(rows)


def _table(rows: list[Row]) -> Iterator[Table]:
    if len(rows) > 1:
        yield Table(tuple(rows))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _fields(line: str, start: int) -> Iterator[Field]:
    for found in _FIELD.finditer(line):
        yield (start + found.start(), start + found.end()), _drawn(line[: found.start()])


def _drawn(words: str) -> int:
    """How wide it is drawn: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in words)


def _is_head(text: str, fields: list[Field]) -> bool:
    if len(fields) < 3 or any(end - start > LONGEST_HEAD for (start, end), _ in fields):
        return False
    keys = [key_of(text[slice(*span)]) for span, _ in fields]
    known = [key for key in keys if head_role(key) or WORK.match(key) or NUMBERS.match(key)]
    return len(known) * 3 >= len(fields) * 2


def _column(at: int, heads: list[int]) -> int:
    return min(range(len(heads)), key=lambda column: abs(heads[column] - at))


def _row(fields: list[Field], heads: list[int]) -> Row:
    """A column without a field is empty; the cell stands where the field before it ends."""
    spans: dict[int, Span] = {}
    for span, at in fields:
        column = _column(at, heads)
        spans[column] = (spans[column][0], span[1]) if column in spans else span
    made, end = [], fields[0][0][0]
    for column in range(len(heads)):
        span = spans.get(column, (end, end))
        made.append(Cell(span))
        end = span[1]
    return tuple(made)


def _longer(row: Row, one: Field, heads: list[int]) -> Row:
    """A field alone below its column goes on with the cell above."""
    column = _column(one[1], heads)
    return tuple(
        Cell(cell.span, cell.carried, (*cell.more, one[0])) if at == column else cell for at, cell in enumerate(row)
    )
