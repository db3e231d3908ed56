"""Deciding: it …"""

from pathlib import Path
from typing import Any

import pytest

from tests.bureau import (
    CLERK,
    HEAD,
    INSURANCE,
    JOBS,
    LIAISON,
    TRAINING,
    UNITS,
    VISITOR,
    Clock,
    Desk,
    desk_in,
    instant,
    report_of,
)
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.log_call import log_call
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.cli.passes import summary
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.facts import FactKind


def test_it_reminds_the_liaison_and_on_the_last_day_the_head_too(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    assert {*desk.mails()} == {*desk.texts()} == {*LIAISON.values()}
    desk.until("2020-09-27T09:00")
    assert {*desk.mails()} == {*desk.texts()} == {*LIAISON.values(), *HEAD.values()}


def test_it_says_nothing_twice_however_often_it_is_asked(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    again = desk.run()
    assert (again.decided.rungs, again.decided.notices, again.delivered.marks) == ([], [], [])


def test_it_reminds_only_those_who_have_not_filed(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    desk.until("2020-09-25T09:00")
    assert "su-he" not in {*desk.mails(), *desk.texts()}
    assert desk.rungs(JOBS)["R-1"] == ("skipped", "filed")


def test_it_marks_what_is_late_at_midnight_and_sends_nothing_then(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    made = desk.at("2020-09-28T00:00")
    assert (made.facts(FactKind.OVERDUE), made.decided.notices, made.delivered.marks) == (5, [], [])
    assert (desk.status(JOBS)["standing"], desk.status(JOBS)["lamp"]) == ("overdue", "red")


@pytest.mark.parametrize(
    ("rung", "when"), [("E+1", "2020-09-28T09:00"), ("E+3", "2020-09-30T09:00"), ("E+5", "2020-10-10T09:00")]
)
def test_it_urges_at_the_working_days_of_the_ladder(desk: Desk, rung: str, when: str) -> None:
    desk.until(when)
    [found] = [row for row in desk.trace(JOBS)["rungs"] if row["rung"] == rung]
    assert (found["at"], found["verdict"]) == (instant(when), "fired")


def test_it_never_jumps_a_slip_after_downtime(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    desk.at("2020-10-12T09:00")
    assert [*desk.rungs(JOBS)][-1] == "E+1"
    assert desk.rungs(JOBS)["E+1"] == ("fired", "catch_up")
    desk.until("2020-10-14T09:00")
    assert desk.rungs(JOBS)["E+3"] == ("fired", "due")
    desk.until("2020-10-16T09:00")
    assert desk.status(JOBS)["flags"] == ["case_proposed"]


def test_it_makes_up_only_the_highest_reminder_after_downtime(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-24T14:00")
    assert desk.rungs(JOBS) == {"R-5": ("skipped", "superseded"), "R-3": ("fired", "catch_up")}
    assert "〔补发〕就业中心2020年9月稳就业月报" in desk.mails()["su-he"].text


def test_it_holds_what_it_decides_on_a_rest_day_and_drops_it_when_the_deadline_is_gone(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    made = desk.at("2020-09-26T09:00")
    assert (len(made.decided.notices), made.delivered.marks) == (10, [])
    desk.at("2020-09-28T09:00")
    states = {n["state"] for rung in desk.trace(INSURANCE)["rungs"] if rung["rung"] == "R-1" for n in rung["notices"]}
    assert states == {"suppressed"}


def cut_off(desk: Desk, *, permanent: bool) -> None:
    """No message reaches 社保中心 any more."""
    for name, mobile in (("bai-hua", "13900000005"), ("luo-ping", "13900000006")):
        desk.email.refuse(f"{name}@test.local", "refused", permanent=permanent)
        desk.sms.refuse(mobile, "refused", permanent=permanent)


@pytest.mark.long(but=["True"])
@pytest.mark.parametrize("permanent", [True, False])
def test_it_proposes_no_case_against_somebody_who_was_not_told(desk: Desk, permanent: bool) -> None:
    desk.until("2020-09-27T09:00")
    cut_off(desk, permanent=permanent)
    desk.until("2020-10-14T09:00")
    assert desk.status(INSURANCE)["flags"] == []
    assert desk.status(JOBS)["flags"] == ["case_proposed"]


def test_it_counts_a_call_as_being_told_and_leaves_the_gap_of_the_ladder_after_it(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    cut_off(desk, permanent=True)
    desk.until("2020-10-12T09:00")
    log_call(desk.bureau, report_of(INSURANCE), CLERK, desk.clock.set("2020-10-12T10:00"))
    desk.until("2020-10-13T09:00")
    assert desk.status(INSURANCE)["flags"] == []
    desk.until("2020-10-14T09:00")
    assert desk.rungs(INSURANCE)["E+3"] == ("fired", "due")
    assert desk.status(INSURANCE)["flags"] == []
    log_call(desk.bureau, report_of(INSURANCE), CLERK, desk.clock.set("2020-10-14T10:00"))
    desk.until("2020-10-16T09:00")
    assert desk.status(INSURANCE)["flags"] == ["case_proposed"]


def file_all(desk: Desk, period: str, when: str, besides: str = "") -> None:
    """Everybody files that month's report, but one."""
    for unit in UNITS:
        if unit != besides:
            file_report(desk.bureau, report_of(unit, period), LIAISON[unit], desk.clock.set(when), Report("已落实"))


def proposal(trace: dict[str, Any]) -> dict[str, Any]:
    """The facts of the case as it was proposed."""
    [act] = [act for act in trace["acts"] if act["act"] == "case_proposed"]
    detail: dict[str, Any] = act["detail"]
    return detail


def late_twice(desk: Desk, *, excused: bool = False) -> None:
    """社保中心 was late in September and October; the last time perhaps excused in the end."""
    desk.until("2020-09-21T09:00")
    file_all(desk, "2020-09", "2020-09-22T10:00", INSURANCE)
    desk.until("2020-09-28T09:00")
    desk.file(INSURANCE, "2020-09-28T10:00")
    desk.until("2020-10-20T09:00")
    file_all(desk, "2020-10", "2020-10-20T10:00", INSURANCE)
    desk.until("2020-10-28T09:00")
    october, at = report_of(INSURANCE, "2020-10"), desk.clock.set("2020-10-28T10:00")
    if excused:
        waive(desk.bureau, october, CLERK, at, "机构改革")
    else:
        file_report(desk.bureau, october, "白桦", at, Report("已落实"))


def test_it_proposes_a_case_a_day_after_the_first_slip_of_a_third_lapse_in_six(desk: Desk) -> None:
    late_twice(desk)
    desk.until("2020-11-30T09:00")
    assert desk.status(INSURANCE, period="2020-11")["flags"] == []
    desk.until("2020-12-01T09:00")
    assert desk.status(INSURANCE, period="2020-11")["flags"] == ["case_proposed"]
    proposed = proposal(desk.trace(INSURANCE, period="2020-11"))
    assert (proposed["reason"], proposed["rung"]) == ("repetition", "E+1")
    assert "case_proposed" not in desk.status(TRAINING, period="2020-11")["flags"]


def test_it_does_not_count_a_lapse_that_was_excused(desk: Desk) -> None:
    late_twice(desk, excused=True)
    desk.until("2020-12-01T09:00")
    assert desk.status(INSURANCE, period="2020-11")["standing"] == "overdue"
    assert desk.status(INSURANCE, period="2020-11")["flags"] == []


def test_it_closes_a_period_and_calls_what_never_came_missing(desk: Desk) -> None:
    desk.until("2020-10-31T00:00")
    status = desk.status(TRAINING)
    assert (status["outcome"], "closed" in status["flags"]) == ("missing", True)
    desk.file(TRAINING, "2020-11-02T10:00")
    assert desk.status(TRAINING)["outcome"] == "missing"


def test_it_proposes_a_case_for_visits_only_by_repetition(desk: Desk) -> None:
    desk.until("2020-10-30T09:00")
    for period, month in (("2020-09", "2020-10-30T10:00"), ("2020-10", "2020-11-02T10:00")):
        desk.until(f"{month[:10]}T09:00")
        assert desk.status(VISITOR, "visit-zhou", period)["flags"] == []
        record_visit(desk.bureau, Sought(VISITOR, period), VISITOR, desk.clock.set(month))
    desk.until("2020-12-02T09:00")
    assert desk.status(VISITOR, "visit-zhou", "2020-11")["flags"] == ["case_proposed"]
    assert proposal(desk.trace(VISITOR, "visit-zhou", "2020-11"))["rung"] == "V+1"


def test_a_pass_says_the_same_in_numbers_where_it_keeps_no_rows(home: Path, tmp_path: Path) -> None:
    said = []
    for keep in (True, False):
        desk = desk_in(home, f"sqlite:///{tmp_path / str(keep)}.db", Clock(instant("2020-09-18T09:00")))
        ways: dict[Channel, Any] = {Channel.EMAIL: desk.email, Channel.SMS: desk.sms}
        made = [make_pass(desk.bureau, ways, desk.clock, keep=keep)]
        desk.clock.set("2020-09-28T09:00")
        made.append(make_pass(desk.bureau, ways, desk.clock, keep=keep))
        rows = (made[0].opened, made[1].decided.rungs, made[1].composed.messages, made[1].delivered.marks)
        assert all(rows) if keep else not any(rows)
        said.append([summary(one) for one in made])
    assert said[0] == said[1]
    assert said[0][1]["sent"] > 0
