"""A unit struck out of the file by hand while it still owed something: nobody is left to be told there."""

from dataclasses import replace

from tests.bureau import INSURANCE, Desk
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.actions.views.board_view import board
from yudu_flow.domain.judges import Judges
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading


def test_the_others_month_goes_on_and_the_office_calls(desk: Desk) -> None:
    desk.until("2020-09-28T09:30")
    roster = desk.bureau.roster
    left = {name: unit for name, unit in roster.units.items() if name != INSURANCE}
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, roster=replace(roster, units=left)))
    desk.email.sent.clear()
    made = desk.at("2020-09-30T09:00")
    assert made.decided.counts["fired"]
    assert {notice.recipient for notice in made.decided.notices if notice.channel == "call"} == {INSURANCE}
    with reading(desk.bureau.engine) as db:
        [owed] = [one for one in obligations.listed(db, "qingxi", unit=INSURANCE) if one.duty == "report"]
        assert board(desk.bureau, db, desk.clock()).urge.total
    assert Judges(desk.bureau.roster, desk.clock().date()).deciding(owed.unit, "", owed.leaders)
    assert all(line.balanced for line in reconcile(desk.bureau, desk.clock(), "2020-09"))
