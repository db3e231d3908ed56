"""The API's acts on messages, and on the addresses that they go to."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request

from yudu_flow.actions.acts.on_contact import ON_CONTACTS, OnContact
from yudu_flow.actions.acts.on_message import ON_MESSAGES, OnMessage
from yudu_flow.actions.acts.resend import found
from yudu_flow.web.api.answers import Arranged, Letter
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.reads import letter_of
from yudu_flow.web.api.shapes import Contact, OfMessage, shape_on_message
from yudu_flow.web.doors.hall import hall_of

MessageId = Annotated[str, Path(pattern="^[0-9a-f]{24}$", description="消息编号")]
router = APIRouter(tags=["局办公室"], route_class=Measured)


def _on_message(act: OnMessage) -> Callable[..., Letter]:
    def answer(request: Request, visitor: OfOfficeToken, id: MessageId, body: OfMessage) -> Letter:
        hall = hall_of(request)
        bureau = hall.bureau()
        act.do(bureau, id, visitor.by, hall.now(), body.reason)
        with bureau.reading() as db:
            return letter_of(found(db, bureau, id))

    answer.__annotations__["body"] = shape_on_message(act)
    return answer


def _on_contact(act: OnContact) -> Callable[..., Arranged]:
    def answer(request: Request, visitor: OfOfficeToken, body: Contact) -> Arranged:
        hall = hall_of(request)
        return Arranged(says=act.do(hall.bureau(), body.person, body.channel, visitor.by, hall.now()))

    return answer


def _take(path: str, name: str, act: OnMessage | OnContact, answer: Callable[..., object]) -> None:
    router.add_api_route(path, answer, methods=["POST"], name=name, summary=act.words, description=act.says)


for on_message in ON_MESSAGES:
    _take(f"/messages/{{id}}/{on_message.name}", on_message.operation, on_message, _on_message(on_message))
for on_contact in ON_CONTACTS:
    _take(f"/addresses/{on_contact.name}", f"{on_contact.name}_address", on_contact, _on_contact(on_contact))
