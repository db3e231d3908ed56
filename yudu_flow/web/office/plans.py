"""Plans in the pages (方案): those in force, drafts from documents, looking one through, and starting it."""

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.draft_plans import change_draft, drop_draft, keep_draft, start_draft
from yudu_flow.actions.acts.enter_names import enter_names
from yudu_flow.actions.acts.revise_plan import started, unchanged
from yudu_flow.actions.acts.tried_beside import BrokenFiles
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.views.draft_view import draft_view
from yudu_flow.actions.views.plan_states import plan_states
from yudu_flow.actions.views.revised_plans import revised_plans
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.drafts import BY_HAND, kept, listed
from yudu_flow.documents.editing import asked_anew, edited
from yudu_flow.documents.entering import Kind, new_names
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import Hall, hall_of
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.plan_form import PLANS, WHOLE_PLAN, DraftId
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.review_form import NEW, WAYS, called_in, entered, new_in, review_in
from yudu_flow.web.parts.room import Room

router = Room()
ROOM = 32 * 2**20
NOTHING_READ = "文件里没有读出责任分工；请看里面是不是写了责任单位，或换一份文件"


@router.get(PLANS)
def plans_page(request: Request, visitor: OfOffice) -> Response:
    """What is in force, what is a draft, and the form for a document."""
    hall = hall_of(request)
    plans, drafts = plan_states(hall.bureau(), hall.now()), listed(hall.settings.home)
    return page(request, "office/plans.html", plans=plans, drafts=drafts)


@router.post(PLANS)
@takes(ROOM)
def document_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Read it, and show what it orders."""
    from yudu_flow.documents.apart import read_apart  # loaded with the first document, few of which come in a year

    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise BadRequest("请选择文件", needs=("file",))
    hall = hall_of(request)
    roster, today = hall.bureau().roster, local_day(hall.now())
    draft = read_apart(file.file.read(), file.filename, visitor.person, roster, today)
    if not draft.assignments:
        raise BadRequest(draft.caution or NOTHING_READ, needs=("file",))
    # No draft of what is in force already: it could only be started beside itself.
    if same := unchanged(hall.settings.home, today, draft, roster):
        return go(request, f"{PLANS}/{same.id}", "这份文件与执行中的方案没有不同，没有存草稿")
    if same := started(hall.settings.home, hall.bureau(), today, draft):
        return go(request, f"{PLANS}/{same.id}", "这份文件已经启用为这个方案，没有存草稿；要改的，点“改方案”")
    id, new = keep_draft(hall.settings.home, hall.bureau(), visitor.by, hall.now(), draft)
    return go(request, f"{PLANS}/drafts/{id}", "已读出，请核对" if new else "这份文件以前导入过，没有变化")


@router.get(f"{PLANS}/drafts/{{id}}")
def draft_page(request: Request, visitor: OfOffice, id: DraftId) -> Response:
    """The document on one side, what was read from it on the other."""
    return _shown(request, id)


@router.post(f"{PLANS}/drafts/{{id}}")
@takes(*WHOLE_PLAN)
def draft_posted(request: Request, visitor: OfOffice, form: Posted, id: DraftId) -> Response:
    """What the page says of it; and on to be started where that was pressed."""
    hall = hall_of(request)
    home, bureau, now = hall.settings.home, hall.bureau(), hall.now()
    before = kept(home, id).draft
    if before is None:
        raise Conflict(BY_HAND)
    after = edited(before, review_in(form, before, bureau.roster))
    change_draft(home, bureau, visitor.by, now, id, after, seen=text(form, "known"))
    told = _entered(hall, visitor.by, form, after)
    if text(form, "start"):
        return _started(request, visitor.by, id)
    return go(request, f"{PLANS}/drafts/{id}", told)


@router.post(f"{PLANS}/drafts/{{id}}/start")
def start_posted(request: Request, visitor: OfOffice, form: Posted, id: DraftId) -> Response:
    """A draft whose file was edited by hand."""
    return _started(request, visitor.by, id)


@router.post(f"{PLANS}/drafts/{{id}}/drop")
def drop_posted(request: Request, visitor: OfOffice, form: Posted, id: DraftId) -> Response:
    hall = hall_of(request)
    drop_draft(hall.settings.home, hall.bureau(), visitor.by, hall.now(), id)
    return go(request, PLANS, "草稿已删去")


def _entered(hall: Hall, by: str, form: FormData, draft: Draft) -> str:
    """What was chosen for the roster is in it now, and where that was pressed all else that it lacks; says so."""
    known = hall.bureau().roster
    names, called = new_in(form), called_in(form, known)
    if text(form, "enter"):
        chosen = {one.name for one in names}
        lost = asked_anew(draft, known, local_day(hall.now()))
        names += [one for one in new_names(lost) if one.name not in chosen]
    if not (names or called):
        return "已保存，名册里都有了" if text(form, "enter") else "已保存"
    enter_names(hall.settings.home, hall.bureau(), by, hall.now(), names, called)
    hall.refresh()
    return entered(names, called, first=not known.leadership)


def _started(request: Request, by: str, id: str) -> Response:
    hall = hall_of(request)
    try:
        start_draft(hall.settings.home, hall.bureau(), by, hall.now(), id)
    except BrokenFiles as errors:
        return _shown(request, id, tuple(str(finding) for finding in errors.findings))
    hall.refresh()
    return go(request, PLANS, "方案已启用")


def _shown(request: Request, id: str, errors: tuple[str, ...] = ()) -> Response:
    hall = hall_of(request)
    home, roster, today = hall.settings.home, hall.bureau().roster, local_day(hall.now())
    found = kept(home, id)
    revised = revised_plans(home, today, found, roster)
    shown = {"view": draft_view(found, roster, today), "revised": revised, "errors": errors}
    shown |= {"ways": WAYS, "kinds": [*Kind], "new": NEW}
    return page(request, "office/draft.html", status=400 if errors else 200, **shown)
