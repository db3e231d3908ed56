"""Searching: one box, results by kind with their links. Everybody finds what is theirs to see, and nothing else."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.views.search_view import NOTE, Hit, found, words_in
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.doors.access import OfDesks, Visitor
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.reader import reader_of
from yudu_flow.web.parts.room import Room

router = Room()


@router.get("/search")
def search_page(request: Request, visitor: OfDesks, q: str = "") -> Response:
    """The box, and what was found."""
    typed, problem, words = q.strip(), "", list[str]()
    try:
        words = words_in(typed) if typed else []
    except BadRequest as refusal:
        problem = str(refusal)
    lists = []
    if words:
        with reading(request) as (bureau, db, now):
            lists = found(bureau, db, now, words, reader_of(visitor))
    way = partial(path_of, visitor)
    return page(request, "search.html", q=typed, problem=problem, asked=bool(words), lists=lists, note=NOTE, way=way)


def path_of(visitor: Visitor, hit: Hit) -> str:
    """Where the visitor finds it; empty where their desk has no page of it."""
    desk = "office" if visitor.office else "leader" if visitor.leads else "mine"
    if hit.owed:
        theirs = "leader" if desk == "leader" and visitor.leads_on(hit.owed) else "mine"
        return f"/{'office' if visitor.office else theirs}/{hit.owed.id}"
    if hit.number:
        return f"/{desk}/requests/{hit.number}"
    return hit.to if visitor.office else ""
