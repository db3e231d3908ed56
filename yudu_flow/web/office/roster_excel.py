"""The roster as a workbook: out, the template, and in, tried row by row before anything is stored."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.import_roster import keep_import, try_import
from yudu_flow.actions.papers.roster_table import roster_sheets
from yudu_flow.actions.views.roster_workbook import roster_template, roster_workbook
from yudu_flow.web.doors.access import OfKeepers
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.office.roster import in_force
from yudu_flow.web.office.roster_tried import what_moves
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.papers import XLSX, download
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room
from yudu_flow.web.parts.workbooks import stored, tried, workbook_in

router = Room()
ROSTER = "/office/roster"
IMPORT = f"{ROSTER}/import"
TEMPLATE = "office/roster-import.html"
ROOM = 8 * 2**20
"""Bytes of a workbook with some thousand people, as a file or in Base64."""


@router.get(IMPORT)
def import_page(request: Request, visitor: OfKeepers) -> Response:
    was, _, findings = in_force(hall_of(request))
    return tried(request, TEMPLATE, IMPORT, was=was, findings=findings, moved=None)


@router.post(IMPORT)
@takes(ROOM)
def import_posted(request: Request, visitor: OfKeepers, form: Posted) -> Response:
    """What would come of each row; stored where that was asked for and none is refused."""
    data, hall, now = workbook_in(form), hall_of(request), hall_of(request).now()
    save, was = bool(text(form, "save")), text(form, "was")
    sheets = roster_sheets(data)
    home, bureau = hall.settings.home, hall.bureau()
    done = try_import(home, bureau, visitor.by, now, sheets, was=was, admin=visitor.admin)
    if save and keep_import(bureau, now, done).saved:
        hall.refresh()
        return go(request, ROSTER, f"已写入名册：{stored(done, '行')}")
    moved = what_moves(hall, done.tried) if done.tried and bureau.content.plans else None
    return tried(request, TEMPLATE, IMPORT, done, data, was=was, findings=(), moved=moved)


@router.get(f"{ROSTER}/roster.xlsx")
def workbook(request: Request, visitor: OfKeepers) -> Response:
    """As it stands today."""
    hall = hall_of(request)
    return download(roster_workbook(in_force(hall)[1], hall.now()), XLSX, "名册.xlsx")


@router.get(f"{ROSTER}/template.xlsx")
def template(request: Request, visitor: OfKeepers) -> Response:
    """An empty workbook to fill in."""
    hall = hall_of(request)
    return download(roster_template(in_force(hall)[1], hall.now()), XLSX, "名册模板.xlsx")
