"""What firms ask for, for units and for who visits firms: what they have a part in, and the form that records one."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.open_request import visits_firms
from yudu_flow.actions.bureau import local_day
from yudu_flow.web.doors.access import OfUnit, Visitor
from yudu_flow.web.parts.desk import LARGEST
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.posted import Posted
from yudu_flow.web.parts.requests import list_page, one_page, opened

router = APIRouter(include_in_schema=False)
Number = Annotated[int, Path(ge=1, lt=LARGEST)]


@router.get("/mine/requests")
def requests_page(request: Request, visitor: OfUnit) -> Response:
    """Those that run first."""
    return list_page(request, visitor, "mine", opens=_may_open(request, visitor))


@router.get("/mine/requests/{number:int}")
def request_page(request: Request, visitor: OfUnit, number: Number) -> Response:
    return one_page(request, visitor, "mine", number)


@router.post("/mine/requests")
def request_opened(request: Request, visitor: OfUnit, form: Posted) -> Response:
    """Record one and hand it over; the act asks whose it is to record."""
    return opened(request, visitor, form, "mine")


def _may_open(request: Request, visitor: Visitor) -> bool:
    hall = hall_of(request)
    bureau = hall.bureau()
    with bureau.reading() as db:
        return visits_firms(bureau, db, visitor.person, local_day(hall.now()))
