"""Notices to units (通知): written, looked at before they go out, listed with who was told, withdrawn."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.announce import Wording, announce, preview, units_to_choose, withdraw_announcement
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.views.announcements_view import announced
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import Id
from yudu_flow.web.parts.giving import several
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
NOTICES = "/office/notices"


@router.get(NOTICES)
def notices_page(request: Request, visitor: OfOffice) -> Response:
    """The form for a new one, and those of the last year."""
    return _shown(request, Wording("", ""), [])


@router.post(NOTICES)
def notice_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Who would be told what and when, before anything is sent; then sent, or changed once more."""
    hall, words, to, step = hall_of(request), _words(form), several(form, "to"), text(form, "step")
    if step == "edit":
        return _shown(request, words, to)
    if step == "send":
        _, found = announce(hall.bureau(), visitor.by, hall.now(), words, to)
        return go(request, NOTICES, f"通知已安排发出：{'。'.join(found.said)}")
    found = preview(hall.bureau(), visitor.by, hall.now(), words, to)
    return page(request, "office/notice.html", found=found, to=to)


@router.post(f"{NOTICES}/{{number:int}}/withdraw")
def notice_withdrawn(request: Request, visitor: OfOffice, form: Posted, number: Id) -> Response:
    """Take back what has not gone out."""
    hall = hall_of(request)
    return go(request, NOTICES, withdraw_announcement(hall.bureau(), number, visitor.by, hall.now()))


def _shown(request: Request, typed: Wording, to: list[str]) -> Response:
    with reading(request) as (bureau, db, now):
        known = announced(bureau, db, now)
    units = units_to_choose(bureau, local_day(now))
    return page(request, "office/notices.html", known=known, units=units, typed=typed, to=to)


def _words(form: FormData) -> Wording:
    return Wording(text(form, "title"), text(form, "text"), bool(text(form, "urgent")))
