"""Workbooks that somebody filled in: opened with care, and their rows found by headings, whatever else stands there."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from operator import attrgetter
from typing import Any
from zipfile import ZipFile

from yudu_flow.documents.formulas import unreckoned_in
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.names import name_key
from yudu_flow.intake.office_file import examine

HEADING_WITHIN = 10
"""Rows of a sheet among which its headings stand."""
WIDEST, MOST_SHEETS = 200, 50
"""Columns of a row that are read, and sheets of a workbook."""
UNREADABLE = "这个 Excel 文件读不出来，请用 Excel 或 WPS 打开后另存为 .xlsx 再传"
MANY_SHEETS = f"工作簿里的表超过{MOST_SHEETS}张，请只留要导入的表"
FAULTS = (ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError)
"""What the library says of a file that is not as it should be: it finds out in the midst of a row, in whatever way."""
AREAS = "在合并的单元格里，请取消合并，每行都填"
# Read from the sheet's own lines: openpyxl makes every cell of an area, and one may claim the whole sheet.
_AREA = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"[A-Z]{1,3}([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})\"")

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet: its number there, what it says in the known columns, and whether cells of it are merged."""

    number: int
    cells: Mapping[str, str]
    merged: bool = False


class Rows(list[SheetRow]):
    """Those of a sheet; `unread` are headings that nobody reads."""

    def __init__(self, rows: Iterable[SheetRow] = (), unread: tuple[str, ...] = ()) -> None:
        super().__init__(rows)
        self.unread = unread


@dataclass(frozen=True, slots=True)
class Headers:
    """Headings by field in their order, what a table that an office has already may call them, and which one must be
    there.
    """

    headings: Mapping[str, str]
    otherwise: Mapping[str, tuple[str, ...]]
    needs: str

    def places(self, cells: Sequence[Any]) -> dict[str, int]:
        """Which column is where; nothing for a row that has not the one that must be there."""
        # Backwards, so that of two alike the first column counts.
        keys = {name_key(words(cell)).replace("*", ""): place for place, cell in reversed([*enumerate(cells)])}
        found = {}
        for name, heading in self.headings.items():
            known = (heading, *self.otherwise.get(name, ()))
            place = next((keys[key] for one in known if (key := name_key(one)) in keys), None)
            if place is not None:
                found[name] = place
        return found if self.needs in found else {}


def opened(data: bytes) -> Any:
    """The workbook, which is read row by row: as a whole, one cell far below would make all those above it.

    Raises BadRequest with what to do instead.
    """
    from openpyxl import load_workbook  # loaded with the first workbook

    if examine(data).kind != "xlsx":
        raise BadRequest("请上传 Excel 文件（.xlsx），可以先下载模板填写", needs=("file",))
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    except FAULTS as fault:
        raise BadRequest(UNREADABLE) from fault
    if len(book.worksheets) > MOST_SHEETS:
        raise BadRequest(MANY_SHEETS)
    return book


def lines_of(sheet: Any, reads: Callable[[Any], Any] = attrgetter("value")) -> Iterator[tuple[Any, ...]]:
    """Its rows, as many as there are, whatever size it claims; what each cell `reads`.

    Raises BadRequest where one cannot be read.
    """
    sheet.reset_dimensions()
    try:
        yield from (tuple(reads(cell) for cell in row) for row in sheet.iter_rows(max_col=WIDEST))
    except FAULTS as fault:
        raise BadRequest(UNREADABLE) from fault


def merged_rows(data: bytes, sheet: Any, most: int) -> frozenset[int]:
    """The rows of a sheet, down to `most`, that lie in merged cells."""
    with ZipFile(BytesIO(data)) as parts:
        areas = _AREA.findall(parts.read(sheet._worksheet_path))
    return frozenset(row for first, last in areas for row in range(int(first), min(int(last), most) + 1))


def refuse_unfinished(data: bytes, sheet: Any) -> None:
    """A formula without its result would be read as an empty cell. Raises BadRequest, which names where."""
    with ZipFile(BytesIO(data)) as parts:
        cells = unreckoned_in(parts.read(sheet._worksheet_path))
    if cells:
        named = "、".join(cells[:MOST_NAMED])
        several = f"等{len(cells)}处" if len(cells) > MOST_NAMED else ""
        raise BadRequest(
            f"“{sheet.title}”表{named}{several}的公式没有结果，请先在 Excel 里打开保存，再传", needs=("file",)
        )


def rows_of(lines: Any, columns: Headers, most: int, too_many: str) -> Iterator[SheetRow]:
    """The rows below the headings that say anything. Raises BadRequest with `too_many`."""
    places: dict[str, int] = {}
    for number, cells in enumerate(lines, start=1):
        if number > most + HEADING_WITHIN:
            raise BadRequest(too_many)
        if not places and number > HEADING_WITHIN:
            return
        if not places:
            places = columns.places(cells)
        elif any(words(cell) for cell in cells):
            known = {name: words(cells[place]) if place < len(cells) else "" for name, place in places.items()}
            if any(known.values()):
                yield SheetRow(number, known)


def rows_on(
    data: bytes,
    sheet: Any,
    columns: Headers,
    most: int,
    too_many: str,
    reads: Callable[[Any], Any] = attrgetter("value"),
) -> Rows:
    """The rows of one sheet, `most` at the most, and its headings that nobody reads. Raises BadRequest."""
    refuse_unfinished(data, sheet)
    found = [*rows_of(lines_of(sheet, reads), columns, most, too_many)]
    merged = merged_rows(data, sheet, most + HEADING_WITHIN) if found else frozenset()
    return Rows((replace(row, merged=row.number in merged) for row in found), unread_in(sheet, columns))


def rows_in(
    data: bytes, columns: Headers, most: int, counter: str, what: str, reads: Callable[[Any], Any] = attrgetter("value")
) -> Rows:
    """The rows of the first sheet with the headings, `most` at the most: `what` an office has, by its measure word.

    Raises BadRequest with what to do instead.
    """
    too_many = f"一次最多导入{most}{counter}，请分几次导入"
    for sheet in opened(data).worksheets:
        if found := rows_on(data, sheet, columns, most, too_many, reads):
            told = "“" + "”“".join(found.unread) + "”" if found.unread else ""
            return Rows(found, (told,) if told else ())
    needed = columns.headings[columns.needs]
    raise BadRequest(f"表里没有“{needed}”一列，或没有填写{what}；请下载模板，照着列名填写", needs=("file",))


def head_of(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows among which its headings stand."""
    return islice(lines_of(sheet), HEADING_WITHIN)


def unread_in(sheet: Any, columns: Headers) -> tuple[str, ...]:
    """Its headings that nobody reads."""
    headings = next((cells for cells in head_of(sheet) if columns.places(cells)), ())
    read = {*columns.places(headings).values()}
    return tuple(word for place, cell in enumerate(headings) if place not in read and (word := words(cell)))


def words(cell: Any) -> str:
    """A cell as it reads: a number that was meant as text has no decimals, and a day no hours."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return str(cell).strip()
