"""The papers of what firms ask for: the slip by which a request is handed over (企业诉求交办单), and all of them as a
workbook (企业诉求台账), a line each and every step of them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.official import Block, OfficialPaper
from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.actions.views.requests_view import PARTS, RequestShown, StepShown
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.period import spell_date, spell_deadline
from yudu_flow.storage import firms
from yudu_flow.wording.standings import SECOND

BLANK = "（请填写）"
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


def request_slip(bureau: Bureau, db: Connection, shown: RequestShown, now: datetime) -> OfficialPaper:
    """Who asked for what, who answers until when, and room for what comes of it."""
    row = shown.row
    sections = (
        Block("企业", tuple(_firm(bureau, db, shown))),
        Block("诉求", (f"{row.need}：{row.text}",)),
        Block("办理", tuple(f"{one.owner}{one.part}，{spell_deadline(one.late_from)}前" for one in shown.steps)),
        Block("答复情况", tuple(_answered(shown, calls=False)) or (BLANK,)),
        Block("回访情况", tuple(_answered(shown, calls=True)) or (BLANK,)),
    )
    return OfficialPaper(
        f"企业诉求交办单（第{row.number}号）", sections, bureau.roster.bureau_name, local_day(now), form="request"
    )


def _answered(shown: RequestShown, *, calls: bool) -> Iterator[str]:
    """What was answered, or what the firm said when it was called, each with who and when."""
    call = PARTS[RequestPart.CALL]
    for one in shown.steps:
        if one.text and (one.part == call) is calls:
            day = f"{spell_date(local_day(one.done_at))}，" if one.done_at else ""
            yield f"{day}{one.owner}：{one.text}"


def _firm(bureau: Bureau, db: Connection, shown: RequestShown) -> list[str]:
    row = shown.row
    entry = firms.find(db, bureau.key, row.firm_id) if row.firm_id else None
    said = [f"名称：{row.firm}"]
    if entry:
        contact = " ".join(filter(None, (entry.contact, entry.mobile)))
        said += [f"地址：{entry.address or BLANK}", f"联系人：{contact or BLANK}"]
    return [*said, f"提出：{spell_date(local_day(row.opened_at))}，{row.by}登记"]


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
    said = (step.text for step in reversed(one.steps) if step.part == PARTS[part] and step.done_at and step.text)
    return next(said, "")


def _step(one: RequestShown, step: StepShown) -> Sequence[Cell]:
    whose = (one.row.number, one.row.firm, step.part, step.round, step.owner)
    return (*whose, local_day(step.late_from - SECOND), step.now.sentence, step.text, step.done_at)
