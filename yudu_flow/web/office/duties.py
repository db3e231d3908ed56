"""Whether duties are still needed: a page of facts each, and the office's answer."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.answer_duty import answer_duty
from yudu_flow.actions.views.duty_review import review, reviews
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
CHECKED = "；但内容文件还有别的错误，改好以前仍按原来的方案运行"


@router.get("/office/duties")
def duties_page(request: Request, visitor: OfOffice) -> Response:
    """All that comes again and again, with what is asked of it."""
    with reading(request) as (bureau, db, now):
        found = reviews(bureau, db, now)
    return page(request, "office/duties.html", reviews=found)


@router.get("/office/duties/{duty}")
def duty_page(request: Request, visitor: OfOffice, duty: str) -> Response:
    with reading(request) as (bureau, db, now):
        found = review(bureau, db, now, duty)
    return page(request, "office/duty.html", review=found)


@router.post("/office/duties/{duty}")
def answered(request: Request, visitor: OfOffice, form: Posted, duty: str) -> Response:
    """Keep, thin out or stop: written into the plan, which is looked at again at once."""
    hall, now = hall_of(request), hall_of(request).now()
    home, choice, reason = hall.settings.home, text(form, "choice"), text(form, "reason")
    news = answer_duty(home, hall.bureau(), duty, choice, visitor.by, now, reason)
    hall.refresh()
    return go(request, f"/office/duties/{duty}", news + (CHECKED if hall.findings else ""))
