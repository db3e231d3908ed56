"""The office's board and the year: what the figures say, what is to be done, and where it leads."""

import re
from dataclasses import astuple
from datetime import date

import pytest

from tests.bureau import (
    CLERK,
    DISPUTES,
    INSURANCE,
    JOBS,
    LIAISON,
    OFFICE,
    OTHER_CLERK,
    OTHER_LEADER,
    SEPTEMBER,
    TRAINING,
    UNITS,
    VISITOR,
    instant,
    report_of,
)
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.case_measures import check_measures, measure_case
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.file_report import Report, file_report, register_report
from yudu_flow.actions.acts.review_report import accept_report
from yudu_flow.actions.acts.settle_case import close_case, decide_case
from yudu_flow.actions.views import board_view
from yudu_flow.actions.views.board_figures import time_left
from yudu_flow.actions.views.board_view import Board, board
from yudu_flow.delivery.message import Fault, Receipt
from yudu_flow.domain.facts import CaseChoice, CheckChoice
from yudu_flow.storage import work
from yudu_flow.storage.database import reading
from yudu_flow.web.parts import leaves


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋 of the office, in September."""
    console.desk.until("2020-09-22T09:00")
    return console.account(CLERK)


def seen(console: Console, chosen: str | None = None) -> Board:
    """The board at the clock's instant."""
    bureau = console.desk.bureau
    with reading(bureau.engine) as db:
        return board(bureau, db, console.desk.clock(), chosen)


def test_the_figures_add_up(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.file(JOBS, "2020-09-23T10:00", "苏禾")
    accept_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-24T10:00"))
    file_report(desk.bureau, report_of(TRAINING), "唐宁", desk.clock(), sealed=False)
    desk.until("2020-09-28T10:00")
    figures = seen(console).figures
    assert (figures.expected, figures.filed, figures.unsealed, figures.overdue) == (len(UNITS), 1, 1, 3)
    assert sum(astuple(figures)[1:8]) == figures.expected
    page = clerk.look("/office")
    assert "<b>3</b><span>逾期</span>" in page
    assert "已截止1个工作日" in page


def test_what_came_after_its_month_closed_is_not_accepted_among_the_filed(console: Console) -> None:
    desk = console.desk
    desk.at("2020-09-18T09:00")
    desk.at("2020-11-02T09:00")
    desk.file(JOBS, "2020-11-02T10:00", "苏禾")
    accept_report(desk.bureau, report_of(JOBS), CLERK, desk.clock())
    figures = seen(console, SEPTEMBER).figures
    assert (figures.filed, figures.missing, figures.accepted) == (0, len(UNITS), 0)


def test_it_starts_with_the_running_month(console: Console, clerk: Browser) -> None:
    assert "<h1>2020年9月</h1>" in clerk.look("/office")
    console.desk.until("2020-09-29T09:00")
    assert seen(console).period == SEPTEMBER
    console.desk.until("2020-10-09T09:00")
    assert seen(console).period == "2020-10"


def test_the_turn_of_a_month_loses_nothing(console: Console, clerk: Browser) -> None:
    console.desk.until("2020-10-12T09:00")
    today = seen(console)
    assert {item.period for item in today.urge} == {SEPTEMBER, "2020-10"} - {"2020-10"}
    assert {item.owner for item in today.cases} == {*UNITS}
    assert {item.period for item in seen(console, "2020-10").urge} == set()


def test_it_lists_what_waits_longest_first(console: Console, clerk: Browser) -> None:
    desk = console.desk
    for unit, when in ((TRAINING, "2020-09-22T15:00"), (INSURANCE, "2020-09-22T10:00")):
        ask_extension(desk.bureau, report_of(unit), LIAISON[unit], desk.clock.set(when), date(2020, 9, 29), "数据未出")
    desk.clock.set("2020-09-23T10:00")
    assert [item.owner for item in seen(console).waiting] == [INSURANCE, TRAINING]
    assert "申请延期至9月29日：数据未出" in clerk.look("/office")


def test_it_shows_an_explanation_and_does_not_urge_meanwhile(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.until("2020-09-29T10:00")
    explain(desk.bureau, report_of(JOBS), "苏禾", desk.clock(), "系统升级")
    assert "说明原因：系统升级" in clerk.look("/office")
    assert JOBS not in {item.owner for item in seen(console).urge if item.kind == "report"}


def test_it_marks_a_report_that_says_the_same(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.file(INSURANCE, "2020-09-23T10:00", "白桦", Report(progress="推进中"))
    desk.until("2020-10-20T09:00")
    file_report(desk.bureau, report_of(INSURANCE, "2020-10"), "白桦", desk.clock(), Report(progress="推进中"))
    [september, october] = seen(console).review
    assert (september.marks, october.marks) == ((), ("alike",))
    assert "内容雷同" in console.account(CLERK).look("/office")


def test_it_says_whose_move_a_case_is(console: Console) -> None:
    console.desk.until("2020-10-12T09:00")
    clerk = console.account(CLERK)
    assert "异议期至10月14日" in clerk.look("/office")
    console.desk.until("2020-10-16T09:00")
    assert "异议期已满，由顾明远决定" in clerk.look("/office")


def test_it_gives_the_whole_number_to_call(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.email.refuse("ye-zhou@test.local")
    desk.email.refuse("he-lan@test.local")
    desk.sms.refuse("13900000009")
    desk.sms.refuse("13900000008")
    desk.until("2020-09-28T10:00")
    page = clerk.look("/office")
    assert 'href="tel:13900000009"' in page
    call = next(one for one in seen(console).calls if one.person == "叶舟")
    path = f"/office/{call.item.id}/call"
    after = clerk.press(path, {"seen": str(call.item.seen), "back": "board", "note": "本人已知"})
    assert "已登记电话告知" in after
    assert f'action="{path}"' not in after
    assert [act["act"] for act in desk.trace(DISPUTES)["acts"]][-1] == "called"


def test_it_lists_apart_whose_sms_may_not_have_arrived(console: Console, clerk: Browser) -> None:
    """Not those who have the mail besides. The list of the next days says it too, until somebody called."""
    desk = console.desk
    for mobile in ("13900000005", "13900000009"):
        desk.sms.answers[mobile] = Receipt("", False, "200 ok", fault=Fault.UNDESCRIBED)
    desk.email.refuse("bai-hua@test.local", "451 4.7.1 try again later", permanent=False)
    desk.until("2020-09-28T10:00")
    board = seen(console)
    assert [(one.person, one.phone, one.why) for one in board.unsure] == [("白桦", "13900000005", "短信是否送达待确认")]
    assert not board.calls
    desk.at("2020-09-30T09:00")
    said = desk.mails()["lin-qiu"].text
    assert "短信是否送达待确认（1项）\n1. 社保中心 白桦（13900000005）：社保中心2020年9月稳就业月报" in said
    page = clerk.look("/office/todo/unsure")
    for slip in ("E+3", "E+1"):
        [one] = seen(console).unsure
        assert (one.slip, "白桦" in page) == (slip, True)
        told = {"seen": str(one.item.seen), "back": "unsure", "slip": slip, "note": "本人已知"}
        page = clerk.press(f"/office/{one.item.id}/call", told)
    assert "白桦" not in page


def test_a_report_is_reviewed_only_once(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.file(JOBS, "2020-09-23T10:00", "苏禾")
    assert [item.owner for item in seen(console).review] == [JOBS]
    accept_report(desk.bureau, report_of(JOBS), OTHER_CLERK, desk.clock())
    assert not seen(console).review


def listed(page: str) -> list[str]:
    """What a list of cases leads to, in its order."""
    return re.findall(r'<li>\s*<span><a href="(/office/\d+)"', page)


def test_a_long_list_says_how_long_it_is_and_leads_to_the_whole(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five units silent in September: nothing that the board does not show is lost."""
    monkeypatch.setattr(board_view, "FIRST", slice(3))
    console.desk.until("2020-10-12T09:00")
    clerk = console.account(CLERK)
    with reading(console.desk.bureau.engine) as db:
        proposed = work.cases(db, console.desk.bureau.key)
    assert len(proposed) == len(UNITS)
    page = clerk.look("/office")
    assert f"共{len(proposed)}项，先列3项" in page
    assert f'<a href="/office/todo/cases">查看全部{len(proposed)}项</a>' in page
    whole = listed(clerk.look("/office/todo/cases"))
    assert whole == [f"/office/{id}" for id in proposed]
    assert set(whole[:3]) <= set(listed(page))
    assert whole[3] not in page.partition("认定事项")[2].partition("</section>")[0]


def test_a_list_is_turned_leaf_by_leaf(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaves, "ROWS", 2)
    console.desk.until("2020-10-12T09:00")
    clerk = console.account(CLERK)
    first, last = clerk.look("/office/todo/cases"), clerk.look("/office/todo/cases?at=3")
    assert "第1页，共3页" in first
    assert '<a class="button second" href="/office/todo/cases?at=2">下一页</a>' in first
    assert "下一页" not in last
    both = [*listed(first), *listed(clerk.look("/office/todo/cases?at=2")), *listed(last)]
    assert both == sorted(f"/office/{console.id_of(unit)}" for unit in UNITS)
    assert "这一页没有内容" in clerk.look("/office/todo/cases?at=9")


@pytest.mark.parametrize(("name", "words"), [("urge", "待催"), ("month", "全部事项"), ("calls", "没有待办事项")])
def test_every_list_of_one_month_has_a_page(console: Console, clerk: Browser, name: str, words: str) -> None:
    page = clerk.look(f"/office/todo/{name}?period=2020-09")
    assert words in page
    assert '<a href="/office?period=2020-09">2020年9月看板</a>' in page
    assert "看板" in clerk.look(f"/office/todo/{name}")


def test_a_struck_case_leaves_the_list(console: Console) -> None:
    desk = console.desk
    desk.until("2020-10-15T09:00")
    decide_case(desk.bureau, report_of(INSURANCE), OTHER_LEADER, desk.clock(), CaseChoice.CONFIRM, "属实")
    assert INSURANCE in {item.owner for item in seen(console).cases}
    measure_case(desk.bureau, report_of(INSURANCE), "白桦", desk.clock(), "专人负责", date(2020, 10, 20))
    check_measures(desk.bureau, report_of(INSURANCE), "陶然", desk.clock(), CheckChoice.FULFILLED)
    close_case(desk.bureau, report_of(INSURANCE), CLERK, desk.clock())
    assert (INSURANCE in {item.owner for item in seen(console).cases}, len(seen(console).cases.rows)) == (False, 4)


def test_a_dismissed_case_is_over_and_waits_for_nothing(console: Console) -> None:
    desk = console.desk
    desk.until("2020-10-15T09:00")
    decide_case(desk.bureau, report_of(INSURANCE), OTHER_LEADER, desk.clock(), CaseChoice.DISMISS, "已说明")
    assert INSURANCE not in {item.owner for item in seen(console).cases}
    assert "销号" not in console.account(CLERK).look(f"/office/{console.id_of(INSURANCE)}")


def test_a_report_that_nobody_read_stays_after_its_month_closed(console: Console) -> None:
    """Neither awake nor of the running month, and still to be reviewed until it is accepted; accepting ends that."""
    desk = console.desk
    desk.until("2020-09-22T09:00")
    desk.file(JOBS, "2020-09-23T10:00", "苏禾")
    desk.file(TRAINING, "2020-09-23T11:00", "唐宁")
    accept_report(desk.bureau, report_of(TRAINING), CLERK, desk.clock())
    desk.at("2020-11-10T09:00")
    assert [(item.owner, item.period) for item in seen(console).review] == [(JOBS, SEPTEMBER)]
    desk.at("2021-01-05T09:00")
    later = seen(console)
    assert later.period > "2020-11"
    assert [(item.owner, item.period) for item in later.review] == [(JOBS, SEPTEMBER)]


@pytest.mark.parametrize("at", ["0", "x", "-1", "1234567", "²"])
def test_there_is_no_such_leaf(clerk: Browser, at: str) -> None:
    assert "没有这一页，请从第1页看起" in clerk.look(f"/office/todo/urge?at={at}", 400)


def test_a_bureau_without_months_has_empty_lists(console: Console) -> None:
    clerk = console.account(CLERK)
    assert "没有待办事项" in clerk.look("/office/todo/urge")
    clerk.look("/office/ledger.xlsx", 404)


def test_another_month_is_chosen(console: Console) -> None:
    console.desk.until("2020-10-12T09:00")
    page = console.account(CLERK).look("/office?period=2020-09")
    assert "<h1>2020年9月</h1>" in page
    assert "本月待办" in page


@pytest.mark.parametrize("period", ["20", "2020-13", "2020-9", "x", "0000-00", "2020-09-01"])
def test_what_is_no_month_is_refused(clerk: Browser, period: str) -> None:
    assert "周期应写成" in clerk.look(f"/office?period={period}", 400)


def test_a_month_without_anything_is_empty(clerk: Browser) -> None:
    assert "没有待办事项" in clerk.look("/office?period=2031-01")


def test_a_fresh_bureau_has_a_board(console: Console) -> None:
    assert "还没有开始的周期" in console.account(CLERK).look("/office")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2020-09-22T09:00", "还有4个工作日"),
        ("2020-09-27T09:00", "今天24:00截止"),
        ("2020-09-28T00:00", "已截止1个工作日"),
        ("2020-10-03T09:00", "已截止3个工作日"),
    ],
)
def test_the_time_left_is_told_in_words(console: Console, when: str, said: str) -> None:
    calendar = console.desk.bureau.calendar
    assert time_left(instant("2020-09-28T00:00"), date(2020, 9, 27), instant(when), calendar) == said


def test_the_year_leads_to_every_obligation(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.file(JOBS, "2020-09-23T10:00", "苏禾")
    desk.until("2020-10-09T09:00")
    clerk = console.account(CLERK)
    page = clerk.look("/office/year?year=2020&duty=report")
    for unit in UNITS:
        said = "9月23日 10:00已报，按时，待审核" if unit == JOBS else "逾期4个工作日"
        assert f'href="/office/{console.id_of(unit)}" aria-label="{unit}9月：{said}"' in page
    assert clerk.look("/office/year").count("逾期") > 3


def test_the_year_of_a_visit_names_the_person(console: Console, clerk: Browser) -> None:
    page = clerk.look("/office/year?year=2020&duty=visit-zhou")
    assert f'aria-label="{VISITOR}9月：' in page


@pytest.mark.parametrize(
    ("query", "status"),
    [("year=19999", 400), ("year=x", 400), ("year=²", 400), ("duty=nosuch", 404), ("year=2031", 200)],
)
def test_the_year_refuses_what_is_none(clerk: Browser, query: str, status: int) -> None:
    clerk.look(f"/office/year?{query}", status)


def test_it_says_before_who_judges_what_is_not_the_reader_s_to_judge(console: Console, clerk: Browser) -> None:
    """The office's own report is its leader's to accept, a paper that one registered a colleague's."""
    desk = console.desk
    desk.file(OFFICE, "2020-09-23T10:00", CLERK)
    received = instant("2020-09-23T11:00")
    at = desk.clock.set("2020-09-23T12:00")
    register_report(desk.bureau, report_of(JOBS), CLERK, at, received, "停电", "苏禾", Report("纸质"))
    page, mates = clerk.look("/office/todo/review"), console.account(OTHER_CLERK).look("/office/todo/review")
    assert "由顾明远办理" in page
    assert ("由办公室其他同志办理" in page, "由办公室其他同志办理" in mates) == (True, False)
    assert "由顾明远办理" in clerk.look("/office")
    for owner, who in ((OFFICE, "由顾明远办理"), (JOBS, "由办公室其他同志办理")):
        whole = clerk.look(f"/office/{console.id_of(owner)}")
        assert (f"接收、退回、免报{who}" in whole, "接收报告</button>" in whole) == (True, False)
