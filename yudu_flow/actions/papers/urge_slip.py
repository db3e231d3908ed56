"""The written urge (催办通知单): what the last slip of an obligation says, as a paper in two copies. Reads only."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.letters import spell_instant
from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.case_papers import about, stands_at, told_words
from yudu_flow.actions.papers.official import Block, OfficialPaper, PaperTable
from yudu_flow.actions.papers.slip_number import slip_number
from yudu_flow.actions.proof import proof
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import spell_deadline

NOT_URGED = "这一事项还没有催办过，没有催办通知单"
HEADINGS, WIDTHS = ("项目", "内容"), (5, 23)
ASK = "请抓紧办理，并将办理情况报局办公室。确有困难的，请在系统中申请延期或说明原因。"
COPIES = "本单一式两份，被催办单位和局办公室各存一份。"
RECEIVED = "签收人：　　　　　　　　　　签收时间："


def urge_slip(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> OfficialPaper:
    """What is still owed, since when, and how it was urged. Raises NotFound where nobody has urged yet."""
    number = slip_number(bureau, db, sight)
    if not number:
        raise NotFound(NOT_URGED)
    table = PaperTable(HEADINGS, WIDTHS, tuple(_rows(bureau, db, sight, now)))
    sections = (
        Block("", (f"你单位{about(sight).removeprefix(sight.owed.owner)}，请按下列要求办理。",), table=table),
        Block("", (f"{ASK}{COPIES}",)),
    )
    day, to, signed = local_day(now), sight.owed.owner, bureau.roster.office_in_full
    return OfficialPaper("催办通知单", sections, signed, day, to=to, form="urge", number=number, sealed=True)


def _rows(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> Iterator[tuple[str, str]]:
    owed = sight.owed
    yield "事项", about(sight).removeprefix(owed.owner)
    yield "依据", owed.basis
    yield "办理期限", f"{spell_deadline(sight.state.late_from)}前"
    yield "目前情况", stands_at(bureau, sight, now)
    yield "已催办", "；".join(_urged(bureau, db, sight)) or "没有送到的催办记录"
    yield "签收", RECEIVED


def _urged(bureau: Bureau, db: Connection, sight: Sight) -> Iterator[str]:
    """Each telling that arrived, and each time the office urged of its own accord."""
    yield from told_words(proof(bureau, db, sight))
    for row in sight.events:
        if row.kind == FactKind.URGED:
            yield f"{row.by}，{spell_instant(row.at)}催办"
