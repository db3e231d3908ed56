"""The API's acts on addresses."""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request

from yudu_flow.actions.acts.on_contact import ON_CONTACTS, OnContact
from yudu_flow.web.api.answers import Arranged
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.shapes import Contact
from yudu_flow.web.doors.hall import hall_of

router = APIRouter(prefix="/addresses", tags=["局办公室"], route_class=Measured)


def _answering(act: OnContact) -> Callable[..., Arranged]:
    def answer(request: Request, visitor: OfOfficeToken, body: Contact) -> Arranged:
        hall = hall_of(request)
        return Arranged(says=act.do(hall.bureau(), body.person, body.channel, visitor.by, hall.now()))

    return answer


for act in ON_CONTACTS:
    router.add_api_route(
        f"/{act.name}",
        _answering(act),
        methods=["POST"],
        name=f"{act.name}_address",
        summary=act.words,
        description=act.says,
    )
