"""The calendar in its page: a notice pasted and read into a year's holidays, looked at, corrected, kept."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

from fastapi import Path
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_contents import LOCAL, YEAR, ContentForm
from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.bureau import local_day
from yudu_flow.content.calendar.notice import read_notice
from yudu_flow.content.calendar.outline import row_of_notice
from yudu_flow.content.entries import Row, row_in
from yudu_flow.web.doors.access import OfOffice, Visitor
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.entry_form import answered, refresh, shown, words_in
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room
from yudu_flow.web.parts.year_sheet import year_sheet

router = Room()
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
    seen = YEAR.read(hall.settings.home, str(found.year)).seen
    return _answered(request, visitor, form, str(found.year), row_of_notice(found), seen, found.doubts)


@router.get(f"{CALENDAR}/{{part}}")
def edit_page(request: Request, visitor: OfOffice, part: Part) -> Response:
    """A year, or the place's own days, as a form."""
    found = _of(part).read(hall_of(request).settings.home, part)
    return shown(request, PAGE, found.row, found.seen, **_frame(part, found.row))


@router.post(f"{CALENDAR}/{{part}}")
def edit_posted(request: Request, visitor: OfOffice, form: Posted, part: Part) -> Response:
    """Add, take out; look what it changes; keep what was looked at."""
    row = row_in(_of(part).outline, words_in(form))
    return _answered(request, visitor, form, part, row, text(form, "seen"))


def _answered(
    request: Request, visitor: Visitor, form: FormData, part: str, row: Row, seen: str, doubts: Sequence[str] = ()
) -> Response:
    hall = hall_of(request)
    home, now, of = hall.settings.home, hall.now(), _of(part)

    def keep(proposal: Proposal) -> Response:
        of.keep(hall.bureau(), visitor.by, now, proposal, part)
        return go(request, CALENDAR, KEPT + refresh(request) if proposal.new else "没有改动")

    def more(proposal: Proposal) -> Mapping[str, object]:
        known = proposal.content
        return {"months": year_sheet(known.calendar, int(part)) if known and of is YEAR else (), "seen": seen}

    frame = _frame(part, row) | ({"doubts": doubts} if doubts else {})
    propose = partial(of.propose, home, part, seen=seen, now=now)
    return answered(request, form, PAGE, row, frame, propose, keep, more)


def _frame(part: str, row: Row) -> dict[str, object]:
    return {"part": part, "here": f"{CALENDAR}/{part}", "doubts": _of(part).doubts(part, row), "months": ()}


def _of(part: str) -> ContentForm:
    return LOCAL if part == LOCAL.key else YEAR
