"""What firms ask for as a workbook (企业诉求台账): a line each, and every step of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.actions.views.requests_view import PARTS, RequestShown, StepShown
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.wording.standings import SECOND

TITLE = "企业诉求台账"
COLUMNS = {
    "编号": 6,
    "登记日期": 11,
    "企业": 18,
    "类别": 6,
    "诉求": 28,
    "登记人": 9,
    "走访单位（人）": 10,
    "牵头单位": 10,
    "配合单位": 12,
    "进展": 12,
    "轮到": 9,
    "期限": 11,
    "答复": 26,
    "回访": 14,
    "退请（次）": 6,
}
STEPS = {
    "编号": 6,
    "企业": 20,
    "步骤": 7,
    "轮次": 6,
    "由谁办理": 14,
    "期限": 11,
    "情况": 24,
    "内容": 40,
    "办结时间": 16,
}


def request_ledger(found: Sequence[RequestShown], bureau_name: str, now: datetime) -> bytes:
    """Those requests, in their order; days and numbers are typed, and words stay words."""
    steps = [_step(one, step) for one in found for step in one.steps]
    sheets = [Sheet("诉求", COLUMNS, [_row(one) for one in found], fixed=3), Sheet("办理步骤", STEPS, steps, fixed=2)]
    return workbook(TITLE, bureau_name, now, sheets)


def _row(one: RequestShown) -> Sequence[Cell]:
    row = one.row
    brought = (row.number, local_day(row.opened_at), row.firm, row.need, row.text, row.by, one.visitor)
    borne = (one.lead, "、".join(one.helpers), one.word, one.turn, local_day(one.until - SECOND) if one.until else None)
    said = (_last(one, RequestPart.LEAD), _last(one, RequestPart.CALL))
    return (*brought, *borne, *said, one.hand_backs or None)


def _last(one: RequestShown, part: RequestPart) -> str:
    """What was said last in a step of that part."""
    return next(_said(one, part), "")


def _said(one: RequestShown, part: RequestPart) -> Iterator[str]:
    return (step.text for step in reversed(one.steps) if step.part == PARTS[part] and step.done_at and step.text)


def _step(one: RequestShown, step: StepShown) -> Sequence[Cell]:
    whose = (one.row.number, one.row.firm, step.part, step.round, step.owner)
    return (*whose, local_day(step.late_from - SECOND), step.now.sentence, step.text, step.done_at)
