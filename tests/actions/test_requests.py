"""What a firm asks for (企业诉求), from the visit that brings it to the call back: it …"""

from dataclasses import replace
from datetime import date

import pytest

from tests.actions.firm_requests import (
    WORDS,
    answered,
    at,
    at_day,
    begun,
    called,
    mails,
    matter,
    of,
    opened,
    stands,
)
from tests.bureau import CLERK, INSURANCE, JOBS, LEADER, LIAISON, VISITOR, Desk
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.acts.settle_request import close_request, decide_request
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotFound, NotYours
from yudu_flow.domain.facts import ExtensionChoice, RequestChoice, Satisfaction
from yudu_flow.domain.firm_request import Stage
from yudu_flow.domain.period import ZONE
from yudu_flow.storage.requests import last_number


@pytest.fixture
def running(desk: Desk) -> Desk:
    return begun(desk)


def test_a_second_press_records_it_once_unless_it_is_meant(running: Desk) -> None:
    opened(running)
    running.clock.set("2020-09-24T09:35")
    with pytest.raises(Conflict, match="刚刚已经登记过清溪电子厂的这件诉求（第1号），没有重复登记"):
        opened(running)
    opened(running, replace(WORDS, firm="青山服装"))
    open_request(running.bureau, VISITOR, running.clock(), WORDS, again=True)
    running.clock.set("2020-09-24T09:50")
    opened(running)
    with running.bureau.reading() as db:
        assert last_number(db, running.bureau.key) == 4


def test_a_visit_that_was_struck_brings_nothing(running: Desk) -> None:
    where = Sought(VISITOR, "2020-09", kinds=COUNTED)
    visit = record_visit(running.bureau, where, VISITOR, running.clock(), "长河电子").event_id
    strike_visit(running.bureau, where, VISITOR, running.clock(), "登记错了", visit)
    with pytest.raises(NotFound, match="已经划去"):
        opened(running, replace(WORDS, event=visit))
    opened(
        running,
        replace(WORDS, event=record_visit(running.bureau, where, VISITOR, running.clock(), "长河电子").event_id),
    )


def test_it_is_handed_over_and_told_at_once(running: Desk) -> None:
    opened(running)
    running.run()
    assert stands(running) == {
        "就业中心 request": ("2020-10-10", "open"),
        "培训股 request-help": ("2020-09-28", "open"),
    }
    assert mails(running)[::-1] == [
        ("su-he", "10月10日（星期六）24:00前答复：就业中心企业诉求：清溪电子厂（用工）"),
        ("tang-ning", "9月28日（星期一）24:00前答复：培训股配合办理企业诉求：清溪电子厂（用工）"),
    ]
    assert running.sms.sent == []


def test_its_mail_brings_the_deadline_into_the_calendar(running: Desk) -> None:
    opened(running)
    running.run()
    assert "SUMMARY:就业中心企业诉求" in running.mails()[LIAISON[JOBS]].calendar


@pytest.mark.parametrize(("days", "until"), [(1, "9月25日（星期五）24:00"), (2, "9月27日（星期日）24:00")])
def test_its_mail_says_until_when_by_the_rules_it_may_go_back(running: Desk, days: int, until: str) -> None:
    content = replace(running.bureau.content, rules=replace(running.bureau.rules, hand_back_days=days))
    running.bureau = replace(running.bureau, content=content)
    opened(running)
    running.run()
    told = running.mails()[LIAISON[JOBS]]
    assert f"不属于本单位职责的，请于{until}前退请办公室" in told.text
    assert f"请于<strong>{until}</strong>前退请办公室" in told.html


def test_a_second_press_has_a_number_of_its_own(running: Desk) -> None:
    opened(running)
    [lead] = opened(running, Asking("青山服装", "社保", "补缴手续", INSURANCE), CLERK)
    assert lead.sight.owed.subject == "request:2"


@pytest.mark.parametrize(
    ("words", "by", "why"),
    [
        (Asking("", "用工", "招工", JOBS), CLERK, "请填写企业名称"),
        (Asking("清溪电子厂", "用工", " ", JOBS), CLERK, "请写明企业的诉求"),
        (Asking("清溪电子厂", "工伤", "招工", JOBS), CLERK, "诉求类别写用工、融资、审批、社保、其他之一"),
        (Asking("清溪电子厂", "用工", "招工", ""), CLERK, "请选择牵头单位"),
        (Asking("清溪电子厂", "用工", "招工", "人才股"), CLERK, "名册中没有单位“人才股”"),
        (Asking("清溪电子厂", "用工", "招工", JOBS, (JOBS,)), CLERK, "已是牵头单位"),
        (Asking("清溪电子厂", "用工", "招工", JOBS), "白桦", "企业诉求由走访企业的单位、人员或局办公室登记|由走访"),
    ],
)
def test_what_it_cannot_take_is_refused(running: Desk, words: Asking, by: str, why: str) -> None:
    with pytest.raises((BadRequest, NotFound, NotYours), match=why):
        opened(running, words, by)
    assert stands(running) == {}


def test_it_is_handed_over_the_next_working_day_after_five(running: Desk) -> None:
    at(running, "2020-09-25T17:30")
    opened(running)
    assert stands(running)["培训股 request-help"][0] == "2020-09-30", "from Sunday the 27th, which is worked"


def test_a_satisfied_firm_ends_it(running: Desk) -> None:
    opened(running)
    at(running, "2020-09-28T10:00")
    answered(running)
    assert matter(running).stage is Stage.CALL
    running.run()
    assert ("zhou-yuan", "10月9日（星期五）24:00前回访企业：清溪电子厂") in mails(running)
    called(running, Satisfaction.FAIRLY)
    assert matter(running).stage is Stage.SETTLED
    assert stands(running)["培训股 request-help"][1] == "waived"


def test_who_brought_it_calls_back_even_if_the_office_wrote_it_down_else_the_office(running: Desk) -> None:
    opened(running, WORDS, CLERK)
    answered(running)
    assert stands(running)["办公室 request-call"] == ("2020-09-28", "open")


def test_the_lead_is_reminded_urged_and_put_forward(running: Desk) -> None:
    """10 October is the last of seven working days; it is a Saturday that is worked."""
    opened(running, replace(WORDS, helpers=()))
    at(running, "2020-10-16T09:00")
    decided = [(row.rung, f"{row.at.astimezone(ZONE):%m-%d %H:%M}") for row in matter(running).lead.rungs]
    assert decided == [
        ("R-1", "10-09 09:00"),
        ("R-0", "10-10 09:00"),
        ("E+1", "10-12 09:00"),
        ("E+3", "10-14 09:00"),
        ("E+5", "10-16 09:00"),
    ]
    assert {row.verdict for row in matter(running).lead.rungs} == {"fired"}
    assert matter(running).lead.state.case is not None


def test_a_co_unit_is_urged_once_and_no_case_comes_of_it(running: Desk) -> None:
    opened(running)
    at(running, "2020-10-20T09:00")
    [help_] = [sight for sight in matter(running).sights if sight.owed.kind == "request-help"]
    assert [(row.rung, row.verdict) for row in help_.rungs] == [("R-0", "fired"), ("E+1", "fired")]
    assert help_.state.case is None


def test_an_answer_in_time_ends_the_reminders(running: Desk) -> None:
    opened(running)
    answered(running)
    at(running, "2020-10-12T09:00")
    assert not [row for row in matter(running).lead.rungs if row.verdict == "fired"]
    assert stands(running)["就业中心 request"][1] == "filed"


def test_more_time_is_asked_for_and_given(running: Desk) -> None:
    opened(running)
    at(running, "2020-10-09T10:00")
    ask_extension(running.bureau, of(JOBS), LIAISON[JOBS], running.clock(), at_day("2020-10-16"), "等招聘会")
    decide_extension(running.bureau, of(JOBS), CLERK, running.clock(), ExtensionChoice.APPROVE)
    assert matter(running).lead.state.deadline.last_day == at_day("2020-10-16")


def test_an_answer_that_comes_back_takes_its_call_back_along(running: Desk) -> None:
    opened(running)
    answered(running, "已收到")
    return_report(running.bureau, of(JOBS), CLERK, running.clock(), "没有说怎么办")
    assert (matter(running).stage, stands(running)["周远 request-call"][1]) == (Stage.ANSWER, "waived")
    answered(running, "已送来12人")
    assert matter(running).owed(RequestPart.CALL)[0].owed.duty == "request-call:1-2"
    called(running, Satisfaction.SATISFIED, duty="request-call:1-2")
    with pytest.raises(NotAllowed):
        return_report(running.bureau, of(JOBS), CLERK, running.clock(), "再改")


def test_a_firm_that_is_not_satisfied_gets_one_more_round_and_then_its_leader(running: Desk) -> None:
    opened(running)
    answered(running)
    with pytest.raises(BadRequest, match="请写明不满意在哪里"):
        called(running, Satisfaction.NOT)
    called(running, Satisfaction.NOT, "来的人不会焊")
    assert stands(running)["就业中心 request"][1] == "open"
    assert matter(running).lead.owed.title == "企业诉求：清溪电子厂（用工），第2次办理"
    assert matter(running).lead.events[0].detail["text"] == "招不到焊工，想要10名。企业不满意：来的人不会焊"
    answered(running, "已培训", "request:1.2")
    called(running, Satisfaction.NOT, "还是不会", "request-call:1.2")
    assert matter(running).stage is Stage.LEADER
    at(running, "2020-09-25T09:00")
    [text] = [mail.text for mail in running.email.sent if mail.recipient == "gu-mingyuan"]
    assert "待您决定（1项）\n1. 就业中心企业诉求：清溪电子厂（用工），第2次办理，企业对两次答复都不满意" in text
    with pytest.raises(NotYours):
        decide_request(running.bureau, of(JOBS, "request:1.2"), CLERK, running.clock(), RequestChoice.CLOSE, "好")
    order = (RequestChoice.ORDER, "请社保中心再办", at_day("2020-09-30"), INSURANCE)
    far = (*order[:2], date.max, INSURANCE)
    with pytest.raises(BadRequest, match="再办期限应在一年以内"):
        decide_request(running.bureau, of(JOBS, "request:1.2"), LEADER, running.clock(), *far)
    decide_request(running.bureau, of(JOBS, "request:1.2"), LEADER, running.clock(), *order)
    assert stands(running)["社保中心 request"] == ("2020-09-30", "open")
    answered(running, "已办", "request:1.3", INSURANCE)
    called(running, Satisfaction.SATISFIED, duty="request-call:1.3")
    assert matter(running).stage is Stage.SETTLED


def test_the_leader_ends_it_with_a_reason(running: Desk) -> None:
    opened(running, replace(WORDS, helpers=()))
    for round_ in ("", ".2"):
        answered(running, "已办", f"request:1{round_}")
        called(running, Satisfaction.NOT, "不行", f"request-call:1{round_}")
    close = (RequestChoice.CLOSE, "超出县里权限，已说明")
    decide_request(running.bureau, of(JOBS, "request:1.2"), LEADER, running.clock(), *close)
    assert matter(running).stage is Stage.ENDED
    with pytest.raises(NotAllowed, match="已经决定"):
        decide_request(running.bureau, of(JOBS, "request:1.2"), LEADER, running.clock(), *close)


def test_a_leader_who_says_nothing_is_asked_again(running: Desk) -> None:
    """25, 27 (a Sunday, worked), 28, 29, 30 September."""
    opened(running, replace(WORDS, helpers=()))
    for round_ in ("", ".2"):
        answered(running, "已办", f"request:1{round_}")
        called(running, Satisfaction.NOT, "不行", f"request-call:1{round_}")
    at(running, "2020-09-30T09:00")
    asked = [(row.rung, f"{row.at.astimezone(ZONE):%m-%d}") for row in matter(running).lead.rungs if row.rung[0] == "Q"]
    assert asked == [("Q+1", "09-25"), ("Q+3", "09-28"), ("Q+5", "09-30")]


def test_the_office_ends_what_the_firm_takes_back(running: Desk) -> None:
    opened(running)
    running.run()
    running.email.sent.clear()
    close_request(running.bureau, of(JOBS), CLERK, running.clock(), "企业撤回")
    assert (matter(running).stage, {where for _, where in stands(running).values()}) == (Stage.ENDED, {"waived"})
    running.run()
    assert sorted(subject for _, subject in mails(running)) == [
        "不用再办：培训股配合办理企业诉求：清溪电子厂（用工）",
        "不用再办：就业中心企业诉求：清溪电子厂（用工）",
    ]
    with pytest.raises(NotAllowed):
        close_request(running.bureau, of(JOBS), CLERK, running.clock(), "再来")


def test_the_firm_itself_hears_nothing(running: Desk) -> None:
    opened(running)
    at(running, "2020-10-20T09:00")
    people = set(running.bureau.roster.people)
    assert {mail.recipient for mail in running.email.sent} <= people
