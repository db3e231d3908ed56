"""Plans in the pages (方案): those in force, drafts from documents, looking one through, and starting it."""

from dataclasses import replace
from pathlib import Path as File

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.draft_plans import change_draft, drop_draft, keep_draft, start_draft
from yudu_flow.actions.acts.enter_names import enter_names
from yudu_flow.actions.acts.revise_plan import unchanged
from yudu_flow.actions.acts.write_back import BrokenFiles
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.views.draft_view import draft_view
from yudu_flow.actions.views.plan_states import plan_states
from yudu_flow.actions.views.revised_plans import revised_plans
from yudu_flow.content.entries import FIGURES
from yudu_flow.documents.draft import Draft, DraftDuty, DraftTarget
from yudu_flow.documents.drafts import BY_HAND, kept, listed
from yudu_flow.documents.editing import NAMES, Looked, asked_anew, edited
from yudu_flow.documents.entering import Kind, new_names
from yudu_flow.domain.amount import parse_amount
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import Hall, hall_of
from yudu_flow.web.parts.desk import day_in
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.plan_form import PLANS, WHOLE_PLAN, DraftId
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
ROOM = 32 * 2**20
WAYS = {"up": "要达到", "down": "不能超过", "keep": "要保持"}
"""Which way a figure is to go."""
MARKS = "，,、；;\n"


@router.get(PLANS)
def plans_page(request: Request, visitor: OfOffice) -> Response:
    """What is in force, what is a draft, and the form for a document."""
    hall = hall_of(request)
    plans, drafts = plan_states(hall.bureau(), hall.now()), listed(home_of(hall))
    return page(request, "office/plans.html", plans=plans, drafts=drafts)


@router.post(PLANS)
@takes(ROOM)
def document_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Read it, and show what it orders."""
    from yudu_flow.documents.apart import read_apart  # loaded with the first document, few of which come in a year
    from yudu_flow.documents.reading import read_paper

    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise BadRequest("请选择文件", needs=("file",))
    hall = hall_of(request)
    paper = read_apart(file.file.read(), file.filename, visitor.person)
    draft = read_paper(paper, hall.bureau().roster, asked=False)
    if not draft.assignments:
        raise BadRequest("文件里没有读出责任分工；请看里面是不是写了责任单位，或换一份文件", needs=("file",))
    if same := unchanged(home_of(hall), local_day(hall.now()), draft, hall.bureau().roster):
        return go(request, f"{PLANS}/{same.id}", "这份文件与执行中的方案没有不同，没有存草稿")
    id, new = keep_draft(home_of(hall), hall.bureau(), visitor.by, hall.now(), draft)
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
    home, bureau, now = home_of(hall), hall.bureau(), hall.now()
    before = kept(home, id).draft
    if before is None:
        raise Conflict(BY_HAND)
    head = text(form, "number"), text(form, "title"), day_in(form, "dated")
    rows = [row for at in range(len(before.assignments) + 1) if (row := _row(form, at, len(before.assignments)))]
    duties = [one for at, old in enumerate(before.duties) if (one := _duty(form, at, old))]
    targets = [figure for at, old in enumerate(before.targets) if (figure := _target(form, at, old))]
    names = {old: new for at, old in enumerate(form.getlist("unknown")) if (new := text(form, f"as-{at}"))}
    after = edited(before, head, rows, duties, targets, {str(old): new for old, new in names.items()})
    change_draft(home, bureau, visitor.by, now, id, after, seen=text(form, "known"))
    if text(form, "start"):
        return _started(request, visitor.by, id)
    return go(request, f"{PLANS}/drafts/{id}", _entered(hall, visitor.by, after) if text(form, "enter") else "已保存")


@router.post(f"{PLANS}/drafts/{{id}}/start")
def start_posted(request: Request, visitor: OfOffice, form: Posted, id: DraftId) -> Response:
    """A draft whose file was edited by hand."""
    return _started(request, visitor.by, id)


@router.post(f"{PLANS}/drafts/{{id}}/drop")
def drop_posted(request: Request, visitor: OfOffice, form: Posted, id: DraftId) -> Response:
    hall = hall_of(request)
    drop_draft(home_of(hall), hall.bureau(), visitor.by, hall.now(), id)
    return go(request, PLANS, "草稿已删去")


def _entered(hall: Hall, by: str, draft: Draft) -> str:
    """What the roster still lacks is in it now; says so."""
    known = hall.bureau().roster
    names = new_names(asked_anew(draft, known))
    if not names:
        return "已保存，名册里都有了"
    enter_names(home_of(hall), hall.bureau(), by, hall.now(), names)
    if hall.content:
        hall.content.refresh(hall.now())
    groups = "、".join(f"“{one.name}”" for one in names if one.kind is Kind.GROUP)
    leaders = [one.name for one in names if one.kind is Kind.LEADER]
    first = f"；主要领导先记为{leaders[0]}，不是的到名册的“局领导”里改" if leaders and not known.leadership else ""
    members = f"；{groups}是哪些单位，请到名册的“集合”里选上" if groups else ""
    return f"已登记{len(names)}个名称；岗位名称、联络员和联系方式到名册补上{first}{members}"


def home_of(hall: Hall) -> File:
    """Where the content lies."""
    return hall.settings.home


def _started(request: Request, by: str, id: str) -> Response:
    hall = hall_of(request)
    try:
        start_draft(home_of(hall), hall.bureau(), by, hall.now(), id)
    except BrokenFiles as errors:
        return _shown(request, id, tuple(str(finding) for finding in errors.findings))
    if hall.content:
        hall.content.refresh(hall.now())
    return go(request, PLANS, "方案已启用")


def _shown(request: Request, id: str, errors: tuple[str, ...] = ()) -> Response:
    hall = hall_of(request)
    home, roster, today = home_of(hall), hall.bureau().roster, local_day(hall.now())
    found = kept(home, id)
    revised = revised_plans(home, today, found, roster)
    shown = {"view": draft_view(found, roster, today), "revised": revised, "errors": errors, "ways": WAYS}
    return page(request, "office/draft.html", status=400 if errors else 200, **shown)


def _row(form: FormData, at: int, known: int) -> Looked | None:
    """An assignment as the page has it; None where it was struck out, or is the empty line for one more."""
    names = {field: _names(text(form, f"{field}-{at}")) for field in NAMES}
    measure, title = text(form, f"measure-{at}"), text(form, f"title-{at}")
    if text(form, f"gone-{at}") or (at == known and not any(names.values())):
        return None
    if not FIGURES.fullmatch(measure) or not 0 < int(measure) < 10_000:
        raise BadRequest("措施序号请写整数", needs=(f"measure-{at}",))
    summary = text(form, f"summary-{at}") or title
    return Looked(at if at < known else None, int(measure), title, summary, names, day_in(form, f"due-{at}"))


def _names(said: str) -> tuple[str, ...]:
    for mark in MARKS:
        said = said.replace(mark, "、")
    return tuple(dict.fromkeys(name.strip() for name in said.split("、") if name.strip()))


def _duty(form: FormData, at: int, old: DraftDuty) -> DraftDuty | None:
    if text(form, f"duty-gone-{at}"):
        return None
    if old.assignment is not None:
        firms = text(form, f"firms-{at}")
        return replace(old, firms=int(firms)) if FIGURES.fullmatch(firms) and 0 < int(firms) < 1000 else old
    day = text(form, f"day-{at}").removesuffix("日")
    if not FIGURES.fullmatch(day) and not day.startswith("周"):
        raise BadRequest("几日报送请写数字，每周的写周几，如 周五", needs=(f"day-{at}",))
    every, sealed = text(form, f"every-{at}") or old.every, bool(text(form, f"sealed-{at}"))
    return replace(old, every=every, day=int(day) if FIGURES.fullmatch(day) else day, sealed=sealed)


def _target(form: FormData, at: int, old: DraftTarget) -> DraftTarget | None:
    if text(form, f"target-gone-{at}"):
        return None
    name, said = text(form, f"target-name-{at}") or old.name, text(form, f"target-value-{at}") or old.as_written
    value = parse_amount(said, old.unit)
    if value is None:
        raise BadRequest(f"看不懂目标值“{said}”，请写成 4600人 这样", needs=(f"target-value-{at}",))
    way, state = text(form, f"target-way-{at}") or old.direction, bool(text(form, f"target-state-{at}"))
    if way not in WAYS:
        raise BadRequest("请选择指标是要达到、不能超过还是要保持", needs=(f"target-way-{at}",))
    by = day_in(form, f"target-by-{at}") or old.by
    return replace(old, name=name, value=value, as_written=said, by=by, direction=way, state=state, doubt="")
