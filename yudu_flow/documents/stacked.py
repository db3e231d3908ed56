"""Tables that were taken from a web page into plain text: a cell a line, the head's cells first, each row numbered."""

from collections.abc import Iterator
from itertools import count

from yudu_flow.documents.columns import is_known
from yudu_flow.documents.labels import says_who
from yudu_flow.documents.lexicon import NUMBERS, WORK
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.passage import Passage, Span, stripped

LEAST = 2
"""Rows from which on lines with numbers between them are a table."""


def stacked_tables(text: str) -> Iterator[Table]:
    """Each 序号 with the heads below it, and the rows 1, 2, 3 … that have as many lines; none with a cell left out."""
    spans = [stripped(text, line) for line in Passage(text, range(len(text))).lines]
    words = [text[slice(*span)] for span in spans]
    for at in (at for at, one in enumerate(words) if NUMBERS.match(one)):
        width = _width(words[at:])
        rows = [*_rows(words, spans, at + width, width)] if width else []
        if len(rows) >= LEAST and str(len(rows) + 1) not in words[at + width : at + (len(rows) + 3) * width]:
            yield Table((tuple(map(Cell, spans[at : at + width])), *rows))


def _width(words: list[str]) -> int:
    """How many heads stand before the line 1; 0 where other words do, or where none says what is to be done by whom."""
    width = words.index("1") if "1" in words else 0
    heads = words[:width]
    plain = all(map(is_known, heads)) and any(map(WORK.match, heads))
    return width if plain and any(map(says_who, heads)) else 0


def _rows(words: list[str], spans: list[Span], start: int, width: int) -> Iterator[Row]:
    for number in count(1):
        begun = start + (number - 1) * width
        if begun + width > len(words) or words[begun] != str(number):
            return
        yield tuple(map(Cell, spans[begun : begun + width]))
