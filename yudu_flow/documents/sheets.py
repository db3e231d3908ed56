"""Excel files: every sheet is a table; merged cells carry their words."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from yudu_flow.documents.feet import is_foot
from yudu_flow.documents.formulas import UNRECKONED, reckoned, unreckoned_cells
from yudu_flow.documents.lexicon import UNIT_END
from yudu_flow.documents.paper import MOST_COLUMNS, Paper, Writing
from yudu_flow.domain.errors import BadRequest

MOST_ROWS = 2500
"""More than a plan may have, so that what is cut off here is refused there."""
MOST_MERGED = 100_000
"""Cells that merged ones cover: each is built, and a sheet has room for 17,000,000,000."""
LEAST_NOTE = 10
"""Characters from which on a cell alone in its row is a note below the table."""
LIMIT_UNPACKED = 100 * 2**20
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
BROKEN = "Excel 文件已损坏或有打开密码，打不开；请另存为一份没有密码的 .xlsx 再试"


def read_sheets(data: bytes) -> Paper:
    """The paper of an .xlsx. Raises BadRequest where it cannot be read."""
    book, unreckoned = _opened(data)
    writing = Writing()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            _sheet(sheet, unreckoned.get(sheet.title, set()), writing)
    return writing.paper()


def _opened(data: bytes) -> tuple[Any, dict[str, set[str]]]:
    """The book, and in which of its cells stand formulas that nobody has reckoned."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LIMIT_UNPACKED:
                raise BadRequest("Excel 文件解开后过大；请只留需要的表再试")
            if sum(_merged_cells(archive)) > MOST_MERGED:
                raise BadRequest("Excel 里合并的单元格大得出奇；请取消合并，只留有内容的几行再试")
        data = reckoned(data)
        return load_workbook(io.BytesIO(data), data_only=True), unreckoned_cells(data)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        AttributeError,
    ) as fault:
        raise BadRequest(BROKEN) from fault


def _merged_cells(archive: zipfile.ZipFile) -> Iterator[int]:
    from openpyxl.worksheet.cell_range import CellRange

    for member in archive.infolist():
        if member.filename.startswith("xl/worksheets/"):
            for area in _MERGED.findall(archive.read(member)):
                size = CellRange(area.decode()).size
                yield size["rows"] * size["columns"]


def _sheet(sheet: Any, unreckoned: set[str], writing: Writing) -> None:
    """Rows above the table that hold one cell alone are its title, sentences alone below it are notes."""
    columns = min(sheet.max_column or 0, MOST_COLUMNS)
    carried = _carried(sheet)
    rows: list[list[tuple[str, bool]]] = []
    for number, row in enumerate(sheet.iter_rows(max_row=min(sheet.max_row or 0, MOST_ROWS), max_col=columns), 1):
        words = [
            UNRECKONED if cell.coordinate in unreckoned else _words(cell.value, cell.number_format) for cell in row
        ]
        alone = [one for one in words if one]
        if not rows and (len(alone) <= 1 or is_foot(alone)):
            writing.line("　".join(alone))
        elif alone:
            rows.append([(one, (number, place) in carried) for place, one in enumerate(words, 1)])
    notes: list[str] = []
    while len(rows) > 2 and (note := _note(rows[-1])):
        notes.insert(0, note)
        rows.pop()
    if rows:
        writing.table(rows)
    for note in notes:
        writing.line(note)


def _note(row: list[tuple[str, bool]]) -> str:
    """What a row says that holds a sentence alone in its first cell, or who drew the table up; empty where it is a row
    of the table.
    """
    first, *others = [word for word, _ in row]
    if is_foot([first, *others]) or _is_signed(row):
        return "　".join(filter(None, (first, *others)))
    said = len(first) >= LEAST_NOTE or UNIT_END.search(first)  # a sentence, or whose ledger it is
    return first if said and not any(others) and not row[0][1] else ""


def _is_signed(row: list[tuple[str, bool]]) -> bool:
    """Whether it holds nothing but who issues the ledger and the day, off its first column."""
    said = [word for word, _ in row if word]
    signs = bool(said) and all(UNIT_END.search(word) or _SIGNED_ON.fullmatch(word) for word in said)
    return signs and not row[0][0] and not any(carried for _, carried in row) and bool(UNIT_END.search(said[0]))


_SIGNED_ON = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")


def _carried(sheet: Any) -> set[tuple[int, int]]:
    """The cells that a merged cell from further up covers."""
    return {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row + 1, min(area.max_row, MOST_ROWS) + 1)
        for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1)
    }


def _words(value: object, form: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float) and form.endswith("%"):  # 95% is 0.95 there
        return f"{value * 100:.10g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
