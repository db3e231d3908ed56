"""What must hold of units that end and of people who leave: that they do, and that no successors form a circle."""

from collections.abc import Mapping

from yudu_flow.content.roster.shape import RosterShape
from yudu_flow.content.source import Source
from yudu_flow.domain.names import known_as
from yudu_flow.domain.roster import UnitKind


def check_endings(shape: RosterShape, source: Source) -> None:
    """Note an end that cannot be, and every successor without an end."""
    for name, unit in shape.units.items():
        trail = ("units", name)
        if unit.until and unit.kind is UnitKind.OFFICE:
            source.error((*trail, "until"), "局办公室不能撤并", "先把别的单位改为 kind: office", value=str(unit.until))
        if unit.into and unit.until is None:
            source.error((*trail, "into"), f"“{name}”写了承接单位，没有写 until", "写上 until", value=unit.into)
    for id, person in shape.people.items():
        if person.successor and person.left is None:
            message = f"“{person.name}”写了接手人，没有写 left"
            source.error(("people", id, "successor"), message, "写上 left", value=person.successor)
    _check_circles(shape, source)


def _check_circles(shape: RosterShape, source: Source) -> None:
    into = {name: known_as(unit.into, shape.units) or "" for name, unit in shape.units.items() if unit.into}
    for name in into:
        if _leads_back(name, into):
            source.error(("units", name, "into"), f"“{name}”的承接单位绕回到本单位", "换一个单位", value=into[name])
    after = {id: person.successor for id, person in shape.people.items() if person.successor}
    for id, successor in after.items():
        if _leads_back(id, after):
            message = f"“{shape.people[id].name}”的接手人绕回到本人"
            source.error(("people", id, "successor"), message, "换一位在岗的人", value=successor)


def _leads_back(first: str, following: Mapping[str, str]) -> bool:
    seen, one = set[str](), following.get(first)
    while one and one != first and one not in seen:
        seen.add(one)
        one = following.get(one)
    return one == first
