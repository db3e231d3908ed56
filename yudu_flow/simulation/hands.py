"""Whose hand it is in a play where nobody is named: a unit acts through its liaison, the office through its own."""

from datetime import datetime

from yudu_flow.actions.access.judging import giver_of
from yudu_flow.actions.acts.act import Sought, find
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider
from yudu_flow.domain.duties.registry import GIVEN


def hand_of(bureau: Bureau, owner: str, now: datetime) -> str:
    """The id of who acts for a unit, its liaison or else its head; a person acts for themselves."""
    roster, day = bureau.roster, local_day(now)
    unit = roster.unit_named(owner)
    held = (roster.holder(unit.liaison, day) or roster.holder(unit.head, day)) if unit else roster.named(owner)
    return held.id if held else owner


def judge_of(bureau: Bureau, sought: Sought, now: datetime) -> str:
    """The id of who judges what that owner did: the office, and the leader who decides where the office owes it."""
    office = bureau.roster.office
    if bureau.roster.unit_named(sought.owner) is not office:
        return hand_of(bureau, office.name, now)
    with bureau.reading() as db:
        leader = decider(bureau, find(bureau, db, sought, lock=False).owed, local_day(now))
    return leader.id if leader else office.name


def closer_of(bureau: Bureau, sought: Sought, now: datetime) -> str:
    """The id of who closes an item: whoever gave it, else who judges what its owner did."""
    with bureau.reading() as db:
        sight = find(bureau, db, sought, lock=False)
    given = sight.owed.kind in GIVEN
    return giver_of(bureau, sight) if given else judge_of(bureau, sought, now)
