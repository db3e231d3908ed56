"""Whoever came to a plan since its period was opened is taken into it by an act, with a reason, or not at all."""

from pathlib import Path

import pytest

from tests.bureau import CLERK, DISPUTES, Desk, bureau_in, change
from yudu_flow.actions.acts.join_period import join_period, outside
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotYours
from yudu_flow.storage import audit

PLAN = "wenjiuye-2020"
WITHOUT = "units: [社保中心]"


@pytest.fixture
def grown(desk: Desk, home: Path) -> Desk:
    """September was opened without 仲裁股, which the plan names again since."""
    change(home, "workflows/plan.yaml", "units: [社保中心, 仲裁股]", WITHOUT)
    desk.bureau, desk.memory = bureau_in(home, str(desk.bureau.engine.url), desk.clock()), None
    desk.at("2020-09-18T08:30")
    change(home, "workflows/plan.yaml", WITHOUT, "units: [社保中心, 仲裁股]")
    desk.bureau = bureau_in(home, str(desk.bureau.engine.url), desk.clock())
    desk.at("2020-09-21T09:00")
    return desk


def owing(desk: Desk) -> set[str]:
    return {row["owner"] for row in statuses(desk.bureau, desk.clock()) if row["duty"] == "report"}


def left(desk: Desk) -> list[tuple[str, str]]:
    with desk.bureau.reading() as db:
        return [(one.duty.id, one.names) for one in outside(desk.bureau, db, desk.clock())]


def join(desk: Desk, by: str = CLERK, reason: str = "县里要求本月就报") -> str:
    return join_period(desk.bureau, PLAN, "report", by, desk.clock(), reason)


def test_the_change_alone_leaves_the_open_period_as_it_was(grown: Desk) -> None:
    assert DISPUTES not in owing(grown)
    assert left(grown) == [("report", DISPUTES)]


def test_the_act_takes_them_in_with_the_days_of_the_others(grown: Desk) -> None:
    assert join(grown) == "2020年9月稳就业月报补列入：仲裁股"
    assert (DISPUTES in owing(grown), left(grown)) == (True, [])
    assert grown.status(DISPUTES)["late_after"] == grown.status("社保中心")["late_after"]
    grown.at("2020-09-25T09:00")
    assert "稳就业月报" in grown.mails()["ye-zhou"].text
    with grown.bureau.reading() as db:
        row = next(row for row in audit.rows(db, grown.bureau.key) if row.act == "period_joined")
    assert (row.by, row.about) == (CLERK, "2020年9月稳就业月报")


def test_it_needs_a_reason_the_office_and_time(grown: Desk) -> None:
    with pytest.raises(BadRequest, match="写明原因"):
        join(grown, reason="")
    with pytest.raises(NotYours):
        join(grown, by="苏禾")
    grown.at("2020-09-27T09:00")
    with pytest.raises(NotAllowed, match="从下一期起"):
        join(grown)
