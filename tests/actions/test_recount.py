"""Provisional dates, once the year's days are announced: it …"""

import json
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from tests.bureau import (
    CLERK,
    INSURANCE,
    JOBS,
    OTHER_LEADER,
    TRAINING,
    Clock,
    Desk,
    change,
    desk_in,
    instant,
    report_of,
)
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.firm_lost import decide_lost, report_lost
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.engine import recount as recounting
from yudu_flow.domain.facts import ExtensionChoice, LostChoice
from yudu_flow.storage import audit, obligations
from yudu_flow.storage.database import reading, writing


def announce(home: Path) -> None:
    """The State Council swaps Saturday 2027-01-30 into a working day."""
    years = "years:\n  2027:\n    breaks: [{from: 2027-01-01, to: 2027-01-03, name: 元旦}]\n    worked: [2027-01-30]\n"
    change(home, "config/calendar.yaml", "years: {}", years.rstrip())


def test_it_counts_open_periods_anew_and_writes_that_down(
    home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many at a time."""
    monkeypatch.setattr(recounting, "AT_ONCE", 2)
    clock = Clock(instant("2026-11-24T09:00"))
    before = desk_in(home, database, clock)
    before.until("2026-12-01T09:00")
    assert "provisional" in before.status(JOBS, period="2026-12")["flags"]
    announce(home)
    after = desk_in(home, database, clock)
    after.run()
    assert "provisional" not in after.status(JOBS, period="2026-12")["flags"]
    with reading(after.bureau.engine) as db:
        rows = [row for row in audit.rows(db, after.bureau.key) if row.act == "recounted"]
        assert not [*audit.broken(db, after.bureau.key)]
    assert {row.by for row in rows} == {"系统"}
    assert "2027-01-31 00:00:00" in json.loads(rows[0].detail)["closes_at"][1]


def test_it_moves_no_day_that_was_announced_to_an_earlier_one(home: Path, database: str) -> None:
    """2027-02-27 is a Saturday: the 1st of March was printed, then that Saturday is announced as worked."""
    clock = Clock(instant("2027-01-15T09:00"))
    before = desk_in(home, database, clock)
    before.until("2027-02-23T09:00")
    assert "3月1日（星期一）24:00" in before.mails()["su-he"].text
    years = "years:\n  2027:\n    breaks: [{from: 2027-01-01, to: 2027-01-03, name: 元旦}]\n    worked: [2027-02-27]\n"
    change(home, "config/calendar.yaml", "years: {}", years.rstrip())
    after = desk_in(home, database, clock)
    after.run()
    status = after.status(JOBS, period="2027-02")
    assert "provisional" not in status["flags"]
    assert status["late_after"] == instant("2027-03-01T23:59:59")


def test_a_local_rest_day_on_the_last_day_moves_it_and_the_next_message_says_so(home: Path, database: str) -> None:
    """2020-09-27 is a Sunday that is worked; the county closes on it, and the 28th becomes the last day."""
    clock = Clock(instant("2020-09-18T09:00"))
    before = desk_in(home, database, clock)
    before.until("2020-09-21T09:00")
    change(home, "config/calendar.yaml", "rest: []", "rest: [2020-09-27]")
    after = desk_in(home, database, clock)
    after.until("2020-09-25T09:00")
    status = after.status(JOBS)
    assert status["late_after"] == instant("2020-09-28T23:59:59")
    assert "9月28日（星期一）24:00（原定9月27日，因放假顺延）" in after.mails()["su-he"].text
    assert [act["act"] for act in after.trace(JOBS)["acts"]] == ["recounted"]
    after.until("2020-09-28T09:00")
    assert after.status(JOBS)["standing"] == "due_today"


def test_a_local_rest_day_moves_the_last_day_of_a_visit_past_the_holidays(home: Path, database: str) -> None:
    """September's visits end on the 30th; the county closes on it, and the National Day's week follows."""
    clock = Clock(instant("2020-09-18T09:00"))
    before = desk_in(home, database, clock)
    before.until("2020-09-21T09:00")
    assert before.status(JOBS, "visit-3")["late_after"] == instant("2020-09-30T23:59:59")
    change(home, "config/calendar.yaml", "rest: []", "rest: [2020-09-30]")
    after = desk_in(home, database, clock)
    after.until("2020-09-28T09:00")
    assert after.status(JOBS, "visit-3")["late_after"] == instant("2020-10-09T23:59:59")
    assert [act["act"] for act in after.trace(JOBS, "visit-3")["acts"]] == ["recounted"]


def test_a_local_rest_day_moves_what_no_duty_of_a_plan_says_the_day_of(home: Path, database: str) -> None:
    """An instruction's own day, and a report's whose duty was struck out of the plan."""
    desk = desk_in(home, database, Clock(instant("2020-09-18T09:00")))
    desk.until("2020-09-21T09:00")
    instruct(desk.bureau, [INSURANCE], OTHER_LEADER, desk.clock(), Errand("请书面说明", date(2020, 9, 27)))
    [plan] = desk.bureau.content.plans
    after = desk_in(home, database, desk.clock)
    calendar = replace(after.bureau.calendar, ordered=frozenset({date(2020, 9, 27)}), worked=frozenset())
    content = replace(after.bureau.content, calendar=calendar, plans=(replace(plan, duties=()),))
    after.bureau = replace(after.bureau, content=content)
    after.run()
    with reading(after.bureau.engine) as db:
        rows = obligations.listed(db, "qingxi", awake=True, kinds=["report", "instruction"])
    assert {(row.kind, row.last_day) for row in rows} == {
        ("report", date(2020, 9, 28)),
        ("instruction", date(2020, 9, 28)),
    }


@pytest.mark.parametrize(
    ("friday", "week", "later"), [("2020-09-25", "2020-W39", "2020-09-27"), ("2020-10-23", "2020-W43", "2020-10-26")]
)
def test_a_local_rest_day_on_a_weeks_friday_moves_its_deadline_on(
    home: Path, database: str, friday: str, week: str, later: str
) -> None:
    """In the week where it has a working day left, as the Sunday of W39; Thursday would be earlier than printed."""
    change(home, "workflows/plan.yaml", "day: 27", "every: week\n    day: 周五")
    desk = desk_in(home, database, Clock(instant("2020-09-18T09:00")))
    desk.until(f"{friday[:-1]}{int(friday[-1]) - 2}T09:00")
    after = rest_on(desk, home, database, friday)
    assert after.status(JOBS, period=week)["late_after"] == instant(f"{later}T23:59:59")


def rest_on(before: Desk, home: Path, database: str, day: str) -> Desk:
    """The county orders a day off; the desk goes on with it."""
    change(home, "config/calendar.yaml", "rest: []", f"rest: [{day}]")
    after = desk_in(home, database, before.clock)
    after.run()
    after.run()
    return after


def extended(home: Path, database: str) -> Desk:
    """培训股 may report until Monday, 12 October."""
    desk = desk_in(home, database, Clock(instant("2020-09-18T09:00")))
    desk.until("2020-09-22T09:00")
    target, at = report_of(TRAINING), desk.clock.set("2020-09-22T10:00")
    ask_extension(desk.bureau, target, "唐宁", at, date(2020, 10, 12), "讲师未到位")
    decide_extension(desk.bureau, target, CLERK, at, ExtensionChoice.APPROVE, None, "情况属实")
    desk.until("2020-10-10T09:00")
    return desk


def test_a_local_rest_day_moves_an_extension_on_and_the_next_message_says_so(home: Path, database: str) -> None:
    desk = rest_on(extended(home, database), home, database, "2020-10-12")
    assert desk.status(TRAINING)["late_after"] == instant("2020-10-13T23:59:59")
    assert [act["act"] for act in desk.trace(TRAINING)["acts"]].count("recounted") == 1
    desk.until("2020-10-13T09:00")
    assert "10月13日（星期二）24:00（原定10月12日，因放假顺延）" in desk.mails()["tang-ning"].text
    desk.file(TRAINING, "2020-10-13T20:00")
    assert desk.status(TRAINING)["outcome"] == "extended"


def test_a_rest_day_on_the_first_deadline_is_not_said_of_an_extension(home: Path, database: str) -> None:
    """27 September was owed first; 12 October was granted, and no rest day has moved that."""
    before = desk_in(home, database, Clock(instant("2020-09-18T09:00")))
    before.until("2020-09-22T09:00")
    target, at = report_of(TRAINING), before.clock.set("2020-09-22T10:00")
    ask_extension(before.bureau, target, "唐宁", at, date(2020, 10, 12), "讲师未到位")
    decide_extension(before.bureau, target, CLERK, at, ExtensionChoice.APPROVE, None, "情况属实")
    desk = rest_on(before, home, database, "2020-09-27")
    assert desk.status(TRAINING)["late_after"] == instant("2020-10-12T23:59:59")
    desk.until("2020-10-12T09:00")
    assert "10月12日（星期一）24:00" in desk.mails()["tang-ning"].text
    assert "原定" not in desk.mails()["tang-ning"].text


def test_an_extension_stays_where_rest_days_are_kept(home: Path, database: str) -> None:
    change(home, "config/rules.yaml", "rest_day: next", "rest_day: keep")
    desk = rest_on(extended(home, database), home, database, "2020-10-12")
    assert desk.status(TRAINING)["late_after"] == instant("2020-10-12T23:59:59")


def test_a_local_rest_day_moves_the_limit_of_a_return_on(home: Path, database: str) -> None:
    """Returned on 25 September with a limit of the 29th; what is filed on the 30th still counts as it did."""
    before = desk_in(home, database, Clock(instant("2020-09-18T09:00")))
    before.until("2020-09-24T09:00")
    before.file(JOBS, "2020-09-24T10:00")
    at = before.clock.set("2020-09-25T10:00")
    return_report(before.bureau, report_of(JOBS), CLERK, at, "缺数据", date(2020, 9, 29))
    desk = rest_on(before, home, database, "2020-09-29")
    assert desk.status(JOBS)["late_after"] == instant("2020-09-30T23:59:59")
    desk.until("2020-09-30T09:00")
    desk.file(JOBS, "2020-09-30T20:00")
    assert desk.status(JOBS)["outcome"] == "on_time"


def test_a_local_rest_day_moves_the_time_for_a_page_on(home: Path, database: str) -> None:
    """The form came in time; its page may follow by the 30th, and then the National Day's week lies before it."""
    before = desk_in(home, database, Clock(instant("2020-09-18T09:00")))
    before.until("2020-09-24T09:00")
    at = before.clock.set("2020-09-25T10:00")
    file_report(before.bureau, report_of(JOBS), "苏禾", at, Report(progress="已落实"), sealed=False)
    desk = rest_on(before, home, database, "2020-09-30")
    desk.until("2020-10-09T20:00")
    assert desk.status(JOBS)["standing"] != "overdue"
    desk.until("2020-10-10T09:00")
    assert desk.status(JOBS)["standing"] == "overdue"


def test_a_local_rest_day_moves_the_day_that_a_refused_report_of_a_lost_firm_leaves(home: Path, database: str) -> None:
    """Said on the last day in time and refused on 9 October, it leaves the 10th, on which the county then closes."""
    desk = desk_in(home, database, Clock(instant("2020-09-18T09:00")))
    desk.until("2020-09-30T09:00")
    visits = Sought(JOBS, "2020-09", "visit-3")
    report_lost(desk.bureau, visits, "苏禾", desk.clock.set("2020-09-30T10:00"), "青山服装", "电话停机")
    at = desk.clock.set("2020-10-09T10:00")
    decide_lost(desk.bureau, visits, CLERK, at, None, LostChoice.REJECT, "厂在新址")
    assert desk.status(JOBS, "visit-3")["late_after"] == instant("2020-10-10T23:59:59")
    after = rest_on(desk, home, database, "2020-10-10")
    assert after.status(JOBS, "visit-3")["late_after"] == instant("2020-10-12T23:59:59")


def test_it_leaves_them_while_the_days_are_projected(home: Path, database: str) -> None:
    desk = desk_in(home, database, Clock(instant("2026-12-01T09:00")))
    desk.run()
    desk.run()
    with reading(desk.bureau.engine) as db:
        assert not audit.rows(db, desk.bureau.key)


def test_two_processes_that_see_the_rest_day_at_once_move_it_once(
    home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one moves it between this one's look and its writing."""
    desk_in(home, database, clock := Clock(instant("2020-09-18T09:00"))).until("2020-09-21T09:00")
    change(home, "config/calendar.yaml", "rest: []", "rest: [2020-09-27]")
    one, other = desk_in(home, database, clock), desk_in(home, database, clock)

    def late(engine: Engine) -> AbstractContextManager[Connection]:
        monkeypatch.setattr(recounting, "writing", writing)
        recounting.recount(other.bureau, clock())
        return writing(engine)

    monkeypatch.setattr(recounting, "writing", late)
    recounting.recount(one.bureau, clock())
    assert [act["act"] for act in one.trace(JOBS)["acts"]] == ["recounted"]
