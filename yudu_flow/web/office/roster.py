"""The roster (名册): who answers for what, how they are reached, and all that can be changed about it."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.calendar_feeds import feed_of, stop_feed
from yudu_flow.actions.access.sign_in import acting
from yudu_flow.actions.acts.edit_roster import fingerprint
from yudu_flow.actions.acts.on_contact import TEST
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.roster_firms import follow_roster
from yudu_flow.actions.views.belongings import belongings
from yudu_flow.actions.views.roster_view import person_view, post_view, roster_view, unit_view
from yudu_flow.content.findings import Finding
from yudu_flow.content.roster.changes import HOLDS, KINDS
from yudu_flow.web.doors.access import OfKeepers, OfOffice
from yudu_flow.web.doors.hall import Hall, hall_of
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()


@router.get("/office/roster")
def roster_page(request: Request, visitor: OfKeepers, add: str = "") -> Response:
    """The whole of it; `add` is the form that stays open, for whoever enters one after the other."""
    hall = hall_of(request)
    was, bureau, findings = in_force(hall)
    follow_roster(bureau, hall.now())
    shown = roster_view(bureau, local_day(hall.now()))
    return _page(request, "office/roster.html", was, bureau, findings, roster=shown, add=add)


@router.get("/office/roster/unit")
def unit_page(request: Request, visitor: OfKeepers, name: str = "") -> Response:
    """One unit with its posts, its people, and what can be changed."""
    hall = hall_of(request)
    was, bureau, findings = in_force(hall)
    view = unit_view(bureau, name, local_day(hall.now()))
    return _page(request, "office/unit.html", was, bureau, findings, view=view)


@router.get("/office/roster/post")
def post_page(request: Request, visitor: OfKeepers, id: str = "") -> Response:
    hall = hall_of(request)
    was, bureau, findings = in_force(hall)
    view = post_view(bureau, id, local_day(hall.now()))
    return _page(request, "office/post.html", was, bureau, findings, view=view)


@router.get("/office/roster/{person}")
def person_page(request: Request, visitor: OfKeepers, person: str) -> Response:
    hall = hall_of(request)
    was, bureau, findings = in_force(hall)
    today = local_day(hall.now())
    shown = person_view(bureau, person, today)
    has, feed = belongings(bureau, shown.row.person, today), feed_of(bureau, person, hall.now())
    return _page(request, "office/person.html", was, bureau, findings, view=shown, has=has, feed=feed)


@router.post("/office/roster/{person}/calendar")
def calendar_stopped(request: Request, visitor: OfKeepers, form: Posted, person: str) -> Response:
    """Somebody's calendar fetches nothing any more."""
    hall = hall_of(request)
    bureau = hall.bureau()
    stop_feed(bureau, person, acting(bureau, visitor.by), hall.now())
    return go(request, f"/office/roster/{person}", "日历订阅已停用")


@router.post("/office/roster/{person}/test")
def test_posted(request: Request, visitor: OfOffice, form: Posted, person: str) -> Response:
    """A test message to one contact."""
    hall = hall_of(request)
    news = TEST.do(hall.bureau(), person, text(form, "channel"), visitor.by, hall.now())
    return go(request, f"/office/roster/{person}", news)


def _page(
    request: Request, template: str, was: str, bureau: Bureau, findings: tuple[Finding, ...], **more: Any
) -> Response:
    """With what every form of the roster chooses from: those who are there today."""
    today, roster = local_day(hall_of(request).now()), bureau.roster
    return page(
        request,
        template,
        was=was,
        findings=findings,
        today=today,
        units=[unit for unit in roster.units.values() if not unit.gone(today)],
        names=[(unit.name, unit.name) for unit in roster.units.values() if not unit.gone(today)],
        people=(there := [person for person in roster.people.values() if not person.gone(today)]),
        persons=[(person.id, person.name) for person in there],
        posts=[(post, roster.posts[post].title) for post in roster.leadership],
        kinds=KINDS,
        holds=HOLDS,
        known=roster,
        **more,
    )


def in_force(hall: Hall) -> tuple[str, Bureau, tuple[Finding, ...]]:
    """The file's fingerprint for a form's `was`, the content after a look at the files, and what is wrong with them.

    The fingerprint comes first: a file that changes in between is refused as another one, and never overwritten.
    """
    was = fingerprint(Path(hall.settings.home))
    return was, hall.refresh(), hall.findings
