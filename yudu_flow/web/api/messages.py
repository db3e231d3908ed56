"""The API's acts on messages."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request

from yudu_flow.actions.acts.on_message import ON_MESSAGES, OnMessage
from yudu_flow.actions.acts.resend import found
from yudu_flow.web.api.answers import Letter
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.reads import letter_of
from yudu_flow.web.api.shapes import OfMessage, shape_on_message
from yudu_flow.web.doors.hall import hall_of

MessageId = Annotated[str, Path(pattern="^[0-9a-f]{24}$", description="消息编号")]
router = APIRouter(prefix="/messages/{id}", tags=["局办公室"], route_class=Measured)


def _answering(act: OnMessage) -> Callable[..., Letter]:
    def answer(request: Request, visitor: OfOfficeToken, id: MessageId, body: OfMessage) -> Letter:
        hall = hall_of(request)
        bureau = hall.bureau()
        act.do(bureau, id, visitor.by, hall.now(), body.reason)
        with bureau.reading() as db:
            return letter_of(found(db, bureau, id))

    answer.__annotations__["body"] = shape_on_message(act)
    return answer


for act in ON_MESSAGES:
    router.add_api_route(
        f"/{act.name}",
        _answering(act),
        methods=["POST"],
        name=act.operation,
        summary=act.words,
        description=act.says,
    )
