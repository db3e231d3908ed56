"""What firms ask for under a leader's charge."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.web.doors.access import OfLeaders
from yudu_flow.web.parts.desk import LARGEST
from yudu_flow.web.parts.requests import list_page, one_page

router = APIRouter(include_in_schema=False)
Number = Annotated[int, Path(ge=1, lt=LARGEST)]


@router.get("/leader/requests")
def requests_page(request: Request, visitor: OfLeaders) -> Response:
    """Those that run first."""
    return list_page(request, visitor, "leader", opens=False)


@router.get("/leader/requests/{number:int}")
def request_page(request: Request, visitor: OfLeaders, number: Number) -> Response:
    return one_page(request, visitor, "leader", number)
