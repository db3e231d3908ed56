"""The roster (名册): who answers for what, how they are reached, and all that can be changed about it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.accounts import acting
from yudu_flow.actions.access.calendar_feeds import feed_of, stop_feed
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
from yudu_flow.wording.record import Record

router = Room()


@router.get("/office/roster")
def roster_page(request: Request, visitor: OfKeepers, add: str = "") -> Response:
    """The whole of it; `add` is the form that stays open, for whoever enters one after the other."""

    def shown(bureau: Bureau, today: date) -> Record:
        follow_roster(bureau, hall_of(request).now())
        return {"roster": roster_view(bureau, today), "add": add}

    return _page(request, "office/roster.html", shown)


@router.get("/office/roster/unit")
def unit_page(request: Request, visitor: OfKeepers, name: str = "") -> Response:
    """One unit with its posts, its people, and what can be changed."""
    return _page(request, "office/unit.html", lambda bureau, today: {"view": unit_view(bureau, name, today)})


@router.get("/office/roster/post")
def post_page(request: Request, visitor: OfKeepers, id: str = "") -> Response:
    return _page(request, "office/post.html", lambda bureau, today: {"view": post_view(bureau, id, today)})


@router.get("/office/roster/{person}")
def person_page(request: Request, visitor: OfKeepers, person: str) -> Response:
    def shown(bureau: Bureau, today: date) -> Record:
        view, feed = person_view(bureau, person, today), feed_of(bureau, person, hall_of(request).now())
        return {"view": view, "has": belongings(bureau, view.row.person, today), "feed": feed}

    return _page(request, "office/person.html", shown)


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


def _page(request: Request, template: str, shown: Callable[[Bureau, date], Record]) -> Response:
    """With what every form of the roster chooses from: those who are there today."""
    was, bureau, findings = in_force(hall_of(request))
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
        **shown(bureau, today),
    )


def in_force(hall: Hall) -> tuple[str, Bureau, tuple[Finding, ...]]:
    """The file's fingerprint for a form's `was`, the content after a look at the files, and what is wrong with them.

    The fingerprint comes first: a file that changes in between is refused as another one, and never overwritten.
    """
    was = fingerprint(Path(hall.settings.home))
    return was, hall.refresh(), hall.findings
