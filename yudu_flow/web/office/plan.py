"""One plan in its page: read whole, and changed whole, with what a change does before it is kept."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_plan import keep_plan, plan_sheet, propose_plan
from yudu_flow.actions.acts.stop_plan import end_plan, pause_plan, resume_plan
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.views.plan_states import plan_states
from yudu_flow.content.entries import row_in, without_blanks
from yudu_flow.content.plan.outline import WHOLE
from yudu_flow.domain.errors import BadRequest, Conflict, NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.parts.desk import day_in
from yudu_flow.web.parts.entry_form import PLAY, looked, refresh, refused, shown, stepped, wants_keeping, words_in
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.plan_form import PAGE, PLANS, PlanId, frame_of
from yudu_flow.web.parts.posted import Posted, text

router = APIRouter(include_in_schema=False)
KEPT = "已写入方案；从下一期起生效，已经开始的各期不变"


@router.get(f"{PLANS}/{{plan}}")
def plan_page(request: Request, visitor: OfOffice, plan: PlanId) -> Response:
    """All that it says, its state, and the acts that change that."""
    hall = hall_of(request)
    found = next((one for one in plan_states(hall.bureau(), hall.now()) if one.plan.id == plan), None)
    if found is None:
        raise NotFound("没有这份方案")
    return page(request, "office/plan.html", state=found, plan=found.plan, today=local_day(hall.now()))


@router.post(f"{PLANS}/{{plan}}/pause")
def pause_posted(request: Request, visitor: OfOffice, form: Posted, plan: PlanId) -> Response:
    hall = hall_of(request)
    where = hall.settings.home, hall.bureau(), plan, visitor.by, hall.now()
    return _done(request, plan, pause_plan(*where, day_in(form, "day"), text(form, "reason")))


@router.post(f"{PLANS}/{{plan}}/end")
def end_posted(request: Request, visitor: OfOffice, form: Posted, plan: PlanId) -> Response:
    hall = hall_of(request)
    where = hall.settings.home, hall.bureau(), plan, visitor.by, hall.now()
    return _done(request, plan, end_plan(*where, day_in(form, "day"), text(form, "reason")))


@router.post(f"{PLANS}/{{plan}}/resume")
def resume_posted(request: Request, visitor: OfOffice, form: Posted, plan: PlanId) -> Response:
    hall = hall_of(request)
    said = resume_plan(hall.settings.home, hall.bureau(), plan, visitor.by, hall.now(), text(form, "reason"))
    return _done(request, plan, said)


def _done(request: Request, plan: str, news: str) -> Response:
    return go(request, f"{PLANS}/{plan}", news + refresh(request))


@router.get(f"{PLANS}/{{plan}}/edit")
def edit_page(request: Request, visitor: OfOffice, plan: PlanId) -> Response:
    """All of it as a form."""
    found = plan_sheet(hall_of(request).settings.home, plan)
    return shown(request, PAGE, found.row, found.seen, **frame_of(f"{PLANS}/{plan}", draft=False))


@router.post(f"{PLANS}/{{plan}}/edit")
@takes(3 * 2**20)
def edit_posted(request: Request, visitor: OfOffice, form: Posted, plan: PlanId) -> Response:
    """Move, add, take out; look what it changes; keep what was looked at."""
    hall, seen = hall_of(request), text(form, "seen")
    row, frame = row_in(WHOLE, words_in(form)), frame_of(f"{PLANS}/{plan}", draft=False) | {"why": text(form, "why")}
    step = stepped(row, text(form, "do"))
    if step:
        return shown(
            request, PAGE, step[0], seen, at=step[1], why=text(form, "why"), **frame_of(f"{PLANS}/{plan}", draft=False)
        )
    try:
        proposal = propose_plan(hall.settings.home, plan, without_blanks(row), seen, hall.now())
        if wants_keeping(form, proposal):
            keep_plan(hall.settings.home, hall.bureau(), visitor.by, hall.now(), proposal, text(form, "why"))
            return go(request, f"{PLANS}/{plan}", KEPT + refresh(request) if proposal.new else "没有改动")
    except (Conflict, BadRequest) as problem:
        return refused(request, PAGE, row, form, problem, **frame)
    found = looked(hall, proposal, play=text(form, "do") == PLAY)
    return shown(
        request,
        PAGE,
        proposal.row,
        seen,
        looked=found,
        why=text(form, "why"),
        **frame_of(f"{PLANS}/{plan}", draft=False),
    )
