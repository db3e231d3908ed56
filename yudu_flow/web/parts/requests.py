"""What firms ask for, on each desk: who sees a request, the list, each of them, and the form that records one."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.which_step import the_request
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.views.request_papers import TITLE, request_ledger, request_slip
from yudu_flow.actions.views.requests_view import RequestShown, all_requests, request_shown
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.firm_request import FirmNeed, Stage
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import Id, Whose, number_in
from yudu_flow.web.parts.giving import several
from yudu_flow.web.parts.official import paper_file
from yudu_flow.web.parts.on_desks import on_desk
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.papers import XLSX, download
from yudu_flow.web.parts.posted import Posted, text

REACH: Mapping[str, Whose] = {"office": Visitor.sees, "mine": Visitor.answers_for, "leader": Visitor.leads_on}
"""Which steps a desk has a page of."""


def concerns(visitor: Visitor, shown: RequestShown) -> bool:
    """Whether the visitor has a part in it: a step that is theirs to see, or they brought it."""
    mine = shown.row.visitor in (visitor.person, *visitor.units) or shown.row.by_id == visitor.person
    signed_in = visitor.link is None and bool(visitor.person)
    return visitor.office or (mine and signed_in) or any(visitor.sees(sight.owed) for sight in shown.matter.sights)


def request_pages(desk: str, gate: Any, opens: Callable[[Request, Visitor], bool] | None = None) -> APIRouter:
    """`opens` says who may record one, None where nobody does on that desk; the act asks again whose it is."""

    def listed(request: Request, visitor: Visitor) -> Response:
        return list_page(request, visitor, desk, opens=bool(opens and opens(request, visitor)))

    def one(request: Request, visitor: Visitor, number: Id) -> Response:
        return one_page(request, visitor, desk, number)

    def recorded(request: Request, visitor: Visitor, form: Posted) -> Response:
        return opened(request, visitor, form, desk)

    at = f"/{desk}/requests"
    return on_desk(gate, {at: listed, f"{at}/{{number:int}}": one}, {at: recorded} if opens else None)


def list_page(request: Request, visitor: Visitor, desk: str, *, opens: bool) -> Response:
    """The requests that concern the visitor, those that run first; `opens`: they may record one."""
    with reading(request) as (bureau, db, now):
        found = [one for one in all_requests(bureau, db, now) if concerns(visitor, one)]
    query = request.query_params
    return page(
        request,
        "requests/list.html",
        desk=desk,
        running=[one for one in found if not one.over],
        over=[one for one in found if one.over],
        opens=opens,
        until=f"{bureau.rules.request_until:%H:%M}",
        units=bureau.roster.standing(local_day(now)),
        needs=[str(need) for need in FirmNeed],
        firm=query.get("firm", "")[:200],
        words=query.get("text", "")[:2000],
        visit=query.get("visit", "") if query.get("visit", "").isdigit() else "",
    )


def ledger(request: Request, visitor: Visitor) -> Response:
    """The requests that concern the visitor as a workbook."""
    with reading(request) as (bureau, db, now):
        found = [one for one in all_requests(bureau, db, now) if concerns(visitor, one)]
    return download(request_ledger(found, bureau.roster.bureau_name, now), XLSX, f"{TITLE}.xlsx")


def awaiting(request: Request, visitor: Visitor) -> list[RequestShown]:
    """Those of which a leader has to say what becomes of them."""
    with reading(request) as (bureau, db, now):
        found = all_requests(bureau, db, now)
    return [one for one in found if one.stage is Stage.LEADER and visitor.leads_on(one.matter.lead.owed)]


def found_for(request: Request, visitor: Visitor, number: int) -> RequestShown:
    """The one of that number. Raises NotFound where the visitor has no part in it."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    shown = request_shown(bureau, the_request(bureau, number, now))
    if not concerns(visitor, shown):
        raise NotFound(f"没有第{number}号企业诉求")
    return shown


def one_page(request: Request, visitor: Visitor, desk: str, number: int) -> Response:
    """One with its steps."""
    shown, reach = found_for(request, visitor, number), REACH[desk]
    seen = {sight.owed.id for sight in shown.matter.sights if reach(visitor, sight.owed)}
    return page(request, "requests/one.html", desk=desk, shown=shown, seen=seen)


def slip(request: Request, visitor: Visitor, number: int) -> Response:
    """Its slip as a Word file."""
    shown = found_for(request, visitor, number)
    with reading(request) as (bureau, db, now):
        paper = request_slip(bureau, db, shown, now)
    return paper_file(request, paper)


def opened(request: Request, visitor: Visitor, form: FormData, desk: str) -> Response:
    """Record it in the visitor's name, and on to its page."""
    hall = hall_of(request)
    visit = number_in(form, "visit") if text(form, "visit") else None
    asking = Asking(
        text(form, "firm"), text(form, "need"), text(form, "text"), text(form, "lead"), several(form, "helpers"), visit
    )
    done = open_request(hall.bureau(), visitor.by, hall.now(), asking)
    number = done[0].sight.owed.subject.partition(":")[2]
    unreached = [one.sight.owed.owner for one in done if one.unreached]
    told = f"已登记并交办；{'、'.join(unreached)}没有可用的邮箱，请电话告知" if unreached else "已登记并交办"
    return go(request, f"/{desk}/requests/{number}", told)
