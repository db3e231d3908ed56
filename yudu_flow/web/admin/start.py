"""Begin to use it (开始使用): what is still to be done before the first reminder, and who sets it up."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.accounts import take_place
from yudu_flow.actions.acts.edit_roster import edit_roster
from yudu_flow.actions.acts.hide_steps import hide_steps
from yudu_flow.actions.acts.roster_guards import has_office
from yudu_flow.actions.views.first_steps import first_steps
from yudu_flow.content.roster.changes import AddPerson
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.web.doors.access import OfAdmin, OfKeepers
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
START = "/start"


@router.get(START)
def start_page(request: Request, visitor: OfKeepers) -> Response:
    """The steps; and for an administrator who is nobody of the roster yet, the form that makes them somebody."""
    with reading(request) as (bureau, db, now):
        shown = first_steps(bureau, db, now)
    alone = not visitor.person and visitor.admin and not has_office(bureau, now)
    return page(request, "start.html", first=shown, alone=alone, office=bureau.roster.office.name)


@router.post(f"{START}/me")
def me_posted(request: Request, visitor: OfAdmin, form: Posted) -> Response:
    """Whoever sets it up is of the office from now on, and stays signed in as themselves."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    if visitor.person or has_office(bureau, now) or visitor.account is None:
        raise NotAllowed("办公室已经有人了，请在名册里登记")
    contacts = {way.field: text(form, way.field) for way in WAYS.values()}
    me = AddPerson(text(form, "name"), bureau.roster.office.name, holds="both", **contacts)
    content = edit_roster(hall.settings.home, bureau, visitor.by, now, me, admin=True)
    hall.refresh()
    # `bureau` is still that of before, by which whoever is new shows; below it is asked for anew.
    new = next(id for id in content.roster.people if id not in bureau.roster.people)
    take_place(hall.bureau(), visitor.account, new, now)
    return go(request, START, "已登记为办公室联络员兼负责人；下次用姓名和密码登录，请到右上角自己的姓名里设密码")


@router.post(f"{START}/list")
def list_posted(request: Request, visitor: OfKeepers, form: Posted) -> Response:
    """Put the list away on the board, or have it there again."""
    hall, hidden = hall_of(request), bool(text(form, "hide"))
    hide_steps(hall.bureau(), visitor.by, hall.now(), hidden=hidden, admin=visitor.admin)
    return go(request, "/office" if visitor.office else START, "看板上不再列出；“帮助”里能再打开" if hidden else "")
