"""What the office does with one obligation, and the leader who judges what the office owes."""

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.table import BY_HAND, OF_OFFICE
from yudu_flow.domain.deeds import Doers
from yudu_flow.web.doors.access import OfOffice, Visitor
from yudu_flow.web.parts.forms import forms
from yudu_flow.web.parts.giving import give, several
from yudu_flow.web.parts.posted import Posted, text

BACK = {"board": "/office", "calls": "/office/todo/calls", "unsure": "/office/todo/unsure"}
"""The page that a form stood on, where that is not the obligation's."""


def back(visitor: Visitor, form: FormData, id: int) -> str:
    """Where the form stood, or on to the next report that waits."""
    if text(form, "then") == "next":
        return f"/office/review/next?after={id}"
    return BACK.get(text(form, "back"), f"/{'office' if visitor.office else 'leader'}/{id}")


router = APIRouter()
BY_FORM = [one for one in OF_OFFICE if one not in BY_HAND]
DECIDED = [one for one in BY_FORM if one.deed.doers is Doers.JUDGES]
router.include_router(forms("office", Visitor.judges, back, [one for one in BY_FORM if one not in DECIDED]))
# Apart: what is asked about something given is decided by whoever gave it too.
router.include_router(forms("office", Visitor.may_close, back, DECIDED))
# An act of those who visit, which the office does for them too.
router.include_router(forms("office", Visitor.judges, back, [strike_visit], gate=OfOffice))


@router.post("/office/instruct", include_in_schema=False)
def instruct_units(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Give something to one unit or several."""
    return give(request, visitor, form, several(form, "to"), text(form, "about"), "/office")
