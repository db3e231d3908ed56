"""The outbox (发件箱): every message with its exact text and what became of it; sending again, withdrawing."""

from collections.abc import Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from yudu_flow.actions.access.links import without_code
from yudu_flow.actions.acts.dead_addresses import dead_addresses
from yudu_flow.actions.acts.on_contact import REVIVE
from yudu_flow.actions.acts.on_message import ON_MESSAGES, OnMessage
from yudu_flow.actions.acts.resend import found
from yudu_flow.actions.views.outbox_view import STATES, Wanted, letter, outbox, place_in
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.office.books import day_chosen
from yudu_flow.web.parts.desk import line_in
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted
from yudu_flow.web.parts.room import Room

MOST_DEAD = 20
router = Room()
MAIL_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
    ),
    "x-frame-options": "SAMEORIGIN",
}
"""A mail as it went out, in a frame of our own page: its inline styles apply, nothing in it runs or leads away."""


@router.get("/office/outbox")
def outbox_page(
    request: Request, visitor: OfOffice, state: str = "", day: str = "", person: str = "", before: str = ""
) -> Response:
    """Newest first, fifty a page."""
    bureau = hall_of(request).bureau()
    wanted = wanted_in(state, day, person, before)
    with bureau.reading() as db:
        shown, dead = outbox(bureau, db, wanted), dead_addresses(bureau, db)
    chosen = {"state": state, "day": day, "person": person}
    return page(
        request,
        "office/outbox.html",
        outbox=shown,
        dead=dead[:MOST_DEAD],
        more_dead=len(dead) - MOST_DEAD,
        chosen=chosen,
        paged=wanted.before is not None,
        filters=urlencode({name: value for name, value in chosen.items() if value}),
        states=STATES,
        people=[(person.id, person.name) for person in bureau.roster.people.values()],
    )


@router.get("/office/outbox/{id}")
def message_page(request: Request, visitor: OfOffice, id: str) -> Response:
    with reading(request) as (bureau, db, now):
        shown = letter(bureau, db, id, now)
    return page(request, "office/message.html", letter=shown)


@router.get("/office/outbox/{id}/html")
def mail_page(request: Request, visitor: OfOffice, id: str) -> Response:
    """The mail as its reader sees it, for the frame. Raises NotFound where it is plain text alone."""
    with reading(request) as (bureau, db, _):
        row = found(db, bureau, id)
    if not row.html:
        raise NotFound("这条消息没有网页格式")
    return HTMLResponse(without_code(row.html), headers=MAIL_HEADERS)


def _answering(act: OnMessage) -> Callable[..., Response]:
    def answer(request: Request, visitor: OfOffice, form: Posted, id: str) -> Response:
        hall = hall_of(request)
        news = act.do(hall.bureau(), id, visitor.by, hall.now(), line_in(form, "reason"))
        return go(request, f"/office/outbox/{id}", news)

    return answer


for act in ON_MESSAGES:
    router.add_api_route(f"/office/outbox/{{id}}/{act.name}", _answering(act), methods=["POST"])


@router.post("/office/addresses/revive")
def revive_address(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Take an address up again that had ended."""
    hall = hall_of(request)
    news = REVIVE.do(hall.bureau(), line_in(form, "person"), line_in(form, "channel"), visitor.by, hall.now())
    return go(request, "/office/outbox", news)


def wanted_in(state: str, day: str, person: str, before: str = "") -> Wanted:
    """What an address asks for. Raises BadRequest."""
    if state and state not in STATES:
        raise BadRequest("没有这种状态，请重新选择")
    return Wanted(state, person, day_chosen(day), place_in(before))
