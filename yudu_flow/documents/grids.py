"""Tables of a document read as assignments: the head of each column says what stands below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from yudu_flow.documents.attribution import Attribution, Reader
from yudu_flow.documents.lexicon import BEGUN, CHARGED, NAMES_WORK, NUMBERS, WORK, Role, head_role
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.passage import Passage, key_of
from yudu_flow.documents.sorts import Sort, sort_of

HEADS = 3
"""A head may be two rows high, below a row with the table's title."""


@dataclass(slots=True)
class Columns:
    """The places of a table's columns by what they hold."""

    number: int | None = None
    named: bool = False
    """Whether the first column of work is one that names it."""
    work: list[int] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)
    charged: int | None = None
    """A column headed 部门 or 单位 and no more."""
    last: tuple[int, ...] = ()
    """The column that says by when, where it is known not to be a mere schedule."""

    @property
    def says_who(self) -> bool:
        """Whether it gives work to anybody."""
        return any(role is not Role.DUE for role in self.roles.values())


@dataclass(frozen=True, slots=True)
class Charged:
    """A row: its number where it has one, what is to be done, and who does it."""

    number: int | None
    title: str
    summary: str
    by: Attribution
    start: int
    end: int


def rows_of(text: str, tables: tuple[Table, ...], year: int) -> Iterator[Charged]:
    """The rows of all tables that give work to somebody."""
    whole = Passage(text, range(len(text)))
    columns: Columns | None = None
    for table in tables:
        head, found = _head(text, table)
        if found is not None:
            columns = found
        elif columns is None or not _as_wide(columns, table):
            columns = None
            continue
        for row in table.rows[head:]:
            if one := _row(whole, row, columns, year):
                yield one


def _as_wide(columns: Columns, table: Table) -> bool:
    """A table that goes on over the page has no head of its own."""
    return bool(table.rows) and max(columns.roles) < len(table.rows[0])


def _head(text: str, table: Table) -> tuple[int, Columns | None]:
    """How many rows the head takes, and the columns; (0, None) for a table of another sort."""
    columns, height = Columns(), 0
    for count, row in enumerate(table.rows[:HEADS], 1):
        for place, cell in enumerate(row):
            if _note_head(columns, place, _compact(text, cell)):
                height = count
    charged = columns.charged
    if charged is not None and columns.work and not {Role.UNIT, Role.LEAD} & {*columns.roles.values()}:
        columns.roles[charged] = Role.UNIT
    if columns.says_who and not columns.work:
        taken = {*columns.roles, columns.number}
        columns.work = [place for place in range(len(table.rows[0])) if place not in taken][:1]
    return (height, columns) if columns.says_who else (0, None)


def _compact(text: str, cell: Cell) -> str:
    return key_of(_compact_words(text, cell))


def _note_head(columns: Columns, place: int, words: str) -> bool:
    if not words or len(words) > 20:
        return False
    if NUMBERS.match(words):
        columns.number = place if columns.number is None else columns.number
    elif BEGUN.search(words):
        columns.roles.pop(place, None)
    elif CHARGED.match(words):
        columns.charged = place if columns.charged is None else columns.charged
    elif role := head_role(words):
        _note_role(columns, place, role, words)
    elif WORK.match(words):
        if place not in columns.work:
            columns.work.insert(0 if NAMES_WORK.search(words) and not columns.named else len(columns.work), place)
            columns.named = columns.named or bool(NAMES_WORK.search(words))
    else:
        return False
    return True


def _note_role(columns: Columns, place: int, role: Role, words: str) -> None:
    """Of two columns with times, the one that says by when comes before the one that says how it goes on."""
    if role is Role.DUE and "进度" in words and Role.DUE in columns.roles.values():
        return
    if role is Role.DUE:
        columns.roles = {at: one for at, one in columns.roles.items() if one is not Role.DUE or at in columns.last}
        columns.last = () if "进度" in words else (place,)
    columns.roles.setdefault(place, role)


def _row(whole: Passage, row: Row, columns: Columns, year: int) -> Charged | None:
    spans = [span for cell in row for span in cell.spans]
    by = Attribution((min(s for s, _ in spans), max(e for _, e in spans)))
    for place, role in sorted(columns.roles.items()):
        if place < len(row):
            _read_cell(whole, row[place], role, by, year)
    if not by.names:
        return None
    work = [row[place] for place in columns.work if place < len(row)]
    texts = tuple(words for cell in work if (words := _compact_words(whole.text, cell)))
    title = texts[0] if texts else ""
    if head_role(title) or (not title and not by.names):
        return None
    spans = [cell.span for cell in work] or [by.place]
    span = min(start for start, _ in spans), max(end for _, end in spans)
    own = [span for cell in row if not cell.carried for span in cell.spans] or spans
    by.place = (min(s for s, _ in own), max(e for _, e in own))
    return Charged(_number(whole.text, row, columns), _short(title), _short(texts[-1] if texts else ""), by, *span)


def _read_cell(whole: Passage, cell: Cell, role: Role, by: Attribution, year: int) -> None:
    """Names in a cell may be parted by line ends, and may bring labels of their own."""
    joined = _joined_cell(whole, cell)
    found = Reader(joined, cell.span, year, role).read(0, len(joined.text))
    by.names += [replace(one, place=joined.span(*one.place)) for one in found.names]
    by.due, by.due_words = by.due or found.due, by.due_words + found.due_words
    by.doubts += found.doubts


def _joined_cell(whole: Passage, cell: Cell) -> Passage:
    """A cell whose lines end inside a name is one line; where each line is a name, line ends part names."""
    places = [place for start, end in cell.spans for place in (*range(start, end), -1)][:-1]
    words = "".join("\n" if place < 0 else whole.text[place] for place in places)
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    parted = any(mark in key_of(words) for mark in "、,;:")
    names = not parted and len(lines) > 1 and _whole_names(lines)
    kept = [(c, p) for c, p in zip(words, places, strict=True) if names or c not in "\n\r"]
    return Passage("".join("、" if c == "\n" else c for c, _ in kept), _filled([p for _, p in kept], cell.span[0]))


def _filled(places: list[int], start: int) -> list[int]:
    """A line end between two stretches stands where the one before it ends."""
    for at, place in enumerate(places):
        if place < 0:
            places[at] = places[at - 1] if at else start
    return places


def _whole_names(lines: list[str]) -> bool:
    return all(sort_of(re.sub(r"\(.*?\)$", "", key_of(line))) is not Sort.UNKNOWN for line in lines)


def _compact_words(text: str, cell: Cell) -> str:
    return re.sub(r"[\s　]+", "", "".join(text[slice(*span)] for span in cell.spans))


def _short(words: str) -> str:
    head = re.split(
        r"[。；;]", re.sub(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?)(?=[一-鿿])", "", words)
    )[0]
    return head[:60]


def _number(text: str, row: Row, columns: Columns) -> int | None:
    if columns.number is None or columns.number >= len(row):
        return None
    if row[columns.number].carried:
        return None
    words = _compact(text, row[columns.number])
    return int(words) if words.isdecimal() and len(words) <= 4 else None
