"""Workbooks that somebody filled in: opened with care, and their rows found by headings, whatever else stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.names import name_key
from yudu_flow.intake.office_file import examine

HEADING_WITHIN = 10
"""Rows of a sheet among which its headings stand."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet, by its number there, and what it says in the known columns."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings by field in their order, what a table that an office has already may call them, and which one must be
    there.
    """

    headings: Mapping[str, str]
    otherwise: Mapping[str, tuple[str, ...]]
    needs: str

    def places(self, cells: Sequence[Any]) -> dict[str, int]:
        """Which column is where; nothing for a row that has not the one that must be there."""
        keys = {name_key(words(cell)).replace("*", ""): place for place, cell in reversed([*enumerate(cells)])}
        found = {}
        for name, heading in self.headings.items():
            known = (heading, *self.otherwise.get(name, ()))
            place = next((keys[key] for one in known if (key := name_key(one)) in keys), None)
            if place is not None:
                found[name] = place
        return found if self.needs in found else {}


def opened(data: bytes, *, whole: bool = False) -> Any:
    """The workbook; `whole` has it read with its merged cells. Raises BadRequest with what to do instead."""
    from openpyxl import load_workbook  # loaded with the first workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if examine(data).kind != "xlsx":
        raise BadRequest("请上传 Excel 文件（.xlsx），可以先下载模板填写", needs=("file",))
    try:
        return load_workbook(BytesIO(data), read_only=not whole, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadRequest("这个 Excel 文件读不出来，请用 Excel 或 WPS 打开后另存为 .xlsx 再传") from error


def rows_of(lines: Any, columns: Columns, most: int, too_many: str) -> Iterator[SheetRow]:
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


def words(cell: Any) -> str:
    """A cell as it reads: a number that was meant as text has no decimals, and a day no hours."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return str(cell).strip()
