"""What firms ask for, as the office sees it: all of it, the form that records one, and papers to print or to keep."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.parts.desk import Id
from yudu_flow.web.parts.requests import ledger, request_pages, slip

router = request_pages("office", OfOffice, lambda _request, _visitor: True)


@router.get("/office/requests.xlsx")
def requests_file(request: Request, visitor: OfOffice) -> Response:
    """All of them."""
    return ledger(request, visitor)


@router.get("/office/requests/{number:int}.docx")
def request_paper(request: Request, visitor: OfOffice, number: Id) -> Response:
    """The slip that goes with it on paper."""
    return slip(request, visitor, number)
