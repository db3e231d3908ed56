"""What a firm asks for and a unit says is not its business (退请): it …"""

from dataclasses import replace

import pytest

from tests.actions.firm_requests import (
    HELP,
    LEAD,
    WORDS,
    at,
    begun,
    matter,
    of,
    opened,
    stands,
)
from tests.bureau import CLERK, INSURANCE, JOBS, LIAISON, OFFICE, TRAINING, Desk
from yudu_flow.actions.acts.not_ours import answer_not_ours, not_ours
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import HandBackChoice


@pytest.fixture
def running(desk: Desk) -> Desk:
    return begun(desk)


def test_what_is_not_ours_waits_for_the_office_and_goes_on_with_its_whole_time(running: Desk) -> None:
    opened(running)
    at(running, "2020-09-25T15:00")
    not_ours(running.bureau, of(JOBS), LIAISON[JOBS], running.clock(), "招工不归我们")
    at(running, "2020-09-27T10:00")
    answer_not_ours(running.bureau, of(JOBS), CLERK, running.clock(), HandBackChoice.ACCEPT, INSURANCE)
    assert stands(running)["就业中心 request"] == ("2020-10-10", "waived")
    assert stands(running)["社保中心 request"] == ("2020-10-13", "open"), "28, 29, 30, 9, 10, 12, 13"
    not_ours(running.bureau, of(INSURANCE), LIAISON[INSURANCE], running.clock(), "也不归我们")
    answer_not_ours(running.bureau, of(INSURANCE), CLERK, running.clock(), HandBackChoice.ACCEPT, JOBS)
    assert matter(running).lead.owed.duty == "request:1-2", "it falls to the first one again"
    assert [row.detail["reason"] for row in matter(running).hand_backs] == ["招工不归我们", "也不归我们"]


def test_a_hand_back_that_is_refused_leaves_the_time_or_the_day_after(running: Desk) -> None:
    """While it waits nothing is late; the office answers only on 20 October."""
    opened(running, replace(WORDS, helpers=()))
    not_ours(running.bureau, of(JOBS), LIAISON[JOBS], running.clock(), "不归我们")
    at(running, "2020-10-20T10:00")
    assert (stands(running)["就业中心 request"][1], matter(running).lead.state.frozen) == ("due_soon", True)
    answer_not_ours(running.bureau, of(JOBS), CLERK, running.clock(), HandBackChoice.REJECT, "", "用工就归就业中心")
    assert str(matter(running).lead.state.deadline.last_day) == "2020-10-21"


def test_an_unanswered_hand_back_heads_the_offices_list(running: Desk) -> None:
    opened(running)
    not_ours(running.bureau, of(JOBS), LIAISON[JOBS], running.clock(), "不归我们")
    at(running, "2020-09-27T09:00")
    [text] = [mail.text for mail in running.email.sent if mail.recipient == LIAISON[OFFICE]]
    assert "待办公室决定（1项）\n1. 就业中心企业诉求：清溪电子厂（用工），退请：不归我们，已等待2个工作日" in text


def test_it_is_not_handed_back_after_a_working_day_nor_twice(running: Desk) -> None:
    opened(running)
    not_ours(running.bureau, of(TRAINING, HELP), LIAISON[TRAINING], running.clock(), "不归我们")
    answer_not_ours(running.bureau, of(TRAINING, HELP), CLERK, running.clock(), HandBackChoice.REJECT, "", "归你们")
    with pytest.raises(NotAllowed, match="已经退请过"):
        not_ours(running.bureau, of(TRAINING, HELP), LIAISON[TRAINING], running.clock(), "真不归我们")
    at(running, "2020-09-27T09:00")
    with pytest.raises(NotAllowed, match="退请应在9月25日（星期五）24:00前提出"):
        not_ours(running.bureau, of(JOBS), LIAISON[JOBS], running.clock(), "不归我们")


def test_two_units_whose_hand_back_is_refused_ground_a_case_of_passing_on(running: Desk) -> None:
    opened(running)
    for unit, duty in ((JOBS, LEAD), (TRAINING, HELP)):
        not_ours(running.bureau, of(unit, duty), LIAISON[unit], running.clock(), "不归我们")
        answer_not_ours(running.bureau, of(unit, duty), CLERK, running.clock(), HandBackChoice.REJECT, "", "归你们")
    lead, help_ = matter(running).sights
    assert lead.events[-1].kind == help_.events[-1].kind == "case_grounded"


def test_a_co_unit_may_be_replaced_or_not(running: Desk) -> None:
    opened(running)
    not_ours(running.bureau, of(TRAINING, HELP), LIAISON[TRAINING], running.clock(), "不归我们")
    with pytest.raises(BadRequest, match="就业中心已经在办这件诉求"):
        answer_not_ours(running.bureau, of(TRAINING, HELP), CLERK, running.clock(), HandBackChoice.ACCEPT, JOBS)
    answer_not_ours(running.bureau, of(TRAINING, HELP), CLERK, running.clock(), HandBackChoice.ACCEPT)
    assert [piece.owner for piece in matter(running).pieces if piece.owed] == [JOBS]
