"""The leader's desk (责任领导): the page behind the digest, one obligation, a decision, an instruction."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.appeal_case import decide_appeal
from yudu_flow.actions.acts.instruct import haste, led_units
from yudu_flow.actions.acts.table import OF_GIVERS, OF_LEADERS
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import name_of
from yudu_flow.actions.target_words import outlook_words, progress_words
from yudu_flow.actions.views.leader_cases import cases_of
from yudu_flow.actions.views.leader_exceptions import EXCEPTIONS
from yudu_flow.actions.views.leader_view import exception, leader_page
from yudu_flow.actions.views.obligation_view import whole
from yudu_flow.actions.views.year_outcomes import IN_ORDER
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.facts import FactKind
from yudu_flow.web.doors.access import OfLeaders, Visitor
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.chart import progress_bar, stacked_months
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.desk import sight_for
from yudu_flow.web.parts.file_pages import file_pages
from yudu_flow.web.parts.forms import forms
from yudu_flow.web.parts.giving import give, several
from yudu_flow.web.parts.leaves import leaf
from yudu_flow.web.parts.official import case_document
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.requests import awaiting, request_pages
from yudu_flow.web.parts.room import Room
from yudu_flow.web.parts.target_chart import target_chart

router = Room()


@router.get("/leader")
def desk_page(request: Request, visitor: OfLeaders, period: str = "") -> Response:
    """Exceptions, then each measure under their charge, then the last twelve months."""
    with reading(request) as (bureau, db, now):
        shown = leader_page(bureau, db, now, visitor.leads, chosen_period(period))
    return page(
        request,
        "leader/desk.html",
        desk=shown,
        outcomes=IN_ORDER,
        bar=progress_bar,
        words=progress_words,
        outlook=outlook_words,
        course=target_chart,
        picture=stacked_months(shown.months),
        asked=awaiting(request, visitor),
        units=led_units(bureau, visitor.leads, local_day(now)),
        urgencies=haste().days,
    )


@router.get("/leader/todo/{name}")
def todo_page(request: Request, visitor: OfLeaders, name: str, at: str = "") -> Response:
    """One of the lists of exceptions, fifty rows at a time."""
    if name not in EXCEPTIONS:
        raise NotFound("没有这一类事项")
    place = leaf(at)
    with reading(request) as (bureau, db, now):
        shown = exception(bureau, db, now, visitor.leads, name, place.wanted)
    return page(request, "leader/todo.html", name=name, part=shown, leaf=place)


@router.get("/leader/{id:int}")
def obligation_page(request: Request, visitor: OfLeaders, id: int) -> Response:
    """What was reported, what happened, and the case; the office's own notes stay with the office."""
    sight = sight_for(request, visitor, id, Visitor.hears)
    with reading(request) as (bureau, db, now):
        shown = whole(bureau, db, sight, now, visitor.person)
    return page(
        request,
        "leader/obligation.html",
        whole=shown,
        judging=visitor.judges(sight.owed) and not shown.barred,
        owed=sight.owed,
        acts=[act for act in shown.trace["acts"] if act["act"] != FactKind.NOTED],
        cases=cases_of(bureau, [sight], now, visitor.leads),
        closing=visitor.may_close(sight.owed) and not shown.barred,
        deciding=visitor.may_close(sight.owed) and not shown.undecided_by,
        urgencies=haste().days,
        units=bureau.roster.standing(local_day(now)),
    )


@router.post("/leader/{id:int}/instruct")
def instruct_unit(request: Request, visitor: OfLeaders, form: Posted, id: int) -> Response:
    """An instruction (批示) about that item, to its unit."""
    sight = sight_for(request, visitor, id, Visitor.leads_on)
    return give(request, visitor, form, [sight.owed.unit], name_of(sight.owed), f"/leader/{id}")


@router.post("/leader/instruct")
def instruct_units(request: Request, visitor: OfLeaders, form: Posted) -> Response:
    """An instruction to one unit or several."""
    return give(request, visitor, form, several(form, "to"), text(form, "about"), "/leader")


@router.get("/leader/{id:int}/case.docx")
def case_paper(request: Request, visitor: OfLeaders, id: int) -> Response:
    return case_document(request, sight_for(request, visitor, id, Visitor.hears), "case")


def _back(_visitor: Visitor, _form: FormData, id: int) -> str:
    return f"/leader/{id}"


router.include_router(forms("leader", Visitor.leads_on, _back, [one for one in OF_LEADERS if one is not decide_appeal]))
# Apart: an appeal comes to whoever hears it, under whose charge the unit need not be.
router.include_router(forms("leader", Visitor.hears, _back, [decide_appeal]))
# Leaders alone, though the office closes too: what it gave has its page at the office, and none here.
router.include_router(forms("leader", Visitor.may_close, _back, OF_GIVERS, OfLeaders))
router.include_router(file_pages("leader", OfLeaders, Visitor.hears))
router.include_router(request_pages("leader", OfLeaders))
