"""填报: the form with its draft, the files that wait, the filing, the receipt, the page to be stamped."""

from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from yudu_flow.actions.act import Target
from yudu_flow.actions.draft_report import add_papers, remove_paper, save_draft, takes_words
from yudu_flow.actions.file_report import file_report, seal_report
from yudu_flow.actions.look import Sight
from yudu_flow.actions.report_form import FIGURE, PART, SECTIONS, Form, doubts, form_of, report_from
from yudu_flow.actions.unit_view import whole
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import FactKind
from yudu_flow.intake.paper import LIMIT_BYTES, LIMIT_FILES, Paper, take_in
from yudu_flow.storage import attachments
from yudu_flow.storage.database import reading
from yudu_flow.web.access import OfUnit, Visitor
from yudu_flow.web.desk import last_event, number_in, sight_for
from yudu_flow.web.hall import hall_of
from yudu_flow.web.pages import go, page
from yudu_flow.web.posted import Posted, files, text
from yudu_flow.web.words import moment

router = APIRouter(include_in_schema=False)


@router.get("/mine/{id:int}/report")
def form_page(request: Request, visitor: OfUnit, id: int) -> Response:
    """The form, prefilled."""
    sight = sight_for(request, visitor, id, visitor.answers_for)
    if not takes_words(sight):
        return go(request, f"/mine/{id}", "本期已经报送或免报")
    return _form_page(request, sight, _form(request, sight))


@router.post("/mine/{id:int}/report")
def filed(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Keep the draft, ask about what looks wrong, then file."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.answers_for)
    words = _words(form)
    save_draft(hall.bureau(), sight, words, visitor.name, hall.now())
    if form.get("do") == "draft":
        return go(request, f"/mine/{id}/report", "草稿已保存")
    opened = _form(request, sight)
    asked = _asked(request, sight, form, words, opened)
    if asked:
        return _form_page(request, sight, opened, asked=asked, status=422)
    sealed = bool(form.get("sealed")) and bool(opened.papers)
    target = Target(sight.owed.owner, sight.owed.period, sight.owed.duty, seen=number_in(form, "seen"))
    file_report(hall.bureau(), target, visitor.name, hall.now(), report_from(words, opened), sealed=sealed)
    return go(request, f"/mine/{id}/receipt")


def _asked(
    request: Request, sight: Sight, form: FormData, words: dict[str, str], opened: Form
) -> list[tuple[str, str]]:
    """Questions that were not answered with a tick; wrong numbers cannot be ticked away."""
    wrong = [
        f"{figure.target.name}请填整数（{figure.target.unit}），不要写逗号、小数和“约”"
        for figure in opened.figures
        if (said := words.get(f"{FIGURE}{figure.target.name}", "")) and not _is_number(said)
    ]
    if wrong:
        return [("number", message) for message in wrong]
    found = doubts(words, opened)
    if form.get("sealed") and not opened.papers:
        found.append(("page", "勾选了“附件中有盖章页”，但还没有上传附件；不补传则按“盖章页稍后补”报送"))
    return [] if form.get("sure") else found


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) <= 15


@router.post("/mine/{id:int}/draft")
def drafted(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """The page saves by itself while somebody writes."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.answers_for)
    save_draft(hall.bureau(), sight, _words(form), visitor.name, hall.now())
    return HTMLResponse(f"已自动保存 {moment(hall.now())}")


@router.post("/mine/{id:int}/files")
def uploaded(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Files for the draft; the words typed so far are kept with them."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.answers_for)
    words = _words(form)
    if words:
        save_draft(hall.bureau(), sight, words, visitor.name, hall.now())
    taken = papers_in(form)
    if not taken:
        raise BadRequest("请先选择要上传的文件")
    add_papers(hall.bureau(), sight, taken, hall.store)
    return go(request, _back(sight), _hint(taken))


def papers_in(form: FormData) -> list[Paper]:
    """What was uploaded, taken in. Raises BadRequest with what to do."""
    chosen = files(form, "files")
    if len(chosen) > LIMIT_FILES:
        raise BadRequest(f"一次最多上传{LIMIT_FILES}个文件")
    return [take_in(one.filename or "", one.file.read(LIMIT_BYTES + 1)) for one in chosen]


def _hint(taken: list[Paper]) -> str:
    if any(paper.seal == "seen" for paper in taken):
        return "已上传，检出红色印章"
    looked = any(paper.seal == "not_seen" for paper in taken)
    return "已上传；未检出印章，请核对是否为盖章页" if looked else "已上传"


def _back(sight: Sight) -> str:
    return f"/mine/{sight.owed.id}" + ("" if sight.state.unsealed_at else "/report#files")


@router.post("/mine/{id:int}/files/{fid:int}/remove")
def removed(request: Request, visitor: OfUnit, form: Posted, id: int, fid: int) -> Response:
    """Take a file out of the draft."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.answers_for)
    remove_paper(hall.bureau(), sight, fid)
    return go(request, _back(sight), "已删去")


@router.post("/mine/{id:int}/seal")
def sealed(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """The sealed page of a report that was filed without it."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.answers_for)
    bureau, taken = hall.bureau(), papers_in(form)
    if taken:
        add_papers(bureau, sight, taken, hall.store)
    with reading(bureau.engine) as db:
        waiting = attachments.waiting(db, sight.owed.id)
    if not waiting:
        raise BadRequest("请先选择盖章页的照片或扫描件")
    target = Target(sight.owed.owner, sight.owed.period, sight.owed.duty, seen=number_in(form, "seen"))
    seal_report(bureau, target, visitor.name, hall.now())
    return go(request, f"/mine/{id}/receipt")


@router.get("/mine/{id:int}/receipt")
def receipt(request: Request, visitor: OfUnit, id: int) -> Response:
    """When what was filed by whom."""
    sight = sight_for(request, visitor, id, visitor.answers_for)
    came = [row for row in sight.events if row.kind in (FactKind.FILED, FactKind.FILED_UNSEALED, FactKind.SEALED)]
    if not came:
        return go(request, f"/mine/{id}")
    return _paper(request, visitor, sight, "unit/receipt.html", came=came)


@router.get("/mine/{id:int}/print")
def printed(request: Request, visitor: OfUnit, id: int) -> Response:
    """The report in official layout, to be printed and stamped: the draft, or what was filed."""
    sight = sight_for(request, visitor, id, visitor.answers_for)
    return _paper(request, visitor, sight, "unit/print.html", form=_form(request, sight))


def _paper(request: Request, visitor: Visitor, sight: Sight, template: str, **said: Any) -> Response:
    hall = hall_of(request)
    bureau = hall.bureau()
    with reading(bureau.engine) as db:
        shown = whole(bureau, db, sight, hall.now())
    return page(request, template, whole=shown, owed=sight.owed, **said)


def _form(request: Request, sight: Sight) -> Form:
    bureau = hall_of(request).bureau()
    with reading(bureau.engine) as db:
        return form_of(bureau, db, sight)


def _form_page(
    request: Request, sight: Sight, form: Form, *, asked: list[tuple[str, str]] | None = None, status: int = 200
) -> Response:
    names = {"part": PART, "figure": FIGURE}
    said: dict[str, Any] = {
        "form": form,
        "owed": sight.owed,
        "seen": last_event(sight),
        "late_from": sight.state.late_from,
    }
    return page(request, "unit/report.html", status=status, asked=asked or [], names=names, **said)


def _words(form: FormData) -> dict[str, str]:
    """The fields of the form that are the report's."""
    mine = (name for name in form if name in SECTIONS or name.startswith((PART, FIGURE)))
    return {name: text(form, name) for name in mine}
