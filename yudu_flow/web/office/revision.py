"""A draft compared with the plan in force that it revises, and what is chosen of it written into the plan."""

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.acts.revise_plan import Revision, compared, in_force, keep_revision, propose_revision
from yudu_flow.actions.acts.whose_edit import words_of
from yudu_flow.actions.bureau import local_day
from yudu_flow.content.plan.difference import Scope
from yudu_flow.documents.drafts import kept
from yudu_flow.domain.errors import BadRequest, Busy, Conflict
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.entry_form import PLAY, looked, refresh, wants_keeping
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.plan_form import PLANS, WHOLE_PLAN, DraftId
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room
from yudu_flow.wording.revisions import SAME, SCOPES, WAYS

router = Room()
PAGE = f"{PLANS}/drafts/{{id}}/compare"
KEPT = "已写入方案；从下一期起生效，已经开始的各期不变"


@router.get(PAGE)
def compare_page(request: Request, visitor: OfOffice, id: DraftId) -> Response:
    """Each difference with both values, ticked where it would be taken over; the plans to choose from where none is."""
    asked = request.query_params
    try:
        found = _found(request, id, asked.get("plan", ""), asked.get("scope", ""))
    except BadRequest as unclear:
        title = kept(hall_of(request).settings.home, id).title
        return _page(request, id, title=title, found=None, problem=str(unclear))
    return _shown(request, found, found.proposed)


@router.post(PAGE)
@takes(*WHOLE_PLAN)
def compare_posted(request: Request, visitor: OfOffice, form: Posted, id: DraftId) -> Response:
    """What the ticked ones make of the plan and from when; and the plan written where that was looked at."""
    hall, why, keys = hall_of(request), text(form, "why"), [str(one) for one in form.getlist("take")]
    home, now, done = hall.settings.home, hall.now(), bool(text(form, "drop"))
    found = _found(request, id, text(form, "plan"), text(form, "scope"))
    typed = {"why": why, "drop": done}
    try:
        proposal = propose_revision(home, found, keys, (text(form, "seen"), text(form, "known")), now)
        if wants_keeping(form, proposal):
            keep_revision(home, hall.bureau(), visitor.by, now, found, proposal, why, done=done)
            return go(request, f"{PLANS}/{found.plan.id}", KEPT + refresh(request))
    except (Conflict, BadRequest, Busy) as problem:
        status = 409 if isinstance(problem, Conflict) else 400
        said = words_of(hall.bureau(), home, problem)
        return _shown(request, found, keys, problem=said, status=status, **typed)
    return _looked(request, form, found, keys, proposal, typed)


def _looked(
    request: Request, form: FormData, found: Revision, keys: list[str], proposal: Proposal, typed: Mapping[str, Any]
) -> Response:
    outcome = looked(hall_of(request), proposal, play=text(form, "do") == PLAY)
    return _shown(request, found, keys, looked=outcome, status=400 if outcome.faults else 200, **typed)


def _found(request: Request, id: str, plan: str, scope: str) -> Revision:
    hall = hall_of(request)
    said = Scope(scope) if scope in SCOPES else None
    return compared(hall.settings.home, hall.bureau().roster, local_day(hall.now()), id, plan, said)


def _shown(request: Request, found: Revision, keys: list[str], **more: Any) -> Response:
    return _page(request, found.draft, title=found.title, found=found, keys=keys, **more)


def _page(request: Request, id: str, **more: Any) -> Response:
    hall = hall_of(request)
    frame = {"back": f"{PLANS}/drafts/{id}", "plans": in_force(hall.settings.home, local_day(hall.now()))}
    blank = {"problem": "", "why": "", "drop": True, "keys": [], "looked": None}
    words = {"scopes": SCOPES, "ways": WAYS, "same": SAME}
    return page(request, "office/plan-compare.html", **{**frame, **words, **blank, **more})
