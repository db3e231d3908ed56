"""The roster (名册): who answers for what and how they are reached; one person with everything that can be changed."""

from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_roster import fingerprint
from yudu_flow.actions.acts.on_contact import TEST
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import take_in_listed
from yudu_flow.actions.views.roster_view import person_view, roster_view
from yudu_flow.content.findings import Finding
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.parts.hall import Hall, hall_of
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text

router = APIRouter(include_in_schema=False)


@router.get("/office/roster")
def roster_page(request: Request, visitor: OfOffice) -> Response:
    hall = hall_of(request)
    was, bureau, findings = in_force(hall)
    today = local_day(hall.now())
    take_in_listed(bureau, hall.now())
    shown = roster_view(bureau, today)
    return page(
        request,
        "office/roster.html",
        roster=shown,
        was=was,
        today=today,
        findings=findings,
        units=[*bureau.roster.units],
    )


@router.get("/office/roster/{person}")
def person_page(request: Request, visitor: OfOffice, person: str) -> Response:
    hall = hall_of(request)
    was, bureau, findings = in_force(hall)
    today = local_day(hall.now())
    shown = person_view(bureau, person, today)
    people = bureau.roster.people
    return page(request, "office/person.html", view=shown, was=was, today=today, findings=findings, people=people)


@router.post("/office/roster/{person}/test")
def test_posted(request: Request, visitor: OfOffice, form: Posted, person: str) -> Response:
    """A test message to one contact."""
    hall = hall_of(request)
    news = TEST.do(hall.bureau(), person, text(form, "channel"), visitor.by, hall.now())
    return go(request, f"/office/roster/{person}", news)


def in_force(hall: Hall) -> tuple[str, Bureau, tuple[Finding, ...]]:
    """The file's fingerprint for a form's `was`, the content after a look at the files, and what is wrong with them.

    The fingerprint comes first: a file that changes in between is refused as another one, and never overwritten.
    """
    was = fingerprint(Path(hall.settings.home))
    if hall.content is None:
        return was, hall.bureau(), ()
    return was, hall.content.refresh(hall.now()), hall.content.findings
