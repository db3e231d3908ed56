"""Who gives a target's figure: one of those who bear its assignment, also where the document names a group alone.

Source: 6-duties "Targets", one reporter a target.
"""

from collections.abc import Iterator
from dataclasses import replace

from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.plan.checks import assignments
from yudu_flow.content.plan.shape import AssignmentShape, PlanShape, TargetShape
from yudu_flow.content.plan.targets import complain_of_twice, meet
from yudu_flow.content.source import Source
from yudu_flow.domain.expected import named_sections
from yudu_flow.domain.names import known_as
from yudu_flow.domain.plan import Assignment, Measure, Plan
from yudu_flow.domain.roster import Roster


def with_reporters(plan: Plan, shape: PlanShape, roster: Roster, source: Source) -> Plan:
    """The plan with a reporter for each target whose assignment names no unit, which is doubted where a group does.

    That is the first member in the roster's order: the plan's own would change with every unit that is named earlier.
    """
    for (trail, said), (_, assignment) in zip(assignments(shape), plan.assignments(), strict=True):
        _check(said, assignment, trail, plan, roster, source)
    made = replace(plan, measures=tuple(_measure(one, plan, roster) for one in plan.measures))
    _check_asked_once(made, shape, source)
    return made


def _measure(measure: Measure, plan: Plan, roster: Roster) -> Measure:
    return replace(measure, assignments=tuple(_assignment(one, plan, roster) for one in measure.assignments))


def _assignment(one: Assignment, plan: Plan, roster: Roster) -> Assignment:
    if one.units:
        return one
    first = next(_bearers(one, plan, roster), "")
    return replace(one, targets=tuple(replace(target, reports=target.reports or first) for target in one.targets))


def _bearers(one: Assignment, plan: Plan, roster: Roster) -> Iterator[str]:
    """The members of its groups, then the units of its people."""
    for group in one.groups:
        members = roster.groups.get(group)
        yield from members or sorted(named_sections(plan, roster), key=[*roster.units].index)
    for name in one.people:
        if (person := roster.named(name)) and person.home:
            yield person.home


def _check(said: AssignmentShape, one: Assignment, trail: Trail, plan: Plan, roster: Roster, source: Source) -> None:
    members = [*dict.fromkeys(_bearers(one, plan, roster))]
    if not members:
        return
    for index, (target, meant) in enumerate(zip(said.targets, one.targets, strict=True)):
        place = (*trail, "targets", index)
        if target.reports and not known_as(meant.reports, [*one.units, *members]):
            message = f"“{target.reports}”不负责分工“{one.id}”"
            advice = f"写其中一个单位：{'、'.join(dict.fromkeys((*one.units, *members)))}"
            source.error((*place, "reports"), message, advice, value=target.reports)
        elif not target.reports and one.groups and not one.units:
            message = f"指标“{target.name}”由“{'、'.join(one.groups)}”负责，没有写由谁填报，现由“{members[0]}”填报"
            source.warn((*place, "name"), message, "加上 reports，写由哪个单位填报")


def _check_asked_once(plan: Plan, shape: PlanShape, source: Source) -> None:
    """Whom the roster chose may be asked for a figure of that name already: by a unit's own name `checks` sees it."""
    asked: list[tuple[str, TargetShape]] = []
    for (trail, said), (_, one) in zip(assignments(shape), plan.assignments(), strict=True):
        for index, target in enumerate(said.targets):
            who = one.reporter(one.targets[index])
            if any(unit == who and other.name == target.name and meet(other, target) for unit, other in asked):
                complain_of_twice(target, (*trail, "targets", index), source)
            asked.append((who, target))
