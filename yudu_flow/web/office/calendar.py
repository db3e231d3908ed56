"""The calendar in its page: a notice pasted and read into a year's holidays, looked at, corrected, kept."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_calendar import calendar_sheet, doubts_of, keep_calendar, propose_calendar
from yudu_flow.actions.bureau import local_day
from yudu_flow.content.calendar.notice import read_notice
from yudu_flow.content.calendar.outline import LOCAL, OWN, YEAR, row_of_notice
from yudu_flow.content.entries import Row, row_in, without_blanks
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.parts.entry_form import PLAY, looked, refresh, refused, shown, stepped, wants_keeping, words_in
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.year_sheet import year_sheet

router = APIRouter(include_in_schema=False)
CALENDAR = "/office/calendar"
PAGE = "office/calendar-edit.html"
Part = Annotated[str, Path(pattern=r"^(20\d\d|local)$")]
KEPT = "已写入日历；还没到的期限按新的安排重新计算"


@router.get(CALENDAR)
def calendar_page(request: Request, visitor: OfOffice) -> Response:
    """This year and the next, and where a notice is pasted."""
    hall = hall_of(request)
    known, this = hall.bureau().calendar, local_day(hall.now()).year
    years = {year: year_sheet(known, year) for year in (this, this + 1)}
    return page(request, "office/calendar.html", years=years, known=known.known)


@router.post(CALENDAR)
def notice_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Read the notice, and show its year as a form."""
    hall = hall_of(request)
    found = read_notice(text(form, "notice"), local_day(hall.now()).year + 1)
    seen = calendar_sheet(hall.settings.home, str(found.year)).seen
    row = row_of_notice(found)
    return _looked_at(request, form, str(found.year), row, seen, found.doubts)


@router.get(f"{CALENDAR}/{{part}}")
def edit_page(request: Request, visitor: OfOffice, part: Part) -> Response:
    """A year, or the place's own days, as a form."""
    found = calendar_sheet(hall_of(request).settings.home, part)
    return shown(request, PAGE, found.row, found.seen, **_frame(part, found.row))


@router.post(f"{CALENDAR}/{{part}}")
def edit_posted(request: Request, visitor: OfOffice, form: Posted, part: Part) -> Response:
    """Add, take out; look what it changes; keep what was looked at."""
    row, seen = row_in(OWN if part == LOCAL else YEAR, words_in(form)), text(form, "seen")
    step = stepped(row, text(form, "do"))
    if step:
        return shown(request, PAGE, step[0], seen, at=step[1], **_frame(part, row))
    return _looked_at(request, form, part, without_blanks(row), seen)


def _looked_at(
    request: Request, form: FormData, part: str, row: Row, seen: str, doubts: tuple[str, ...] | None = None
) -> Response:
    hall = hall_of(request)
    frame = _frame(part, row)
    try:
        proposal = propose_calendar(hall.settings.home, part, row, seen, hall.now())
        if wants_keeping(form, proposal):
            keep_calendar(hall.settings.home, hall.bureau(), request.state.visitor.by, hall.now(), proposal, part)
            return go(request, CALENDAR, KEPT + refresh(request) if proposal.new else "没有改动")
    except (Conflict, BadRequest) as problem:
        return refused(request, PAGE, row, form, problem, **frame)
    found = looked(hall, proposal, play=text(form, "do") == PLAY)
    months = year_sheet(proposal.content.calendar, int(part)) if proposal.content and part != LOCAL else ()
    return shown(
        request, PAGE, row, seen, looked=found, **{**frame, "months": months, **({"doubts": doubts} if doubts else {})}
    )


def _frame(part: str, row: Row) -> dict[str, object]:
    doubts = doubts_of(row, int(part)) if part != LOCAL else []
    return {"part": part, "here": f"{CALENDAR}/{part}", "doubts": doubts, "months": ()}
