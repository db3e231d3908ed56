"""A leader's lists to take away as a workbook: one of them, or the whole desk."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.views.leader_exceptions import EXCEPTIONS
from yudu_flow.actions.views.leader_sheets import HEADINGS, desk_sheets, exception_sheet
from yudu_flow.actions.views.leader_view import exception, leader_page
from yudu_flow.actions.views.part import WHOLE
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.doors.access import OfLeaders
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.papers import book
from yudu_flow.web.parts.requests import ledger
from yudu_flow.web.parts.room import Room
from yudu_flow.wording.periods import spell_period

router = Room()


@router.get("/leader/todo/{name}.xlsx")
def todo_file(request: Request, visitor: OfLeaders, name: str) -> Response:
    """One of the lists of exceptions, whole."""
    if name not in EXCEPTIONS:
        raise NotFound("没有这一类事项")
    with reading(request) as (bureau, db, now):
        shown = exception(bureau, db, now, visitor.leads, name, WHOLE)
    return book(request, HEADINGS[name], [exception_sheet(name, shown.rows)])


@router.get("/leader/desk.xlsx")
def desk_file(request: Request, visitor: OfLeaders, period: str = "") -> Response:
    """The lists, whole, with the measures of the period, the targets and the last twelve months."""
    with reading(request) as (bureau, db, now):
        shown = leader_page(bureau, db, now, visitor.leads, chosen_period(period), WHOLE)
    if not shown.period:
        raise NotFound("还没有开始的周期")
    return book(request, f"{spell_period(shown.period)}分管事项", desk_sheets(shown))


@router.get("/leader/requests.xlsx")
def requests_file(request: Request, visitor: OfLeaders) -> Response:
    """What firms ask for under the leader's charge."""
    return ledger(request, visitor)
