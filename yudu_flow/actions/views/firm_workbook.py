"""The firms' register as a workbook, which can be filled in and taken in again; and the empty one to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from yudu_flow.actions.papers.firm_table import COLUMNS
from yudu_flow.actions.views.firm_view import FirmLine
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.printable import without_controls

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

WIDTHS = {"id": 7, "name": 30, "credit_code": 22, "address": 30, "contact": 10, "mobile": 15, "tags": 16, "owners": 20}
SEEN = {"最近走访": 12, "走访单位（人）": 16}
HINTS = (
    "一家一行，“企业名称”必填，其余可以不填；列的次序不要紧，多出的列不读。",
    "编号：新登记的企业不填；修改已登记的企业，用导出的表，编号不要改。",
    "统一社会信用代码18位，按校验位核对；同一代码就是同一家企业。",
    "联系电话写手机号码，或带区号的座机；带****的号码保持原样。",
    "标签、对口单位（人）可写几个，用顿号隔开；对口写名册里的单位或姓名，从导入之日起对口。",
    "空着的格子不改动已登记的内容；不再对口的，请在企业的页面里办理。",
    "有一行不对，整张表都不存入；先试导入，逐行看清再存。",
)
A4 = 9


def firms_workbook(lines: Sequence[FirmLine], bureau_name: str, now: datetime, *, whole: bool) -> bytes:
    """The list as it is shown, typed as text throughout; mobile numbers masked unless `whole`."""
    out, local = BytesIO(), now.astimezone(ZONE).replace(tzinfo=None)
    with _book(out, f"{bureau_name}企业名录", local) as book:
        sheet = _sheet(book, "企业名录", {**{COLUMNS[name]: WIDTHS[name] for name in COLUMNS}, **SEEN})
        text = book.add_format({"valign": "top", "border": 1, "text_wrap": True})
        for row, line in enumerate(lines, start=1):
            for column, words in enumerate(_cells(line, whole)):
                sheet.write_string(row, column, without_controls(words), text)
        sheet.autofilter(0, 0, max(len(lines), 1), len(COLUMNS) + len(SEEN) - 1)
        sheet.set_header(f"&C&14{bureau_name}企业名录")
        sheet.set_footer(f"&L{local:%Y-%m-%d %H:%M} 导出&R第&P页，共&N页")
    return out.getvalue()


def firms_template(now: datetime) -> bytes:
    """The headings, and how they are filled in."""
    out = BytesIO()
    with _book(out, "企业名录模板", now.astimezone(ZONE).replace(tzinfo=None)) as book:
        _sheet(book, "企业名录", {COLUMNS[name]: WIDTHS[name] for name in COLUMNS})
        hints = book.add_worksheet("填写说明")
        hints.set_column(0, 0, 90)
        for row, words in enumerate(HINTS):
            hints.write_string(row, 0, words, book.add_format({"text_wrap": True}))
    return out.getvalue()


def _book(out: BytesIO, title: str, created: datetime) -> Workbook:
    from xlsxwriter import Workbook  # loaded with the first workbook

    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": created})
    return book


def _sheet(book: Workbook, name: str, columns: dict[str, int]) -> Worksheet:
    """A sheet with its headings, ready to print; all cells are text, so that no code loses its last digits."""
    sheet, as_text = book.add_worksheet(name), book.add_format({"num_format": "@"})
    heading = book.add_format({"bold": True, "bg_color": "#E8F0F7", "align": "center", "border": 1})
    for column, (words, width) in enumerate(columns.items()):
        sheet.set_column(column, column, width, as_text)
        sheet.write_string(0, column, words, heading)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _cells(line: FirmLine, whole: bool) -> list[str]:
    firm, last = line.firm, line.last
    own = [str(firm.id), firm.name, firm.credit_code or "", firm.address, firm.contact]
    own += [firm.mobile if whole else line.mobile, "、".join(firm.tags), "、".join(line.visitors)]
    return [*own, last.day.isoformat() if last else "", last.owner if last else ""]
