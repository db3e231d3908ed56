"""The API's acts on messages: the office records one that came back."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request

from yudu_flow.actions.acts.bounce import bounce
from yudu_flow.actions.acts.resend import found
from yudu_flow.web.api.answers import Letter
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.reads import letter_of
from yudu_flow.web.api.shapes import CameBack
from yudu_flow.web.parts.hall import hall_of

MessageId = Annotated[str, Path(pattern="^[0-9a-f]{24}$", description="消息编号")]
router = APIRouter(prefix="/messages/{id}", tags=["局办公室"], route_class=Measured)


@router.post("/bounce", summary="登记退信", description="发出后又被退回的消息，不再算作告知。")
def came_back(request: Request, visitor: OfOfficeToken, id: MessageId, said: CameBack) -> Letter:
    """It was sent and came back: nobody was told by it."""
    hall = hall_of(request)
    bureau = hall.bureau()
    bounce(bureau, id, visitor.by, hall.now(), said.reason)
    with bureau.reading() as db:
        return letter_of(found(db, bureau, id))
