"""What the board shows, to take away: the ledger as a workbook, the deadlines as a calendar."""

from datetime import datetime

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.calendar_entries import month_entries
from yudu_flow.actions.look import owed_in, see
from yudu_flow.actions.papers.attachment_bundle import attachment_bundle
from yudu_flow.actions.views.board_view import PeriodInFigures, month_of
from yudu_flow.actions.views.ledger import ledger
from yudu_flow.delivery.ics import deadline_events
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.papers import XLSX, download, streamed
from yudu_flow.web.parts.room import Room
from yudu_flow.wording.periods import spell_period

router = Room()


@router.get("/office/ledger.xlsx")
def ledger_file(request: Request, visitor: OfOffice, period: str = "") -> Response:
    with reading(request) as (bureau, db, now):
        shown = _month(bureau, db, now, period)
    data = ledger(shown, bureau.roster.bureau_name, now)
    return download(data, XLSX, f"{spell_period(shown.period)}台账.xlsx")


@router.get("/office/attachments.zip")
def attachments_file(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """The files of the month's reports, streamed."""
    with reading(request) as (bureau, db, now):
        month = _month(bureau, db, now, period).period
        data = attachment_bundle(bureau, db, hall_of(request).store, month)
    return streamed(data, f"{spell_period(month)}附件.zip")


@router.get("/office/deadlines.ics")
def deadlines_file(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """The month's deadlines as they stand, one entry a duty, and one for whoever has a deadline of his own."""
    with reading(request) as (bureau, db, now):
        month = _month(bureau, db, now, period).period
        sights = see(db, owed_in(bureau, db, month), with_rungs=False)
    data = deadline_events(*month_entries(bureau, sights, now)).encode()
    return download(data, "text/calendar; charset=utf-8", f"{spell_period(month)}截止时间.ics")


def _month(bureau: Bureau, db: Connection, now: datetime, period: str) -> PeriodInFigures:
    shown = month_of(bureau, db, now, chosen_period(period))
    if not shown.items:
        raise NotFound("这一期还没有事项")
    return shown
