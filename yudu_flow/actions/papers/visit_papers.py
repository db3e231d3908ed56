"""The papers of visits: the record of one, to be signed by the firm, and the list of a month as a workbook."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_contacts import BEGINNING, Contacted, contacts_since, is_of
from yudu_flow.actions.matters import under_way
from yudu_flow.actions.papers.official import Block, OfficialPaper
from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.period import Period, spell_date
from yudu_flow.storage import firms
from yudu_flow.storage.firm_tables import FirmRow
from yudu_flow.wording.periods import spell_period

BLANK = "（请填写）"
COLUMNS = {
    "日期": 12,
    "企业": 28,
    "统一社会信用代码": 22,
    "走访单位（人）": 16,
    "走访人员": 14,
    "方式": 10,
    "了解的情况": 40,
    "企业诉求": 30,
    "未办结诉求（件）": 10,
    "备注": 14,
}


def visit_record(bureau: Bureau, db: Connection, event: int, now: datetime) -> OfficialPaper:
    """The record of the visit that is that event. Raises NotFound for one that is not there or was struck."""
    found = [one for one in contacts_since(bureau, db, BEGINNING) if one.id == event and not one.struck]
    if not found:
        raise NotFound("没有这条走访记录，或已经划去")
    visit, firm = found[0], _firm(bureau, db, found[0])
    sections = (
        Block("企业", tuple(_basics(visit, firm))),
        Block(visit.word, (_who(visit),)),
        Block("了解的情况", (visit.learned or BLANK,)),
        Block("企业诉求", (visit.requests or "没有提出。",)),
        Block("确认", ("走访人员（签字）：　　　　　　　　企业（签字）：",)),
    )
    office = bureau.roster.bureau_name
    return OfficialPaper(f"{visit.word}企业记录", sections, office, local_day(now), form="visit")


def month_list(bureau: Bureau, db: Connection, period: str, now: datetime) -> bytes:
    """All visits and calls of a month, what was struck left out; what their firms still wait for is of today."""
    sheet = Sheet("走访", COLUMNS, _rows(bureau, db, period, now), fixed=2)
    return workbook(f"{spell_period(period)}走访企业台账", bureau.roster.bureau_name, now, [sheet])


def _rows(bureau: Bureau, db: Connection, period: str, now: datetime) -> Sequence[Sequence[Cell]]:
    months = Period.parse(period).months
    standing = [one for one in contacts_since(bureau, db, BEGINNING) if not one.struck]
    mine = [one for one in standing if f"{one.day:%Y-%m}" in months]
    known = firms.listed(db, bureau.key)
    mine.sort(key=lambda one: (one.day, one.id))
    there = [(one, next((firm for firm in known if is_of(one, firm)), None)) for one in mine]
    asked = under_way(bureau, db, [*{firm.id: firm for _, firm in there if firm}.values()], now)
    return [_row(one, firm, asked[firm.id] if firm else 0) for one, firm in there]


def _row(one: Contacted, firm: FirmRow | None, asked: int) -> Sequence[Cell]:
    code = (firm.credit_code or "") if firm else ""
    aside = "电话联系，不算走访" if one.call else ""
    way = one.way or one.word
    said = (one.people, way, one.learned, one.requests)
    return (one.day, one.name, code, one.owner, *said, asked or None, aside)


def _basics(visit: Contacted, firm: FirmRow | None) -> list[str]:
    code, address = (firm.credit_code or "", firm.address) if firm else ("", "")
    contact = " ".join(filter(None, (firm.contact, firm.mobile))) if firm else ""
    return [
        f"名称：{visit.name or BLANK}",
        f"统一社会信用代码：{code or BLANK}",
        f"地址：{address or BLANK}",
        f"联系人：{contact or BLANK}",
    ]


def _who(visit: Contacted) -> str:
    way = f"，方式：{visit.way}" if visit.way else ""
    return f"{spell_date(visit.day)}，{visit.owner}，走访人员：{visit.people}{way}。"


def _firm(bureau: Bureau, db: Connection, visit: Contacted) -> FirmRow | None:
    return next((firm for firm in firms.listed(db, bureau.key) if is_of(visit, firm)), None)
