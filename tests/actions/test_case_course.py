"""A confirmed case, to its end: it …"""

from datetime import date
from pathlib import Path

import pytest

from tests.bureau import (
    CLERK,
    HEAD,
    INSURANCE,
    JOBS,
    LEADER,
    OTHER_CLERK,
    OTHER_LEADER,
    Desk,
    change,
    desk_in,
    report_of,
)
from yudu_flow.actions.acts.appeal_case import appeal_case, decide_appeal
from yudu_flow.actions.acts.case_measures import check_measures, measure_case
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.settle_case import case_of, close_case, decide_case
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotYours
from yudu_flow.domain.facts import AppealChoice, CaseChoice, CheckChoice
from yudu_flow.storage import obligations

SILENT = report_of(INSURANCE)
UNIT = "白桦"


@pytest.fixture
def confirmed(desk: Desk) -> Desk:
    """社保中心 stayed silent, and on Thursday, 15 October, its leader confirmed what was proposed."""
    desk.until("2020-10-15T09:00")
    decide_case(
        desk.bureau, SILENT, OTHER_LEADER, desk.clock.set("2020-10-15T10:00"), CaseChoice.CONFIRM, "两次催办未报"
    )
    return desk


def says(desk: Desk) -> str:
    """Where it stands."""
    return str(case_of(desk.bureau, SILENT, desk.clock())["says"])


def told(desk: Desk, who: str) -> str:
    """What somebody was written at the last pass."""
    mail = desk.mails().get(who)
    return mail.text if mail else ""


def measure(desk: Desk, when: str, until: date = date(2020, 10, 22)) -> None:
    """The unit's measures: for next Thursday."""
    measure_case(desk.bureau, SILENT, UNIT, desk.clock.set(when), "明确专人，每月20日前自查", until)


def appeal(desk: Desk, when: str) -> None:
    """The unit's appeal."""
    appeal_case(desk.bureau, SILENT, UNIT, desk.clock.set(when), "当时停电两天")


def unmended(desk: Desk, when: str, until: date) -> None:
    """The office found that nothing was done."""
    said = CheckChoice.UNFULFILLED
    check_measures(desk.bureau, SILENT, CLERK, desk.clock.set(when), said, "还没有指定专人", until)


def test_it_stands_on_the_desk_when_the_last_was_said_of_it(confirmed: Desk) -> None:
    confirmed.until("2020-12-10T09:00")
    with confirmed.bureau.reading() as db:
        owed = obligations.of_owners(db, confirmed.bureau.key, [INSURANCE], {}, 0)
    [case] = [row for row in owed if (row.duty, row.period) == ("report", SILENT.period)]
    assert case.wake_at is None, "nothing wakes it any more"


def test_it_asks_for_measures_and_says_that_an_appeal_is_heard(confirmed: Desk) -> None:
    confirmed.at("2020-10-15T10:01")
    told = confirmed.mails()
    assert {"bai-hua", HEAD[INSURANCE]} <= told.keys()
    assert told["bai-hua"].subject == "认定事项处理结果：社保中心2020年9月稳就业月报"
    assert "决定人：沈清\n拟认定种类：落实不力\n处理结果：认定。两次催办未报" in told["bai-hua"].text
    assert "请于10月20日（星期二）24:00前报整改措施，写明哪一天完成。" in told["bai-hua"].text
    assert "不服的，可于10月22日（星期四）24:00前申诉，只有一次；申诉期间不催整改" in told["bai-hua"].text


def test_it_urges_for_measures_and_tells_above_in_the_end(confirmed: Desk) -> None:
    confirmed.until("2020-10-19T09:00")
    assert "整改" not in told(confirmed, "bai-hua")
    confirmed.until("2020-10-20T09:00")
    mail = confirmed.mails()["bai-hua"]
    assert mail.subject == "请报整改措施：社保中心2020年9月稳就业月报等2项"
    assert "本事项已认定为落实不力。\n认定理由：两次催办未报" in mail.text
    assert "整改措施应于10月20日（星期二）24:00前报送" in mail.text
    confirmed.until("2020-10-21T09:00")
    assert "整改" in told(confirmed, "bai-hua")
    assert "整改" in told(confirmed, HEAD[INSURANCE])
    assert "整改" not in told(confirmed, "shen-qing")
    assert "已认定；已过期未报，单位应在10月20日（星期二）前报整改措施" in confirmed.mails()["lin-qiu"].text
    confirmed.until("2020-10-23T09:00")
    assert "整改没有按时进行（1项）" in confirmed.mails()["shen-qing"].text
    confirmed.until("2020-10-26T09:00")
    assert "整改" not in told(confirmed, "bai-hua")


def test_it_reminds_of_the_day_that_the_unit_named_and_then_asks_the_office_to_look(confirmed: Desk) -> None:
    measure(confirmed, "2020-10-16T10:00")
    assert says(confirmed) == "已认定；正在整改，10月22日（星期四）前完成"
    confirmed.until("2020-10-20T09:00")
    assert "整改" not in told(confirmed, "bai-hua")
    confirmed.until("2020-10-21T09:00")
    mail = confirmed.mails()["bai-hua"]
    assert mail.subject == "整改期限提醒：社保中心2020年9月稳就业月报"
    assert "整改措施：明确专人，每月20日前自查\n请于10月22日（星期四）24:00前完成" in mail.text
    confirmed.until("2020-10-22T09:00")
    assert "整改" in told(confirmed, "bai-hua")
    assert "整改" in told(confirmed, HEAD[INSURANCE])
    confirmed.until("2020-10-23T09:00")
    waits = "（落实不力），已认定；整改期限10月22日（星期四）已到，待办公室核查"
    assert f"社保中心2020年9月稳就业月报{waits}" in told(confirmed, "lin-qiu")
    assert "整改" not in told(confirmed, "shen-qing")
    confirmed.until("2020-10-27T09:00")
    assert "整改没有按时进行（1项）" in confirmed.mails()["shen-qing"].text


def test_it_goes_on_with_a_new_day_until_the_measures_are_carried_out(confirmed: Desk) -> None:
    measure(confirmed, "2020-10-16T10:00")
    confirmed.until("2020-10-23T09:00")
    unmended(confirmed, "2020-10-23T10:00", date(2020, 10, 29))
    confirmed.at("2020-10-23T10:01")
    mail = confirmed.mails()["bai-hua"]
    assert "核查情况：整改措施未落实。还没有指定专人\n请于10月29日（星期四）24:00前继续整改到位" in mail.text
    confirmed.until("2020-10-28T09:00")
    assert "整改期限提醒" in told(confirmed, "bai-hua")
    confirmed.until("2020-10-29T09:00")
    check_measures(
        confirmed.bureau, SILENT, CLERK, confirmed.clock.set("2020-10-29T10:00"), CheckChoice.FULFILLED, "已指定"
    )
    confirmed.at("2020-10-29T10:01")
    assert "整改措施已落实。已指定\n不用再报，由局办公室销号。" in confirmed.mails()["bai-hua"].text
    confirmed.until("2020-10-30T09:00")
    close_case(confirmed.bureau, SILENT, CLERK, confirmed.clock.set("2020-10-30T10:00"))
    confirmed.at("2020-10-30T10:01")
    assert confirmed.mails()["bai-hua"].subject == "认定事项已销号：社保中心2020年9月稳就业月报"
    assert says(confirmed) == "已认定，已销号"
    confirmed.until("2020-11-02T09:00")
    assert "整改" not in confirmed.mails()["lin-qiu"].text


def test_it_is_heard_by_the_principal_leader_and_asks_nothing_meanwhile(confirmed: Desk) -> None:
    appeal(confirmed, "2020-10-19T10:00")
    assert says(confirmed) == "已认定；单位已申诉，由顾明远决定"
    assert confirmed.status(INSURANCE)["flags"] == ["case_confirmed", "case_appealed"]
    with pytest.raises(NotAllowed, match="申诉正在复核，复核期间不用报整改措施"):
        measure(confirmed, "2020-10-19T11:00")
    confirmed.until("2020-10-20T09:00")
    assert "待您决定（1项）" in confirmed.mails()["gu-mingyuan"].text
    assert "已认定；单位已申诉，由顾明远决定" in confirmed.mails()["gu-mingyuan"].text
    confirmed.until("2020-10-21T09:00")
    assert "整改" not in told(confirmed, "bai-hua")
    with pytest.raises(NotYours, match="由顾明远决定，沈清不能决定"):
        decide_appeal(confirmed.bureau, SILENT, OTHER_LEADER, confirmed.clock(), AppealChoice.UPHOLD, "属实")
    now = confirmed.clock.set("2020-10-21T10:00")
    decide_appeal(confirmed.bureau, SILENT, LEADER, now, AppealChoice.UPHOLD, "停电只有半天")
    confirmed.at("2020-10-21T10:01")
    said = "申诉结果：维持原决定。停电只有半天\n请于10月26日（星期一）24:00前报整改措施"
    assert said in told(confirmed, "bai-hua")
    with pytest.raises(NotAllowed, match="申诉只有一次"):
        appeal(confirmed, "2020-10-21T11:00")


def test_it_is_over_without_a_lamp_where_the_appeal_succeeds(confirmed: Desk) -> None:
    appeal(confirmed, "2020-10-19T10:00")
    now = confirmed.clock.set("2020-10-20T10:00")
    decide_appeal(confirmed.bureau, SILENT, LEADER, now, AppealChoice.OVERTURN, "停电属实")
    assert (says(confirmed), confirmed.status(INSURANCE)["flags"]) == ("申诉后撤销认定", [])
    confirmed.until("2020-10-27T09:00")
    assert "已认定" not in confirmed.mails()["lin-qiu"].text
    with pytest.raises(NotAllowed, match="不予认定的事项已经了结，不用销号"):
        close_case(confirmed.bureau, SILENT, CLERK, confirmed.clock())


def test_it_takes_no_appeal_after_five_working_days(confirmed: Desk) -> None:
    with pytest.raises(NotAllowed, match="申诉期已于10月22日（星期四）24:00届满"):
        appeal(confirmed, "2020-10-23T00:00")
    appeal(confirmed, "2020-10-22T23:59")


def test_it_comes_back_to_who_decided_with_the_offices_note(home: Path, database: str) -> None:
    """顾明远 leads the bureau and decides on 就业中心 himself: nobody else can hear it."""
    desk, target = desk_in(home, database), report_of(JOBS)
    desk.until("2020-10-15T09:00")
    decide_case(desk.bureau, target, LEADER, desk.clock.set("2020-10-15T10:00"), CaseChoice.CONFIRM, "属实")
    appeal_case(desk.bureau, target, "苏禾", desk.clock.set("2020-10-16T10:00"), "当时停电")
    with pytest.raises(NotAllowed, match="须先看办公室的意见"):
        decide_appeal(desk.bureau, target, LEADER, desk.clock(), AppealChoice.UPHOLD, "属实")
    note(desk.bureau, target, CLERK, desk.clock.set("2020-10-16T11:00"), "停电半天，不影响报送")
    decide_appeal(desk.bureau, target, LEADER, desk.clock(), AppealChoice.UPHOLD, "属实")


def test_it_is_not_heard_by_a_principal_leader_who_would_judge_himself(home: Path, database: str) -> None:
    change(home, "config/roster.yaml", "[{person: luo-ping}]", "[{person: gu-mingyuan}]")
    desk = desk_in(home, database)
    desk.until("2020-10-15T09:00")
    decide_case(desk.bureau, SILENT, OTHER_LEADER, desk.clock.set("2020-10-15T10:00"), CaseChoice.CONFIRM, "属实")
    appeal(desk, "2020-10-16T10:00")
    with pytest.raises(NotYours, match="由沈清决定，顾明远不能决定"):
        decide_appeal(desk.bureau, SILENT, LEADER, desk.clock(), AppealChoice.UPHOLD, "属实")


def test_nobody_checks_the_measures_that_they_wrote(confirmed: Desk) -> None:
    now = confirmed.clock.set("2020-10-16T10:00")
    measure_case(confirmed.bureau, SILENT, CLERK, now, "电话记录：明确专人", date(2020, 10, 22))
    with pytest.raises(NotYours, match="社保中心的整改核查由办公室其他同志办理"):
        check_measures(confirmed.bureau, SILENT, CLERK, confirmed.clock(), CheckChoice.FULFILLED)
    check_measures(confirmed.bureau, SILENT, OTHER_CLERK, confirmed.clock(), CheckChoice.FULFILLED)


def test_it_needs_a_day_and_reasons(confirmed: Desk) -> None:
    with pytest.raises(BadRequest, match="是休息日，期限请定在工作日，如10月26日（星期一）"):
        measure(confirmed, "2020-10-16T10:00", date(2020, 10, 24))
    with pytest.raises(BadRequest, match="完成时限应从今天起、在一年以内"):
        measure(confirmed, "2020-10-16T10:00", date(2020, 10, 15))
    with pytest.raises(NotAllowed, match="没有待核查的整改措施"):
        unmended(confirmed, "2020-10-16T10:00", date(2020, 10, 29))
    measure(confirmed, "2020-10-16T10:00")
    with pytest.raises(BadRequest, match="未落实的，请写明原因和新的期限"):
        check_measures(confirmed.bureau, SILENT, CLERK, confirmed.clock(), CheckChoice.UNFULFILLED)


def test_it_refers_to_the_one_that_was_closed_not_long_ago(confirmed: Desk) -> None:
    """Closed on 30 October, and the same again in November: the facts say so."""
    measure(confirmed, "2020-10-16T10:00")
    check_measures(confirmed.bureau, SILENT, CLERK, confirmed.clock.set("2020-10-22T10:00"), CheckChoice.FULFILLED)
    confirmed.until("2020-10-30T09:00")
    close_case(confirmed.bureau, SILENT, CLERK, confirmed.clock.set("2020-10-30T10:00"))
    confirmed.until("2020-11-03T09:00")
    facts = case_of(confirmed.bureau, report_of(INSURANCE, "2020-10"), confirmed.clock())["facts"]
    assert "2020年9月的同类认定10月30日销号，不久再次发生" in facts
