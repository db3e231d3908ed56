"""A formula that no office program has reckoned yet: its cell reads as empty, so the workbook is not taken in."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from yudu_flow.actions.papers.figure_table import figure_rows
from yudu_flow.actions.papers.firm_table import firm_rows
from yudu_flow.actions.papers.roster_table import roster_sheets
from yudu_flow.domain.errors import BadRequest

WORDS = "的公式没有结果，请先在 Excel 里打开保存"


def book(title: str, *rows: list[object]) -> bytes:
    """A workbook as a program writes it: formulas without results."""
    made, out = Workbook(), BytesIO()
    sheet = made.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(out)
    return out.getvalue()


def reckoned(data: bytes, value: str) -> bytes:
    """The same as Excel saves it, each formula with that value."""
    out, result = BytesIO(), f"<v>{value}</v>".encode()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"<v\s*/>|<v></v>", result, part) if "sheet1" in name else part)
    return out.getvalue()


FIGURES = book("指标", ["周期", "填报单位", "指标", "数字"], ["2020-09", "社保中心", "参保人数", "=12000*2"])
FIRMS = book("企业", ["企业名称", "联系人"], ["长河电子", "李娟"], ['="青山"&"服装"', "王工"])
PEOPLE = book("人员", ["姓名", "所在单位", "手机"], ["张三", "=B9", "13800000031"])


@pytest.mark.parametrize(
    ("read", "data", "cell"),
    [(figure_rows, FIGURES, "D2"), (firm_rows, FIRMS, "A3"), (roster_sheets, PEOPLE, "B2")],
)
def test_it_is_named_where_it_stands(read: Callable[[bytes], object], data: bytes, cell: str) -> None:
    with pytest.raises(BadRequest, match=f"表{cell}{WORDS}"):
        read(data)


def test_with_its_result_it_is_read() -> None:
    [row] = figure_rows(reckoned(FIGURES, "24000"))
    assert row.cells["value"] == "24000"


def test_of_many_the_first_are_named() -> None:
    rows: list[list[object]] = [["2020-09", "社保中心", "参保人数", f"={n}*2"] for n in range(9)]
    with pytest.raises(BadRequest, match=f"D2、D3、D4、D5、D6等9处{WORDS}"):
        figure_rows(book("指标", ["周期", "填报单位", "指标", "数字"], *rows))
