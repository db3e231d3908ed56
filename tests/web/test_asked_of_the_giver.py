"""What a unit asks about something that a leader gave it: on the leader's desk and the office's, and by programs."""

from datetime import date
from typing import Any

import pytest

from tests.bureau import CLERK, INSURANCE, LEADER, LIAISON, OTHER_LEADER
from tests.web.browser import Console
from tests.web.programs import CLERK_ID, LEADER_ID, program_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.instruct import Errand, instruct

GIVEN = Sought(INSURANCE, "", "instruction:1")
WAITS, DECIDED = "延期申请待决定", {"decision": "approve"}


@pytest.fixture
def asked(console: Console) -> int:
    """The id of what 顾明远 gave to a unit that is under 沈清's charge, which asked for more time."""
    desk = console.desk
    desk.until("2020-09-22T10:00")
    errand = Errand("摸清返乡人员底数", date(2020, 9, 25), reason="上会")
    instruct(desk.bureau, [INSURANCE], LEADER, desk.clock(), errand)
    ask_extension(desk.bureau, GIVEN, LIAISON[INSURANCE], desk.clock(), date(2020, 9, 29), "数据多")
    return console.id_of(INSURANCE, "instruction:1")


def until(console: Console) -> str:
    return str(console.desk.status(INSURANCE, "instruction:1")["late_after"])[:10]


def rungs_of(console: Console) -> list[dict[str, Any]]:
    return list(console.desk.trace(INSURANCE, "instruction:1")["rungs"])


def test_whoever_gave_it_sees_it_on_the_desk_and_decides(console: Console, asked: int) -> None:
    console.desk.until("2020-09-27T10:00")
    leader = console.account(LEADER)
    shown = leader.look("/leader")
    assert "申请延期至9月29日：数据多" in shown
    assert "待答复" in shown
    assert "已过期限" not in shown  # its day went by, and the request holds it
    assert WAITS in leader.look(f"/leader/{asked}")
    assert "已同意延期" in leader.press(f"/office/{asked}/extension", DECIDED)
    assert until(console) == "2020-09-29"


def test_the_office_decides_it_too_and_leaves_the_closing(console: Console, asked: int) -> None:
    office = console.account(CLERK)
    assert "由交办的顾明远办理" not in office.look("/office")
    assert "由交办的顾明远办理" not in office.look(f"/office/{asked}")
    assert "已同意延期" in office.press(f"/office/{asked}/extension", DECIDED)
    program_of(console, LIAISON[INSURANCE]).does(asked, "done", text="已办")
    shown = office.look(f"/office/{asked}")
    assert "确认、退回由交办的顾明远办理" in shown
    assert f'action="/office/{asked}/close"' not in shown


def test_a_reminder_that_a_request_holds_back_is_not_called_one_of_later(console: Console, asked: int) -> None:
    console.desk.until("2020-09-27T10:00")
    rungs = {one["rung"]: (one["verdict"], one["reason"]) for one in rungs_of(console)}
    assert rungs["R-0"] == ("pending", "request_waits")
    shown = console.account(CLERK).look(f"/office/{asked}")
    assert "申请待答复，暂不提醒" in shown
    assert "未到时候" not in shown


def test_a_leader_who_did_not_give_it_only_reads_it(console: Console, asked: int) -> None:
    other = console.account(OTHER_LEADER)
    assert f'action="/office/{asked}/extension"' not in other.look(f"/leader/{asked}")
    assert "办理" in other.press(f"/office/{asked}/extension", DECIDED, status=403)


@pytest.mark.parametrize("person", [LEADER_ID, CLERK_ID])
def test_programs_of_both_decide_it(console: Console, asked: int, person: str) -> None:
    program_of(console, person).does(asked, "extension/decision", decision="approve")
    assert until(console) == "2020-09-29"


def test_whoever_gave_it_answers_a_reason_and_waives(console: Console, asked: int) -> None:
    desk, giver = console.desk, console.account(LEADER)
    giver.look(f"/leader/{asked}")
    giver.press(f"/office/{asked}/extension", {"decision": "refuse"})
    desk.until("2020-09-27T10:00")
    explain(desk.bureau, GIVEN, LIAISON[INSURANCE], desk.clock(), "数据仍在核对")
    assert "原因说明待审核" in giver.look(f"/leader/{asked}")
    giver.press(f"/office/{asked}/explanation", {"decision": "reject", "reason": "已有三天"})
    giver.look(f"/leader/{asked}")
    giver.press(f"/office/{asked}/waive", {"reason": "改由他处办理"})
    assert desk.status(INSURANCE, "instruction:1")["standing"] == "waived"


def test_the_digest_does_not_lay_it_to_the_office(console: Console, asked: int) -> None:
    console.desk.until("2020-09-27T09:00")
    said = console.desk.mails()["gu-mingyuan"].text
    assert "（批示）摸清返乡人员底数：9月22日申请延期，尚未答复" in said
