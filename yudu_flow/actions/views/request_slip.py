"""The slip by which a firm's request is handed over (企业诉求交办单), from what is recorded."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.official import Block, OfficialPaper
from yudu_flow.actions.views.requests_view import PARTS, RequestShown
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.period import spell_date, spell_deadline
from yudu_flow.storage import firms

BLANK = "（请填写）"


def request_slip(bureau: Bureau, db: Connection, shown: RequestShown, now: datetime) -> OfficialPaper:
    """Who asked for what, who answers until when, and room for what comes of it."""
    row = shown.row
    sections = (
        Block("企业", tuple(_firm(bureau, db, shown))),
        Block("诉求", (f"{row.need}：{row.text}",)),
        Block("办理", tuple(f"{one.owner}{one.part}，{spell_deadline(one.late_from)}前" for one in shown.steps)),
        Block("答复情况", tuple(_said(shown, calls=False)) or (BLANK,)),
        Block("回访情况", tuple(_said(shown, calls=True)) or (BLANK,)),
    )
    return OfficialPaper(
        f"企业诉求交办单（第{row.number}号）", sections, bureau.roster.bureau_name, local_day(now), form="request"
    )


def _said(shown: RequestShown, *, calls: bool) -> Iterator[str]:
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
