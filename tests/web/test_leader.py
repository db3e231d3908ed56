"""The leader's desk: it …"""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from tests.bureau import CLERK, INSURANCE, JOBS, LEADER, OFFICE, OTHER_LEADER, UNITS, report_of
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.case_measures import check_measures, measure_case
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.review_report import accept_report
from yudu_flow.actions.acts.settle_case import close_case, decide_case, object_to_case
from yudu_flow.actions.views import leader_view
from yudu_flow.actions.views.leader_cases import cases_in_order
from yudu_flow.domain.facts import CaseChoice, CheckChoice, ExtensionChoice
from yudu_flow.storage.database import reading

CALM = "没有需要您处理的事项"
SILENT = "2020-10-15T09:00"
"""社保中心 has stayed silent, and the time to object is over."""


@pytest.fixture
def leader(console: Console) -> Browser:
    """沈清, in charge of 社保中心, on the morning when its case may be decided."""
    console.desk.until(SILENT)
    return console.account(OTHER_LEADER)


def acts(console: Console, unit: str = INSURANCE) -> list[dict[str, Any]]:
    """What happened to a unit's report."""
    return list(console.desk.trace(unit)["acts"])


def test_it_says_that_all_is_well(console: Console) -> None:
    console.desk.at("2020-09-21T09:00")
    assert CALM in console.account(LEADER).look("/leader")


def test_it_waits_for_the_first_month(console: Console) -> None:
    assert "还没有开始的周期" in console.account(LEADER).look("/leader")


def test_it_puts_the_case_first_with_facts_objection_and_when(console: Console) -> None:
    console.desk.until("2020-10-12T09:00")
    object_to_case(console.desk.bureau, report_of(INSURANCE), "白桦", console.desk.clock(), "数据口径有变")
    shown = console.account(OTHER_LEADER).look("/leader")
    assert CALM not in shown
    assert "9月28日、9月30日已催办2次，未说明原因" in shown
    assert "数据口径有变" in shown
    assert "异议期至10月14日（星期三）24:00，期满后可以决定" in shown
    assert "异议期已满，可以决定" in console_at(console, "2020-10-15T00:00").look("/leader")


def console_at(console: Console, when: str) -> Browser:
    """沈清 at that instant."""
    console.desk.clock.set(when)
    return console.account(OTHER_LEADER)


def test_a_month_before_the_twelve_can_still_be_looked_at(console: Console) -> None:
    console.desk.until("2020-09-21T09:00")
    console.desk.file(JOBS, "2020-09-24T10:00")  # no case keeps it on the desk
    for when in ("2020-09-28T09:00", "2020-10-12T09:00", "2020-11-20T09:00"):
        console.desk.at(when)
    within = console.account(LEADER).look("/leader?period=2020-09").partition("各项措施")[2].partition("</select>")[2]
    assert f'/leader/{console.id_of(JOBS)}"' in within
    console.desk.at("2021-10-20T09:00")
    page = console.account(LEADER).look("/leader?period=2020-09")
    beyond, _, year = page.partition("各项措施")[2].partition("</select>")[2].partition("近十二个月")
    assert beyond == within.partition("近十二个月")[0]
    assert ("2021年10月" in year, "2020年10月" in year, "2020年9月" in year) == (True, False, False)


def test_it_shows_nothing_of_another_leader(console: Console) -> None:
    console.desk.until(SILENT)
    ours, theirs = console.account(LEADER).look("/leader"), console.account(OTHER_LEADER).look("/leader")
    assert (JOBS in ours, INSURANCE in ours) == (True, False)
    assert (JOBS in theirs, INSURANCE in theirs) == (False, True)


@pytest.mark.parametrize(("when", "heading"), [("2020-09-28T09:00", "新近逾期"), ("2020-09-30T09:00", "第二次催办")])
def test_it_tells_newly_overdue_from_a_second_slip(console: Console, when: str, heading: str) -> None:
    console.desk.until(when)
    shown = console.account(OTHER_LEADER).look("/leader")
    found = {words for words in ("新近逾期", "第二次催办") if words in shown}
    assert found == {heading}


def test_it_names_a_broken_promise(console: Console) -> None:
    desk, asked = console.desk, report_of(INSURANCE)
    desk.until("2020-09-24T09:00")
    late = desk.clock().date() + timedelta(days=6)
    ask_extension(desk.bureau, asked, "白桦", desk.clock(), late, "等数据")
    decide_extension(desk.bureau, asked, CLERK, desk.clock(), ExtensionChoice.APPROVE)
    desk.until("2020-10-09T09:00")
    assert "延期后仍未按期办结" in console.account(OTHER_LEADER).look("/leader")


def test_it_draws_a_target_behind_the_calendar_and_says_so(console: Console) -> None:
    console.desk.until("2020-09-23T09:00")
    console.desk.file(INSURANCE, "2020-09-23T10:00", report=Report(progress="已扩面", figures={"参保人数": 24100}))
    shown = console.account(OTHER_LEADER).look("/leader")
    assert "指标滞后" in shown
    assert 'aria-label="参保人数：完成50.0%，序时进度75.0%，滞后于序时进度25.0个百分点"' in shown
    assert 'class="done slow" x="0" y="2" width="50.0"' in shown
    assert "已扩面" in shown
    assert "style=" not in shown


def test_it_draws_a_year_that_adds_up(console: Console) -> None:
    console.desk.until("2020-09-23T09:00")
    console.desk.file(INSURANCE, "2020-09-23T10:00")
    for when in ("2020-09-28T09:00", "2020-10-12T09:00", "2020-11-02T09:00", "2020-12-01T09:00"):
        console.desk.at(when)
    shown = console.account(OTHER_LEADER).look("/leader")
    assert "2020-09应报2：按时1，未报1" in shown
    assert "2020年10月与上月相比" in shown
    assert "查看数字" in shown


def test_it_shows_one_report_without_the_offices_notes(console: Console, leader: Browser) -> None:
    desk = console.desk
    note(desk.bureau, report_of(INSURANCE), CLERK, desk.clock(), "内部掌握")
    desk.file(INSURANCE, "2020-10-15T10:00", report=Report(progress="补报的内容"))
    shown = leader.look(f"/leader/{console.id_of(INSURANCE)}")
    assert "补报的内容" in shown
    assert "内部掌握" not in shown
    assert "<h2>拟认定：落实不力</h2>" in shown


def test_the_papers_of_a_case_are_taken_away_as_word_files(console: Console, leader: Browser) -> None:
    id, office = console.id_of(INSURANCE), console.account("lin-qiu")
    assert f'href="/leader/{id}/case.docx"' in leader.look(f"/leader/{id}")
    shown = office.look(f"/office/{id}")
    assert (f'href="/office/{id}/papers/case.docx"' in shown, f"/office/{id}/papers/slip.docx" in shown) == (
        True,
        False,
    )
    for answer in (leader.get(f"/leader/{id}/case.docx"), office.get(f"/office/{id}/papers/case.docx")):
        assert Document(BytesIO(answer.content)).paragraphs[0].text == "社保中心2020年9月稳就业月报认定事项卷宗"
        assert "attachment" in answer.headers["content-disposition"]
    assert office.get(f"/office/{id}/papers/slip.docx").status_code == 404


@pytest.mark.parametrize(("decision", "flag"), [("confirm", ["case_confirmed", "measures_wanted"]), ("dismiss", [])])
def test_it_decides_with_a_reason(console: Console, leader: Browser, decision: str, flag: list[str]) -> None:
    page = f"/leader/{console.id_of(INSURANCE)}"
    leader.look(page)
    leader.press(f"{page}/decide", {"decision": decision, "reason": ""}, status=400)
    assert "已决定" in leader.press(f"{page}/decide", {"decision": decision, "reason": "情况已核实"})
    assert console.desk.status(INSURANCE)["flags"] == flag
    assert acts(console)[-1]["by"] == OTHER_LEADER
    assert "拟认定：" not in leader.look(page)


def test_it_gives_time_while_the_case_stays_undecided(console: Console, leader: Browser) -> None:
    page = f"/leader/{console.id_of(INSURANCE)}"
    leader.look(page)
    leader.press(f"{page}/decide", {"decision": "time", "reason": "等省厅数据"}, status=400)
    leader.press(f"{page}/decide", {"decision": "time", "reason": "等省厅数据", "until": "2020-10-22"})
    assert console.desk.status(INSURANCE)["flags"] == ["case_proposed"]
    assert "已给单位时间至10月22日（星期四），期满后再决定" in leader.look("/leader")
    leader.look(page)
    said = leader.press(f"{page}/decide", {"decision": "confirm", "reason": "再议"}, status=409)
    assert "已给单位时间至10月22日（星期四）24:00，期满前不能认定" in said
    console.desk.clock.set("2020-10-23T00:00")
    leader.look(page)
    leader.press(f"{page}/decide", {"decision": "confirm", "reason": "期满仍未报"})
    assert console.desk.status(INSURANCE)["flags"] == ["case_confirmed", "measures_wanted"]


def test_the_second_of_two_is_told_of_the_first(console: Console, leader: Browser) -> None:
    page, other = f"/leader/{console.id_of(INSURANCE)}", console.account(OTHER_LEADER)
    leader.look(page)
    other.look(page)
    leader.press(f"{page}/decide", {"decision": "time", "reason": "请本周办结", "until": "2020-10-20"})
    said = other.press(f"{page}/decide", {"decision": "confirm", "reason": "未报"}, status=409)
    assert "刚刚办理过这一事项" in said
    assert console.desk.status(INSURANCE)["flags"] == ["case_proposed"]


def test_an_instruction_reaches_the_unit_by_mail_and_stays_on_the_desk(console: Console, leader: Browser) -> None:
    page = f"/leader/{console.id_of(INSURANCE)}"
    leader.look(page)
    leader.press(f"{page}/instruct", {"text": "请书面说明", "due": "2020-10-20"}, status=400)
    said = {"text": "请书面说明", "due": "2020-10-20", "reason": "下周上会"}
    assert "已交单位办理" in leader.press(f"{page}/instruct", said)
    console.desk.at("2020-10-15T09:05")
    [mail] = [mail for mail in console.desk.email.sent if mail.recipient == "bai-hua"]
    assert mail.subject == "10月20日（星期二）24:00前办结：社保中心（批示）请书面说明"
    assert "沈清交办如下。\n内容：请书面说明\n请于10月20日（星期二）24:00前办结" in mail.text
    assert "请书面说明" in leader.look("/leader")
    shown = leader.look(f"/leader/{console.id_of(INSURANCE, 'instruction:1', '2020-10')}")
    assert "<h1>社保中心　（批示）请书面说明</h1>" in shown
    assert "限10月20日（星期二）" in shown
    console.desk.clock.set("2020-10-21T09:00")
    assert "已过期限" in leader.look("/leader")


def test_it_says_when_nobody_can_be_reached_with_an_instruction(console: Console, leader: Browser) -> None:
    bureau = console.desk.bureau
    nowhere = {key: replace(bureau.roster.people[key], email=None) for key in ("bai-hua", "luo-ping")}
    roster = replace(bureau.roster, people=bureau.roster.people | nowhere)
    console.desk.bureau = replace(bureau, content=replace(bureau.content, roster=roster))
    page = f"/leader/{console.id_of(INSURANCE)}"
    leader.look(page)
    said = leader.press(f"{page}/instruct", {"text": "请说明", "due": "2020-10-20", "reason": "下周上会"})
    assert "社保中心没有可用的邮箱，请电话告知" in said


@pytest.mark.parametrize("path", ["", "/files/1", "/files/1/thumb", "/files/1/page/1"])
def test_another_leaders_obligation_does_not_exist(console: Console, leader: Browser, path: str) -> None:
    leader.look(f"/leader/{console.id_of(JOBS)}{path}", 404)
    leader.look(f"/leader/99999999999{path}", 404)


@pytest.mark.parametrize(
    ("act", "form"),
    [
        ("decide", {"decision": "confirm", "reason": "不该我决定"}),
        ("decide", {"decision": "time", "reason": "不该我决定", "until": "2020-10-22"}),
        ("instruct", {"text": "不该我批示", "due": "2020-10-22"}),
    ],
)
def test_another_leaders_obligation_cannot_be_acted_on(
    console: Console, leader: Browser, act: str, form: dict[str, str]
) -> None:
    before = acts(console, JOBS)
    leader.look(f"/leader/{console.id_of(INSURANCE)}")
    leader.press(f"/leader/{console.id_of(JOBS)}/{act}", form, status=404)
    assert acts(console, JOBS) == before


def test_nobody_else_comes_in(console: Console, leader: Browser) -> None:
    assert "不归您办理" in console.account(CLERK).look("/leader", 403)
    assert "登录" in console.guest("bai-hua", INSURANCE).look("/leader")


def test_a_long_list_says_how_long_it_is_and_leads_to_the_whole(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the cases that 顾明远 decides on only the first is shown; the rest is a page away."""
    monkeypatch.setattr(leader_view, "FIRST", slice(1))
    console.desk.until("2020-10-15T09:00")
    leader = console.account(LEADER)
    with reading(console.desk.bureau.engine) as db:
        mine, _ = cases_in_order(console.desk.bureau, db, console.desk.clock(), frozenset(["leader-gu"]))
    page, whole = leader.look("/leader"), leader.look("/leader/todo/cases")
    assert len(mine) > 1
    assert f"共{len(mine)}项，先列1项" in page
    assert f'<a href="/leader/todo/cases">查看全部{len(mine)}项</a>' in page
    assert [f"/leader/{id}#decide" for id in mine] == re.findall(r'href="(/leader/\d+#decide)"', whole)
    assert re.findall(r'href="(/leader/\d+#decide)"', page) == [f"/leader/{mine[0]}#decide"]


def test_what_the_office_owes_waits_on_its_leaders_desk(console: Console) -> None:
    """A confirmed case until it is struck off, a report until it is read, what is asked until it is decided."""
    desk, ours = console.desk, report_of(OFFICE)
    desk.until(SILENT)
    leader, other, heading = console.account(LEADER), console.account(OTHER_LEADER), "办公室事项，由您办理"
    assert heading not in leader.look("/leader")
    decide_case(desk.bureau, ours, LEADER, desk.clock(), CaseChoice.CONFIRM, "属实")
    desk.file(OFFICE, "2020-10-15T10:00", by=CLERK)
    for path in ("/leader", "/leader/todo/own"):
        shown = leader.look(path)
        assert heading in shown
        assert "报告待审核；已认定；单位应在10月20日（星期二）前报整改措施" in shown
    assert heading not in other.look("/leader")
    desk.until("2020-10-19T09:00")
    ask_extension(desk.bureau, report_of(OFFICE, "2020-10"), CLERK, desk.clock(), date(2020, 11, 5), "人员变动")
    assert "申请延期至11月5日：人员变动" in leader.look("/leader/todo/own")
    accept_report(desk.bureau, ours, LEADER, desk.clock())
    measure_case(desk.bureau, ours, CLERK, desk.clock(), "专人负责", date(2020, 10, 20))
    assert "正在整改，10月20日（星期二）前完成" in leader.look("/leader/todo/own")
    check_measures(desk.bureau, ours, LEADER, desk.clock(), CheckChoice.FULFILLED)
    close_case(desk.bureau, ours, LEADER, desk.clock(), "已报")
    shown = leader.look("/leader/todo/own")
    assert ("报告待审核" in shown, "待销号" in shown, "人员变动" in shown) == (False, False, True)


@pytest.mark.parametrize("name", ["own", "others", "overdue", "second_slip", "broken", "instructions"])
def test_every_list_has_a_page(console: Console, leader: Browser, name: str) -> None:
    page = leader.look(f"/leader/todo/{name}")
    assert '<a href="/leader">分管事项</a>' in page
    assert "没有这一类" not in page


def test_a_list_holds_what_the_desk_shows(console: Console) -> None:
    console.desk.until("2020-09-28T09:00")
    leader = console.account(OTHER_LEADER)
    assert f'<a href="/leader/{console.id_of(INSURANCE)}">{INSURANCE}</a>' in leader.look("/leader/todo/overdue")


def test_a_case_that_was_given_time_comes_after_those_that_can_be_decided(console: Console) -> None:
    desk = console.desk
    desk.until("2020-10-15T09:00")
    first, *others = mine(console)
    assert others
    unit = next(unit for unit in UNITS if console.id_of(unit) == first)
    decide_case(desk.bureau, report_of(unit), LEADER, desk.clock(), "time", "数据未出", date(2020, 10, 20))
    assert mine(console) == [*others, first]


def mine(console: Console) -> list[int]:
    """The cases that 顾明远 decides on, in the order of his page."""
    found = re.findall(r'href="/leader/(\d+)#decide"', console.account(LEADER).look("/leader"))
    return [int(id) for id in found]
