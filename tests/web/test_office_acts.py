"""What the office does in the page: every form has its effect, and the second of two people is told."""

from datetime import date

import pytest

from tests.bureau import CLERK, DISPUTES, JOBS, OTHER_CLERK, TRAINING, report_of
from tests.web.browser import Browser, Console
from tests.web.office_hand import act, last
from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.act import Act, find, perform_on
from yudu_flow.actions.acts.case_measures import measure_case
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.settle_case import decide_case
from yudu_flow.actions.acts.verb import nothing
from yudu_flow.domain.facts import CaseChoice, Fact, FactKind
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading, writing


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋 of the office, on 22 September."""
    console.desk.until("2020-09-22T09:00")
    console.desk.clock.set("2020-09-22T10:00")
    return console.account(CLERK)


def test_a_report_is_accepted(console: Console, clerk: Browser) -> None:
    file_report(console.desk.bureau, report_of(JOBS), "苏禾", console.desk.clock(), Report(progress="好"))
    assert "已接收" in act(console, clerk, JOBS, "accept")
    assert last(console.desk, JOBS)[:2] == ("accepted", CLERK)


def test_whoever_filed_does_not_accept(console: Console, clerk: Browser) -> None:
    file_report(console.desk.bureau, report_of(JOBS), CLERK, console.desk.clock(), Report(progress="好"))
    assert "由办公室其他同志办理" in act(console, clerk, JOBS, "accept", 403)
    act(console, console.account("tao-ran"), JOBS, "accept")
    assert last(console.desk, JOBS)[:2] == ("accepted", OTHER_CLERK)


def test_a_report_is_returned_with_a_reason(console: Console, clerk: Browser) -> None:
    desk = console.desk
    file_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock(), Report(progress="好"))
    assert "退回请写明原因" in act(console, clerk, JOBS, "return", 400, reason=" ")
    act(console, clerk, JOBS, "return", reason="缺少数据", until="2020-09-30")
    assert last(desk, JOBS)[2]["reason"] == "缺少数据"
    assert "限9月30日（星期三）24:00" in clerk.look(f"/office/{console.id_of(JOBS)}")


@pytest.mark.parametrize(
    ("said", "choice", "status"),
    [
        ({"decision": "approve"}, "approve", 200),
        ({"decision": "approve", "until": "2020-10-09"}, "approve", 200),
        ({"decision": "refuse", "reason": "不影响报送"}, "refuse", 200),
        ({"decision": "waive"}, None, 400),
        ({}, None, 400),
        ({"decision": "approve", "until": "2020-13-01"}, None, 400),
        ({"decision": "approve", "until": "9999-12-31"}, None, 400),
    ],
)
def test_an_extension_is_decided(
    console: Console, clerk: Browser, said: dict[str, str], choice: str | None, status: int
) -> None:
    desk = console.desk
    ask_extension(desk.bureau, report_of(TRAINING), "唐宁", desk.clock(), date(2020, 9, 30), "数据未出")
    act(console, clerk, TRAINING, "extension", status, **said)
    assert last(desk, TRAINING)[2].get("choice") == choice


@pytest.mark.parametrize(
    ("said", "standing", "status"),
    [
        ({"decision": "accept", "until": "2020-10-12"}, "open", 200),
        ({"decision": "waive"}, "waived", 200),
        ({"decision": "reject", "reason": "理由不充分"}, "overdue", 200),
        ({"decision": "accept"}, "overdue", 400),
    ],
)
def test_an_explanation_is_decided(
    console: Console, clerk: Browser, said: dict[str, str], standing: str, status: int
) -> None:
    desk = console.desk
    desk.until("2020-09-29T10:00")
    explain(desk.bureau, report_of(TRAINING), "唐宁", desk.clock(), "系统升级")
    act(console, clerk, TRAINING, "explanation", status, **said)
    assert desk.status(TRAINING)["standing"] == standing


def test_what_a_closed_month_says_is_mended_beside_it(console: Console, clerk: Browser) -> None:
    assert "更正结果" not in clerk.look(f"/office/{console.id_of(JOBS)}")
    act(console, clerk, JOBS, "correct", 409, decision="on_time", reason="已送窗口")
    console.desk.until("2020-11-02T09:00")
    clerk = console.account(OTHER_CLERK)
    act(console, clerk, JOBS, "correct", 400, decision="on_time")
    page = act(console, clerk, JOBS, "correct", decision="on_time", reason="报告当日已送窗口")
    assert ("未报，更正为按时" in page, "报告当日已送窗口" in page) == (True, True)
    assert "未报→按时" in clerk.look("/office/year?year=2020")
    assert console.desk.status(JOBS)["outcome"] == "missing"


def test_what_is_not_owed_is_waived(console: Console, clerk: Browser) -> None:
    act(console, clerk, JOBS, "waive", 400)
    act(console, clerk, JOBS, "waive", reason="机构调整")
    assert console.desk.status(JOBS)["standing"] == "waived"


def test_the_unit_is_urged_and_only_once_a_day(console: Console, clerk: Browser) -> None:
    assert "催办邮件已安排发出" in act(console, clerk, JOBS, "urge", note="请尽快")
    assert "一天只催办一次" in act(console, clerk, JOBS, "urge", 409)
    console.desk.at("2020-09-22T10:01")
    assert {mail.subject[:5] for mail in console.desk.email.sent} == {"办公室催办"}


def test_a_call_and_a_note_are_kept(console: Console, clerk: Browser) -> None:
    act(console, clerk, JOBS, "call", note="已告知苏禾")
    act(console, clerk, JOBS, "note", note="月底前补齐")
    assert [(one["act"], one["detail"]["note"]) for one in console.desk.trace(JOBS)["acts"]] == [
        ("called", "已告知苏禾"),
        ("noted", "月底前补齐"),
    ]
    act(console, clerk, JOBS, "note", 400, note=" ")


def test_what_the_quiet_hours_hold_is_released(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.clock.set("2020-09-22T21:00")
    act(console, clerk, JOBS, "urge")
    assert "免扰放行" in clerk.look(f"/office/{console.id_of(JOBS)}")
    act(console, clerk, JOBS, "release", reason="明天上会要用")
    desk.at("2020-09-22T21:05")
    assert {mail.subject[:5] for mail in desk.email.sent} == {"办公室催办"}


def test_a_hand_back_is_answered(console: Console, clerk: Browser) -> None:
    desk = console.desk
    with writing(desk.bureau.engine) as db:
        back = Fact(FactKind.HANDED_BACK, desk.clock(), subject="2.1")
        sight, actor = find(desk.bureau, db, report_of(DISPUTES)), who(desk.bureau, "叶舟")
        event = perform_on(
            desk.bureau,
            db,
            sight,
            actor,
            desk.clock(),
            hand_back.deed,
            nothing,
            lambda _: Act(back, {"reason": "不归我股"}),
            seen=None,
        ).event_id
    assert "不归我股" in clerk.look("/office")
    act(console, clerk, DISPUTES, "hand-back", 400, event=str(event), decision="reject")
    act(console, clerk, DISPUTES, "hand-back", 409, event=str(event + 99), decision="accept")
    act(console, clerk, DISPUTES, "hand-back", event=str(event), decision="reject", reason="见方案")
    assert last(desk, DISPUTES)[0] == "hand_back_answered"
    assert "不归我股" not in clerk.look("/office")


def test_a_decided_case_is_struck_off(console: Console) -> None:
    desk = console.desk
    desk.until("2020-10-16T10:00")
    clerk = console.account(CLERK)
    decide_case(desk.bureau, report_of(JOBS), "顾明远", desk.clock(), CaseChoice.CONFIRM, "情况属实")
    measure_case(desk.bureau, report_of(JOBS), "苏禾", desk.clock(), "专人负责", date(2020, 10, 20))
    act(console, clerk, JOBS, "check", decision="fulfilled")
    assert "整改已落实，待销号" in clerk.look("/office")
    act(console, clerk, JOBS, "close", reason="已整改")
    assert last(desk, JOBS)[:2] == ("case_closed", CLERK)


def test_a_link_is_ended_and_the_next_message_has_a_new_one(console: Console, clerk: Browser) -> None:
    desk, code = console.desk, console.link("su-he", JOBS)
    assert "已停用" in act(console, clerk, JOBS, "links")
    console.stranger().look(f"/s/{code}", 404)
    assert "没有在用的链接" in act(console, clerk, JOBS, "links", 409)
    desk.until("2020-09-23T09:00")
    text = desk.mails()["su-he"].text
    fresh = text.partition("/s/")[2].split()[0]
    assert fresh != code
    guest = console.stranger()
    guest.get(f"/s/{fresh}", follow_redirects=False)
    assert "苏禾" in guest.look("/help")
    with reading(desk.bureau.engine) as db:
        assert [(row.act, row.by) for row in audit.rows(db, desk.bureau.key) if row.about.endswith(JOBS)] == [
            ("links_revoked", CLERK)
        ]


def test_the_second_of_two_people_is_told(console: Console, clerk: Browser) -> None:
    other, id = console.account("tao-ran"), console.id_of(JOBS)
    file_report(console.desk.bureau, report_of(JOBS), "苏禾", console.desk.clock(), Report(progress="好"))
    for browser in (clerk, other):
        browser.look(f"/office/{id}")
    clerk.press(f"/office/{id}/accept")
    assert "林秋刚刚办理过这一事项" in other.press(f"/office/{id}/return", {"reason": "缺数据"}, 409)
    assert last(console.desk, JOBS)[0] == "accepted"


def test_a_second_extension_is_asked_for_by_the_office(console: Console, clerk: Browser) -> None:
    desk = console.desk
    ask_extension(desk.bureau, report_of(TRAINING), "唐宁", desk.clock(), date(2020, 9, 29), "数据未出")
    assert "代为再次申请延期" not in clerk.look(f"/office/{console.id_of(TRAINING)}")
    act(console, clerk, TRAINING, "extension", decision="approve")
    assert "代为再次申请延期" in clerk.look(f"/office/{console.id_of(TRAINING)}")
    act(console, clerk, TRAINING, "ask", 400, until="2020-09-30")
    act(console, clerk, TRAINING, "ask", until="2020-09-30", reason="系统升级")
    assert last(desk, TRAINING)[:2] == ("extension_asked", CLERK)
    act(console, clerk, TRAINING, "extension", 403, decision="approve")
    act(console, console.account("tao-ran"), TRAINING, "extension", decision="approve")
    assert desk.status(TRAINING)["remind_by"] == date(2020, 9, 30)


ACTS = (
    "accept",
    "return",
    "correct",
    "ask",
    "extension",
    "explanation",
    "waive",
    "call",
    "urge",
    "release",
    "note",
    "hand-back",
)
LAST_ACTS = ("close", "links", "register", "seal")
SAID = {"reason": "x", "note": "x", "decision": "accept", "until": "2020-09-30", "event": "1", "seen": "0"}
SAID |= {"received": "2020-09-22T09:30", "brought": "x"}


@pytest.mark.parametrize("name", [*ACTS, *LAST_ACTS])
def test_there_is_nothing_to_do_where_there_is_no_obligation(console: Console, clerk: Browser, name: str) -> None:
    clerk.look("/office")
    said = SAID | {"decision": {"extension": "refuse", "correct": "late"}.get(name, "accept")}
    assert "没有这一事项" in clerk.press(f"/office/987654/{name}", said, 404)


@pytest.mark.parametrize("seen", ["", "x", "-1", "²", "9" * 30])
def test_a_form_without_what_was_seen_is_refused(console: Console, clerk: Browser, seen: str) -> None:
    assert "页面已失效" in act(console, clerk, JOBS, "waive", 400, reason="x", seen=seen)
