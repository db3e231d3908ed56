"""The office's board (看板): where the month stands, and what is to be done today."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.board_view import board
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import Period
from yudu_flow.storage.database import reading
from yudu_flow.web.access import OfOffice
from yudu_flow.web.hall import hall_of
from yudu_flow.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/office")
def board_page(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """The running month, or the one that was chosen."""
    hall = hall_of(request)
    bureau = hall.bureau()
    with reading(bureau.engine) as db:
        shown = board(bureau, db, hall.now(), chosen_month(period))
    return page(request, "office/board.html", board=shown, chosen=bool(period))


def chosen_month(period: str) -> str | None:
    """The month in an address, None where it names none. Raises BadRequest for what is not a month."""
    if not period:
        return None
    try:
        return str(Period.parse(period))
    except ValueError:
        raise BadRequest("月份应写成 2020-09 这样的年-月") from None
