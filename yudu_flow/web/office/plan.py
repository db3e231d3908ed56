"""One plan in its page: read whole, and changed whole, with what a change does before it is kept."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_contents import PLAN
from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.acts.join_period import join_period, outside
from yudu_flow.actions.acts.stop_plan import end_plan, pause_plan, resume_plan
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.views.plan_states import plan_states
from yudu_flow.actions.views.plan_workbook import TITLE, plan_workbook
from yudu_flow.content.entries import row_in
from yudu_flow.content.plan.outline import WHOLE
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import day_in
from yudu_flow.web.parts.entry_form import answered, refresh, shown, words_in
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.papers import XLSX, download
from yudu_flow.web.parts.plan_form import PAGE, PLANS, WHOLE_PLAN, PlanId, frame_of
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
KEPT = "已写入方案；从下一期起生效，已经开始的各期不变"


@router.get(f"{PLANS}/{{plan}}")
def plan_page(request: Request, visitor: OfOffice, plan: PlanId) -> Response:
    """All that it says, its state, and the acts that change that."""
    hall = hall_of(request)
    found = next((one for one in plan_states(hall.bureau(), hall.now()) if one.plan.id == plan), None)
    if found is None:
        raise NotFound("没有这份方案")
    with hall.bureau().reading() as db:
        left = [one for one in outside(hall.bureau(), db, hall.now()) if one.plan.id == plan]
    return page(request, "office/plan.html", state=found, plan=found.plan, today=local_day(hall.now()), left=left)


@router.get(f"{PLANS}/{{plan}}/plan.xlsx")
def plan_file(request: Request, visitor: OfOffice, plan: PlanId) -> Response:
    """To be handed round."""
    hall = hall_of(request)
    found = next((one for one in hall.bureau().content.plans if one.id == plan), None)
    if found is None:
        raise NotFound("没有这份方案")
    data = plan_workbook(found, hall.bureau().roster.bureau_name, hall.now())
    return download(data, XLSX, f"{found.title}{TITLE}.xlsx")


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


@router.post(f"{PLANS}/{{plan}}/join")
def join_posted(request: Request, visitor: OfOffice, form: Posted, plan: PlanId) -> Response:
    """Who came to the plan since is taken into the open period."""
    hall = hall_of(request)
    told = join_period(hall.bureau(), plan, text(form, "duty"), visitor.by, hall.now(), text(form, "reason"))
    return go(request, f"{PLANS}/{plan}", told)


def _done(request: Request, plan: str, news: str) -> Response:
    return go(request, f"{PLANS}/{plan}", news + refresh(request))


@router.get(f"{PLANS}/{{plan}}/edit")
def edit_page(request: Request, visitor: OfOffice, plan: PlanId) -> Response:
    """All of it as a form."""
    found = PLAN.read(hall_of(request).settings.home, plan)
    return shown(request, PAGE, found.row, found.seen, **frame_of(f"{PLANS}/{plan}", draft=False))


@router.post(f"{PLANS}/{{plan}}/edit")
@takes(*WHOLE_PLAN)
def edit_posted(request: Request, visitor: OfOffice, form: Posted, plan: PlanId) -> Response:
    """Move, add, take out; look what it changes; keep what was looked at."""
    hall, why = hall_of(request), text(form, "why")
    home, now, back = hall.settings.home, hall.now(), f"{PLANS}/{plan}"

    def keep(proposal: Proposal) -> Response:
        PLAN.keep(hall.bureau(), visitor.by, now, proposal, plan, why)
        return go(request, back, KEPT + refresh(request) if proposal.new else "没有改动")

    frame = frame_of(back, draft=False) | {"why": why}
    row, seen = row_in(WHOLE, words_in(form)), text(form, "seen")
    return answered(request, form, PAGE, row, frame, lambda new: PLAN.propose(home, plan, new, seen, now), keep)
