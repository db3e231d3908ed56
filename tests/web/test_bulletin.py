"""The month's bulletin: counts and shares that add up, facts, nobody ranked; edited, and taken away as a paper."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.actions.test_papers_without import assignments
from tests.bureau import CLERK, INSURANCE, JOBS, OTHER_CLERK, TRAINING, UNITS, VISITOR, Desk, change
from tests.web.browser import Browser, Console
from tests.web.programs import CLERK_ID, program_of
from yudu_flow.actions.acts.edit_bulletin import Rewrite, edit_bulletin
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.papers.bulletin import Bulletin, bulletin
from yudu_flow.actions.papers.fonts import BODY, TITLE
from yudu_flow.content.home import load
from yudu_flow.domain.errors import NotYours
from yudu_flow.domain.plan import Stop
from yudu_flow.domain.shares import shares

PLAN, PAGE = "wenjiuye-2020", "/office/bulletin?period=2020-09"


@pytest.fixture
def october(console: Console) -> Console:
    """12 October: 就业中心 in time, 社保中心 late with its figure behind, the others silent."""
    desk = console.desk
    desk.until("2020-09-22T09:00")
    desk.file(JOBS, "2020-09-23T10:05")
    desk.until("2020-09-29T10:00")
    desk.file(INSURANCE, "2020-09-29T10:05", report=Report("已扩面", figures={"参保人数": 30000}))
    desk.until("2020-10-12T10:00")
    return console


@pytest.fixture
def clerk(october: Console) -> Browser:
    return october.account(CLERK)


def made(desk: Desk) -> Bulletin:
    with desk.bureau.reading() as db:
        return bulletin(desk.bureau, db, desk.clock(), PLAN, "2020-09")


def said(shown: Bulletin) -> dict[str, str]:
    return {one.key: one.text for one in shown.paragraphs}


def test_counts_and_shares_add_up(october: Console) -> None:
    shown = made(october.desk)
    for one in shown.tallies:
        assert sum(count for _, count, _ in one.states) == one.whole
        assert sum(round(share * 10) for *_, share in one.states) == 1000
    assert sum(one.whole for one in shown.tallies) == len(shown.slow) + len(shown.on_track)
    reports = shown.tallies[0]
    assert (reports.group, reports.whole) == ("稳就业月报", len(UNITS))
    assert reports.states == (("按时", 1, 20.0), ("逾期补报", 1, 20.0), ("逾期", 3, 60.0))


@pytest.mark.parametrize("counts", [(1, 1, 1), (2, 1), (0, 7), (5, 3, 3, 2, 1, 1), (1,), (333, 333, 334)])
def test_shares_are_a_hundred_whatever_is_rounded(counts: tuple[int, ...]) -> None:
    found = shares(counts)
    assert sum(round(share * 10) for share in found) == 1000
    assert all(abs(share - 100 * count / sum(counts)) < 0.1 for share, count in zip(found, counts, strict=True))
    assert shares([0, 0]) == [0.0, 0.0]


def test_a_target_that_nobody_reports_on_has_no_name_in_its_brackets(october: Console) -> None:
    desk = october.desk
    desk.bureau = replace(desk.bureau, content=assignments(id="9.1", units=())(desk.bureau.content))
    words = said(made(desk))
    assert "参保人数（序时进度" in words["problems"]
    assert "参保人数还没有填报单位，由局办公室明确。" in words["next"]


def test_a_figure_is_asked_of_whoever_a_unit_went_into(home: Path, desk: Desk) -> None:
    ends = "    liaison: {holders: [{person: bai-hua}]}\n"
    change(home, "config/roster.yaml", ends, f"{ends}    until: 2020-09-10\n    into: {JOBS}\n")
    desk.bureau = replace(desk.bureau, content=load(home, desk.clock().date()))
    desk.until("2020-09-24T09:00")
    assert f"请{JOBS}在下一次报送时填报参保人数。" in said(made(desk))["next"]


def test_it_says_facts_and_what_comes_next(october: Console) -> None:
    words = said(made(october.desk))
    assert "《稳就业工作方案》（清人社〔2020〕9号）" in words["method"]
    assert "稳就业月报逾期3项：办公室、培训股、仲裁股。" in words["problems"]
    assert "指标慢于序时进度1项：参保人数（社保中心，完成62.2%，序时进度75.0%）。" in words["problems"]
    assert "请办公室、培训股、仲裁股尽快补报稳就业月报" in words["next"]
    assert words["next"].splitlines()[-1] == "2020年10月稳就业月报请于10月27日（星期二）24:00前报送。"


def test_a_deadline_that_is_past_is_asked_of_nobody(october: Console) -> None:
    october.desk.at("2020-11-03T09:00")
    assert (
        said(made(october.desk))["next"].splitlines()[-1] == "2020年11月稳就业月报请于11月27日（星期五）24:00前报送。"
    )


def test_no_report_is_announced_of_a_plan_that_stops_before(october: Console) -> None:
    desk = october.desk
    content = desk.bureau.content
    ended = tuple(replace(plan, ended=Stop(date(2020, 10, 1), "已完成")) for plan in content.plans)
    desk.bureau = replace(desk.bureau, content=replace(content, plans=ended))
    assert "前报送" not in said(made(desk))["next"]


def test_late_stays_slow_and_no_person_is_named(october: Console) -> None:
    shown = made(october.desk)
    late = [one for one in shown.slow if (one.unit, one.title) == (INSURANCE, "稳就业月报")]
    assert [one.says for one in late] == ["逾期补报，逾期2个工作日"]
    assert VISITOR not in repr(shown)
    reports = [one.unit for one in shown.slow if one.title == "稳就业月报"]
    assert reports == [unit for unit in UNITS if unit != JOBS], "in the roster's order"


def test_the_paper_is_laid_out_as_the_standard_has_it(clerk: Browser) -> None:
    answer = clerk.get("/office/bulletin.docx?period=2020-09")
    assert quote("的通报.docx") in answer.headers["content-disposition"]
    paper = Document(BytesIO(answer.content))
    [section] = paper.sections
    edges = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    sides = section.page_width, section.page_height
    assert [round((one or 0) / Mm(1)) for one in (*sides, *edges)] == [210, 297, 37, 35, 28, 26]
    assert {one.paragraph_format.line_spacing for one in paper.paragraphs} == {Pt(28.95)}
    runs = [run for one in paper.paragraphs for run in one.runs]
    fonts = {run._r.xpath("./w:rPr/w:rFonts")[0].get(qn("w:eastAsia")): run.font.size for run in runs}
    assert (fonts[TITLE], fonts[BODY], fonts["黑体"]) == (Pt(22), Pt(16), Pt(16))
    texts = [one.text for one in paper.paragraphs]
    assert "一、总体情况" in texts
    assert [text for text in texts if "事项" in text][:2] == ["附件：1.2020年9月慢序时事项", "2.2020年9月按序时事项"]
    assert [text for text in texts if text.startswith("2020年10月12日")] == ["2020年10月12日"]
    assert section.even_page_footer.paragraphs[0].text == "—  —"


def test_the_annexes_list_all_that_was_counted(clerk: Browser, october: Console) -> None:
    slow, on_track = Document(BytesIO(clerk.get("/office/bulletin.docx").content)).tables
    rows = [[cell.text for cell in row.cells] for row in slow.rows]
    assert rows[0] == ["序号", "责任单位", "事项、指标", "情况"]
    assert (len(rows) - 1, len(on_track.rows) - 1) == tuple(
        map(len, (made(october.desk).slow, made(october.desk).on_track))
    )
    assert ["参保人数", "完成62.2%，序时进度75.0%，慢于序时进度"] in [row[2:] for row in rows]


def test_what_the_office_wrote_stays_until_it_is_set_back(clerk: Browser, october: Console) -> None:
    page = clerk.look(PAGE)
    form = {"period": "2020-09", "plan": PLAN, "version": "0"}
    assert "已保存，改动1段" in clerk.press("/office/bulletin", {**form, "text:next": "请各单位对照检查。"})
    assert "2020年9月通报</td>" in clerk.look("/office/audit")
    assert "请各单位对照检查。" in Document(BytesIO(clerk.get("/office/bulletin.docx").content)).element.xml
    source = said(made(october.desk))
    clerk.look(PAGE)
    assert "没有保存" in clerk.press("/office/bulletin", {**form, "text:next": "另一稿"}, 409)
    original = next(one.source for one in made(october.desk).paragraphs if one.key == "next")
    assert source["next"] != original
    assert original.splitlines()[0] in page
    clerk.press("/office/bulletin", {**form, "version": "1", "text:next": original})
    assert not any(one.edited for one in made(october.desk).paragraphs)


def test_a_changed_record_is_shown_beside_what_was_written(clerk: Browser, october: Console) -> None:
    clerk.look(PAGE)
    clerk.press(
        "/office/bulletin", {"period": "2020-09", "plan": PLAN, "version": "0", "text:problems": "有三个单位未报。"}
    )
    october.desk.file(TRAINING, "2020-10-13T10:00")
    page = clerk.look(PAGE)
    assert "保存以后记录有变化，请核对" in page
    again = {"period": "2020-09", "plan": PLAN, "version": "1", "text:problems": "有三个单位未报。"}
    assert "请核对" not in clerk.press("/office/bulletin", {**again, "checked:problems": "1"})


def test_programs_read_and_write_the_same(october: Console) -> None:
    office = program_of(october, CLERK_ID)
    told: dict[str, Any] = office.asks("/bulletin?period=2020-09")
    assert told["tallies"][0]["states"][0] == {"state": "按时", "count": 1, "share": 20.0}
    wanted = {"plan": PLAN, "period": "2020-09", "version": 0, "paragraphs": {"next": "请各单位抓紧。"}}
    assert office.posts("/bulletin/edit", wanted)["says"] == "已保存，改动1段"
    assert office.asks("/bulletin")["paragraphs"]["next"] == "请各单位抓紧。"
    office.posts("/bulletin/edit", {**wanted, "paragraphs": {"end": "无"}}, 400)


def test_nobody_but_the_office_writes_it(october: Console) -> None:
    with pytest.raises(NotYours):
        edit_bulletin(october.desk.bureau, PLAN, "2020-09", "苏禾", october.desk.clock(), 0, {"next": Rewrite("x")})
    assert edit_bulletin(october.desk.bureau, PLAN, "2020-09", OTHER_CLERK, october.desk.clock(), 0, {}) == []
