"""More time in a proposed case: it …"""

from datetime import date

import pytest

from tests.bureau import INSURANCE, LEADER, OTHER_LEADER, Desk, report_of
from yudu_flow.actions.acts.settle_case import decide_case
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotFound, NotYours
from yudu_flow.domain.facts import CaseChoice

SILENT, UNTIL = report_of(INSURANCE), date(2020, 10, 22)


@pytest.fixture
def proposed(desk: Desk) -> Desk:
    """社保中心 stayed silent until its case could be decided."""
    desk.until("2020-10-15T09:00")
    return desk


def give(desk: Desk, by: str = OTHER_LEADER, reason: str = "等省厅数据", until: date = UNTIL) -> None:
    """Time until 22 October."""
    decide_case(desk.bureau, SILENT, by, desk.clock(), "time", reason, until)


def decide(desk: Desk, choice: CaseChoice) -> None:
    """The decision."""
    decide_case(desk.bureau, SILENT, OTHER_LEADER, desk.clock(), choice, "已核实")


def test_it_leaves_the_case_undecided_and_what_is_late_late(proposed: Desk) -> None:
    before = proposed.status(INSURANCE)
    give(proposed)
    assert proposed.status(INSURANCE) == before


def test_it_tells_the_unit_until_when_and_why(proposed: Desk) -> None:
    give(proposed)
    proposed.at("2020-10-15T09:05")
    [mail] = [mail for mail in proposed.email.sent if mail.recipient == "bai-hua"]
    assert "拟认定事项暂缓决定，请在期限前办结。理由：等省厅数据" in mail.text
    assert "请于10月22日（星期四）24:00前办结" in mail.text


def test_it_holds_back_a_confirmation_but_no_dismissal(proposed: Desk) -> None:
    give(proposed)
    proposed.clock.set("2020-10-22T23:59")
    with pytest.raises(NotAllowed, match="已给单位时间至10月22日（星期四）24:00"):
        decide(proposed, CaseChoice.CONFIRM)
    decide(proposed, CaseChoice.DISMISS)
    assert proposed.status(INSURANCE)["flags"] == []


def test_the_leader_is_asked_again_when_it_is_over(proposed: Desk) -> None:
    give(proposed)
    proposed.until("2020-10-22T20:00")
    asked = proposed.trace(INSURANCE)["rungs"]
    assert [one["rung"] for one in asked if one["rung"].startswith("D") and one["verdict"] == "fired"] == ["D"]
    proposed.until("2020-10-23T09:00")
    assert "待决定1项" in proposed.mails()["shen-qing"].subject


def test_it_ends_with_its_day(proposed: Desk) -> None:
    give(proposed)
    proposed.clock.set("2020-10-23T00:00")
    decide(proposed, CaseChoice.CONFIRM)
    assert "case_confirmed" in proposed.status(INSURANCE)["flags"]


def test_it_is_the_deciders_to_give_with_a_reason_while_undecided(proposed: Desk) -> None:
    with pytest.raises(NotYours):
        give(proposed, LEADER)
    with pytest.raises(BadRequest, match="请写明理由"):
        give(proposed, reason=" ")
    with pytest.raises(BadRequest, match="从今天起"):
        give(proposed, until=date(2020, 10, 14))
    decide(proposed, CaseChoice.DISMISS)
    with pytest.raises(NotAllowed, match="该事项已经决定"):
        give(proposed)


def test_it_needs_a_case(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotFound):
        give(desk)


def test_a_second_press_gives_it_once(proposed: Desk) -> None:
    give(proposed)
    with pytest.raises(Conflict, match="没有重复记录"):
        give(proposed)
