"""Workbooks that no program of an office writes: each is read at once or refused in words, however it is meant."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.actions.test_import_roster import filled
from yudu_flow.actions.papers.figure_table import figure_rows
from yudu_flow.actions.papers.filled_table import MANY_SHEETS, MOST_SHEETS, UNREADABLE, SheetRow
from yudu_flow.actions.papers.firm_table import firm_rows
from yudu_flow.actions.papers.roster_table import PEOPLE, roster_sheets
from yudu_flow.domain.errors import BadRequest

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
ROWS = "</sheetData>"
HEADINGS = ("姓名", "企业名称", "指标", "单位", "月份", "累计数")
SAID = ("贺知微", "长河电子", "参保人数", "就业中心", "2020-09", "1")


def odd(change: Callable[[str], str], part: str = SHEET) -> bytes:
    """A good workbook with one of its parts written otherwise."""
    out = BytesIO()
    with ZipFile(BytesIO(filled({PEOPLE: [HEADINGS, SAID]}))) as good, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in good.namelist():
            text = good.read(name).decode()
            packed.writestr(name, change(text) if name == part else text)
    return out.getvalue()


def below(xml: str) -> Callable[[str], str]:
    """More behind the rows."""
    return lambda text: text.replace(ROWS, ROWS + xml)


def row(cells: str) -> Callable[[str], str]:
    """One more of them."""
    return lambda text: text.replace(ROWS, f'<row r="4">{cells}</row>{ROWS}')


def roster_rows(data: bytes) -> Sequence[SheetRow]:
    return next(iter(roster_sheets(data).values()))


EVERY_CELL = "A1:XFD1048576"
LINK = f'<hyperlinks><hyperlink ref="{EVERY_CELL}" location="x"/></hyperlinks>'
readers = pytest.mark.parametrize("rows", [roster_rows, firm_rows, figure_rows])


@readers
@pytest.mark.parametrize(
    "data",
    [
        odd(below(f'<mergeCells count="1"><mergeCell ref="{EVERY_CELL}"/></mergeCells>')),
        odd(below(LINK)),
        odd(lambda text: re.sub("<dimension[^>]*>", f'<dimension ref="{EVERY_CELL}"/>', text)),
        odd(row('<c r="XFD4" t="inlineStr"><is><t>远</t></is></c>')),
    ],
    ids=["merged", "linked", "claimed", "wide"],
)
def test_a_claim_to_every_cell_makes_none(rows: Callable[[bytes], Sequence[SheetRow]], data: bytes) -> None:
    begun = process_time()
    assert [one.number for one in rows(data)] == [2]
    assert process_time() - begun < 1


@readers
@pytest.mark.parametrize(
    "data",
    [
        odd(row('<c r="A4" t="s"><v>99999</v></c>')),
        odd(row('<c r="A4"><v>abc</v></c>')),
        odd(row('<c r="A4"><v>nan</v></c>')),
        odd(row('<c r="A4" t="d"><v>never</v></c>')),
        odd(row('<c r="ZZZZZ4"><v>1</v></c>')),
        odd(below('<mergeCells count="1"><mergeCell ref="zz"/></mergeCells>')),
    ],
    ids=["word", "number", "nan", "day", "column", "area"],
)
def test_what_cannot_be_read_says_so(rows: Callable[[bytes], Sequence[SheetRow]], data: bytes) -> None:
    with pytest.raises(BadRequest, match=UNREADABLE):
        rows(data)


def test_a_workbook_of_thousands_of_sheets_is_refused() -> None:
    sheet = '<sheet xmlns:r="{0}" name="s{1}" sheetId="{1}" r:id="rId1"/>'
    of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    many = "".join(sheet.format(of, number) for number in range(1, MOST_SHEETS + 2))
    data = odd(lambda text: re.sub("<sheets>.*</sheets>", f"<sheets>{many}</sheets>", text), BOOK)
    with pytest.raises(BadRequest, match=MANY_SHEETS):
        roster_sheets(data)
