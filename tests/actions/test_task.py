"""What an assignment is to have done by a day: it …"""

from datetime import date
from pathlib import Path

import pytest

from tests.bureau import (
    CLERK,
    DISPUTES,
    INSURANCE,
    JOBS,
    LIAISON,
    OFFICE,
    TRAINING,
    VISITOR,
    Clock,
    Desk,
    change,
    desk_in,
)
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.report_done import close_item, report_done
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.errors import NotYours

PLAN = "workflows/plan.yaml"
TASK = Sought(INSURANCE, "", "task:2.1")


def dated(home: Path, database: str, day: str = "2020-10-20", lead: str = INSURANCE) -> Desk:
    """The bureau whose assignment 2.1 is to be done by a day, under a lead."""
    led = f", lead: {lead}" if lead else ""
    both = "units: [社保中心, 仲裁股]\n"
    change(home, PLAN, both, f"{both}            due: {day}\n" + (f"            lead: {lead}\n" if led else ""))
    return desk_in(home, database, Clock())


def fired(desk: Desk) -> dict[str, str]:
    """When each of its rungs went out."""
    rungs = desk.trace(INSURANCE, "task:2.1", "2020-10")["rungs"]
    return {row["rung"]: row["at"].strftime("%m-%d") for row in rungs if row["verdict"] == "fired"}


def test_it_climbs_from_ten_days_before_its_day_to_a_case(home: Path, database: str) -> None:
    """1 to 8 October are a break, the 10th is worked."""
    desk = dated(home, database)
    desk.until("2020-11-03T10:00")
    assert fired(desk) == {
        **{"R-10": "09-29", "R-5": "10-13", "R-1": "10-19", "R-0": "10-20"},
        **{"E+1": "10-21", "E+3": "10-23", "E+5": "10-27", "D": "11-02"},
    }
    [row] = statuses(desk.bureau, desk.clock(), kind="task")
    assert (row["owner"], row["subject"], row["cycle"]) == (INSURANCE, "task:2.1", "")
    assert "case_proposed" in row["flags"]


def test_units_that_help_hear_of_it_and_owe_nothing(home: Path, database: str) -> None:
    desk = dated(home, database)
    desk.until("2020-10-12T10:00")
    desk.at("2020-10-13T09:00")
    [mail] = [mail for mail in desk.email.sent if mail.recipient == LIAISON[DISPUTES]]
    assert "你单位是这一事项的配合单位，由社保中心牵头" in mail.text
    assert "您单位是配合单位" in mail.text
    desk.until("2020-10-20T10:00")
    desk.at("2020-10-21T09:00")
    [mail] = [mail for mail in desk.email.sent if mail.recipient == LIAISON[DISPUTES] and "催办" in mail.subject]
    assert "不用另行报告" in mail.text


def test_co_units_that_the_document_names_hear_of_it_too(home: Path, database: str) -> None:
    both, named = "units: [社保中心, 仲裁股]\n", "units: [社保中心]\n            co_units: [仲裁股]\n"
    change(home, PLAN, both, f"{named}            due: 2020-10-20\n")
    desk = desk_in(home, database, Clock())
    desk.until("2020-10-12T10:00")
    desk.at("2020-10-13T09:00")
    [mail] = [mail for mail in desk.email.sent if mail.recipient == LIAISON[DISPUTES]]
    assert "你单位是这一事项的配合单位，由社保中心牵头" in mail.text
    assert [row["owner"] for row in statuses(desk.bureau, desk.clock(), kind="task")] == [INSURANCE]


def test_a_group_that_helps_is_reminded_and_owes_nothing(home: Path, database: str) -> None:
    members = f"[{INSURANCE}, {TRAINING}, {DISPUTES}]"
    change(
        home,
        "config/roster.yaml",
        "leadership:\n",
        f"groups: [{{name: 各有关单位, members: {members}}}]\nleadership:\n",
    )
    named = f"units: [{INSURANCE}]\n            co_units: [各 有关单位]\n            due: 2020-10-20\n"
    change(home, PLAN, "units: [社保中心, 仲裁股]\n", named)
    desk = desk_in(home, database, Clock())
    for day, told in (("2020-10-13", "您单位是配合单位"), ("2020-10-21", "不用另行报告")):
        desk.until(f"{day}T08:00")
        desk.at(f"{day}T09:00")
        mails = {mail.recipient for mail in desk.email.sent if told in mail.text}
        assert mails == {LIAISON[TRAINING], LIAISON[DISPUTES]}
    desk.until("2020-11-03T10:00")
    rows = statuses(desk.bureau, desk.clock())
    assert [row["owner"] for row in rows if row["kind"] == "task"] == [INSURANCE]
    assert {row["owner"] for row in rows} == {OFFICE, JOBS, INSURANCE, TRAINING, VISITOR}


def test_without_a_lead_each_unit_owes_its_own(home: Path, database: str) -> None:
    desk = dated(home, database, lead="")
    desk.at("2020-09-18T09:00")
    assert [row["owner"] for row in statuses(desk.bureau, desk.clock(), kind="task")] == [INSURANCE, DISPUTES]


def test_it_is_owed_only_where_its_day_is_ahead(home: Path, database: str) -> None:
    desk = dated(home, database, "2020-09-18")
    desk.until("2020-09-21T10:00")
    assert statuses(desk.bureau, desk.clock(), kind="task") == []


def test_the_office_strikes_it_off_or_returns_it(home: Path, database: str) -> None:
    desk = dated(home, database)
    desk.until("2020-10-15T10:00")
    report_done(desk.bureau, TASK, LIAISON[INSURANCE], desk.clock(), "参保4.9万人")
    with pytest.raises(NotYours, match="由局办公室办理"):
        close_item(desk.bureau, TASK, "沈清", desk.clock())
    return_report(desk.bureau, TASK, CLERK, desk.clock(), "请附名册", date(2020, 10, 22))
    report_done(desk.bureau, TASK, LIAISON[INSURANCE], desk.at("2020-10-21T10:00").at, "已附")
    close_item(desk.bureau, TASK, CLERK, desk.clock())
    [row] = statuses(desk.bureau, desk.clock(), kind="task")
    assert (row["standing"], row["outcome"]) == ("accepted", "on_time")
    assert row["says"] == "10月15日 10:00已报办结，按时，已办结"
    desk.until("2020-10-30T10:00")
    assert "E+1" not in fired(desk)
