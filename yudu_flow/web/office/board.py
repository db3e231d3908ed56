"""The office's board (看板): where the month stands, what is to be done today, and each list by itself."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.instruct import haste
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.views.board_view import LISTS, board, todo
from yudu_flow.actions.views.books_view import idle_weeks
from yudu_flow.actions.views.first_steps import steps_on_board
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.leaves import leaf
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.room import Room

router = Room()


@router.get("/office")
def board_page(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """The running month, or the one that was chosen."""
    with reading(request) as (bureau, db, now):
        shown = board(bureau, db, now, chosen_period(period), visitor.person)
        idle = [*idle_weeks(bureau, db, now, shown.period)] if not shown.items.rows else []
        first = None if period else steps_on_board(bureau, db, now, shown.periods)
    return page(
        request,
        "office/board.html",
        board=shown,
        first=first,
        idle=idle,
        chosen=bool(period),
        units=bureau.roster.standing(local_day(now)),
        urgencies=haste().days,
    )


@router.get("/office/todo/{name}")
def todo_page(request: Request, visitor: OfOffice, name: str, period: str = "", at: str = "") -> Response:
    """One of the board's lists, fifty rows at a time."""
    if name not in LISTS:
        raise NotFound("没有这一类待办")
    place, month = leaf(at), chosen_period(period)
    with reading(request) as (bureau, db, now):
        shown = todo(bureau, db, now, name, month, place.wanted, visitor.person)
    return page(request, "office/todo.html", name=name, todo=shown, leaf=place, chosen=bool(period))
