"""Every name in a plan leads to somebody in the roster: leaders, units, groups, people."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from yudu_flow.content.findings import nearest
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.plan.checks import assignments
from yudu_flow.content.plan.shape import AssignmentShape, DutyShape, PlanShape
from yudu_flow.content.source import Source
from yudu_flow.domain.names import name_key
from yudu_flow.domain.roster import Roster, UnitKind

SEPARATORS = "，、；"


def spelled(name: str, roster: Roster) -> str:
    """The unit's own name for any of its names; unchanged where there is no such unit."""
    unit = roster.unit_named(name)
    return unit.name if unit else name


def person_spelled(name: str, roster: Roster) -> str:
    """The person's name as the roster spells it, for that name or an id; unchanged where there is no such person."""
    person = roster.named(name)
    return person.name if person else name


def group_spelled(name: str, roster: Roster) -> str:
    """The collective name as the roster spells it; unchanged where it has none such."""
    return roster.group_named(name) or name


def speller(roster: Roster | None) -> Callable[[str], str]:
    """What any name in a plan is compared by: that of the unit, the person or the group that it leads to."""
    if roster is None:
        return name_key
    return cache(lambda name: name_key(spelled(person_spelled(group_spelled(name, roster), roster), roster)))


def unit_names(roster: Roster) -> list[str]:
    """Every name under which a plan may speak of a unit."""
    return [known for unit in roster.units.values() for known in (unit.name, unit.full_name, *unit.aliases) if known]


def check_names(shape: PlanShape, roster: Roster, source: Source) -> None:
    """Note each name that the roster does not know."""
    for trail, assignment in assignments(shape):
        _check_assignment(assignment, trail, shape, roster, source)
    for index, duty in enumerate(shape.duties):
        _check_duty(duty, ("duties", index), shape, roster, source)


def _check_assignment(
    assignment: AssignmentShape, trail: Trail, plan: PlanShape, roster: Roster, source: Source
) -> None:
    _check_units(assignment.units, (*trail, "units"), roster, source)
    _check_helpers(assignment.co_units, (*trail, "co_units"), roster, source)
    _check_people(assignment.people, (*trail, "people"), roster, source)
    for index, name in enumerate(assignment.groups):
        _check_group(name, (*trail, "groups", index), plan, roster, source)
    for index, name in enumerate(assignment.leaders):
        _check_leader(name, (*trail, "leaders", index), plan, roster, source)


NOBODY = "在名册里没有列出是哪些单位，谁也不用报"
"""A group without members means sections that the plan names: 各乡镇 means none of them."""
_OF_SECTIONS = re.compile("(?:股|科|处|室|部门|单位)$")


def _check_group(name: str, trail: Trail, plan: PlanShape, roster: Roster, source: Source) -> None:
    known = roster.group_named(name)
    if known is None:
        _unknown(trail, "集合名称", name, roster.groups, source)
    elif not roster.groups[known] and not (_OF_SECTIONS.search(known) and _names_sections(plan, roster)):
        source.warn(trail, f"集合“{name}”{NOBODY}", "在名册的“集合”里选上是哪些单位", value=name, at_key=False)


def _names_sections(plan: PlanShape, roster: Roster) -> bool:
    units = (roster.unit_named(name) for _, assignment in assignments(plan) for name in assignment.units)
    return any(unit is not None and unit.kind is UnitKind.SECTION for unit in units)


def _check_units(names: Iterable[str], trail: Trail, roster: Roster, source: Source) -> None:
    for index, name in enumerate(names):
        place, known = (*trail, index), roster.unit_named(name)
        if roster.group_named(name):
            source.error(place, f"“{name}”是集合名称，不是单位", "写到 groups 下", value=name)
        elif known is None and roster.named(name):
            source.error(place, f"“{name}”是个人，不是单位", "写到 people 下", value=name)
        elif known is None:
            _unknown(place, "单位", name, unit_names(roster), source)


def _check_helpers(names: Iterable[str], trail: Trail, roster: Roster, source: Source) -> None:
    """Units or groups: what helps owes nothing, so that it needs no field of its own."""
    for index, name in enumerate(names):
        if roster.unit_named(name) or roster.group_named(name):
            continue
        if roster.named(name):
            source.error((*trail, index), f"“{name}”是个人，不是单位", "写此人所在的单位", value=name)
        else:
            _unknown((*trail, index), "单位或集合名称", name, [*unit_names(roster), *roster.groups], source)


def _check_people(names: Iterable[str], trail: Trail, roster: Roster, source: Source) -> None:
    for index, name in enumerate(names):
        person = roster.named(name)
        if roster.unit_named(name):
            source.error((*trail, index), f"“{name}”是单位，不是个人", "写到 units 下", value=name)
        elif person is None:
            _unknown((*trail, index), "人员", name, _people(roster), source)
        elif person.home is None:
            message = f"责任人“{name}”在名册里没有所在单位，不知道由谁报送"
            source.error((*trail, index), message, "在 config/roster.yaml 给此人写上 home", value=name)


def _check_leader(name: str, trail: Trail, plan: PlanShape, roster: Roster, source: Source) -> None:
    if roster.named(name) is None:
        _unknown(trail, "责任领导", name, _people(roster), source)
    elif roster.post_of(name, plan.dated) is None:
        message = f"责任领导“{name}”在 {plan.dated} 没有任何岗位"
        source.error(trail, message, "在 config/roster.yaml 的 leadership 下写上任职日期", value=name)


def _check_duty(duty: DutyShape, trail: Trail, plan: PlanShape, roster: Roster, source: Source) -> None:
    _check_units(duty.units, (*trail, "units"), roster, source)
    _check_people(duty.people, (*trail, "people"), roster, source)
    _check_visitors(duty, trail, plan, roster, source)
    office = roster.office.name
    if duty.to and spelled(duty.to, roster) != office:
        message = f"报送只能报给局办公室，现为“{duty.to}”"
        source.error((*trail, "to"), message, f"写成 {roster.office.full_name or office}", value=duty.to)


def _check_visitors(duty: DutyShape, trail: Trail, plan: PlanShape, roster: Roster, source: Source) -> None:
    """Who visits is who the document charges with it, under whatever name; silent where a name leads nowhere."""
    charged = next((a for _, a in assignments(plan) if a.id == duty.assignment), None)
    if charged is None:
        return
    for field, found in (("units", roster.unit_named), ("people", roster.named)):
        right = [one.name if (one := found(name)) else "" for name in getattr(charged, field)]
        for index, name in enumerate(getattr(duty, field)):
            if "" not in right and (one := found(name)) and one.name not in right:
                message = f"“{name}”不在分工“{charged.id}”里"
                source.error((*trail, field, index), message, nearest(name, right), value=name)


def _people(roster: Roster) -> list[str]:
    return [person.name for person in roster.people.values()]


def _unknown(trail: Trail, what: str, name: str, known: Iterable[str], source: Source) -> None:
    run_on = any(mark in name for mark in SEPARATORS)
    advice = "各个名称之间用英文逗号“,”隔开" if run_on else nearest(name, known)
    source.error(trail, f"名册里没有{what}“{name}”", advice, value=name)
