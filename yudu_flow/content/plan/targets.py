"""What must hold of the targets (目标) in a plan."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.plan.shape import AssignmentShape, TargetShape
from yudu_flow.content.source import Source
from yudu_flow.domain.names import known_as

FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s*([万亿]?)")
SCALE = {"万": 10_000, "亿": 100_000_000}


def check_targets(assignment: AssignmentShape, trail: Trail, source: Source) -> None:
    """Note what is wrong with each target of an assignment by itself."""
    for index, target in enumerate(assignment.targets):
        _check_value(target, (*trail, "targets", index), source)
        _check_span(target, (*trail, "targets", index), source)
        _check_reporter(target, assignment, (*trail, "targets", index, "reports"), source)


def check_asked_once(found: Iterable[tuple[Trail, AssignmentShape]], source: Source) -> None:
    """A unit is asked for one figure of a name in a month: next year's value begins where this year's ends."""
    asked: dict[tuple[str, str], list[TargetShape]] = {}
    for trail, assignment in found:
        for index, target in enumerate(assignment.targets):
            # Without units the roster chooses who reports (plan/reporters): until then an assignment stands for itself.
            unit = target.reports or next(iter(assignment.units), assignment.id)
            others = asked.setdefault((unit, target.name), [])
            if any(meet(target, other) for other in others):
                complain_of_twice(target, (*trail, "targets", index), source)
            others.append(target)


def complain_of_twice(target: TargetShape, trail: Trail, source: Source) -> None:
    """Note that a unit would be asked for two figures of that name at once."""
    message = f"指标“{target.name}”重复，起止月份有重叠"
    advice = "换一个名称；下一年的新目标写 from，从上一个的 by 以后的月份起"
    source.error((*trail, "name"), message, advice, value=target.name)


def _begins(target: TargetShape) -> date:
    return target.since or date(target.by.year, 1, 1)


def meet(one: TargetShape, other: TargetShape) -> bool:
    """Whether there is a month in which both are asked for."""
    spans = [(f"{_begins(target):%Y-%m}", f"{target.by:%Y-%m}") for target in (one, other)]
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]


def _check_value(target: TargetShape, trail: Trail, source: Source) -> None:
    """The figure in the document's words, 48.2万人, must be the value: 482000 人, or 48.2 万人."""
    figure = FIGURE.search(target.as_written)
    if figure is None:
        message = f"原文写法“{target.as_written}”里没有数字"
        source.error((*trail, "as_written"), message, "照原文写，如 48.2万人", value=target.as_written)
        return
    # To a float 1.1亿 is 110000000.00000001, which no plan says.
    right = Decimal(figure[1]) * SCALE.get(figure[2], 1) / SCALE.get(target.unit[:1], 1)
    if right != Decimal(str(target.value)):
        message = f"目标值“{target.value}”与原文“{target.as_written}”不一致"
        source.error((*trail, "value"), message, f"按原文应为 {right.normalize():f}", value=str(target.value))


def _check_span(target: TargetShape, trail: Trail, source: Source) -> None:
    if target.since and target.since > target.by:
        message = f"指标“{target.name}”的起算日“{target.since}”晚于完成日“{target.by}”"
        source.error((*trail, "from"), message, "写 by 以前的日期", value=str(target.since))


def _check_reporter(target: TargetShape, assignment: AssignmentShape, trail: Trail, source: Source) -> None:
    """A figure is asked of one of the units that bear the assignment; members of a group are the roster's to know."""
    borne_by_others = assignment.groups or assignment.people
    if target.reports and not borne_by_others and not known_as(target.reports, assignment.units):
        message = f"“{target.reports}”不是分工“{assignment.id}”的责任单位"
        source.error(
            trail, message, f"写 units 里的一个：{'、'.join(assignment.units) or '（没有）'}", value=target.reports
        )
