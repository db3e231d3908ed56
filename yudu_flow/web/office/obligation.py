"""One obligation as the office sees it, with the files that were filed."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.papers.item_papers import PAPERS
from yudu_flow.actions.views.obligation_view import whole
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.doors.access import OfOffice, Visitor
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.desk import sight_for
from yudu_flow.web.parts.file_pages import file_pages
from yudu_flow.web.parts.official import NO_SUCH, PaperKind, case_document
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.room import Room

router = Room()


@router.get("/office/{id:int}")
def obligation_page(request: Request, visitor: OfOffice, id: int) -> Response:
    """The report beside last month's, what can be done, and the whole trace."""
    sight = sight_for(request, visitor, id, Visitor.sees)
    with reading(request) as (bureau, db, now):
        shown = whole(bureau, db, sight, now, visitor.person)
    held = any(told["state"] == "held" for rung in shown.trace["rungs"] for told in rung["notices"])
    people = {person.id: person.name for person in bureau.roster.people.values()}
    return page(
        request,
        "office/obligation.html",
        whole=shown,
        owed=sight.owed,
        people=people,
        held=held,
        units=bureau.roster.standing(local_day(now)),
    )


@router.get("/office/{id:int}/papers/{name}.{kind}")
def case_paper(request: Request, visitor: OfOffice, id: int, name: str, kind: PaperKind) -> Response:
    """One of its papers: the file of its case, a slip, the draft of a talk, an answer."""
    if name not in PAPERS:
        raise NotFound(NO_SUCH)
    return case_document(request, sight_for(request, visitor, id, Visitor.sees), name, kind)


router.include_router(file_pages("office", OfOffice, Visitor.sees))
