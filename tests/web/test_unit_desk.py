"""我的事项 and one item of it: what is owed, what was done, and every act besides the report."""

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import insert, select

from tests.bureau import CLERK, INSURANCE, JOBS, LEADER, SEPTEMBER, VISITOR, report_of
from tests.web.browser import Browser, Console
from tests.web.unit_pages import OCTOBER, VISIT, file_report_in, filled, guest_of, path_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.extension import decide_extension
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.acts.words_said import LONGEST
from yudu_flow.domain.facts import ExtensionChoice
from yudu_flow.storage.tables import OBLIGATION

pytestmark = pytest.mark.usefixtures("reminded")


def instructed(console: Console, day: date) -> None:
    """顾明远 wants something done by `day`."""
    desk = console.desk
    instruct(desk.bureau, [JOBS], LEADER, desk.clock(), Errand("三天内摸清底数", day, reason="急"))


def test_it_shows_what_is_owed_and_nothing_else(guest: Browser) -> None:
    page = guest.look("/mine")
    assert "2020年9月稳就业月报" in page
    assert "9月27日（星期日）24:00" in page
    assert INSURANCE not in page


def test_what_is_to_do_stands_by_deadline(console: Console, guest: Browser) -> None:
    instructed(console, date(2020, 9, 28))
    page = guest.look("/mine")
    places = [page.index(words) for words in ("9月27日（星期日）", "9月28日（星期一）24:00", "9月30日（星期三）")]
    assert places == sorted(places)


def test_what_is_open_stands_there_however_much_was_done_since(console: Console) -> None:
    """The newest hundred were read: what a unit still owed of an older month was gone from its desk and its link."""
    last_year = {"period": "2019-09", "month": "2019-09"}
    put_like(console, 1, "2019年9月旧欠", wake_at=console.desk.clock(), **last_year)
    put_like(console, 150, "已办结", wake_at=None)
    assert "2019年9月旧欠" in guest_of(console).look("/mine")
    assert "2019年9月旧欠" in console.account("su-he").look("/mine")


def put_like(console: Console, many: int, title: str, **changed: object) -> None:
    """So many items of 就业中心 like its report."""
    with console.desk.bureau.engine.begin() as db:
        like = db.execute(select(OBLIGATION).where(OBLIGATION.c.id == console.id_of(JOBS))).one()._asdict()
        rows = [{**like, "title": title, **changed, "duty": f"{title}{number}"} for number in range(many)]
        for row in rows:
            del row["id"]
        db.execute(insert(OBLIGATION), rows)


def test_what_came_back_and_why_stays_in_the_list(console: Console, guest: Browser, report: str) -> None:
    file_report_in(guest, report, filled())
    return_report(console.desk.bureau, report_of(JOBS), CLERK, console.desk.clock(), "数据没有写明来源")
    assert "<dt>退回原因</dt><dd>数据没有写明来源</dd>" in guest.look("/mine")
    file_report_in(guest, report, filled())
    assert "补盖章页" in guest.look("/mine")
    guest.look(report)
    console.desk.at("2020-10-12T09:00")
    console.desk.at("2020-11-02T09:00")
    page = console.account("su-he").look("/mine")
    assert "9月21日 09:00退回：数据没有写明来源" in page


def test_an_account_sees_every_month_and_a_link_its_own_beside_what_is_open(console: Console) -> None:
    console.desk.until("2020-10-20T09:00")
    assert "2020年9月稳就业月报" in guest_of(console, period=OCTOBER).look("/mine")
    waive(console.desk.bureau, report_of(JOBS), CLERK, console.desk.clock(), "机构改革")
    assert "2020年9月稳就业月报" in console.account("su-he").look("/mine")
    page = guest_of(console, period=OCTOBER).look("/mine")
    assert ("2020年10月稳就业月报" in page, "2020年9月稳就业月报" in page) == (True, False)


def test_who_has_nothing_to_do_is_told_so(console: Console) -> None:
    done = console.guest("zhou-yuan", INSURANCE)
    path = path_of(console, VISITOR, "visit-zhou")
    done.look(path)
    done.press(f"{path}/visit", VISIT)
    page = done.look("/mine")
    assert ("没有要办的事项" in page, "2020年9月走访企业" in page) == (True, True)


def test_it_asks_for_an_extension(console: Console, guest: Browser, report: str) -> None:
    guest.look(report)
    for said in ({"reason": "数据下月才出"}, {"until": "2020-10-12"}, {"until": "明天", "reason": "晚"}):
        guest.press(f"{report}/extension", said, 400)
    guest.press(f"{report}/extension", {"until": "2020-10-12", "reason": "数据下月才出"})
    assert console.desk.status(JOBS)["flags"] == ["extension_pending"]
    assert f'action="{report}/extension"' not in guest.look(report)


def test_it_takes_a_request_back_and_asks_for_the_right_day(console: Console, guest: Browser, report: str) -> None:
    guest.look(report)
    guest.press(f"{report}/extension", {"until": "2020-10-21", "reason": "日期写错"})
    assert "9月21日 09:00提交的延期申请" in guest.look(report)
    assert "已撤回" in guest.press(f"{report}/withdraw", {})
    assert console.desk.status(JOBS)["flags"] == []
    page = guest.look(report)
    assert ("撤回申请" in page, f'action="{report}/withdraw"' in page) == (True, False)
    guest.press(f"{report}/extension", {"until": "2020-10-12", "reason": "数据下月才出"})
    assert console.desk.status(JOBS)["flags"] == ["extension_pending"]


def test_who_was_refused_finds_no_form_to_ask_again(console: Console, guest: Browser, report: str) -> None:
    desk = console.desk
    guest.look(report)
    guest.press(f"{report}/extension", {"until": "2020-10-12", "reason": "数据下月才出"})
    decide_extension(desk.bureau, report_of(JOBS), CLERK, desk.clock(), ExtensionChoice.REFUSE)
    assert f'action="{report}/extension"' not in guest.look(report)


def test_it_takes_an_explanation_back(console: Console, guest: Browser, report: str) -> None:
    console.desk.until("2020-09-28T09:00")
    guest.look(report)
    guest.press(f"{report}/explain", {"reason": "人员调动"})
    guest.look(report)
    guest.press(f"{report}/withdraw", {})
    assert console.desk.status(JOBS)["flags"] == []
    guest.look(report)
    refused = guest.send_form(f"{report}/withdraw", {})
    assert (refused.status_code, "没有正等待决定的申请或说明" in refused.text) == (409, True)


def test_it_explains_and_objects(console: Console, guest: Browser, report: str) -> None:
    console.desk.until("2020-10-10T09:00")
    assert "拟认定落实不力：9月28日、9月30日已催办2次" in guest.look(report)
    guest.press(f"{report}/object", {"reason": "报告在路上"})
    assert "报告在路上" in guest.look(report)
    guest.press(f"{report}/explain", {"reason": "人员调动"})
    assert "explanation_pending" in console.desk.status(JOBS)["flags"]


@pytest.mark.parametrize("act", ["explain", "object"])
def test_there_is_nothing_to_explain_before_the_deadline(guest: Browser, report: str, act: str) -> None:
    page = guest.look(report)
    assert f'action="{report}/{act}"' not in page
    assert guest.send_form(f"{report}/{act}", {"reason": "x"}).status_code in (404, 409)


@pytest.mark.parametrize("act", ["extension", "explain", "object", "hand-back"])
def test_a_reason_is_needed(console: Console, guest: Browser, report: str, act: str) -> None:
    console.desk.until("2020-10-10T09:00")
    guest.look(report)
    said = {"until": "2020-10-12", "assignment": "1.1", "reason": " "}
    assert "请写明" in guest.press(f"{report}/{act}", said, 400)


def test_it_hands_an_assignment_back(console: Console, guest: Browser, report: str) -> None:
    guest.look(report)
    assert "已退请办公室" in guest.press(f"{report}/hand-back", {"assignment": "1.1", "reason": "属于培训股"})
    assert "（已退请，待答复）" in guest.look(report)
    assert "正等待答复" in guest.press(f"{report}/hand-back", {"assignment": "1.1", "reason": "属于培训股"}, 409)
    guest.press(f"{report}/hand-back", {"assignment": "2.1", "reason": "不是我们的"}, 400)
    assert console.desk.status(JOBS)["standing"] == "open"
    assert "属于培训股" in console.account(CLERK).look("/office")


def test_the_end_of_a_line_counts_as_one_character(console: Console, guest: Browser, report: str) -> None:
    said = "\n".join(["理" * 99] * 20)
    assert len(said) < LONGEST < len(said.replace("\n", "\r\n"))
    guest.look(report)
    assert "已退请" in guest.press(f"{report}/hand-back", {"assignment": "1.1", "reason": said.replace("\n", "\r\n")})
    assert said in console.desk.trace(JOBS)["acts"][-1]["detail"]["reason"]


@pytest.mark.parametrize(("said", "status"), [({"seen": "0"}, 409), ({"token": "0" * 64}, 403)])
def test_a_refusal_hands_back_what_was_written(
    console: Console, guest: Browser, report: str, said: dict[str, str], status: int
) -> None:
    note(console.desk.bureau, report_of(JOBS), CLERK, console.desk.clock(), "电话问过")
    guest.look(report)
    words, secret = "这一项按三定方案由培训股承办，<我单位>没有这项职责", "一个很长的密码很长很长的密码很长"
    answer = guest.press(
        f"{report}/hand-back", {"assignment": "1.1", "reason": words, "password": secret, **said}, status
    )
    assert words.replace("<", "&lt;").replace(">", "&gt;") in answer
    assert secret not in answer


def test_it_answers_an_instruction(console: Console, guest: Browser, report: str) -> None:
    instructed(console, console.desk.clock().date())
    item = path_of(console, JOBS, "instruction:1")
    assert "三天内摸清底数" in guest.look(item)
    assert "请写明" in guest.press(f"{item}/done", {"text": " "}, 400)
    guest.look(item)
    assert "已报办结，等待确认" in guest.press(f"{item}/done", {"text": "已摸底"})
    assert "报告办理情况" not in guest.look(item)


def test_a_person_records_a_visit(console: Console) -> None:
    guest = console.guest("zhou-yuan", INSURANCE)
    path = path_of(console, VISITOR, "visit-zhou")
    guest.look(path)
    assert "走访已登记" in guest.press(f"{path}/visit", VISIT)
    assert console.desk.status(VISITOR, "visit-zhou")["standing"] == "filed"
    said = "走访日期：2020-09-21；方式：实地；走访人员：周远；了解的情况：缺工10人；企业诉求：补贴"
    assert said in guest.look(path)
    assert said in console.account(CLERK).look(f"/office/{console.id_of(VISITOR, 'visit-zhou')}")


def test_what_a_firm_asks_for_goes_to_its_form_under_its_whole_name(console: Console) -> None:
    guest, path = console.guest("zhou-yuan", INSURANCE), path_of(console, VISITOR, "visit-zhou")
    guest.look(path)
    page = guest.press(f"{path}/visit", {**VISIT, "firm": "甲&乙公司#2"})
    [form] = re.findall(r'<a href="(/mine/requests[^"]*)">把诉求交办', page)
    assert 'value="甲&amp;乙公司#2"' in guest.look(unescape(form).partition("#")[0])


def test_a_visit_is_struck_where_it_was_recorded(console: Console) -> None:
    guest, path = console.guest("zhou-yuan", INSURANCE), path_of(console, VISITOR, "visit-zhou")
    assert 'name="people" type="text" value="周远"' in guest.look(path), "who comes is who visited"
    guest.press(f"{path}/visit", VISIT)
    [visit] = set(re.findall(r'name="visit" value="(\d+)"', guest.look(path)))
    assert "已划去，不再计数" in guest.press(f"{path}/strike", {"visit": visit, "reason": "企业写错了"})
    assert "<s>走访</s>（已划去）" in guest.look(path)
    assert console.desk.status(VISITOR, "visit-zhou")["filed_at"] is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"firm": ""}, "请填写企业名称"),
        ({"firm": "别家"}, "不是就业中心的对口企业"),
        ({"on": ""}, "请填写走访日期"),
        ({"on": "2020-09-22"}, "不能晚于今天"),
        ({"on": "2020-08-31"}, "早于2020年9月"),
        ({"way": "传真"}, "请选择走访方式"),
        ({"learned": "字" * 2001}, "不要超过2000字"),
    ],
)
def test_a_visit_must_be_one(console: Console, guest: Browser, change: dict[str, str], why: str) -> None:
    path = path_of(console, JOBS, "visit-3")
    guest.look(path)
    assert why in guest.press(f"{path}/visit", {**VISIT, **change}, 400)
    assert console.desk.trace(JOBS, "visit-3")["acts"] == []


def test_a_visit_item_has_no_report(console: Console, guest: Browser) -> None:
    path = path_of(console, JOBS, "visit-3")
    assert "已经报送或免报" in guest.look(f"{path}/report")
    guest.look(f"{path}/print", 404)
    guest.look(path)
    guest.press(f"{path}/draft", {"part-1.1": "x"}, 409)


def test_notes_of_the_office_stay_with_the_office(console: Console, guest: Browser, report: str) -> None:
    note(console.desk.bureau, report_of(JOBS), CLERK, console.desk.clock(), "内部备注：常年拖延")
    assert "常年拖延" not in guest.look(report)


@pytest.mark.parametrize("id", ["0", "987654", "99999999999999999999"])
def test_there_is_no_other_item(guest: Browser, id: str) -> None:
    assert "没有这一" in guest.look(f"/mine/{id}", 404), "no page has so long a number"


def test_an_old_period_is_readable(console: Console, guest: Browser, report: str) -> None:
    file_report_in(guest, report, filled())
    console.desk.at("2020-10-12T09:00")
    console.desk.at("2020-11-20T09:00")
    account = console.account("su-he")
    assert "返还稳岗资金12户" in account.look(report)
    assert f"{SEPTEMBER[:4]}年9月21日" in account.look(f"{report}/receipt")


def test_a_visit_page_says_what_is_known_counts_calls_apart_and_takes_a_loss(console: Console) -> None:
    """A record without its day and without requests is shown, and can be struck by the office."""
    desk, guest = console.desk, guest_of(console)
    record_visit(desk.bureau, Sought(JOBS, SEPTEMBER), "su-he", desk.clock(), "长河电子", way="电话")
    path = f"/mine/{console.id_of(JOBS, 'visit-3')}"
    page = guest.look(path)
    assert ("电话联系1次，不算走访" in page, "上次电话联系：" in page) == (True, True)
    page = guest.press(f"{path}/lost", {"firm": "青山服装", "proof": "两次电话停机"})
    assert ("已报告，等办公室认定" in page, "失联待认定" in page) == (True, True)
    office = console.account(CLERK)
    page = office.look(f"/office/{console.id_of(JOBS, 'visit-3')}")
    assert ("企业失联待认定" in page, "两次电话停机" in page, "划去登记错的走访" in page) == (True,) * 3
