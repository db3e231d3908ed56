"""The reconciliation (对账): whether everything that was to be told went out, is held, or has a reason."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.views.books_view import books
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.desk import YEARS
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.room import Room

router = Room()


@router.get("/office/books")
def books_page(request: Request, visitor: OfOffice, period: str = "", day: str = "") -> Response:
    """Everything that is open, or one month; with the lines of one day."""
    month, chosen = chosen_period(period), day_chosen(day)
    with reading(request) as (bureau, db, now):
        shown = books(bureau, db, now, month, chosen)
    return page(request, "office/books.html", books=shown, period=period, day=chosen)


def day_chosen(typed: str) -> date | None:
    """The day in an address, None where it names none. Raises BadRequest for what is not a day."""
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError:
        day = date.min
    if day and day.year not in YEARS:
        raise BadRequest(f"日期“{typed}”不对，应写成 2020-09-30 这样")
    return day
