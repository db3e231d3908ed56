"""What firms ask for through the API: recorded and handed over, listed, and shown with every step.

The steps themselves are obligations, and what is done about them has its routes there.
"""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.views.requests_view import all_requests, record_of
from yudu_flow.web.api.answers import FirmRequest, Recorded, WordFile, WorkbookFile, recorded
from yudu_flow.web.api.gate import Measured, OfToken
from yudu_flow.web.api.shapes import AskedByFirm
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import LARGEST
from yudu_flow.web.parts.requests import concerns, found_for, ledger, slip

router = APIRouter(prefix="/requests", tags=["企业诉求"], route_class=Measured)
Number = Annotated[int, Path(ge=1, lt=LARGEST, description="诉求的编号")]


@router.post("", summary="登记企业诉求", description="登记并交办：牵头单位和每个配合单位各办一项，即日起算。")
def request_opened(request: Request, visitor: OfToken, said: AskedByFirm) -> list[Recorded]:
    """The lead's step first."""
    hall = hall_of(request)
    asking = Asking(said.firm, said.need, said.text, said.lead, said.helpers)
    opened = open_request(hall.bureau(), visitor.by, hall.now(), asking, again=said.again)
    return [recorded(one) for one in opened]


@router.get("", summary="企业诉求", description="令牌所属的人能看到的，新的在前。")
def request_list(request: Request, visitor: OfToken) -> list[FirmRequest]:
    with reading(request) as (bureau, db, now):
        found = all_requests(bureau, db, now)
    return [FirmRequest.model_validate(record_of(one)) for one in found if concerns(visitor, one)]


@router.get(
    ".xlsx",
    summary="企业诉求台账",
    description="Excel 文件：令牌所属的人能看到的诉求一件一行，另附每一步。",
    response_class=WorkbookFile,
)
def request_book(request: Request, visitor: OfToken) -> Response:
    return ledger(request, visitor)


@router.get("/{number}.docx", summary="企业诉求交办单", description="Word 文件。", response_class=WordFile)
def request_paper(request: Request, visitor: OfToken, number: Number) -> Response:
    """The slip that goes with one. Raises NotFound for one that the visitor has no part in."""
    return slip(request, visitor, number)


@router.get("/{number}", summary="一件企业诉求", description="每一步由谁办理、期限、答复和回访结果。")
def request_whole(request: Request, visitor: OfToken, number: Number) -> FirmRequest:
    """One with its steps. Raises NotFound for one that the visitor has no part in."""
    return FirmRequest.model_validate(record_of(found_for(request, visitor, number)))
