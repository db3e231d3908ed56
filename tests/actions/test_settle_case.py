"""A proposed case: it …"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import CLERK, INSURANCE, LEADER, OTHER_LEADER, Desk, change, desk_in, instant, report_of
from yudu_flow.actions.acts.case_measures import check_measures, measure_case
from yudu_flow.actions.acts.correct_record import correct_record
from yudu_flow.actions.acts.file_report import register_report
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.acts.settle_case import close_case, decide_case, list_cases, object_to_case
from yudu_flow.actions.acts.waive import waive
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, NotYours
from yudu_flow.domain.facts import CaseChoice, CheckChoice, Correction

SILENT = report_of(INSURANCE)


@pytest.fixture
def proposed(desk: Desk) -> Desk:
    """社保中心 stayed silent until its case was proposed on 10 October."""
    desk.until("2020-10-10T09:00")
    return desk


def case(desk: Desk) -> dict[str, Any]:
    """The case of 社保中心 as it is listed."""
    rows = list_cases(desk.bureau, desk.clock())
    return next(row for row in rows if row["obligation"] == "2020-09/report/社保中心")


def decide(desk: Desk, when: str, by: str = OTHER_LEADER, choice: CaseChoice = CaseChoice.CONFIRM) -> None:
    """The decision, with a reason."""
    decide_case(desk.bureau, SILENT, by, desk.clock.set(when), choice, "两次催办未报")


def test_it_tells_the_unit_the_facts_the_time_to_object_and_who_decides(proposed: Desk) -> None:
    text = proposed.mails()["bai-hua"].text
    assert "9月28日、9月30日已催办2次，未说明原因" in text
    assert "据此，拟认定为落实不力。目前只是告知事实，尚未作出认定。" in text
    assert "可于10月14日（星期三）24:00前提出，期满前不作决定。" in text
    assert "是否认定，由沈清听取说明后决定。" in text


@pytest.mark.parametrize(("window", "said"), [(5, "近6个周期内第4次逾期"), (2, "近3个周期内第3次逾期")])
def test_it_counts_the_lapses_that_there_were(desk: Desk, window: int, said: str) -> None:
    """社保中心 files nothing from September to December; how many count is asked when the fourth is proposed."""
    desk.until("2020-12-27T09:00")
    rules = replace(desk.bureau.rules, repetition_window=window)
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, rules=rules))
    desk.until("2020-12-30T09:00")
    rows = {row["obligation"]: row["facts"] for row in list_cases(desk.bureau, desk.clock())}
    assert rows["2020-12/report/社保中心"] == f"{said}；12月29日已催办1次，未说明原因；现在：逾期2个工作日"
    assert rows["2020-09/report/社保中心"] == "9月28日、9月30日已催办2次，未说明原因；现在：未报，逾期20个工作日"


def test_it_falls_where_the_closed_month_is_corrected(proposed: Desk) -> None:
    """The office finds in November that the report had been handed in on paper in time: nothing is left to decide."""
    proposed.until("2020-11-02T09:00")
    now = proposed.clock.set("2020-11-02T10:00")
    correct_record(proposed.bureau, SILENT, CLERK, now, Correction.ON_TIME, "报告9月25日已送窗口")
    assert proposed.status(INSURANCE)["flags"] == ["corrected", "closed"]
    with pytest.raises(NotAllowed):
        decide(proposed, "2020-11-02T10:05")


def test_it_is_not_decided_before_the_time_to_object_is_over(proposed: Desk) -> None:
    with pytest.raises(NotAllowed, match="异议期至10月14日（星期三）24:00，期满前不能决定"):
        decide(proposed, "2020-10-14T23:59")
    decide(proposed, "2020-10-15T00:00")
    assert proposed.status(INSURANCE)["flags"] == ["case_confirmed", "measures_wanted"]


def test_it_never_names_a_rest_day_as_the_end_of_the_time_to_object(desk: Desk) -> None:
    desk.until("2020-11-03T09:00")
    assert "可于11月6日（星期五）24:00前提出" in desk.mails()["bai-hua"].text
    october = report_of(INSURANCE, "2020-10")
    with pytest.raises(NotAllowed, match="异议期已于11月6日（星期五）24:00届满"):
        object_to_case(desk.bureau, october, "白桦", instant("2020-11-07T00:00"), "数据口径有变")


def test_it_keeps_the_time_to_object_that_the_unit_was_told_when_the_rules_change(proposed: Desk) -> None:
    rules = replace(proposed.bureau.rules, objection_days=1)
    proposed.bureau = replace(proposed.bureau, content=replace(proposed.bureau.content, rules=rules))
    assert case(proposed)["decidable_from"] == instant("2020-10-15T00:00")
    with pytest.raises(NotAllowed, match="期满前不能决定"):
        decide(proposed, "2020-10-13T10:00")


def test_it_is_decided_by_its_decider_alone(proposed: Desk) -> None:
    with pytest.raises(NotYours, match="10月15日，该事项由沈清决定，顾明远不能决定"):
        decide(proposed, "2020-10-15T10:00", LEADER)
    decide(proposed, "2020-10-15T10:00", "shen-qing", CaseChoice.DISMISS)
    assert proposed.status(INSURANCE)["flags"] == []
    with pytest.raises(NotAllowed, match="该事项已经决定"):
        decide(proposed, "2020-10-15T11:00")


def test_it_may_be_objected_to_until_the_time_is_over(proposed: Desk) -> None:
    object_to_case(proposed.bureau, SILENT, "白桦", proposed.clock.set("2020-10-12T10:00"), "数据口径有变")
    assert case(proposed)["objection"] == "数据口径有变"
    with pytest.raises(NotAllowed, match="异议期已于10月14日（星期三）24:00届满"):
        object_to_case(proposed.bureau, SILENT, "白桦", instant("2020-10-15T00:00"), "再说一次")


def test_it_is_put_before_its_decider_on_the_day_it_may_be_decided(proposed: Desk) -> None:
    proposed.until("2020-10-15T09:00")
    mails = proposed.mails()
    assert "待您决定（2项）" in mails["shen-qing"].text
    assert "社保中心2020年9月稳就业月报" in mails["shen-qing"].text
    assert "bai-hua" not in mails


def test_it_tells_the_unit_what_was_decided_and_why(proposed: Desk) -> None:
    decide(proposed, "2020-10-15T10:00")
    proposed.at("2020-10-15T10:01")
    [mail] = [mail for mail in proposed.email.sent if mail.recipient == "bai-hua"]
    assert mail.subject == "认定事项处理结果：社保中心2020年9月稳就业月报"
    assert "决定人：沈清\n拟认定种类：落实不力\n处理结果：认定。两次催办未报" in mail.text


def test_it_stays_with_its_leader_when_the_report_comes_after_all(proposed: Desk) -> None:
    proposed.file(INSURANCE, "2020-10-13T10:00")
    proposed.until("2020-10-15T09:00")
    assert (proposed.status(INSURANCE)["outcome"], proposed.status(INSURANCE)["flags"]) == ("late", ["case_proposed"])
    assert "社保中心" in proposed.mails()["shen-qing"].text
    decide(proposed, "2020-10-15T10:00", choice=CaseChoice.DISMISS)
    assert case(proposed)["stage"] == "dismissed"


def test_it_is_closed_once_and_only_after_a_decision(proposed: Desk) -> None:
    with pytest.raises(NotAllowed, match="没有已决定、待销号的事项"):
        close_case(proposed.bureau, SILENT, CLERK, instant("2020-10-12T10:00"))
    decide(proposed, "2020-10-15T10:00")
    with pytest.raises(NotAllowed, match="单位还没有报整改措施，不能销号"):
        close_case(proposed.bureau, SILENT, CLERK, instant("2020-10-15T11:00"))
    measure_case(proposed.bureau, SILENT, "白桦", instant("2020-10-16T10:00"), "专人负责", date(2020, 10, 20))
    with pytest.raises(NotAllowed, match="整改措施还没有核查，核查落实后才能销号"):
        close_case(proposed.bureau, SILENT, CLERK, instant("2020-10-16T11:00"))
    check_measures(proposed.bureau, SILENT, CLERK, instant("2020-10-20T09:30"), CheckChoice.FULFILLED)
    close_case(proposed.bureau, SILENT, CLERK, instant("2020-10-20T10:00"), "已整改")
    assert case(proposed)["stage"] == "closed"
    with pytest.raises(NotAllowed, match="该事项已经销号"):
        close_case(proposed.bureau, SILENT, CLERK, instant("2020-10-20T11:00"))


def test_it_is_over_with_its_dismissal(proposed: Desk) -> None:
    decide(proposed, "2020-10-15T10:00", choice=CaseChoice.DISMISS)
    with pytest.raises(NotAllowed, match="不予认定的事项已经了结，不用销号"):
        close_case(proposed.bureau, SILENT, CLERK, instant("2020-10-20T10:00"))


def test_it_needs_reasons_and_a_case(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    with pytest.raises(NotFound, match="社保中心本期没有拟认定的事项"):
        decide(desk, "2020-09-28T10:00")
    with pytest.raises(BadRequest, match="决定请写明理由"):
        decide_case(desk.bureau, SILENT, OTHER_LEADER, desk.clock(), CaseChoice.CONFIRM, "")
    with pytest.raises(BadRequest, match="提出异议请写明理由"):
        object_to_case(desk.bureau, SILENT, "白桦", desk.clock(), " ")


def test_it_is_one_an_obligation_even_where_the_report_is_returned_again(proposed: Desk) -> None:
    proposed.file(INSURANCE, "2020-10-12T10:00")
    return_report(proposed.bureau, SILENT, CLERK, proposed.clock.set("2020-10-12T11:00"), "缺数据")
    proposed.until("2020-10-30T09:00")
    acts = [act["act"] for act in proposed.trace(INSURANCE)["acts"]]
    assert acts.count("case_proposed") == 1
    assert proposed.rungs(INSURANCE, round_=2)["E+5"] == ("skipped", "case_exists")


def test_it_is_decided_by_the_deputy_while_the_decider_is_away(home: Path, database: str) -> None:
    away = "away: [{from: 2020-10-15, to: 2020-10-16, deputy: gu-mingyuan}]"
    change(home, "config/roster.yaml", 'mobile: "13900000012"', f'mobile: "13900000012", {away}')
    desk = desk_in(home, database)
    desk.until("2020-10-10T09:00")
    with pytest.raises(NotYours, match="10月15日，该事项由顾明远决定，沈清不能决定"):
        decide(desk, "2020-10-15T10:00")
    decide(desk, "2020-10-15T10:00", LEADER)
    assert desk.status(INSURANCE)["flags"] == ["case_confirmed", "measures_wanted"]


def test_it_goes_to_the_leader_of_most_assignments_where_nobody_is_in_charge(proposed: Desk) -> None:
    deciders = {row["obligation"]: row["decider"] for row in list_cases(proposed.bureau, proposed.clock())}
    assert deciders["2020-09/report/仲裁股"] == "沈清"
    assert deciders["2020-09/report/办公室"] == "顾明远"


def test_it_tells_the_decider_first_of_all_what_was_filed_since(proposed: Desk) -> None:
    proposed.file(INSURANCE, "2020-10-13T10:00")
    proposed.until("2020-10-15T09:00")
    said = "现在：10月13日 10:00补报，逾期7个工作日，待审核"
    assert case(proposed)["facts"].startswith(said)
    assert case(proposed)["filed_at"] == instant("2020-10-13T10:00")
    line = next(line for line in proposed.mails()["shen-qing"].text.splitlines() if "社保中心2020年9月" in line)
    assert line.partition("，")[2].startswith(said)


def test_it_falls_by_itself_where_a_paper_had_come_in_time(proposed: Desk) -> None:
    received = instant("2020-09-25T16:00")
    at = proposed.clock.set("2020-10-12T10:00")
    register_report(proposed.bureau, SILENT, CLERK, at, received, "停电")
    assert case(proposed)["stage"] == "dismissed"
    assert case(proposed)["decision_reason"] == "报告在期限内已经收到，有登记的收到时间为证"
    assert proposed.status(INSURANCE)["flags"] == []
    proposed.at("2020-10-12T10:01")
    assert any("处理结果：不予认定" in mail.text for mail in proposed.email.sent if mail.recipient == "bai-hua")
    with pytest.raises(NotAllowed, match="该事项已经决定"):
        decide(proposed, "2020-10-15T10:00")


def test_it_falls_by_itself_with_what_was_owed(proposed: Desk) -> None:
    waive(proposed.bureau, SILENT, CLERK, proposed.clock.set("2020-10-12T10:00"), "机构改革")
    assert (case(proposed)["stage"], case(proposed)["decision_reason"]) == ("dismissed", "本期已免予报送")


def test_it_does_not_fall_with_a_report_that_came_late(proposed: Desk) -> None:
    proposed.file(INSURANCE, "2020-10-13T10:00")
    assert case(proposed)["stage"] == "proposed"


def test_it_shows_that_each_slip_was_told(proposed: Desk) -> None:
    told = {(one["words"], one["channel"], one["to"]): one for one in case(proposed)["proof"]}
    assert {words for words, _, _ in told} == {"第一次催办", "第二次催办", "拟认定告知"}
    first = told["第一次催办", "email", "白桦"]
    assert (first["at"], first["told"], first["answer"]) == (instant("2020-09-28T09:00"), True, "250 ok")
