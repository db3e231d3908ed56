"""A visit to a firm: it …"""

from datetime import date

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, VISITOR, Desk, instant
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.firm_entries import change_firm
from yudu_flow.actions.acts.firm_lost import decide_lost, report_lost, withdraw_lost
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.settle_request import close_request
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.withdraw_request import withdraw_request
from yudu_flow.actions.papers.visit_papers import month_list, visit_record
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotYours
from yudu_flow.domain.facts import ExtensionChoice, LostChoice
from yudu_flow.domain.firm import FirmEntry
from yudu_flow.domain.names import name_key
from yudu_flow.storage import events, firms
from yudu_flow.storage.database import reading

UNIT = Sought(JOBS, "2020-09")
PERSON = Sought(VISITOR, "2020-09")


def test_it_counts_each_registered_firm_once_towards_the_quota(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    for day in ("2020-09-21", "2020-09-22"):
        record_visit(desk.bureau, UNIT, "苏禾", instant(f"{day}T10:00"), "长河电子")
    assert desk.status(JOBS, "visit-3")["filed_at"] is None
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T11:00"), "青山服装", "缺少技工")
    status = desk.status(JOBS, "visit-3")
    assert (status["standing"], status["outcome"]) == ("filed", "on_time")
    assert desk.trace(JOBS, "visit-3")["acts"][-1]["detail"] == {"subject": "青山服装", "note": "缺少技工", "firm": 2}


def test_it_takes_a_second_press_for_what_it_is(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "长河电子", "缺少技工")
    with pytest.raises(NotAllowed, match="长河电子2020-09-22的走访已经登记过"):
        record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:01"), "长河电子")


def test_it_is_struck_and_no_longer_counts(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    for firm in ("长河电子", "青山服装"):
        record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), firm)
    strike_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-23T10:00"), "登记错了企业", firm="青山服装")
    assert desk.status(JOBS, "visit-3")["standing"] == "open"
    desk.until("2020-09-24T09:00")
    assert "尚未走访：青山服装\n" in desk.mails()["su-he"].text
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-25T10:00"), "青山服装")
    assert desk.status(JOBS, "visit-3")["filed_at"] == instant("2020-09-25T10:00")


def test_the_one_that_is_struck_is_gone_and_not_the_last_to_that_firm(desk: Desk) -> None:
    """In time by a visit that never was, late by those that were."""
    desk.at("2020-09-18T09:00")
    for at, firm in (("2020-09-22", "长河电子"), ("2020-09-23", "青山服装"), ("2020-10-12", "长河电子")):
        desk.at(f"{at}T09:00")
        record_visit(desk.bureau, UNIT, "苏禾", instant(f"{at}T10:00"), firm)
    with reading(desk.bureau.engine) as db:
        mistaken, *_ = events.of_kind(db, desk.bureau.key, "visited")
    strike_visit(desk.bureau, UNIT, "苏禾", instant("2020-10-12T11:00"), "当天没有去成", visit=mistaken.id)
    status = desk.status(JOBS, "visit-3")
    assert (status["filed_at"], status["outcome"]) == (instant("2020-10-12T10:00"), "late")


def test_it_is_struck_by_its_author_or_the_office_only(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "长河电子")
    with pytest.raises(NotYours, match="只能由本人或办公室划去"):
        strike_visit(desk.bureau, UNIT, "韩松", instant("2020-09-23T10:00"), "登记错了", firm="长河电子")
    strike_visit(desk.bureau, UNIT, "林秋", instant("2020-09-23T10:00"), "登记错了", firm="长河电子")
    with pytest.raises(NotAllowed, match="没有这条走访记录，或已经划去"):
        strike_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-23T11:00"), "登记错了", firm="长河电子")


def test_it_refuses_a_firm_that_is_not_paired_and_names_those_that_are(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    with pytest.raises(BadRequest, match="“远山建材”不是就业中心的对口企业；对口企业：长河电子、青山服装"):
        record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "远山建材")


def test_it_counts_without_names_where_no_firm_is_registered(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    record_visit(desk.bureau, PERSON, "zhou-yuan", instant("2020-09-22T10:00"))
    assert desk.status(VISITOR, "visit-zhou")["standing"] == "filed"


def test_it_lists_the_firms_at_the_opening_and_counts_down_with_what_is_done(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    assert "本月应走访企业2家，请于9月30日（星期三）24:00前完成" in desk.mails()["su-he"].text
    assert "走访企业：长河电子、青山服装" in desk.mails()["su-he"].text
    assert "对口企业名单尚未登记，请与局办公室核对。" in desk.mails()["zhou-yuan"].text
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "长河电子")
    desk.until("2020-09-24T09:00")
    text = desk.mails()["su-he"].text
    assert "应走访企业2家，已走访1家" in text
    assert "尚未走访：青山服装\n" in text


def test_it_ends_the_countdown_once_the_quota_is_met(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    record_visit(desk.bureau, PERSON, VISITOR, instant("2020-09-22T10:00"))
    desk.until("2020-09-24T09:00")
    assert "zhou-yuan" not in desk.mails()
    assert desk.rungs(VISITOR, "visit-zhou")["V-5"] == ("skipped", "filed")


def test_it_is_urged_for_at_the_persons_unit_head_only_once_it_is_late(desk: Desk) -> None:
    desk.until("2020-09-29T09:00")
    assert {"zhou-yuan"} == {outgoing.recipient for outgoing in desk.sms.sent} - {"su-he"}
    desk.until("2020-10-09T09:00")
    assert "走访催办（逾期1个工作日）：周远2020年9月走访企业" in desk.mails()["luo-ping"].subject
    assert "您是本事项责任人" in desk.mails()["zhou-yuan"].text


def test_it_proposes_no_case_for_a_first_missed_month(desk: Desk) -> None:
    desk.until("2020-10-30T09:00")
    rungs = desk.rungs(VISITOR, "visit-zhou")
    assert [name for name in rungs if name not in ("V-list", "V-5", "V-1")] == ["V+1", "V+3"]
    assert desk.status(VISITOR, "visit-zhou")["flags"] == []
    assert desk.status(INSURANCE)["flags"] == ["case_proposed"]


def test_a_call_is_counted_apart(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "长河电子", way="电话")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T11:00"), "青山服装", way="实地")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-23T10:00"), "长河电子", way="电话")
    assert desk.status(JOBS, "visit-3")["filed_at"] is None
    strike_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-24T10:00"), "记错", firm="长河电子")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-24T11:00"), "长河电子", way="实地")
    assert desk.status(JOBS, "visit-3")["filed_at"] == instant("2020-09-24T11:00")


def test_a_firm_that_is_lost_counts_once_the_office_says_so(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "长河电子")
    report_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-29T10:00"), "青山服装", "两次电话停机，到厂已搬空")
    with pytest.raises(NotAllowed, match="青山服装已经报告过失联"):
        report_lost(desk.bureau, UNIT, "韩松", instant("2020-09-29T11:00"), "青山服装", "搬空")
    desk.until("2020-10-09T09:00")
    assert (desk.status(JOBS, "visit-3")["standing"], "su-he" in desk.texts()) == ("due_soon", False)
    assert "报告企业失联" in desk.mails()["lin-qiu"].text
    lost = decide_lost(desk.bureau, UNIT, CLERK, instant("2020-10-09T10:00"), None, LostChoice.ACCEPT, "情况属实")
    assert lost.fact.subject == "青山服装"
    assert desk.status(JOBS, "visit-3")["outcome"] == "on_time"
    desk.at("2020-10-09T10:05")
    assert "按已走访计算：青山服装。情况属实" in desk.mails()["su-he"].text


def test_a_loss_that_is_refused_leaves_a_day_to_visit(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    report_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-30T10:00"), "青山服装", "电话停机")
    desk.until("2020-10-09T09:00")
    with pytest.raises(BadRequest, match="请写明理由"):
        decide_lost(desk.bureau, UNIT, CLERK, instant("2020-10-09T10:00"), None, LostChoice.REJECT)
    decide_lost(desk.bureau, UNIT, CLERK, instant("2020-10-09T10:00"), None, LostChoice.REJECT, "厂在新址")
    desk.at("2020-10-09T10:05")
    assert "10月10日（星期六）24:00前走访：青山服装。厂在新址" in desk.mails()["su-he"].text


def test_a_loss_is_not_taken_back_with_the_later_day_that_was_asked_for(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    visits = Sought(JOBS, "2020-09", "visit-3")
    ask_extension(desk.bureau, visits, "苏禾", instant("2020-09-22T10:00"), date(2020, 10, 16), "企业停产检修")
    report_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-22T11:00"), "青山服装", "电话停机")
    withdraw_request(desk.bureau, visits, "苏禾", instant("2020-09-22T14:00"))
    decide_lost(desk.bureau, UNIT, CLERK, instant("2020-09-22T15:00"), None, LostChoice.ACCEPT, "情况属实")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-23T10:00"), "长河电子")
    assert desk.status(JOBS, "visit-3")["standing"] == "filed"


def test_a_loss_is_taken_back_before_the_office_decided(desk: Desk) -> None:
    """Alone, or one of two: what is taken back is asked again, and the other waits on."""
    desk.at("2020-09-18T09:00")
    report_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "青山服装", "电话停机")
    report_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-22T11:00"), "长河电子", "厂门上锁")
    with pytest.raises(BadRequest, match="请写明撤回哪一家：青山服装、长河电子"):
        withdraw_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-22T14:00"))
    withdraw_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-22T14:00"), "青山服装")
    assert desk.status(JOBS, "visit-3")["flags"] == ["firm_lost_pending"]
    with pytest.raises(NotAllowed, match="没有这家企业待认定"):
        decide_lost(desk.bureau, UNIT, CLERK, instant("2020-09-22T15:00"), None, LostChoice.ACCEPT, firm="青山服装")
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-23T10:00"), "青山服装")
    withdraw_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-23T14:00"))
    assert desk.status(JOBS, "visit-3")["flags"] == []
    with pytest.raises(NotAllowed, match="没有这家企业待认定"):
        withdraw_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-23T15:00"))


def test_a_loss_is_taken_back_while_a_later_day_that_was_asked_for_waits_on(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    visits = Sought(JOBS, "2020-09", "visit-3")
    ask_extension(desk.bureau, visits, "苏禾", instant("2020-09-22T10:00"), date(2020, 10, 16), "企业停产检修")
    report_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-22T11:00"), "青山服装", "电话停机")
    withdraw_lost(desk.bureau, UNIT, "苏禾", instant("2020-09-22T14:00"), "青山服装")
    assert desk.status(JOBS, "visit-3")["flags"] == ["extension_pending"]
    decide_extension(desk.bureau, visits, CLERK, instant("2020-09-22T15:00"), ExtensionChoice.REFUSE, reason="照常")
    with pytest.raises(NotAllowed, match="再次延期须经办公室同意"):
        ask_extension(desk.bureau, visits, "苏禾", instant("2020-09-22T16:00"), date(2020, 10, 16), "仍停产")


def test_the_next_list_says_what_is_known_of_each_firm(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    with reading(desk.bureau.engine) as db:
        firm = firms.named(db, desk.bureau.key, name_key("长河电子"))[0]
    entry = FirmEntry("长河电子", contact="李娟", mobile="13907970001")
    change_firm(desk.bureau, firm.id, CLERK, instant("2020-09-21T10:00"), entry)
    record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "长河电子", requests="缺技工")
    desk.until("2020-10-09T09:00")
    known = "长河电子：联系人李娟 13907970001；上次走访9月22日，就业中心；当时的诉求：缺技工"
    assert known in desk.mails()["su-he"].text


def test_the_next_list_counts_what_is_under_way_at_each_firm(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    asked = [("长河电子", "缺技工"), ("长河电子", "要贷款"), ("长河电子", "撤回的"), ("青山服装", "招工")]
    for firm, words in asked:
        at = instant("2020-09-22T10:00")
        steps = open_request(desk.bureau, CLERK, at, Asking(firm, "用工", words, INSURANCE))
        if words == "撤回的":
            close_request(desk.bureau, Sought(INSURANCE, "", steps[0].sight.owed.duty), CLERK, at, "企业撤回")
    desk.until("2020-10-09T09:00")
    listed = desk.mails()["su-he"].text
    assert ("长河电子：未办结诉求2件" in listed, "青山服装：未办结诉求1件" in listed) == (True, True)


def test_its_papers_are_made_on_a_leap_day_too(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    done = record_visit(desk.bureau, UNIT, "苏禾", instant("2020-09-22T10:00"), "长河电子")
    leap_day = instant("2024-02-29T10:00")
    with reading(desk.bureau.engine) as db:
        assert visit_record(desk.bureau, db, done.event_id, leap_day).dated == leap_day.date()
        assert month_list(desk.bureau, db, "2020-09", leap_day)
