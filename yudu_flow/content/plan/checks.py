"""What must hold in a plan beyond its shape and whatever the roster says."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from yudu_flow.content.findings import nearest
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.plan.shape import AssignmentShape, DutyShape, PlanShape, TargetShape
from yudu_flow.content.source import Source
from yudu_flow.domain.duties.kind import Due, Kind, Owing
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.names import known_as, name_key
from yudu_flow.wording.contents import CONTENTS

FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s*([万亿]?)")
SCALE = {"": 1, "万": 10_000, "亿": 100_000_000}
OF_WORDS = ("sealed", "to", "contents")
OF_COUNTS = ("assignment", "firms", "regular")
OF_THE_NAMED = ("units", "people")


def check_plan(shape: PlanShape, source: Source) -> None:
    """Note each contradiction inside one plan."""
    _check_numbers(shape, source)
    known = _unique_assignments(shape, source)
    for trail, assignment in assignments(shape):
        _check_assignment(assignment, trail, source)
    for index, duty in enumerate(shape.duties):
        _check_duty(duty, ("duties", index), known, source)
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
    for field in ("leaders", "units", "groups", "people"):
        _check_repeats(getattr(assignment, field), (*trail, field), source)
    for index, name in enumerate(assignment.groups):
        if known_as(name, assignment.units):
            message = f"“{name}”同时写在 units 和 groups 下"
            source.error((*trail, "groups", index), message, "集合名称只写在 groups 下", value=name)
    for index, target in enumerate(assignment.targets):
        _check_target(target, (*trail, "targets", index), source)
        _check_reporter(target, assignment, (*trail, "targets", index, "reports"), source)
    _check_lead(assignment, trail, source)


def _check_lead(assignment: AssignmentShape, trail: Trail, source: Source) -> None:
    """Only what is to be done by a day is led."""
    if assignment.lead and assignment.due is None:
        message = f"分工“{assignment.id}”写了牵头单位，没有写完成时限"
        source.error((*trail, "lead"), message, "写上 due，或删去 lead", value=assignment.lead, at_key=True)
    elif assignment.lead and not known_as(assignment.lead, assignment.units):
        message = f"“{assignment.lead}”不是分工“{assignment.id}”的责任单位"
        advice = f"写 units 里的一个：{'、'.join(assignment.units) or '（没有）'}"
        source.error((*trail, "lead"), message, advice, value=assignment.lead)


def _check_repeats(names: Iterable[str], trail: Trail, source: Source) -> None:
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        key = name_key(name)
        if seen[key]:
            source.error((*trail, index), f"“{name}”写了两次", "删去一处", value=name)
        seen[key] += 1


def _check_target(target: TargetShape, trail: Trail, source: Source) -> None:
    """The figure in the document's words, 48.2万人, must be the value, 482000."""
    figure = FIGURE.search(target.as_written)
    if figure is None:
        message = f"原文写法“{target.as_written}”里没有数字"
        source.error((*trail, "as_written"), message, "照原文写，如 48.2万人", value=target.as_written)
        return
    right = Decimal(figure[1]) * SCALE[figure[2]]
    if right != target.value:
        message = f"目标值“{target.value}”与原文“{target.as_written}”不一致"
        source.error((*trail, "value"), message, f"按原文应为 {right.normalize():f}", value=str(target.value))


def _check_reporter(target: TargetShape, assignment: AssignmentShape, trail: Trail, source: Source) -> None:
    """A figure is asked of one of the units that bear the assignment."""
    if target.reports and not known_as(target.reports, assignment.units):
        message = f"“{target.reports}”不是分工“{assignment.id}”的责任单位"
        source.error(
            trail, message, f"写 units 里的一个：{'、'.join(assignment.units) or '（没有）'}", value=target.reports
        )


def _check_duty(duty: DutyShape, trail: Trail, known: dict[str, AssignmentShape], source: Source) -> None:
    kind = KINDS[duty.kind]
    for field in _foreign(kind):
        if field in duty.model_fields_set:
            message = f"{kind.words.name}事项没有“{field}”"
            source.error((*trail, field), message, "删去这一行", value=field, at_key=True)
    if kind.counted:
        _check_visit(duty, trail, known, source)
    if kind.due is Due.DAY_OF_MONTH and duty.day is None:
        source.error((*trail, "day"), f"{kind.words.name}事项“day”没有填", "每月几日，如 27", at_key=True)
    _check_contents(duty, (*trail, "contents"), source)


def _foreign(kind: Kind) -> tuple[str, ...]:
    """The fields that mean nothing for a kind."""
    words = () if kind.written else OF_WORDS
    counts = () if kind.counted else OF_COUNTS
    named = () if kind.owing is Owing.NAMED else OF_THE_NAMED
    return (*words, *counts, *named, *(() if kind.due is Due.DAY_OF_MONTH else ("day",)))


def _check_contents(duty: DutyShape, trail: Trail, source: Source) -> None:
    _check_repeats(duty.contents, trail, source)
    for index, name in enumerate(duty.contents):
        if name not in CONTENTS.values():
            message = f"没有“{name}”这一项报送内容"
            source.error((*trail, index), message, nearest(name, CONTENTS.values()), value=name)
    if duty.contents and CONTENTS["progress"] not in duty.contents:
        source.error(trail, f"“contents”没有写“{CONTENTS['progress']}”", "这一项必有，写在最前", at_key=True)


def _check_visit(duty: DutyShape, trail: Trail, known: dict[str, AssignmentShape], source: Source) -> None:
    if duty.firms is None:
        source.error((*trail, "firms"), "走访事项“firms”没有填", "每个单位或个人对口几家企业", at_key=True)
    if not (duty.units or duty.people):
        source.error(trail, f"走访事项“{duty.id}”没有写由谁走访", "写上 units 或 people", value=duty.id)
    if duty.assignment is None:
        source.error((*trail, "assignment"), "走访事项“assignment”没有填", "来自哪项分工，如 5.1", at_key=True)
    elif duty.assignment not in known:
        message = f"方案里没有分工“{duty.assignment}”"
        source.error((*trail, "assignment"), message, nearest(duty.assignment, known), value=duty.assignment)
    for field in ("units", "people"):
        _check_repeats(getattr(duty, field), (*trail, field), source)
