"""Firms in a workbook that somebody filled in: found by their headings, whatever else stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.firm import WORDS
from yudu_flow.domain.names import name_key
from yudu_flow.intake.office_file import examine

COLUMNS = {"id": "编号", **WORDS, "owners": "对口单位（人）"}
"""Headings, in their order; a table that an office has already may call some of them otherwise."""
OTHERWISE = {
    "name": ("企业", "单位名称", "公司名称", "名称", "企业全称"),
    "credit_code": ("信用代码", "社会信用代码", "统一信用代码"),
    "address": ("企业地址", "住所", "注册地址", "经营地址"),
    "contact": ("联系人姓名", "负责人", "企业联系人"),
    "mobile": ("电话", "手机", "手机号", "手机号码", "联系方式", "联系人电话"),
    "tags": ("类别", "行业"),
    "owners": ("对口", "对口单位", "对口责任人", "走访单位", "走访人", "包保单位"),
    "id": ("企业编号",),
}
MOST, HEADING_WITHIN = 5000, 10


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet, by its number there, and what it says in the known columns."""

    number: int
    cells: Mapping[str, str]


def firm_rows(data: bytes) -> list[SheetRow]:
    """The rows of the first sheet with the headings. Raises BadRequest with what to do instead."""
    from openpyxl import load_workbook  # loaded with the first workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if examine(data).kind != "xlsx":
        raise BadRequest("请上传 Excel 文件（.xlsx），可以先下载模板填写")
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadRequest("这个 Excel 文件读不出来，请用 Excel 或 WPS 打开后另存为 .xlsx 再传") from error
    for sheet in book.worksheets:
        if found := [*_rows(sheet.iter_rows(values_only=True))]:
            return found
    raise BadRequest("表里没有“企业名称”一列，或没有填写企业；请下载模板，照着列名填写")


def _rows(lines: Any) -> Iterator[SheetRow]:
    places: dict[str, int] = {}
    for number, cells in enumerate(lines, start=1):
        if number > MOST + HEADING_WITHIN:
            raise BadRequest(f"一次最多导入{MOST}家，请分几次导入")
        if not places and number > HEADING_WITHIN:
            return
        if not places:
            places = _places(cells)
        elif any(words(cell) for cell in cells):
            known = {name: words(cells[place]) if place < len(cells) else "" for name, place in places.items()}
            if any(known.values()):
                yield SheetRow(number, known)


def _places(cells: Sequence[Any]) -> dict[str, int]:
    """Which column is where; nothing for a row that has no heading of a name."""
    keys = {name_key(words(cell)).replace("*", ""): place for place, cell in reversed([*enumerate(cells)])}
    found = {}
    for name, heading in COLUMNS.items():
        place = next((keys[key] for one in (heading, *OTHERWISE[name]) if (key := name_key(one)) in keys), None)
        if place is not None:
            found[name] = place
    return found if "name" in found else {}


def words(cell: Any) -> str:
    """A cell as it reads: a number that was meant as text has no decimals."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
