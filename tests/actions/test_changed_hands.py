"""Firms' requests whose units, visitors or firms change on the way: it …"""

from dataclasses import replace
from datetime import date

import pytest

from tests.actions.firm_requests import answered, begun, called, matter, of, opened, stands
from tests.bureau import CLERK, DISPUTES, JOBS, LIAISON, OFFICE, TRAINING, Desk, instant
from yudu_flow.actions.acts.firm_entries import add_firm, retire_firm
from yudu_flow.actions.acts.not_ours import answer_not_ours, not_ours
from yudu_flow.actions.acts.open_request import Asking
from yudu_flow.actions.acts.withdraw_request import withdraw_request
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import HandBackChoice, Satisfaction
from yudu_flow.domain.firm import FirmEntry
from yudu_flow.domain.obligation import Pending
from yudu_flow.domain.roster import Roster

TODAY = date(2020, 9, 24)
TO_TRAINING = Asking("清溪电子厂", "用工", "招不到焊工", TRAINING)


@pytest.fixture
def running(desk: Desk) -> Desk:
    return begun(desk)


def follows(desk: Desk, roster: Roster) -> None:
    """The same bureau, the day after, with another roster."""
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, roster=roster))
    desk.clock.set("2020-09-25T10:00")


def ends(desk: Desk, unit: str, into: str | None) -> None:
    roster = desk.bureau.roster
    follows(desk, replace(roster, units=roster.units | {unit: replace(roster.units[unit], until=TODAY, into=into)}))


def leaves(desk: Desk, successor: str | None) -> None:
    """周远, who brought the request, has left."""
    roster = desk.bureau.roster
    gone = replace(roster.people["zhou-yuan"], left=TODAY, successor=successor)
    follows(desk, replace(roster, people=roster.people | {gone.id: gone}))


@pytest.mark.parametrize("asking", [TO_TRAINING, Asking("清溪电子厂", "用工", "招不到焊工", JOBS, (TRAINING,))])
def test_a_unit_that_has_ended_is_handed_nothing(running: Desk, asking: Asking) -> None:
    ends(running, TRAINING, DISPUTES)
    with pytest.raises(NotAllowed, match=f"“{TRAINING}”已经撤并，请交给{DISPUTES}"):
        opened(running, asking)


def test_what_is_not_ours_goes_to_no_unit_that_has_ended(running: Desk) -> None:
    opened(running)
    not_ours(running.bureau, of(JOBS), LIAISON[JOBS], running.clock(), "属培训")
    ends(running, TRAINING, None)
    with pytest.raises(NotAllowed, match=f"“{TRAINING}”已经撤并$"):
        answer_not_ours(running.bureau, of(JOBS), CLERK, running.clock(), HandBackChoice.ACCEPT, TRAINING)


@pytest.mark.parametrize(("into", "owner"), [(DISPUTES, DISPUTES), (None, OFFICE)])
def test_a_second_round_goes_to_who_came_after_the_lead_else_to_the_office(
    running: Desk, into: str | None, owner: str
) -> None:
    opened(running, TO_TRAINING)
    answered(running, unit=TRAINING)
    ends(running, TRAINING, into)
    called(running, Satisfaction.NOT, "一个也没有留下")
    assert f"{owner} request" in stands(running)
    assert f"{TRAINING} request" not in {name for name, (_, stand) in stands(running).items() if stand == "open"}


@pytest.mark.parametrize(("successor", "owner"), [("bai-hua", "白桦"), (None, OFFICE)])
def test_the_call_falls_to_who_came_after_the_visitor_else_to_the_office(
    running: Desk, successor: str | None, owner: str
) -> None:
    opened(running, TO_TRAINING)
    leaves(running, successor)
    answered(running, unit=TRAINING)
    assert [name for name in stands(running) if name.endswith("request-call")] == [f"{owner} request-call"]


def test_a_hand_back_that_was_withdrawn_is_as_if_it_had_not_been(running: Desk) -> None:
    opened(running)
    not_ours(running.bureau, of(JOBS), LIAISON[JOBS], running.clock(), "属培训")
    withdraw_request(running.bureau, of(JOBS), LIAISON[JOBS], running.clock.set("2020-09-24T10:00"))
    not_ours(running.bureau, of(JOBS), LIAISON[JOBS], running.clock.set("2020-09-24T11:00"), "属培训，已问过")
    assert [one.state.pending for one in matter(running).sights if one.state.waits] == [Pending.HAND_BACK]


def test_a_firm_that_goes_out_later_is_in_the_register_until_then(running: Desk) -> None:
    firm = add_firm(running.bureau, CLERK, running.clock(), FirmEntry("清溪电子厂"))
    retire_firm(running.bureau, firm, CLERK, instant("2020-10-31T09:00"), "迁出")
    opened(running, TO_TRAINING)
    assert matter(running).row.firm_id == firm
