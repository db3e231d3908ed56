"""The leader's desk (责任领导): the page behind the digest, one obligation, a decision, an instruction."""

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.instruct import instruct, open_instructions
from yudu_flow.actions.acts.settle_case import decide_case, give_time
from yudu_flow.actions.views.leader_cases import cases_of
from yudu_flow.actions.views.leader_exceptions import EXCEPTIONS
from yudu_flow.actions.views.leader_view import exception, leader_page
from yudu_flow.actions.views.obligation_view import whole
from yudu_flow.actions.views.year_outcomes import IN_ORDER
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.facts import CaseChoice, FactKind
from yudu_flow.web.doors.access import OfLeaders
from yudu_flow.web.parts.chart import progress_bar, progress_words, stacked_months
from yudu_flow.web.parts.chosen_month import chosen_month
from yudu_flow.web.parts.desk import day_in, sight_for, target_of
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.leaves import leaf
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.papers import serve_file, serve_page, serve_thumb
from yudu_flow.web.parts.posted import Posted, text

router = APIRouter(include_in_schema=False)
MORE_TIME = "time"
LONGEST = 2000


@router.get("/leader")
def desk_page(request: Request, visitor: OfLeaders, period: str = "") -> Response:
    """Exceptions, then each measure under their charge, then the last twelve months."""
    hall = hall_of(request)
    bureau = hall.bureau()
    with bureau.reading() as db:
        shown = leader_page(bureau, db, hall.now(), visitor.leads, chosen_month(period))
    return page(
        request,
        "leader/desk.html",
        desk=shown,
        outcomes=IN_ORDER,
        bar=progress_bar,
        words=progress_words,
        picture=stacked_months(shown.months),
    )


@router.get("/leader/todo/{name}")
def todo_page(request: Request, visitor: OfLeaders, name: str, at: str = "") -> Response:
    """One of the lists of exceptions, fifty rows at a time."""
    if name not in EXCEPTIONS:
        raise NotFound("没有这一类事项")
    hall, place = hall_of(request), leaf(at)
    bureau = hall.bureau()
    with bureau.reading() as db:
        shown = exception(bureau, db, hall.now(), visitor.leads, name, place.wanted)
    return page(request, "leader/todo.html", name=name, part=shown, leaf=place)


@router.get("/leader/{id:int}")
def obligation_page(request: Request, visitor: OfLeaders, id: int) -> Response:
    """What was reported, what happened, and the case; the office's own notes stay with the office."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.leads_on)
    bureau = hall.bureau()
    with bureau.reading() as db:
        shown = whole(bureau, db, sight, hall.now(), visitor.person)
    return page(
        request,
        "leader/obligation.html",
        whole=shown,
        judging=visitor.judges(sight.owed) and not shown.barred,
        owed=sight.owed,
        acts=[act for act in shown.trace["acts"] if act["act"] != FactKind.NOTED],
        cases=cases_of(bureau, [sight], hall.now(), visitor.leads),
        instructions=open_instructions(sight.events),
    )


@router.post("/leader/{id:int}/decide")
def decide(request: Request, visitor: OfLeaders, form: Posted, id: int) -> Response:
    """Confirm, dismiss, or give the unit more time; each with a reason."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.leads_on)
    target, reason, chosen = target_of(sight, form), _words(form, "reason", "请写明理由"), text(form, "decision")
    if chosen == MORE_TIME:
        until = day_in(form, "until")
        if until is None:
            raise BadRequest("给予时间请填写期限", needs=("until",))
        give_time(hall.bureau(), target, visitor.by, hall.now(), until, reason)
        return go(request, f"/leader/{id}", "已给单位时间，暂不决定")
    decision = next((one for one in CaseChoice if one == chosen), None)
    if decision is None:
        raise BadRequest("请选择如何决定", needs=("decision",))
    decide_case(hall.bureau(), target, visitor.by, hall.now(), decision, reason)
    return go(request, f"/leader/{id}", "已决定，单位会收到通知")


@router.post("/leader/{id:int}/instruct")
def instruct_unit(request: Request, visitor: OfLeaders, form: Posted, id: int) -> Response:
    """An instruction (批示), which becomes a dated item for the unit."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.leads_on)
    words, day = _words(form, "words", "请写明批示内容"), day_in(form, "day")
    if day is None:
        raise BadRequest("请填写办理期限", needs=("day",))
    done = instruct(hall.bureau(), target_of(sight, form), visitor.by, hall.now(), words, day)
    unreached = done.sight.events[-1].detail.get("unreached")
    news = "批示已存；联络员没有可用的邮箱，请办公室电话告知" if unreached else "批示已交单位办理"
    return go(request, f"/leader/{id}", news)


@router.get("/leader/{id:int}/files/{fid:int}")
def file(request: Request, visitor: OfLeaders, id: int, fid: int) -> Response:
    """A file that was filed."""
    return serve_file(request, sight_for(request, visitor, id, visitor.leads_on), fid)


@router.get("/leader/{id:int}/files/{fid:int}/thumb")
def thumb(request: Request, visitor: OfLeaders, id: int, fid: int) -> Response:
    """Its small picture."""
    return serve_thumb(request, sight_for(request, visitor, id, visitor.leads_on), fid)


@router.get("/leader/{id:int}/files/{fid:int}/page/{number:int}")
def pdf_page(request: Request, visitor: OfLeaders, id: int, fid: int, number: int) -> Response:
    """A page of a PDF as a picture."""
    return serve_page(request, sight_for(request, visitor, id, visitor.leads_on), fid, number)


def _words(form: FormData, name: str, missing: str) -> str:
    said = text(form, name)
    if not said:
        raise BadRequest(missing, needs=(name,))
    if len(said) > LONGEST:
        raise BadRequest(f"内容过长，请不要超过{LONGEST}字", needs=(name,))
    return said
