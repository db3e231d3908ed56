"""Tables as a workbook: typed cells, ready to print on A4. What people wrote stays text: no cell is a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from yudu_flow.domain.period import ZONE
from yudu_flow.domain.printable import without_controls

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

A4 = 9
MARGINS = (0.4, 0.4, 0.8, 0.7)
"""Inches: left, right, above, below."""
LEGIBLE = 230
"""How wide all columns may be to stand on one page: some 6 points a character."""
LINE, TALLEST = 17, 24
"""Points of a line, and lines of the tallest row that a workbook may have."""
LONGEST = 32_767
"""Characters that a cell holds."""
Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its `name`: headings with their widths, then the rows. `fixed` columns stay while one scrolls.

    `as_text`: what is filled in stays as it was typed, so that no code of 18 digits loses the last ones.
    """

    name: str
    columns: Mapping[str, int]
    rows: Sequence[Sequence[Cell]]
    fixed: int = 1
    notes: Sequence[str] = field(default_factory=tuple)
    """Lines below the table."""
    as_text: bool = False


def workbook(title: str, bureau_name: str, now: datetime, sheets: Sequence[Sheet]) -> bytes:
    """The workbook; its pages carry `title` above, and below when it was made."""
    from xlsxwriter import Workbook  # loaded with the first workbook

    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "author": bureau_name, "created": _local(now)})
        formats = _formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats, f"{bureau_name}{title}", now)
    return out.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    cell = {"valign": "top", "border": 1, "text_wrap": True}
    return {
        "heading": book.add_format({**cell, "bold": True, "bg_color": "#E8F0F7", "align": "center"}),
        "text": book.add_format(cell),
        "typed": book.add_format({"num_format": "@"}),
        "number": book.add_format({**cell, "num_format": "0.####"}),
        "whole": book.add_format({**cell, "num_format": "0"}),
        "day": book.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "left"}),
        "moment": book.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
    }


def _write(onto: Worksheet, sheet: Sheet, formats: dict[str, Format], title: str, now: datetime) -> None:
    for column, (heading, width) in enumerate(sheet.columns.items()):
        onto.set_column(column, column, width, formats["typed"] if sheet.as_text else None)
        onto.write_string(0, column, heading, formats["heading"])
    widths = [*sheet.columns.values()]
    for row, cells in enumerate(sheet.rows, start=1):
        onto.set_row(row, LINE * max([_lines(cell, width) for cell, width in zip(cells, widths, strict=False)] or [1]))
        for column, cell in enumerate(cells):
            _cell(onto, row, column, cell, formats)
    for below, note in enumerate(sheet.notes, start=len(sheet.rows) + 2):
        onto.write_string(below, 0, note)
    onto.freeze_panes(1, sheet.fixed)
    onto.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    _print_setup(onto, sheet, title, now)


def _lines(cell: Cell, width: int) -> int:
    """How many lines of the column it fills: not every program makes room for them by itself."""
    if not isinstance(cell, str):
        return 1
    across = (sum(2 if east_asian_width(one) in "WF" else 1 for one in line) for line in cell.splitlines())
    return min(max(sum(ceil(one / max(width - 1, 1)) or 1 for one in across), 1), TALLEST)


def _cell(onto: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Format]) -> None:
    if cell is None:
        onto.write_blank(row, column, None, formats["text"])
    elif isinstance(cell, str):
        onto.write_string(row, column, without_controls(cell)[:LONGEST], formats["text"])
    elif isinstance(cell, datetime):
        onto.write_datetime(row, column, _local(cell), formats["moment"])
    elif isinstance(cell, date):
        onto.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats["day"])  # noqa: DTZ001
    else:
        # By value: with places of its own Excel writes a whole one with the point behind it, 100.
        onto.write_number(row, column, cell, formats["whole" if cell == int(cell) else "number"])


def _print_setup(onto: Worksheet, sheet: Sheet, title: str, now: datetime) -> None:
    """Side by side on two pages where it would be too small on one, the fixed columns on both."""
    two = sum(sheet.columns.values()) > LEGIBLE
    onto.set_landscape()
    onto.set_paper(A4)
    onto.set_margins(*MARGINS)
    onto.fit_to_pages(2 if two else 1, 0)
    onto.repeat_rows(0)
    if two and sheet.fixed:
        onto.repeat_columns(0, sheet.fixed - 1)
    onto.set_header(f"&C&14{title.replace('&', '&&')}")
    onto.set_footer(f"&L{_local(now):%Y-%m-%d %H:%M} 导出&R第&P页，共&N页")


def _local(instant: datetime) -> datetime:
    """As the office reads it; a workbook knows no zones."""
    return instant.astimezone(ZONE).replace(tzinfo=None)
