"""The office's ledger (台账) of a period as a workbook: what the board shows, ready to print on A4. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from yudu_flow.actions.views.board_lists import BoardItem
from yudu_flow.actions.views.board_view import PeriodInFigures
from yudu_flow.domain.period import ZONE
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.reasons import QUESTIONS
from yudu_flow.wording.standings import FLAGS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

COLUMNS = {
    "序号": 6,
    "责任单位（人）": 16,
    "事项": 24,
    "截止时间": 18,
    "当前状态": 18,
    "报送时间": 18,
    "接收时间": 18,
    "结果": 18,
    "逾期工作日": 11,
    "标注": 26,
}
FIGURES = {
    "expected": "应报",
    "filed": "已报",
    "unsealed": "待补盖章页",
    "unpaged": "已报，未补盖章页",
    "ahead": "办理中",
    "overdue": "逾期",
    "missing": "未报",
    "excused": "免报",
    "accepted": "其中：已接收",
    "late": "其中：逾期补报",
    "extended": "其中：延期内报送",
}
A4 = 9
MINUTE = timedelta(minutes=1)


def ledger(month: PeriodInFigures, bureau_name: str, now: datetime) -> bytes:
    """The workbook as bytes: 台账 with one row an obligation, and 数字 with the figures of the reports."""
    from xlsxwriter import Workbook  # loaded with the first workbook

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties(
            {"title": f"{spell_period(month.period)}台账", "author": bureau_name, "created": _local(now)}
        )
        _rows(book, month, bureau_name, now)
        _figures(book, month)
    return out.getvalue()


def _rows(book: Workbook, month: PeriodInFigures, bureau_name: str, now: datetime) -> None:
    sheet, formats = book.add_worksheet("台账"), _formats(book)
    for column, (heading, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats["heading"])
    for row, item in enumerate(month.items, start=1):
        _row(sheet, row, item, formats)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(month.items), 1), len(COLUMNS) - 1)
    _print_setup(sheet, f"{bureau_name}{spell_period(month.period)}台账", now)


def _formats(book: Workbook) -> dict[str, Format]:
    cell = {"valign": "top", "border": 1, "text_wrap": True}
    return {
        "heading": book.add_format({**cell, "bold": True, "bg_color": "#E8F0F7", "align": "center"}),
        "text": book.add_format(cell),
        "number": book.add_format({**cell, "num_format": "0"}),
        "moment": book.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
    }


def _row(sheet: Worksheet, row: int, item: BoardItem, formats: dict[str, Format]) -> None:
    """Typed cells: numbers and instants are such; text is written as text, so that none is taken for a formula."""
    sheet.write_number(row, 0, row, formats["number"])
    for column, text in ((1, item.owner), (2, item.title), (4, item.now.word), (7, item.now.result)):
        sheet.write_string(row, column, text, formats["text"])
    for column, instant in ((3, _last_minute(item.deadline)), (5, item.filed_at), (6, item.accepted_at)):
        _moment(sheet, row, column, instant, formats)
    if item.now.days:
        sheet.write_number(row, 8, item.now.days, formats["number"])
    else:
        sheet.write_blank(row, 8, None, formats["number"])
    sheet.write_string(row, 9, "、".join(_marks(item)), formats["text"])


def _moment(sheet: Worksheet, row: int, column: int, instant: datetime | None, formats: dict[str, Format]) -> None:
    if instant is None:
        sheet.write_blank(row, column, None, formats["moment"])
    else:
        sheet.write_datetime(row, column, _local(instant), formats["moment"])


def _last_minute(deadline: datetime) -> datetime:
    """24:00 would be shown as 0:00 of the day after; an hour of the day (17:00) stays as it is."""
    local = deadline.astimezone(ZONE)
    return deadline if local.hour or local.minute else deadline - MINUTE


def _marks(item: BoardItem) -> Sequence[str]:
    return [*(FLAGS.get(name, name) for name in item.flags), *(QUESTIONS[name] for name in item.marks)]


def _print_setup(sheet: Worksheet, title: str, now: datetime) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C&14{title}")
    sheet.set_footer(f"&L{_local(now):%Y-%m-%d %H:%M} 导出&R第&P页，共&N页")


def _figures(book: Workbook, month: PeriodInFigures) -> None:
    sheet = book.add_worksheet("数字")
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 18)
    sheet.write_string(0, 0, spell_period(month.period), bold)
    for row, (name, word) in enumerate(FIGURES.items(), start=1):
        sheet.write_string(row, 0, word)
        sheet.write_number(row, 1, getattr(month.figures, name))


def _local(instant: datetime) -> datetime:
    """As the office reads it; a workbook knows no zones."""
    return instant.astimezone(ZONE).replace(tzinfo=None)
