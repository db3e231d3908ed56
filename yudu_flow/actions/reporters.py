"""Which unit a target's figure is asked of on a day: the one reporter, or who came after it.

Source: 6-duties "Targets"; a unit that has ended leaves what it bore to the one that it went into.
"""

from datetime import date

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.expected import bearers
from yudu_flow.domain.plan import Assignment
from yudu_flow.domain.target import Target


def reporter_on(bureau: Bureau, plan: str, assignment: Assignment, target: Target, *, day: date) -> str:
    """Where it ended and nothing came after it, the first who still bears the assignment; empty where nobody does."""
    named, roster = assignment.reporter(target), bureau.roster
    if not is_gone(bureau, named, day):
        return named
    if after := roster.unit_on(named, day):
        return after.name
    found = next(one for one in bureau.content.plans if one.id == plan)
    return next(iter(bearers(found, assignment, roster, day)), "")


def is_gone(bureau: Bureau, owner: str, day: date) -> bool:
    """Whether it is a unit that has ended by `day`: what it said of a target goes on as its follower's."""
    unit = bureau.roster.units.get(owner)
    return unit is not None and unit.gone(day)
