"""What the board shows, to take away: the ledger as a workbook, the deadlines as a calendar."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.board_lists import Item
from yudu_flow.actions.board_view import Month, month_of
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.ledger import ledger
from yudu_flow.actions.letters import spell_period
from yudu_flow.delivery.ics import Entry, deadline_events
from yudu_flow.domain.errors import NotFound
from yudu_flow.storage.database import reading
from yudu_flow.web.access import OfOffice
from yudu_flow.web.hall import Hall, hall_of
from yudu_flow.web.office_board import chosen_month
from yudu_flow.web.papers import disposition

router = APIRouter(include_in_schema=False)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/office/ledger.xlsx")
def ledger_file(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """The ledger of the month."""
    hall = hall_of(request)
    shown = _month(hall, period)
    data = ledger(shown, hall.bureau().roster.bureau_name, hall.now())
    return _file(data, XLSX, f"{spell_period(shown.period)}台账.xlsx")


@router.get("/office/deadlines.ics")
def deadlines_file(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """The month's deadlines as they stand, one entry a duty and deadline."""
    hall = hall_of(request)
    shown = _month(hall, period)
    data = deadline_events(*_entries(hall.bureau(), shown, hall)).encode()
    return _file(data, "text/calendar; charset=utf-8", f"{spell_period(shown.period)}截止时间.ics")


def _month(hall: Hall, period: str) -> Month:
    bureau = hall.bureau()
    with reading(bureau.engine) as db:
        shown = month_of(bureau, db, hall.now(), chosen_month(period))
    if not shown.items:
        raise NotFound("这个月还没有事项")
    return shown


def _entries(bureau: Bureau, shown: Month, hall: Hall) -> Iterator[Entry]:
    same: dict[tuple[str, datetime], list[Item]] = defaultdict(list)
    for item in shown.items:
        same[item.duty, item.deadline].append(item)
    for items in same.values():
        first, owners = items[0], "\n".join(f"{item.owner}　{item.now.said}" for item in items)
        uid = f"{bureau.key}.{shown.period}.{first.duty}.{first.deadline:%Y%m%dT%H%M}@{bureau.mail_domain}"
        title = f"{spell_period(shown.period)}{first.title}截止（{len(items)}项）"
        yield Entry(uid, title, first.deadline, owners, hall.now())


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(data, media_type=kind, headers={"content-disposition": disposition(name)})
