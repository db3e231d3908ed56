"""Figures from a workbook: tried row by row, then all of it is kept, or nothing."""

import base64
from collections.abc import Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.actions.test_slow_targets import FIGURE, OCTOBER, month
from tests.bureau import CLERK, INSURANCE, SEPTEMBER, instant
from tests.web.browser import Browser, Console
from tests.web.programs import program_of
from yudu_flow.actions.papers.figure_table import figure_rows
from yudu_flow.actions.views.targets_view import targets_of
from yudu_flow.storage.database import reading

OFFICE, MINE = "/office/targets", "/mine/targets"
HEADINGS = ("月份", "单位", "指标名称", "累计数", "更正原因")
Row = Sequence[object]


def sheet(*rows: Row) -> bytes:
    """A workbook that an office has already: its own headings, a title above them."""
    book, out = Workbook(), BytesIO()
    page = book.active
    assert page is not None
    for row in (("全年指标",), HEADINGS, *rows):
        page.append([*row])
    book.save(out)
    return out.getvalue()


@pytest.fixture
def reported(console: Console) -> Console:
    """September was reported with 10,000, October without a figure."""
    month(console.desk, 10000, SEPTEMBER)
    month(console.desk, None, OCTOBER)
    return console


def figures(console: Console) -> list[tuple[str, float]]:
    """What counts now, by period."""
    bureau, now = console.desk.bureau, instant("2020-11-20T10:00")
    with reading(bureau.engine) as db:
        [target] = targets_of(bureau, db, now, OCTOBER)
    return [(period, value) for period, _, _, value in target.course]


def tried(browser: Browser, at: str, *rows: Row) -> str:
    browser.look(f"{at}/import")
    return browser.press(f"{at}/import", {}, files={"file": ("指标.xlsx", sheet(*rows))})


def test_the_office_tries_a_sheet_and_stores_it_with_a_press(reported: Console) -> None:
    clerk = reported.account(CLERK)
    assert "从 Excel 导入数字" in clerk.look(f"{OFFICE}?period={OCTOBER}")
    rows = [("2020年9月", INSURANCE, FIGURE, 12000, "漏统两个乡镇"), ("2020-10", "", FIGURE, "4.1万", "")]
    page = tried(clerk, OFFICE, *rows)
    assert ("10,000人更正为12,000人" in page, "补报41,000人" in page, "还没有存入" in page) == (True,) * 3
    assert "请核对：参保人数41,000人，与上次的10,000人相差很大" not in page, "the row above it counts already"
    assert figures(reported) == [(SEPTEMBER, 10000)]
    held = page.partition('name="held" value="')[2].partition('"')[0]
    clerk.show(page)
    assert "已存入数字：补报1个，更正1个" in clerk.press(f"{OFFICE}/import", {"held": held, "save": "1"})
    assert figures(reported) == [(SEPTEMBER, 12000), (OCTOBER, 41000)]
    assert "不变2" in tried(clerk, OFFICE, *rows)


def test_every_bad_row_is_named_and_nothing_is_kept(reported: Console) -> None:
    page = tried(
        reported.account(CLERK),
        OFFICE,
        ("2020-10", INSURANCE, FIGURE, 41000, ""),
        ("2020-10", "", FIGURE, 42000, ""),
        ("2020-09", "", FIGURE, 12000, ""),
        ("九月", "", FIGURE, 1, ""),
        ("2020-10", "", "就业人数", 1, ""),
        ("2020-10", "没有局", FIGURE, 1, ""),
        ("2020-10", "培训股", FIGURE, 1, ""),
        ("2020-12", "", FIGURE, "约3000", ""),
        ("2020-10", "", FIGURE, "", ""),
    )
    said = (
        "第4行 2020-10　参保人数：与第3行重复",
        "第5行 2020-09　参保人数：更正数字请写明原因",
        "周期“九月”应写成 2020-09 或 2020年9月",
        "没有要填“就业人数”的报告",
        "名册中没有“没有局”",
        "培训股在2020年10月没有要填“参保人数”的报告",
        "2020年12月没有要填“参保人数”的报告",
    )
    assert [words for words in said if words not in page] == []
    assert "有7行不收，整张表没有存入" in page
    assert figures(reported) == [(SEPTEMBER, 10000)]


@pytest.mark.parametrize(
    ("held", "shown_as", "said"),
    [(0.985, "0.0%", "98.5%"), (1, "0%", "100%"), (100 / 3, "General", "33.3333"), (41000, "General", "41000")],
)
def test_a_cell_is_taken_as_it_reads_on_the_sheet(held: float, shown_as: str, said: str) -> None:
    book, out = Workbook(), BytesIO()
    page = book.active
    assert page is not None
    page.append(["周期", "指标", "数字"])
    page.append(["2020-09", FIGURE, held])
    page["C2"].number_format = shown_as
    book.save(out)
    [row] = figure_rows(out.getvalue())
    assert row.cells["value"] == said


def test_a_unit_adds_its_own_and_corrects_nothing(reported: Console) -> None:
    unit = reported.account("白桦")
    page = tried(unit, MINE, ("2020-09", "", FIGURE, 12000, "漏统"))
    assert "指标数字由局办公室办理，白桦不能办理" in page
    book = load_workbook(BytesIO(unit.get(f"{MINE}/template.xlsx").content))
    template = book["指标数字"]
    assert [cell.value for cell in template[2]] == [OCTOBER, INSURANCE, FIGURE, None, "人", None]
    template["D2"] = 15000
    out = BytesIO()
    book.save(out)
    unit.look(f"{MINE}/import")
    page = unit.press(f"{MINE}/import", {}, files={"file": ("指标.xlsx", out.getvalue())})
    assert "补报15,000人" in page
    other = tried(reported.account("唐宁"), MINE, ("2020-10", "", FIGURE, 1, ""))
    assert "唐宁不能办理" in other


def test_a_program_tries_and_stores(reported: Console) -> None:
    program = program_of(reported, "lin-qiu")
    content = base64.b64encode(sheet(("2020-10", "", FIGURE, 30000, ""))).decode()
    answer = program.posts("/targets/import", {"content": content, "dry_run": True})
    assert answer == {
        "saved": False,
        "rows": [
            {
                "row": 3,
                "name": "2020-10　参保人数",
                "kind": "added",
                "words": "补报30,000人（请核对：参保人数30,000人，与上次的10,000人相差很大）",
            }
        ],
        "unread": [],
    }
    assert program.posts("/targets/import", {"content": content})["saved"] is True
    assert figures(reported) == [(SEPTEMBER, 10000), (OCTOBER, 30000)]
