"""What is said of visits and of what comes once is in their own words, never in a report's: it …"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, LIAISON, OTHER_LEADER, SEPTEMBER, Desk
from yudu_flow.actions.acts.act import Done, Sought
from yudu_flow.actions.acts.correct_record import correct_record
from yudu_flow.actions.acts.explanation import decide_explanation, explain
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.report_done import report_done
from yudu_flow.actions.acts.urge import urge
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import Correction, ReasonChoice

VISITS = Sought(JOBS, SEPTEMBER, "visit-3")
ITEM = Sought(INSURANCE, "", "instruction:1")
OF_REPORTS = ("报送", "免报", "补报", "重报", "已报，", "未报")


@pytest.fixture
def running(desk: Desk) -> Desk:
    """September has begun, and 社保中心 was given something."""
    desk.at("2020-09-21T09:00")
    instruct(desk.bureau, [INSURANCE], OTHER_LEADER, desk.clock(), Errand("请书面说明", date(2020, 9, 30)))
    return desk


def mails(desk: Desk, unit: str) -> str:
    """What the unit's liaison was sent in the last pass."""
    return "\n".join(f"{one.subject}\n{one.text}" for one in desk.email.sent if one.recipient == LIAISON[unit])


def stands(desk: Desk, target: Sought) -> dict[str, Any]:
    """What `status` says of it."""
    rows = statuses(desk.bureau, desk.clock(), unit=target.owner)
    return next(row for row in rows if row["duty"] == target.duty)


@pytest.mark.parametrize(
    ("target", "which", "freed"), [(VISITS, "本期", "免予走访"), (ITEM, "这一事项", "免予办理")], ids=["visits", "item"]
)
def test_what_is_waived_is_told_and_refused_in_them(running: Desk, target: Sought, which: str, freed: str) -> None:
    at, liaison = running.at("2020-09-22T10:00").at, LIAISON[target.owner]
    waive(running.bureau, target, CLERK, at, "不再要求")
    running.at("2020-09-22T10:05")
    said = mails(running, target.owner)
    assert freed in said.splitlines()[0]
    assert not [word for word in OF_REPORTS if word in said]
    done = freed.removeprefix("免予")
    again: list[Callable[[], Done]] = [
        lambda: waive(running.bureau, target, CLERK, at, "再免"),
        lambda: ask_extension(running.bureau, target, liaison, at, date(2020, 10, 20), "忙"),
        lambda: urge(running.bureau, target, CLERK, at),
    ]
    for act in again:
        with pytest.raises(NotAllowed, match=f"{target.owner}{which}已经{done}[、或]{freed}"):
            act()
    with pytest.raises(NotAllowed, match=freed):
        correct_record(running.bureau, target, CLERK, at, Correction.EXCUSED, "记错")
    assert freed[2:] in stands(running, target)["says"] or stands(running, target)["says"] == "已免办"


def test_a_reason_that_is_not_accepted_asks_for_what_is_owed(running: Desk) -> None:
    running.until("2020-10-09T09:00")
    at = running.at("2020-10-09T10:00").at
    for target in (VISITS, ITEM):
        explain(running.bureau, target, LIAISON[target.owner], at, "人手不足")
        decide_explanation(running.bureau, target, CLERK, at, ReasonChoice.REJECT, None, "不属实")
    running.at("2020-10-09T10:05")
    assert "原因未采纳，请尽快走访：就业中心2020年9月" in mails(running, JOBS)
    assert "原因未采纳，请尽快办理：社保中心（批示）请书面说明" in mails(running, INSURANCE)


def test_what_was_made_up_after_its_time_is_made_up_in_them(running: Desk) -> None:
    running.until("2020-11-02T09:00")
    report_done(running.bureau, ITEM, LIAISON[INSURANCE], running.clock(), "已补办")
    assert stands(running, ITEM)["says"] == "11月2日 09:00已报办结，在本期结束之后，待确认"
