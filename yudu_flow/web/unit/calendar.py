"""The address of one's own calendar: got, renewed and given up; and what is fetched there."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.calendar_feeds import code_of, feed_of, open_feed, path_of, stop_feed, whose_feed
from yudu_flow.actions.access.judging import who
from yudu_flow.actions.views.own_calendar import own_calendar
from yudu_flow.storage.access_rows import CalendarFeedRow
from yudu_flow.web.doors.access import Anybody, OfDesks
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.papers import download
from yudu_flow.web.parts.posted import Posted
from yudu_flow.web.parts.room import Room
from yudu_flow.web.sign_in import counted

router = Room()
HERE = "/mine/calendar"
ICS = "text/calendar; charset=utf-8"


@router.get(HERE)
def calendar_page(request: Request, visitor: OfDesks) -> Response:
    """Whether there is one, and its address to whoever may see it."""
    hall = hall_of(request)
    bureau = hall.bureau()
    row = feed_of(bureau, visitor.person, hall.now())
    # A message's link may have been sent on: it never shows the address that an account has opened.
    shown = row is not None and (visitor.link is None or row.expires_at is not None)
    address = _address(request, row) if row and shown else ""
    return page(request, "unit/calendar.html", row=row, address=address, by_link=visitor.link is not None)


@router.post(HERE)
def opened(request: Request, visitor: OfDesks, form: Posted) -> Response:
    """A new address; the old one ends."""
    hall = hall_of(request)
    bureau, by_link = hall.bureau(), visitor.link is not None
    open_feed(bureau, who(bureau, visitor.by), hall.now(), by_link=by_link)
    return go(request, HERE, "已开通，把下面的地址加到日历里")


@router.post(f"{HERE}/stop")
def stopped(request: Request, visitor: OfDesks, form: Posted) -> Response:
    """It opens nothing any more."""
    hall = hall_of(request)
    bureau = hall.bureau()
    stop_feed(bureau, visitor.person, who(bureau, visitor.by), hall.now())
    return go(request, HERE, "已停用，原来的地址打不开了")


@router.get("/calendar/{code}.ics")
def fetched(request: Request, visitor: Anybody, code: str) -> Response:
    """What a calendar asks for: nobody signs in here, so the code is all that counts."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    with counted(request), bureau.reading() as db:
        person = whose_feed(bureau, db, code, now)
        return download(own_calendar(bureau, db, person, now).encode(), ICS, "我的事项.ics")


def _address(request: Request, row: CalendarFeedRow) -> str:
    hall = hall_of(request)
    code = code_of(hall.bureau(), row)
    return f"{hall.base}{path_of(code)}" if code else ""
