"""The month's summary for Word: what the printed page says, in official layout."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.actions.firm_requests import opened
from tests.bureau import CLERK, INSURANCE, JOBS, LIAISON
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.papers.fonts import BODY, HEADING, SECOND

PAPER = "/office/summary.docx?period=2020-09"


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, after two units have reported."""
    desk = console.desk
    desk.until("2020-09-22T09:00")
    desk.file(JOBS, "2020-09-23T10:05")
    words = Report("已扩面", sections={"difficulties": "缺人手"}, figures={"参保人数": 30000})
    desk.file(INSURANCE, "2020-09-23T11:05", report=words)
    return console.account(CLERK)


def lines(clerk: Browser) -> list[tuple[str, str]]:
    """Each paragraph with the font of its last words."""
    answer = clerk.get(PAPER)
    assert answer.headers["content-disposition"].endswith(".docx")
    found = [one for one in Document(BytesIO(answer.content)).paragraphs if one.text.strip()]
    return [
        (one.text, str(one.runs[-1]._r.get_or_add_rPr().find(qn("w:rFonts")).get(qn("w:eastAsia")))) for one in found
    ]


def test_it_has_the_plan_s_parts_and_measures_with_each_unit_s_words(clerk: Browser) -> None:
    found = lines(clerk)
    fonts = {font: [words for words, one in found if one == font] for _, font in found}
    assert fonts[HEADING][0].startswith("一、")
    assert fonts[SECOND][0].startswith("（一）")
    assert [words for words in fonts[BODY] if words.startswith(f"{INSURANCE}：")] == [
        f"{INSURANCE}：已扩面",
        f"{INSURANCE}：缺人手",
    ]
    assert found[0][0].endswith("（草稿）")


def test_it_says_what_the_printed_page_says(clerk: Browser) -> None:
    printed = clerk.look("/office/summary/print?period=2020-09")
    said = [words.split("：", 1)[-1] for words, _ in lines(clerk) if not words.startswith("附件")]
    assert [words for words in said if words.replace("\n", "").removesuffix("（草稿）") not in printed] == []


def test_figures_stand_in_a_table_of_their_own(clerk: Browser) -> None:
    [table] = Document(BytesIO(clerk.get(PAPER).content)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:4] == ["指标", "责任单位", "年度目标", "累计完成"]
    assert [row[3] for row in rows if row[1] == INSURANCE] == ["30,000人"]


def test_the_page_offers_it(clerk: Browser) -> None:
    assert '<a href="/office/summary.docx?period=2020-09' in clerk.look("/office/summary?period=2020-09")


def test_it_is_two_presses_from_the_last_report(console: Console, clerk: Browser) -> None:
    """Month's end (月底): from the report that came last, by what the pages offer."""
    last = clerk.look(f"/office/{console.id_of(INSURANCE)}")
    assert 'href="/office/summary"' in last
    assert 'href="/office/summary.docx?period=2020-09' in clerk.look("/office/summary")


def test_it_says_who_visited_firms_and_what_they_asked_for(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.at("2020-09-24T09:30")
    record_visit(desk.bureau, Sought(JOBS, "2020-09"), LIAISON[JOBS], desk.clock(), "青山服装")
    opened(desk)
    desk.until("2020-10-02T09:00")
    found = [words for words, _ in lines(clerk)]
    at = found.index("四、走访和企业诉求")
    assert found[at + 1 : at + 5] == [
        "走访对口企业逾期1个：就业中心（走访1家，逾期1个工作日）。",
        "走访企业逾期1个：周远（走访0家，逾期1个工作日）。",
        "登记企业诉求1件，办结0件，在办1件（其中逾期1件）。",
        "五、报送情况",
    ]
