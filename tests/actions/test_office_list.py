"""The office's list and the leaders' digest: it …"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import update

from tests.bureau import (
    CLERK,
    DISPUTES,
    INSURANCE,
    JOBS,
    LIAISON,
    OFFICE,
    TRAINING,
    UNITS,
    VISITOR,
    Desk,
    change,
    desk_in,
    report_of,
)
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.engine.office_list import office_list
from yudu_flow.actions.letters import Writer
from yudu_flow.domain.facts import ExtensionChoice
from yudu_flow.storage.database import writing
from yudu_flow.storage.tables import OBLIGATION


def only_late(desk: Desk, *units: str) -> None:
    """Everybody else has filed and visited by the 24th."""
    desk.until("2020-09-23T09:00")
    for unit in (OFFICE, JOBS, INSURANCE, TRAINING, DISPUTES):
        if unit not in units:
            desk.file(unit, "2020-09-24T10:00")
    for owner, firm in ((JOBS, "长河电子"), (JOBS, "青山服装"), (VISITOR, "")):
        record_visit(desk.bureau, Sought(owner, "2020-09"), LIAISON.get(owner, owner), desk.clock(), firm)


def test_it_is_not_written_while_all_is_well_but_leaders_have_the_month_in_one_line(desk: Desk) -> None:
    only_late(desk)
    desk.until("2020-09-28T09:00")
    mails = desk.mails()
    assert {*mails} == {"gu-mingyuan", "shen-qing"}
    assert "2020年9月应报3项，没有逾期和未报。" in mails["gu-mingyuan"].text
    assert "2020年9月应报2项，没有逾期和未报。" in mails["shen-qing"].text
    desk.at("2020-09-29T09:00")
    assert desk.mails() == {}


def test_it_goes_to_the_leader_concerned_alone(desk: Desk) -> None:
    only_late(desk, INSURANCE)
    desk.until("2020-09-28T09:00")
    assert {*desk.mails()} == {"bai-hua", "luo-ping", "shen-qing", "lin-qiu", "gu-mingyuan"}
    assert "社保中心" not in desk.mails()["gu-mingyuan"].text
    said = desk.mails()["shen-qing"].text
    assert "新增逾期（1项）\n1. 社保中心2020年9月稳就业月报，应于9月27日（星期日）24:00前完成，逾期1个工作日" in said
    assert "您是有关事项的责任领导" in said


def test_it_is_written_again_only_when_something_is_new(desk: Desk) -> None:
    only_late(desk, INSURANCE)
    desk.until("2020-09-28T09:00")
    desk.until("2020-09-29T09:00")
    assert desk.mails() == {}
    desk.until("2020-09-30T09:00")
    assert "第二次催办（1项）" in desk.mails()["shen-qing"].text
    assert "新增逾期" not in desk.mails()["shen-qing"].text


def test_it_gives_each_leader_the_numbers_of_their_own_units(desk: Desk) -> None:
    only_late(desk, INSURANCE, TRAINING)
    desk.until("2020-09-28T09:00")
    mails = desk.mails()
    assert "应报3项\n按时报送2项" in mails["gu-mingyuan"].text
    assert "应报2项\n按时报送1项" in mails["shen-qing"].text
    assert "应报5项\n按时报送3项" in mails["lin-qiu"].text


def test_it_compares_the_month_with_the_one_before(desk: Desk) -> None:
    only_late(desk, INSURANCE)
    desk.until("2020-10-28T09:00")
    said = desk.mails()["lin-qiu"].text
    assert "2020年10月报送情况\n应报5项（上期5项，持平）\n按时报送0项（上期4项，减4）" in said
    assert "未报0项（上期0项，持平）" in said


def test_reports_of_one_month_due_on_different_days_are_counted_apart(desk: Desk) -> None:
    """Each on its own day. Together they were told on that of whichever came first by its id, and on the other a leader
    got a mail that said nothing.
    """
    [plan] = desk.bureau.content.plans
    another = replace(next(one for one in plan.duties if one.id == "report"), id="brief", title="简报", day=20)
    content = replace(desk.bureau.content, plans=(replace(plan, duties=(*plan.duties, another)),))
    desk.bureau = replace(desk.bureau, content=content)
    desk.until("2020-10-09T09:00")
    for unit in UNITS:
        for duty in ("brief", "report"):
            file_report(
                desk.bureau, replace(report_of(unit, "2020-10"), duty=duty), LIAISON[unit], desk.clock(), Report(duty)
            )
    said = {}
    for day in ("2020-10-21", "2020-10-28"):
        desk.until(f"{day}T09:00")
        said[day] = desk.mails()["gu-mingyuan"].text.split("\n\n")[2]
    assert said == {
        "2020-10-21": "2020年10月简报应报3项，没有逾期和未报。",
        "2020-10-28": "2020年10月稳就业月报应报3项，没有逾期和未报（上期逾期补报0项、未报0项）。",
    }


def test_it_calls_a_missed_extension_a_broken_promise(desk: Desk) -> None:
    only_late(desk, TRAINING)
    where = report_of(TRAINING)
    ask_extension(desk.bureau, where, "唐宁", desk.clock.set("2020-09-24T11:00"), date(2020, 9, 29), "讲师未到位")
    decide_extension(desk.bureau, where, CLERK, desk.clock.set("2020-09-24T12:00"), ExtensionChoice.APPROVE)
    desk.until("2020-09-30T09:00")
    said = desk.mails()["gu-mingyuan"].text
    assert "承诺期限已过（1项）\n1. 培训股2020年9月稳就业月报，应于9月29日（星期二）24:00前完成" in said


def test_it_shows_the_office_what_the_unit_says_for_itself(desk: Desk) -> None:
    only_late(desk, INSURANCE, DISPUTES)
    desk.until("2020-09-28T09:00")
    explain(desk.bureau, report_of(DISPUTES), "叶舟", desk.clock.set("2020-09-28T10:00"), "系统故障")
    desk.until("2020-09-30T09:00")
    said = desk.mails()["lin-qiu"].text
    assert "待办公室决定（1项）\n1. 仲裁股2020年9月稳就业月报，说明原因：系统故障，已等待2个工作日" in said
    assert "社保中心2020年9月稳就业月报，应于9月27日（星期日）24:00前完成，逾期3个工作日，未说明原因" in said


def test_it_puts_the_longest_wait_first(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    for unit, when in ((TRAINING, "2020-09-23T10:00"), (INSURANCE, "2020-09-24T10:00")):
        until = date(2020, 10, 12)
        ask_extension(desk.bureau, report_of(unit), LIAISON[unit], desk.clock.set(when), until, "讲师未到位")
    desk.until("2020-09-25T09:00")
    said = desk.mails()["lin-qiu"].text
    assert said.index("1. 培训股") < said.index("2. 社保中心")


def test_it_ends_with_the_books(desk: Desk) -> None:
    only_late(desk, INSURANCE)
    desk.until("2020-09-28T09:00")
    assert "消息核对：" in desk.mails()["lin-qiu"].text
    assert "应发消息与发送记录相符" in desk.mails()["lin-qiu"].text


def test_it_names_provisional_dates(home: Path, database: str) -> None:
    change(home, "workflows/plan.yaml", "dated: 2020-09-18", "dated: 2027-09-17")
    desk = desk_in(home, database)
    desk.at("2027-09-17T08:30")
    desk.until("2027-09-28T09:00")
    assert "暂定日期（放假安排公布后重新核定）\n1. 2027年9月" in desk.mails()["lin-qiu"].text
    assert "provisional" in desk.status(INSURANCE, period="2027-09")["flags"]


def test_it_is_named_after_what_is_new(desk: Desk) -> None:
    only_late(desk, INSURANCE)
    desk.until("2020-10-10T09:00")
    assert "拟认定1项" in desk.mails()["shen-qing"].subject


def test_it_asks_each_november_whether_a_duty_is_still_needed(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    desk.at("2020-10-28T09:00")
    assert "请确认是否继续执行" not in desk.mails()["lin-qiu"].text
    desk.at("2020-11-02T09:00")
    said = desk.mails()["lin-qiu"].text
    assert "请确认是否继续执行\n1. 稳就业月报（清人社〔2020〕9号 三（一））是否还需要：" in said


def test_an_undecided_case_stays_on_the_list_after_its_period_closed(desk: Desk) -> None:
    desk.until("2020-11-04T09:00")
    listed = desk.mails()["lin-qiu"].text
    assert "2020年9月稳就业月报" in listed.partition("认定事项")[2]


def test_it_tells_leaders_of_a_request_that_nobody_answered_for_three_days(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    ask_extension(
        desk.bureau, report_of(INSURANCE), "白桦", desk.clock.set("2020-09-21T10:00"), date(2020, 10, 12), "检修"
    )
    desk.until("2020-09-24T09:00")
    assert "shen-qing" not in desk.mails()
    desk.until("2020-09-25T09:00")
    said = desk.mails()["shen-qing"]
    assert said.subject == "分管事项情况：申请未答复1项"
    assert "申请尚未答复\n1. 社保中心2020年9月稳就业月报：9月21日申请延期，办公室尚未答复" in said.text


def test_list_and_digest_carry_the_one_link_to_act_and_speak_to_the_decider(desk: Desk) -> None:
    desk.bureau = replace(desk.bureau, base_url="https://flow.test.local")
    desk.until("2020-10-15T09:00")
    digest, listed = (desk.mails()[person].text for person in ("shen-qing", "lin-qiu"))
    assert "打开看板办理：https://flow.test.local/office\n" in listed
    assert "去决定：https://flow.test.local/leader" in digest
    assert "由您决定" in digest
    assert "由沈清决定" not in digest
    assert "由沈清决定" in listed


def test_what_is_overdue_is_not_under_way_in_the_month_s_numbers(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    said = desk.mails()["lin-qiu"].text
    assert "逾期5项" in said
    assert "办理中0项" in said


def test_what_closed_on_projected_days_is_not_announced_as_to_be_counted_anew(desk: Desk) -> None:
    """A case outlives its month, which the list names for it."""
    said = []
    for day in ("2020-10-29T09:00", "2020-11-02T09:00"):
        desk.until(day)
        with writing(desk.bureau.engine) as db:
            db.execute(update(OBLIGATION).where(OBLIGATION.c.period == "2020-09").values(provisional=True))
            found = office_list(desk.bureau, db, Writer(desk.bureau, desk.clock()))
            said.append(("2020年9月" in [line.period for line in found.cases], found.provisional))
    assert said == [(True, ("2020年9月",)), (True, ())]
