"""The month's summary: it …"""

import json
import re
from dataclasses import replace

import pytest

from tests.bureau import (
    CLERK,
    INSURANCE,
    JOBS,
    LEADER,
    OTHER_CLERK,
    SEPTEMBER,
    TRAINING,
    report_of,
)
from tests.invented import PLAN
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.bureau import local_day
from yudu_flow.content.home import load
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading

PAGE = f"/office/summary?period={SEPTEMBER}"
PRINT = f"/office/summary/print?period={SEPTEMBER}"
HIDDEN = re.compile(r'name="(plan|period|version)" value="([^"]*)"')
CHANGED = "单位之后更新过，请核对"


@pytest.fixture
def office(console: Console) -> Browser:
    """The office on 29 September: 就业中心 reported by assignment, 社保中心 as a whole and with a figure."""
    desk = console.desk
    desk.until("2020-09-23T09:00")
    parts = {"1.1": "返还稳岗资金12万元", "3.1": "走访两家企业"}
    said = Report(progress="合并的全文", parts=parts, sections={"difficulties": "人手不足", "suggestions": "增加编制"})
    desk.file(JOBS, "2020-09-23T10:00", "苏禾", said)
    desk.file(INSURANCE, "2020-09-23T11:00", "白桦", Report(progress="参保扩面顺利", figures={"参保人数": 40000}))
    desk.until("2020-09-29T09:00")
    return console.account(CLERK)


def field(page: str, key: str) -> str:
    """The name of a paragraph's field."""
    found = re.search(rf'id="{re.escape(key)}" name="([^"]+)"', page)
    assert found, key
    return found[1]


def save(office: Browser, texts: dict[str, str], status: int = 200, path: str = "/office/summary", **more: str) -> str:
    """Post paragraphs of the page as it is now."""
    page = office.look(PAGE)
    return post(office, page, texts, status, path, **more)


def post(
    office: Browser, page: str, texts: dict[str, str], status: int = 200, path: str = "/office/summary", **more: str
) -> str:
    """Post paragraphs of that page."""
    return office.press(path, dict(HIDDEN.findall(page)) | fields(page, texts) | more, status)


def fields(page: str, texts: dict[str, str]) -> dict[str, str]:
    """Paragraphs as that page's form sends them."""
    return {field(page, key): text for key, text in texts.items()}


def set_state(office: Browser, state: str, status: int = 200) -> str:
    """Make it final or a draft."""
    return save(office, {}, status, "/office/summary/state", state=state)


def area(page: str, key: str) -> str:
    """What a paragraph's textarea holds."""
    found = re.search(rf'id="{re.escape(key)}"[^>]*>([^<]*)</textarea>', page)
    assert found, key
    return found[1]


def test_it_puts_reports_together_by_measure_and_unit(office: Browser, console: Console) -> None:
    page = office.look(PAGE)
    assert area(page, "1.1@就业中心") == "返还稳岗资金12万元"
    assert area(page, "3.1@就业中心") == "走访两家企业"
    assert area(page, "2.1@社保中心") == "参保扩面顺利"
    assert area(page, "difficulties@就业中心") == "人手不足"
    assert "合并的全文" not in page
    assert "没有报告：培训股（" in page
    assert f'<a href="/office/{console.id_of(JOBS)}">就业中心的报告</a>　9月23日 10:00　苏禾报送' in page


def test_it_says_who_was_in_time_and_who_was_not(office: Browser, console: Console) -> None:
    console.desk.file(TRAINING, "2020-09-29T10:00")
    said = area(office.look(PAGE), "timeliness")
    assert "按时报送2个：就业中心、社保中心。" in said
    assert "逾期补报1个：培训股（逾期2个工作日）。" in said
    assert "尚未报送2个：办公室（逾期2个工作日）、仲裁股（逾期2个工作日）。" in said
    assert "应报送贯彻落实情况的单位共5个，已报送3个" in area(office.look(PAGE), "opening")


def test_it_sets_figures_against_the_calendar(office: Browser) -> None:
    page = office.look(PAGE)
    assert "40,000人" in page
    assert "完成83.0%，序时进度75.0%，符合序时进度" in page


def test_it_keeps_what_the_office_writes(office: Browser, console: Console) -> None:
    assert "已保存，改动1段" in save(
        office, {"1.1@就业中心": "返还稳岗资金12万元，惠及3家企业", "2.1@社保中心": "参保扩面顺利"}
    )
    page = office.look(PAGE)
    assert area(page, "1.1@就业中心") == "返还稳岗资金12万元，惠及3家企业"
    assert '<div class="said">返还稳岗资金12万元</div>' in page
    assert "没有改动" in save(office, {"1.1@就业中心": "返还稳岗资金12万元，惠及3家企业"})
    assert CHANGED not in page


def test_it_audits_every_save(office: Browser, console: Console) -> None:
    save(office, {"1.1@就业中心": "改过"})
    set_state(office, "final")
    with reading(console.desk.bureau.engine) as db:
        rows = [row for row in audit.rows(db, console.desk.bureau.key) if row.act.startswith("summary")]
    assert [(row.act, row.by) for row in rows] == [("summary_edited", CLERK), ("summary_final", CLERK)]
    assert json.loads(rows[0].detail) == {"version": 1, "paragraphs": ["1.1@就业中心"]}


def test_a_paragraph_set_back_to_its_source_follows_it_again(office: Browser, console: Console) -> None:
    save(office, {"2.1@社保中心": "改过"})
    save(office, {"2.1@社保中心": "参保扩面顺利\r\n"})
    refile(console, "新的内容")
    assert area(office.look(PAGE), "2.1@社保中心") == "新的内容"


def refile(console: Console, words: str) -> None:
    """社保中心 gets its report back and files another."""
    desk = console.desk
    return_report(desk.bureau, report_of(INSURANCE), CLERK, desk.clock(), "缺数据")
    desk.file(INSURANCE, "2020-09-29T15:00", "白桦", Report(progress=words))


def test_it_marks_an_edited_paragraph_whose_source_changed(office: Browser, console: Console) -> None:
    save(office, {"2.1@社保中心": "办公室改过"})
    refile(console, "单位重报的内容")
    page = office.look(PAGE)
    assert (area(page, "2.1@社保中心"), CHANGED in page) == ("办公室改过", True)
    assert '<div class="said">单位重报的内容</div>' in page
    save(office, {"2.1@社保中心": "办公室改过", "1.1@就业中心": "另一段"})
    assert CHANGED in office.look(PAGE)
    page = office.look(PAGE)
    shown = {"2.1@社保中心": "办公室改过"}
    office.press("/office/summary", dict(HIDDEN.findall(page)) | fields(page, shown) | {"checked:2.1@社保中心": "1"})
    page = office.look(PAGE)
    assert (area(page, "2.1@社保中心"), CHANGED in page) == ("办公室改过", False)


def test_an_edit_over_an_older_source_is_marked_at_once(office: Browser, console: Console) -> None:
    page = office.look(PAGE)
    refile(console, "单位重报的内容")
    post(office, page, {"2.1@社保中心": "办公室改过"})
    assert CHANGED in office.look(PAGE)


def test_an_unchanged_paragraph_of_an_older_page_masks_nothing(office: Browser, console: Console) -> None:
    page = office.look(PAGE)
    refile(console, "单位重报的内容")
    post(office, page, {"2.1@社保中心": "参保扩面顺利"})
    assert area(office.look(PAGE), "2.1@社保中心") == "单位重报的内容"


def test_a_returned_report_is_no_source(office: Browser, console: Console) -> None:
    desk = console.desk
    save(office, {"2.1@社保中心": "办公室改过"})
    return_report(desk.bureau, report_of(INSURANCE), CLERK, desk.clock(), "缺数据")
    page = office.look(PAGE)
    assert "没有报告：社保中心（" in page
    assert "已退回，待重报" in page
    assert CHANGED in page


@pytest.mark.both
def test_two_who_write_at_once_lose_nothing(office: Browser, console: Console) -> None:
    """The rest of the second one's work is saved; what both wrote is shown side by side, theirs standing meanwhile."""
    other = console.account(OTHER_CLERK)
    older = other.look(PAGE)
    save(office, {"1.1@就业中心": "先保存", "timeliness": "两人一样"})
    mine = {
        "1.1@就业中心": "后保存",
        "3.1@就业中心": "另一段",
        "timeliness": "两人一样",
        "opening": area(older, "opening"),
    }
    clash = post(other, older, mine, 409)
    assert "林秋在您修改时也改了这些" in clash
    assert ("1段要您选定" in clash, "您改的其他1段已保存" in clash) == (True, True)
    assert ('<div class="said">先保存</div>' in clash, ">\n后保存</textarea>" in clash) == (True, True)
    page = office.look(PAGE)
    kept = [area(page, key) for key in ("1.1@就业中心", "3.1@就业中心", "timeliness")]
    assert kept == ["先保存", "另一段", "两人一样"]


@pytest.mark.parametrize(("pick", "kept"), [("theirs", "先保存"), ("mine", "后保存，再改")])
def test_the_clash_is_settled_by_a_choice(office: Browser, console: Console, pick: str, kept: str) -> None:
    other = console.account(OTHER_CLERK)
    older = other.look(PAGE)
    save(office, {"1.1@就业中心": "先保存"})
    settle(other, post(other, older, {"1.1@就业中心": "后保存"}, 409), pick, "后保存，再改")
    assert area(office.look(PAGE), "1.1@就业中心") == kept


def settle(office: Browser, clash: str, pick: str, words: str, **more: str) -> str:
    """Choose on the page of clashes."""
    [name] = re.findall(r'name="(text:[^"]+)"', clash)
    return office.press(
        "/office/summary", dict(HIDDEN.findall(clash)) | {name: words, "pick:1.1@就业中心": pick} | more
    )


def test_what_is_written_while_it_is_made_final_is_kept_to_choose(office: Browser, console: Console) -> None:
    other = console.account(OTHER_CLERK)
    older = other.look(PAGE)
    set_state(office, "final")
    clash = post(other, older, {"1.1@就业中心": "后保存"}, 409)
    assert "林秋已把这份汇总定稿，您改的这些没有写入" in clash
    assert area(office.look(PAGE), "1.1@就业中心") == "返还稳岗资金12万元"
    assert "已保存，改动1段" in settle(other, clash, "mine", "后保存", reopen="1")
    page = office.look(PAGE)
    assert (area(page, "1.1@就业中心"), "已定稿" in page) == ("后保存", False)


def test_a_paragraph_whose_report_was_returned_meanwhile_is_kept(office: Browser, console: Console) -> None:
    desk, older = console.desk, office.look(PAGE)
    return_report(desk.bureau, report_of(INSURANCE), CLERK, desk.clock(), "缺数据")
    post(office, older, {"2.1@社保中心": "办公室改过"})
    page = office.look(PAGE)
    assert (area(page, "2.1@社保中心"), CHANGED in page) == ("办公室改过", True)


def test_the_second_who_makes_it_final_is_told(office: Browser, console: Console) -> None:
    other = console.account(OTHER_CLERK)
    theirs = other.look(PAGE)
    set_state(office, "final")
    assert "林秋刚刚保存过" in post(other, theirs, {}, 409, "/office/summary/state", state="final")
    assert "已经定稿" in set_state(office, "final", 409)


def test_a_final_summary_stands(office: Browser, console: Console) -> None:
    save(office, {"1.1@就业中心": "办公室改过"})
    assert "已定稿" in set_state(office, "final")
    refile(console, "定稿后重报")
    console.desk.file(TRAINING, "2020-09-29T16:00", "唐宁", Report(progress="定稿后才报"))
    page, paper = office.look(PAGE), office.look(PRINT)
    assert area(page, "2.1@社保中心") == "参保扩面顺利"
    assert CHANGED in page
    assert "定稿之后报送，未列入" in page
    assert ("定稿后才报" in paper, "定稿后重报" in paper, "40,000人" in paper) == (False, False, True)
    assert "已把这份汇总定稿" in save(office, {"1.1@就业中心": "再改"}, 409)


def test_a_draft_again_follows_its_sources_but_for_edits(office: Browser, console: Console) -> None:
    save(office, {"1.1@就业中心": "办公室改过"})
    set_state(office, "final")
    refile(console, "定稿后重报")
    set_state(office, "draft")
    page = office.look(PAGE)
    assert (area(page, "1.1@就业中心"), area(page, "2.1@社保中心")) == ("办公室改过", "定稿后重报")


def test_it_is_printed_in_official_order(office: Browser) -> None:
    save(office, {"opening": "第一段。\n第二段。", "suggestions@就业中心": ""})
    paper = office.look(PRINT)
    order = ["《稳就业工作方案》2020年9月贯彻落实情况汇总", "（草稿）", "第二段。", "一、稳就业", "（一）稳定就业岗位"]
    order += [
        "返还稳岗资金12万元",
        "（二）扩大参保",
        "二、指标完成情况",
        "三、困难问题",
        "四、走访和企业诉求",
        "五、报送情况",
    ]
    order += ["清溪县人力资源和社会保障局办公室", "2020年9月29日"]
    places = [paper.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "改进建议" not in paper.partition("<article")[2]
    assert 'class="paper"' in paper


def test_it_opens_on_the_month_that_was_reported(office: Browser, console: Console) -> None:
    console.desk.until("2020-10-10T09:00")
    assert "2020年9月汇总" in office.look("/office/summary")


def test_it_waits_for_the_first_month(console: Console) -> None:
    office = console.account(CLERK)
    for path in ("/office/summary", "/office/summary/print"):
        assert "还没有开始的周期" in office.look(path)


@pytest.mark.parametrize("query", ["period=2031-01", f"period={SEPTEMBER}&plan=other"])
def test_it_knows_no_other_plan_or_month(office: Browser, query: str) -> None:
    office.look(f"/office/summary?{query}", 404)
    office.look(f"/office/summary/print?{query}", 404)


def test_it_refuses_what_no_page_offers(office: Browser) -> None:
    page = office.look(PAGE)
    form = dict(HIDDEN.findall(page))
    office.press("/office/summary", form | {"text:x::9.9@无此单位": "塞进来"}, 409)
    office.press("/office/summary", form | {"plan": "other"}, 404)
    office.press("/office/summary", form | {"period": ""}, 400)
    office.press("/office/summary/state", form | {"version": "x"}, 400)
    office.press("/office/summary/state", form | {"state": "gone"}, 400)
    save(office, {"opening": "长" * 20_001}, 400)


def test_leaders_and_units_do_not_come_in(console: Console, office: Browser) -> None:
    leader = console.account(LEADER)
    leader.look(PAGE, 403)
    leader.look(PRINT, 403)
    leader.look("/leader")
    leader.press("/office/summary", {"plan": "wenjiuye-2020", "period": SEPTEMBER, "version": "0"}, 403)


def test_figures_of_a_returned_report_do_not_count(office: Browser, console: Console) -> None:
    desk = console.desk
    assert "40,000人" in office.look(PAGE)
    return_report(desk.bureau, report_of(INSURANCE), CLERK, desk.clock(), "参保人数有误")
    assert "40,000人" not in office.look(PAGE)
    desk.file(INSURANCE, "2020-09-29T15:00", "白桦", Report(progress="已更正", figures={"参保人数": 39000}))
    assert "39,000人" in office.look(PAGE)


def test_a_form_may_hold_many_paragraphs(office: Browser) -> None:
    more = {f"paragraph-{number}": "一段" for number in range(1000)}
    assert "没有改动" in save(office, {}, 200, "/office/summary", **more)


def test_it_opens_with_a_plan_that_has_reports(office: Browser, console: Console) -> None:
    """Another plan, first in the folder, begins only next year."""
    desk, folder = console.desk, console.hall.settings.home / "workflows"
    words = PLAN.replace("wenjiuye-2020", "next-year").replace("dated: 2020-09-18", "dated: 2021-02-01")
    for id in ("report", "visit-3", "visit-zhou"):
        words = words.replace(f"- id: {id}\n", f"- id: {id}-next\n")
    (folder / "a.yaml").write_text(words.replace("稳就业工作方案", "明年的方案"), encoding="utf-8")
    desk.bureau = replace(desk.bureau, content=load(console.hall.settings.home, local_day(desk.clock())))
    assert [plan.id for plan in desk.bureau.content.plans] == ["next-year", "wenjiuye-2020"]
    assert "《稳就业工作方案》2020年9月贯彻落实情况汇总" in office.look("/office/summary")
