"""Plain text and Markdown, tables drawn in it too: | a | b |, or boxes of lines."""

import csv
import io
import re
from dataclasses import replace
from itertools import pairwise

from yudu_flow.documents.aligned import aligned_tables
from yudu_flow.documents.labels import label_at
from yudu_flow.documents.paper import LONGEST, MOST_COLUMNS, TOO_LONG, Cell, Paper, Row, Table, Writing
from yudu_flow.documents.passage import Span, key_of, stripped
from yudu_flow.documents.sorts_of_files import OTHER
from yudu_flow.documents.stacked import stacked_tables
from yudu_flow.domain.errors import BadRequest

_BORDER = re.compile(r"^[\s|+\-=:┌┬┐├┼┤└┴┘─━┏┳┓┣╋┫┗┻┛│┃╔╦╗╠╬╣╚╩╝═║]+$")
_UPRIGHT = "|│┃║｜"
_CROSSING = re.compile(r"[|+┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛│┃╔╦╗╠╬╣╚╩╝║]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMON = "\r\n\t，。；：、（）〔〕《》“”—　"
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_plain(data: bytes) -> Paper:
    """The paper of a text file, in UTF-8, UTF-16 with its mark, or GB 18030. Raises BadRequest for anything else."""
    return paper_of(_decoded(data))


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return _unmarked(data)


def _unmarked(data: bytes) -> str:
    """UTF-16 without its mark, told by its Chinese. Raises BadRequest."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        plain = sum((one.isascii() and one.isprintable()) or "一" <= one <= "鿿" or one in _COMMON for one in text)
        if plain > 0.95 * len(text) and "\n" in text:
            return text.replace("\r\n", "\n")
    raise BadRequest(OTHER)


def read_list(data: bytes) -> Paper:
    """The paper of a .csv, as a ledger saved from Excel. Raises BadRequest where it is no text."""
    writing = Writing()
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(_decoded(data)))]
    except csv.Error as fault:
        raise BadRequest("表格里有一格长得出奇，可能是引号不成对；请用 Excel 打开，另存为 .xlsx 再试") from fault
    filled = [row for row in rows if any(row)]
    head = next((at for at, row in enumerate(filled) if sum(map(bool, row)) > 1), len(filled))
    for row in filled[:head]:
        writing.line("".join(row))
    if filled[head:]:
        writing.table([[(cell, False) for cell in row[:MOST_COLUMNS]] for row in filled[head:]])
    return writing.paper()


def paper_of(text: str) -> Paper:
    """Text with the tables that are drawn in it. Raises BadRequest where it is longer than any plan."""
    if len(text) > LONGEST:
        raise BadRequest(TOO_LONG)
    tables: list[Table] = []
    rows: list[tuple[str, list[Span]]] = []
    start = 0
    for line in [*text.split("\n"), ""]:
        kind = _kind(line)
        if kind == "prose":
            tables += _table(text, rows)
            rows = []
        else:
            rows.append((kind, _cells(line, start) if kind == "row" else _strokes(line, start)))
        start += len(line) + 1
    return Paper(text, tuple(tables or [*aligned_tables(text)] or stacked_tables(text)))


def _kind(line: str) -> str:
    bare = line.strip()
    uprights = sum(bare.count(mark) for mark in _UPRIGHT)
    if bare and _BORDER.match(bare) and len(bare) > 2:
        return "border"
    if uprights > MOST_COLUMNS or (uprights and _is_labelled(bare)):
        return "prose"
    if 2 <= uprights <= MOST_COLUMNS or ("\t" in bare and len([one for one in bare.split("\t") if one.strip()]) >= 3):
        return "row"
    return "prose"


def _is_labelled(line: str) -> bool:
    """Bars between labels draw no table: ① 平整土地｜责任单位：县自然资源局｜包抓领导：周敏."""
    if line[0] in _UPRIGHT or line[-1] in _UPRIGHT:
        return False
    first, *others = (key_of(one.strip()) for one in re.split(f"[{_UPRIGHT}]", line))
    return bool(first) and all(label_at(one, 0, len(one)) for one in others)


def _cells(line: str, start: int) -> list[Span]:
    marks = _UPRIGHT if any(mark in line for mark in _UPRIGHT) else "\t"
    places = [place for place, character in enumerate(line) if character in marks]
    edges = [*places] if marks != "\t" else [-1, *places, len(line)]
    if marks != "\t" and line[: edges[0]].strip():
        edges.insert(0, -1)
    if marks != "\t" and line[edges[-1] + 1 :].strip():
        edges.append(len(line))
    return [(start + one + 1, start + other) for one, other in pairwise(edges)]


def _strokes(line: str, start: int) -> list[Span]:
    """What a border line draws below each column."""
    edges = [found.start() for found in _CROSSING.finditer(line)]
    return [(start + one + 1, start + other) for one, other in pairwise(edges)]


def _table(text: str, rows: list[tuple[str, list[Span]]]) -> list[Table]:
    """In a drawn box a row may run over lines: border lines part its rows, but for the columns they leave open."""
    lines = [cells for kind, cells in rows if kind == "row"]
    if len(lines) < 2 or (len({len(cells) for cells in lines[:2]}) > 1 and len(lines) < 3):
        return []
    boxed = sum(kind == "border" for kind, _ in rows) > 2
    groups: list[list[list[Span]]] = []
    over: list[set[int]] = []
    fresh, merged = True, set[int]()
    for kind, cells in rows:
        if kind == "border":
            fresh, merged = True, {at for at, span in enumerate(cells) if not text[slice(*span)].strip()}
        elif fresh or not boxed:
            groups.append([cells])
            over.append(merged)
            fresh, merged = False, set()
        else:
            groups[-1].append(cells)
    width = max(len(group[0]) for group in groups)
    return [Table(_merged([_row(text, group, width) for group in groups], over))]


def _merged(rows: list[Row], over: list[set[int]]) -> tuple[Row, ...]:
    """Cells of rows that no border parts from the row above are that row's once more."""
    made: list[Row] = []
    for row, columns in zip(rows, over, strict=True):
        above = made[-1] if made else ()
        made.append(
            tuple(
                replace(above[at], carried=True) if at in columns and at < len(above) and _is_empty(cell) else cell
                for at, cell in enumerate(row)
            )
        )
    return tuple(made)


def _is_empty(cell: Cell) -> bool:
    return all(start == end for start, end in cell.spans)


def _row(text: str, group: list[list[Span]], width: int) -> Row:
    """Cells of a row that runs over lines reach from its first to its last line; what lies between is the others'."""
    row = []
    for column in range(width):
        spans = _lines_of(text, [cells[column] for cells in group if column < len(cells)])
        first = group[0][column] if column < len(group[0]) else (group[0][-1][1], group[0][-1][1])
        row.append(
            Cell(
                stripped(text, spans[0] if spans else (first[0], first[0])),
                more=tuple(stripped(text, s) for s in spans[1:]),
            )
        )
    return tuple(row)


def _lines_of(text: str, spans: list[Span]) -> list[Span]:
    """The lines inside a cell that Markdown writes with <br>."""
    found = []
    for start, end in spans:
        for mark in _BREAK.finditer(text, start, end):
            found.append((start, mark.start()))
            start = mark.end()
        found.append((start, end))
    return [span for span in found if text[slice(*span)].strip()]
