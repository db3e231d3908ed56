"""A matter that nobody takes: it …"""

import pytest

from tests.bureau import CLERK, DISPUTES, INSURANCE, OTHER_LEADER, Desk, report_of
from yudu_flow.actions.acts.answer_hand_back import answer_hand_back
from yudu_flow.actions.acts.explanation import decide_explanation, explain
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.settle_case import decide_case, list_cases
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import CaseChoice, HandBackChoice, ReasonChoice

WHO = {INSURANCE: "白桦", DISPUTES: "叶舟"}
REFUSED = HandBackChoice.REJECT


def hands_back(desk: Desk, unit: str, day: str, answer: HandBackChoice = REFUSED, period: str = "2020-09") -> None:
    """A unit hands 2.1 back at ten, and has its answer at eleven."""
    target = report_of(unit, period)
    hand_back(desk.bureau, target, WHO[unit], desk.clock.set(f"{day}T10:00"), "2.1", "不归我们管")
    answer_hand_back(desk.bureau, target, CLERK, desk.clock.set(f"{day}T11:00"), None, answer, "方案写明由你单位承担")


def explains(desk: Desk, unit: str, when: str, reason: str) -> None:
    """A unit's reason, which is rejected at once."""
    explain(desk.bureau, report_of(unit), WHO[unit], desk.clock.set(when), reason)
    decide_explanation(desk.bureau, report_of(unit), CLERK, desk.clock(), ReasonChoice.REJECT, None, "不成立")


def passing(desk: Desk) -> dict[str, str]:
    """The facts of the cases of that kind, by unit."""
    rows = [row for row in list_cases(desk.bureau, desk.clock()) if row["kind"] == "passing_the_buck"]
    return {row["obligation"].rpartition("/")[2]: row["facts"] for row in rows}


def test_it_is_proposed_where_a_unit_hands_the_same_back_again(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    hands_back(desk, DISPUTES, "2020-09-21")
    desk.until("2020-09-22T09:00")
    assert passing(desk) == {}
    hands_back(desk, DISPUTES, "2020-09-22")
    desk.until("2020-09-23T09:00")
    once = "仲裁股2020年9月退请2.1，理由“不归我们管”，未获同意：方案写明由你单位承担"
    assert passing(desk) == {DISPUTES: f"{once}；{once}；现在：即将到期"}
    mail = desk.mails()["ye-zhou"]
    assert "拟认定推诿扯皮告知" in mail.text
    assert "据此，拟认定为推诿扯皮。目前只是告知事实，尚未作出认定。" in mail.text
    assert "可于9月27日（星期日）24:00前提出" in mail.text


def test_it_is_not_proposed_where_the_office_agreed(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    hands_back(desk, DISPUTES, "2020-09-21", HandBackChoice.ACCEPT)
    hands_back(desk, DISPUTES, "2020-09-22")
    desk.until("2020-09-24T09:00")
    assert passing(desk) == {}


def test_it_puts_the_words_of_two_units_side_by_side(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    hands_back(desk, DISPUTES, "2020-09-21")
    hands_back(desk, INSURANCE, "2020-09-22")
    desk.until("2020-09-23T09:00")
    found = passing(desk)
    assert found.keys() == {DISPUTES, INSURANCE}
    assert all("仲裁股2020年9月退请2.1" in facts and "社保中心2020年9月退请2.1" in facts for facts in found.values())


def test_it_stays_when_the_report_came_in_time_and_is_decided_by_its_leader(desk: Desk) -> None:
    """What it says is not that the report was late."""
    desk.until("2020-09-21T09:00")
    hands_back(desk, INSURANCE, "2020-09-21")
    hands_back(desk, INSURANCE, "2020-09-22")
    desk.file(INSURANCE, "2020-09-22T15:00")
    desk.until("2020-09-28T09:00")
    assert "待您决定（1项）" in desk.mails()["shen-qing"].text
    decide_case(
        desk.bureau, report_of(INSURANCE), OTHER_LEADER, desk.clock(), CaseChoice.DISMISS, "已说明，当月按时报送"
    )
    with pytest.raises(NotAllowed, match="已经决定"):
        decide_case(desk.bureau, report_of(INSURANCE), OTHER_LEADER, desk.clock(), CaseChoice.CONFIRM, "再定")


def test_late_units_that_name_each_other_are_both_proposed(desk: Desk) -> None:
    desk.until("2020-09-30T10:00")
    explains(desk, INSURANCE, "2020-09-30T10:00", "数据在仲裁股，没有给我们")
    assert passing(desk) == {}
    explains(desk, DISPUTES, "2020-09-30T11:00", "应由社保中心牵头")
    desk.until("2020-10-09T09:00")
    said = "仲裁股说：“应由社保中心牵头”；社保中心说：“数据在仲裁股，没有给我们”"
    assert {unit: facts.split("；9月")[0] for unit, facts in passing(desk).items()} == {DISPUTES: said, INSURANCE: said}


def test_one_that_names_another_alone_is_not(desk: Desk) -> None:
    desk.until("2020-09-30T10:00")
    explains(desk, INSURANCE, "2020-09-30T10:00", "数据在仲裁股，没有给我们")
    explains(desk, DISPUTES, "2020-09-30T11:00", "人员变动")
    desk.until("2020-10-09T09:00")
    assert passing(desk) == {}
