"""What must hold in a plan beyond its shape and whatever the roster says."""

from collections.abc import Iterator, Sequence
from datetime import date

from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.plan.duties import check_duty, check_repeats
from yudu_flow.content.plan.shape import AssignmentShape, PlanShape
from yudu_flow.content.plan.targets import check_asked_once, check_targets
from yudu_flow.content.source import Source
from yudu_flow.domain.names import known_as

LAST_YEAR = 2100
"""In which something is to be done: the calendar of years to come ends not long before."""


def check_plan(shape: PlanShape, source: Source) -> None:
    """Note each contradiction inside one plan."""
    _check_numbers(shape, source)
    known = _unique_assignments(shape, source)
    for trail, assignment in assignments(shape):
        _check_assignment(assignment, trail, source)
        _check_due(assignment, shape.dated, trail, source)
    check_asked_once(assignments(shape), source)
    for index, duty in enumerate(shape.duties):
        check_duty(duty, ("duties", index), known, source)
        if duty.last_period and duty.last_period.last < shape.dated:
            message = f"最后一个月份“{duty.last_period}”早于印发日期“{shape.dated}”"
            source.error(("duties", index, "last_period"), message, "检查年月", value=str(duty.last_period))
    if shape.last_period and shape.last_period.last < shape.dated:
        message = f"最后一个报送月份“{shape.last_period}”早于印发日期“{shape.dated}”"
        source.error(("last_period",), message, "检查年月", value=str(shape.last_period))


def assignments(shape: PlanShape) -> Iterator[tuple[Trail, AssignmentShape]]:
    """Every assignment with its place, in document order."""
    for p, part in enumerate(shape.parts):
        for m, measure in enumerate(part.measures):
            for a, assignment in enumerate(measure.assignments):
                yield ("parts", p, "measures", m, "assignments", a), assignment


def check_ids(plans: Sequence[tuple[Source, PlanShape]]) -> None:
    """Ids of plans and of duties are keys in the database, so they are unique over all files."""
    seen: dict[tuple[str, str], str] = {}
    for source, shape in plans:
        places: list[tuple[str, Trail, str]] = [("方案", ("id",), shape.id)]
        places += [("事项", ("duties", index, "id"), duty.id) for index, duty in enumerate(shape.duties)]
        for what, trail, id in places:
            if (what, id) in seen:
                source.error(trail, f"{what}编号“{id}”重复", f"{seen[what, id]} 里已经用过，换一个编号", value=id)
            seen.setdefault((what, id), source.file.rpartition("/")[2])


def _check_numbers(shape: PlanShape, source: Source) -> None:
    seen: set[int] = set()
    for p, part in enumerate(shape.parts):
        for m, measure in enumerate(part.measures):
            if measure.number in seen:
                trail = ("parts", p, "measures", m, "number")
                source.error(trail, f"措施序号“{measure.number}”重复", "照原文改序号", value=str(measure.number))
            seen.add(measure.number)


def _unique_assignments(shape: PlanShape, source: Source) -> dict[str, AssignmentShape]:
    known: dict[str, AssignmentShape] = {}
    for trail, assignment in assignments(shape):
        if assignment.id in known:
            source.error((*trail, "id"), f"分工编号“{assignment.id}”重复", "换一个编号", value=assignment.id)
        known.setdefault(assignment.id, assignment)
    return known


def _check_assignment(assignment: AssignmentShape, trail: Trail, source: Source) -> None:
    if not (assignment.units or assignment.groups or assignment.people):
        message = f"分工“{assignment.id}”没有责任单位也没有责任人"
        source.error(trail, message, "写上 units、groups 或 people", value=assignment.id)
    for field in ("leaders", "units", "co_units", "groups", "people"):
        check_repeats(getattr(assignment, field), (*trail, field), source)
    for index, name in enumerate(assignment.groups):
        if known_as(name, assignment.units):
            message = f"“{name}”同时写在 units 和 groups 下"
            source.error((*trail, "groups", index), message, "集合名称只写在 groups 下", value=name)
    _check_co_units(assignment, trail, source)
    check_targets(assignment, trail, source)
    _check_lead(assignment, trail, source)


def _check_co_units(assignment: AssignmentShape, trail: Trail, source: Source) -> None:
    """Who is charged does not help besides."""
    for index, name in enumerate(assignment.co_units):
        for field in ("units", "groups"):
            if known_as(name, getattr(assignment, field)):
                message = f"“{name}”同时写在 {field} 和 co_units 下"
                advice = f"负责的写在 {field} 下，配合的写在 co_units 下"
                source.error((*trail, "co_units", index), message, advice, value=name)


def _check_due(assignment: AssignmentShape, dated: date, trail: Trail, source: Source) -> None:
    due = assignment.due
    if due is None or (dated <= due and due.year <= LAST_YEAR):
        return
    # 9999-12-31, as people write who mean no end, has no day after it: every pass broke off there.
    wrong = f"早于印发日期“{dated}”" if due < dated else f"太远，最迟写到{LAST_YEAR}年"
    message = f"分工“{assignment.id}”的完成时限“{due}”{wrong}"
    source.error((*trail, "due"), message, "检查年月日；长期坚持的删去这一行", value=str(due))


def _check_lead(assignment: AssignmentShape, trail: Trail, source: Source) -> None:
    """Only what is to be done by a day is led."""
    if assignment.lead and assignment.due is None:
        message = f"分工“{assignment.id}”写了牵头单位，没有写完成时限"
        source.error((*trail, "lead"), message, "写上 due，或删去 lead", value=assignment.lead, at_key=True)
    elif assignment.lead and not known_as(assignment.lead, assignment.units):
        message = f"“{assignment.lead}”不是分工“{assignment.id}”的责任单位"
        advice = f"写 units 里的一个：{'、'.join(assignment.units) or '（没有）'}"
        source.error((*trail, "lead"), message, advice, value=assignment.lead)
