"""A shift that was lost is lost for the whole pass: what its first half did not decide is not missing to the rest."""

import pytest
from sqlalchemy import delete

from tests.bureau import Desk, instant
from yudu_flow.actions.engine import decide
from yudu_flow.actions.engine.reconcile import reconcile_daily
from yudu_flow.actions.processes.shift import Shift, ShiftLost
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import writing
from yudu_flow.storage.tables import HOLDER

LATE = "2020-09-28T09:00"


def forgotten(desk: Desk) -> Shift:
    """That of one whose holder was not yet on the disk when the server fell: it believes that it has it."""
    desk.until("2020-09-25T09:00")
    desk.clock.set(LATE)
    shift = Shift(desk.bureau, desk.clock())
    assert shift.is_mine()
    with writing(desk.bureau.engine) as db:
        db.execute(delete(HOLDER))
    return shift


def test_what_was_not_decided_is_not_missing_in_its_books(desk: Desk) -> None:
    shift = forgotten(desk)
    assert not decide.decide(desk.bureau, desk.clock(), shift).counts
    reconcile_daily(desk.bureau, desk.clock(), shift.is_mine)
    with writing(desk.bureau.engine) as db:
        assert bureaus.start(db, "qingxi", instant(LATE)).imbalance == 0


def test_it_is_not_taken_anew_in_the_same_pass(desk: Desk) -> None:
    shift = forgotten(desk)
    with pytest.raises(ShiftLost), writing(desk.bureau.engine) as db:
        shift.hold(db)
    shift.leave()
    assert not shift.is_mine()
    assert Shift(desk.bureau, desk.clock()).is_mine()
