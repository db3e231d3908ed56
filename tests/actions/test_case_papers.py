"""The papers of a case say what happened and no more: it …"""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from tests.bureau import CLERK, INSURANCE, LEADER, OTHER_LEADER, Desk, report_of
from yudu_flow.actions.acts.act import find
from yudu_flow.actions.acts.appeal_case import appeal_case, decide_appeal
from yudu_flow.actions.acts.case_measures import check_measures, measure_case
from yudu_flow.actions.acts.settle_case import close_case, decide_case, object_to_case
from yudu_flow.actions.papers.item_papers import PAPERS, papers_due
from yudu_flow.actions.papers.official import OfficialPaper
from yudu_flow.actions.papers.official_docx import official_docx
from yudu_flow.domain.coloured_slip import ColouredSlip, Lapsed, SlipWhen, talk_reasons
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.facts import AppealChoice, CaseChoice, CheckChoice

SILENT = report_of(INSURANCE)
SLIPS = (
    ColouredSlip("蓝", "提醒", SlipWhen.URGED),
    ColouredSlip("黄", "警示", SlipWhen.URGED_AGAIN),
    ColouredSlip("红", "督办", SlipWhen.PROPOSED),
)


def paper(desk: Desk, name: str, period: str = "2020-09") -> OfficialPaper:
    """That of 社保中心, as it would be now."""
    with desk.bureau.reading() as db:
        sight = find(desk.bureau, db, report_of(INSURANCE, period), lock=False)
        return PAPERS[name][1](desk.bureau, db, sight, desk.clock())


def text(made: OfficialPaper) -> str:
    """All of its paragraphs, read back from the file."""
    document = Document(BytesIO(official_docx(made)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def coloured(desk: Desk) -> None:
    """The office uses slips of three colours."""
    rules = replace(desk.bureau.rules, coloured_slips=SLIPS)
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, rules=rules))


def test_the_file_has_all_of_a_cases_life(desk: Desk) -> None:
    desk.until("2020-10-12T09:00")
    with_objection = desk.clock.set("2020-10-12T10:00")
    object_to_case(desk.bureau, SILENT, "白桦", with_objection, "数据口径有变")
    assert "尚未决定。" in text(paper(desk, "case"))
    desk.until("2020-10-15T09:00")
    decide_case(desk.bureau, SILENT, OTHER_LEADER, desk.clock(), CaseChoice.CONFIRM, "口径早已明确。")
    assert "应于10月20日（星期二）24:00前报送，尚未报送。" in text(paper(desk, "case"))
    appeal_case(desk.bureau, SILENT, "白桦", desk.clock(), "当时停电")
    decide_appeal(desk.bureau, SILENT, LEADER, desk.clock(), AppealChoice.UPHOLD, "停电只有半天")
    measure_case(desk.bureau, SILENT, "白桦", desk.clock(), "明确专人", date(2020, 10, 20))
    check_measures(desk.bureau, SILENT, CLERK, desk.clock.set("2020-10-20T10:00"), CheckChoice.FULFILLED, "已明确")
    close_case(desk.bureau, SILENT, CLERK, desk.clock(), "已整改")
    made = paper(desk, "case")
    assert text(made).splitlines()[:23] == [
        "社保中心2020年9月稳就业月报认定事项卷宗",
        "",
        "一、基本情况",
        "事项：社保中心2020年9月稳就业月报。责任单位（人）：社保中心。依据：清人社〔2020〕9号 三（一）。",
        "期限：9月27日（星期日）24:00。现在：逾期12个工作日。",
        "认定种类：落实不力。办理情况：已认定，已销号。",
        "决定人：沈清。",
        "二、提请认定的事实",
        "9月28日、9月30日已催办2次，未说明原因。",
        "三、告知情况",
        "共告知10次，送到10次，每次的时间、方式、对象和答复见附件。",
        "四、单位的说明和异议",
        "2020年10月12日 10:00，白桦提出异议：数据口径有变。",
        "五、决定",
        "2020年10月15日 09:00，沈清决定：予以认定；口径早已明确。",
        "六、申诉和复核",
        "2020年10月15日 09:00，白桦申诉：当时停电。",
        "2020年10月15日 09:00，顾明远复核：维持原决定；停电只有半天。",
        "七、整改措施",
        "2020年10月15日 09:00，白桦报整改措施：明确专人；完成时限10月20日。",
        "八、核查和销号",
        "2020年10月20日 10:00，林秋核查：已落实；已明确。",
        "2020年10月20日 10:00，林秋销号：已整改。",
    ]
    first = made.annexes[0].table.rows[0]
    assert first[:4] == ("第一次催办", "邮件", "白桦", "2020年9月28日 09:00")


def test_a_slip_is_a_setting_and_says_what_is_true_now(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    with pytest.raises(NotFound, match="没有启用三色督办单"):
        paper(desk, "slip")
    coloured(desk)
    assert paper(desk, "slip").title == "蓝色督办单（提醒）"
    desk.until("2020-09-30T09:00")
    assert paper(desk, "slip").title == "黄色督办单（警示）"
    desk.file(INSURANCE, "2020-09-30T15:00")
    said = text(paper(desk, "slip"))
    assert "现在：9月30日 15:00补报，逾期3个工作日，待审核。" in said
    assert "未报" not in said


def test_a_talk_is_drafted_at_the_third_overdue_in_six_periods(desk: Desk) -> None:
    desk.until("2020-10-28T09:00")
    with pytest.raises(NotFound, match="还没有达到约谈的条件"):
        paper(desk, "talk", "2020-10")
    desk.until("2020-11-30T09:00")
    said = text(paper(desk, "talk", "2020-11"))
    assert said.startswith("关于社保中心的工作约谈提纲（草稿）")
    assert "约谈人：沈清。约谈对象：社保中心负责人罗平。" in said
    assert "社保中心2020年11月稳就业月报：近3个周期内第3次逾期；连续3个周期亮红灯。" in said
    with desk.bureau.reading() as db:
        sight = find(desk.bureau, db, report_of(INSURANCE, "2020-11"), lock=False)
        assert papers_due(desk.bureau, db, sight, desk.clock()) == (("talk", "约谈提纲"), ("urge", "催办通知单"))


@pytest.mark.parametrize(
    ("periods", "reasons"),
    [
        ([Lapsed(True), Lapsed(True), Lapsed(False), Lapsed(True)], ["近4个周期内第3次逾期"]),
        ([Lapsed(False), Lapsed(True), Lapsed(True), Lapsed(True)], []),
        ([Lapsed(True, colour="黄"), Lapsed(False), Lapsed(True, colour="黄")], ["近3个周期内已发黄色督办单2次"]),
        ([Lapsed(False, red=True)] * 3, ["连续3个周期亮红灯"]),
        ([Lapsed(False, red=True), Lapsed(False), Lapsed(False, red=True)], []),
        ([], []),
    ],
)
def test_each_reason_for_a_talk_is_counted(periods: list[Lapsed], reasons: list[str]) -> None:
    assert [*talk_reasons(periods)] == reasons
