"""我的事项: what a unit or person owes, by deadline, one item in full, what firms ask for, figures from a workbook."""

from datetime import date

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.open_request import visits_firms
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import see
from yudu_flow.actions.papers.item_papers import papers_to_owner
from yudu_flow.actions.views.announcements_view import announced_to
from yudu_flow.actions.views.unit_view import begun_of, mine, owed_by, whole
from yudu_flow.actions.views.visit_view import firms_to_visit
from yudu_flow.storage.rows import Owed
from yudu_flow.web.doors.access import OfUnit, Visitor
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.desk import last_event, sight_for
from yudu_flow.web.parts.figure_import import figure_pages
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.requests import request_pages
from yudu_flow.web.parts.room import Room

router = Room()


@router.get("/mine")
def mine_page(request: Request, visitor: OfUnit) -> Response:
    """What is owed first, what was filed below."""
    with reading(request) as (bureau, db, now):
        sights = see(db, _owed(bureau, db, visitor, local_day(now)), with_rungs=False)
        begun = begun_of(bureau, db, sights)
        notices = announced_to(bureau, db, now, visitor.units)
    owed, done = mine(bureau, sights, now)
    return page(request, "unit/mine.html", owed=owed, done=done, begun=begun, notices=notices)


def _owed(bureau: Bureau, db: Connection, visitor: Visitor, day: date) -> list[Owed]:
    """A guest sees the period of the link and what is still open; an account the last year."""
    rows = owed_by(bureau, db, sorted(visitor.units), visitor.person, day)
    return [row for row in rows if visitor.answers_for(row)]


@router.get("/mine/{id:int}")
def item_page(request: Request, visitor: OfUnit, id: int) -> Response:
    """One item: where it stands, what was filed, what came back and why, what can be done now."""
    sight = sight_for(request, visitor, id, Visitor.answers_for)
    with reading(request) as (bureau, db, now):
        shown = whole(bureau, db, sight, now)
        letters = papers_to_owner(bureau, db, sight, now)
        visited = firms_to_visit(bureau, db, sight, now) if shown.item.kind.counted else []
    seen = last_event(sight)
    return page(request, "unit/item.html", whole=shown, owed=sight.owed, seen=seen, firms=visited, letters=letters)


def _may_record(request: Request, visitor: Visitor) -> bool:
    with reading(request) as (bureau, db, now):
        return visits_firms(bureau, db, visitor.person, local_day(now))


router.include_router(request_pages("mine", OfUnit, _may_record))
router.include_router(figure_pages("mine", OfUnit))
