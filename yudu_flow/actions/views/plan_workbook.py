"""A plan as a workbook (任务分解表): its assignments, targets and duties, as its page shows them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.domain.amount import spell_amount
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.plan import Assignment, Plan
from yudu_flow.wording.periods import how_often

TITLE = "任务分解表"
ASSIGNMENTS = {
    "编号": 8,
    "部分": 14,
    "措施": 24,
    "工作任务": 44,
    "责任领导": 14,
    "责任单位（人）": 20,
    "牵头": 12,
    "配合单位": 16,
    "完成时限": 12,
    "指标": 30,
}
TARGETS = {"编号": 8, "指标": 30, "目标值": 12, "单位": 8, "从哪天起": 12, "到哪天": 12, "由谁填报": 16}
DUTIES = {"编号": 12, "事项": 24, "多久一次": 14, "依据": 30, "分工编号": 8, "几家企业": 8}


def plan_workbook(plan: Plan, bureau_name: str, now: datetime) -> bytes:
    """Days and numbers are typed, and words stay words."""
    found = [*plan.assignments()]
    parts = [
        (one.id, measure.part, f"{measure.number} {measure.title}", one.summary, *_borne(one)) for measure, one in found
    ]
    targets = [row for _, one in found for row in _targets(one)]
    duties = [*_duties(plan)]
    sheets = [
        Sheet("分工", ASSIGNMENTS, parts, fixed=3),
        Sheet("指标", TARGETS, targets, fixed=2),
        Sheet("定期要办的事", DUTIES, duties, fixed=2),
    ]
    return workbook(f"{plan.title}{TITLE}", bureau_name, now, sheets)


def _borne(one: Assignment) -> Sequence[Cell]:
    bearers = "、".join((*one.units, *one.groups, *one.people))
    figures = "；".join(f"{target.name}{spell_amount(target.value)}{target.unit}" for target in one.targets)
    return "、".join(one.leaders), bearers, one.lead, "、".join(one.co_units), one.due, figures


def _targets(one: Assignment) -> Iterator[Sequence[Cell]]:
    for target in one.targets:
        yield one.id, target.name, target.value, target.unit, target.begins, target.by, one.reporter(target)


def _duties(plan: Plan) -> Iterator[Sequence[Cell]]:
    for duty in plan.duties:
        if duty.kind.cyclic:
            quota = duty.firms if duty.kind.id in COUNTED else None
            yield duty.id, duty.title, how_often(duty), duty.basis, duty.assignment or "", quota
