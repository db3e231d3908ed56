"""What firms ask for, as the office sees it: all of it, and the form that records one."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.parts.desk import LARGEST
from yudu_flow.web.parts.posted import Posted
from yudu_flow.web.parts.requests import ledger, list_page, one_page, opened, slip

router = APIRouter(include_in_schema=False)
Number = Annotated[int, Path(ge=1, lt=LARGEST)]


@router.get("/office/requests")
def requests_page(request: Request, visitor: OfOffice) -> Response:
    """Those that run first."""
    return list_page(request, visitor, "office", opens=True)


@router.get("/office/requests.xlsx")
def requests_file(request: Request, visitor: OfOffice) -> Response:
    """All of them, to print or to keep."""
    return ledger(request, visitor)


@router.get("/office/requests/{number:int}")
def request_page(request: Request, visitor: OfOffice, number: Number) -> Response:
    return one_page(request, visitor, "office", number)


@router.get("/office/requests/{number:int}.docx")
def request_paper(request: Request, visitor: OfOffice, number: Number) -> Response:
    """The slip that goes with it on paper."""
    return slip(request, visitor, number)


@router.post("/office/requests")
def request_opened(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Record one and hand it over; the act asks whose it is to record."""
    return opened(request, visitor, form, "office")
