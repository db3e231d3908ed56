"""Files for a report: uploaded into its draft and taken out again, looked at, and the sealed page that follows."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from yudu_flow.actions.acts.draft_report import VIEW, remove_paper, save_draft
from yudu_flow.actions.acts.file_report import seal_report
from yudu_flow.actions.acts.report_done import report_done
from yudu_flow.actions.look import Sight
from yudu_flow.actions.views.unit_view import papers_waiting
from yudu_flow.domain.errors import BadRequest, Busy
from yudu_flow.intake.paper import TakenIn
from yudu_flow.web.doors.access import OfUnit, Visitor
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import sight_for, sought_by
from yudu_flow.web.parts.file_pages import file_pages
from yudu_flow.web.parts.forms import acted
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import ROOM_FOR_FILES, Posted, text
from yudu_flow.web.parts.refill import refilled
from yudu_flow.web.parts.room import Room
from yudu_flow.web.parts.sent import sent_by
from yudu_flow.web.unit.acts import back
from yudu_flow.web.unit.desk import item_page
from yudu_flow.web.unit.form import keep_papers, likely_sealed, words_in

router = Room()
SEALING, SHOWING = "seal", "done"
"""The forms of a page that is sent after the report, and of what shows that something is done."""
GONE = "文件已删去；写好的还在，没有报出"


@router.post("/mine/{id:int}/files")
@takes(ROOM_FOR_FILES)
def uploaded(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Files for the draft. The page itself stays as it is where its script sent them."""
    sight = sight_for(request, visitor, id, Visitor.answers_for)
    if _by_script(request):
        try:
            keep_papers(request, sight.owed, form)
        except (BadRequest, Busy) as refusal:
            return _waiting(request, sight, form, problem=str(refusal))
        return _waiting(request, sight, form)
    # First: a file that is refused must not take along what was written beside it.
    _keep_words(request, visitor, sight, form)
    taken = keep_papers(request, sight.owed, form)
    if not taken:
        raise BadRequest("请先选择要上传的文件")
    return go(request, _back(sight, form), _hint(taken))


# Its button stands in the form of the report: what was chosen there, and not sent yet, comes with the press.
@router.post("/mine/{id:int}/files/{fid:int}/remove")
@takes(ROOM_FOR_FILES)
def removed(request: Request, visitor: OfUnit, form: Posted, id: int, fid: int) -> Response:
    """Take a file out of the draft."""
    sight = sight_for(request, visitor, id, Visitor.answers_for)
    if not _by_script(request):
        _keep_words(request, visitor, sight, form)
    remove_paper(hall_of(request).bureau(), sight, fid, visitor.by, hall_of(request).now())
    if _by_script(request):
        return _waiting(request, sight, form)
    return _as_typed(request, visitor, form, id) or go(request, _back(sight, form), "已删去")


def _as_typed(request: Request, visitor: Visitor, form: FormData, id: int) -> Response | None:
    """The page of an item with what was typed beside the files: no draft keeps that."""
    sent = sent_by(request, form)
    if sent is None or text(form, "purpose") != SHOWING:
        return None
    html = bytes(item_page(request, visitor, id).body).decode()
    again = refilled(html, f"/mine/{id}/done", sent.fields, GONE, page=f"/mine/{id}", tone="news")
    return HTMLResponse(again) if again else None


def _by_script(request: Request) -> bool:
    return "hx-request" in request.headers


def _keep_words(request: Request, visitor: Visitor, sight: Sight, form: FormData) -> None:
    """What was written so far goes with a press of any button."""
    words, hall = words_in(form), hall_of(request)
    if {*words} - {VIEW}:
        save_draft(hall.bureau(), sight, words, visitor.by, hall.now(), text(form, "known"))


def _waiting(request: Request, sight: Sight, form: FormData, problem: str = "") -> Response:
    with reading(request) as (_, db, _):
        papers = papers_waiting(db, sight.owed)
    purpose, sealed = text(form, "purpose"), likely_sealed(papers)
    return page(
        request, "unit/waiting.html", owed=sight.owed, papers=papers, purpose=purpose, sealed=sealed, problem=problem
    )


def _hint(taken: list[TakenIn]) -> str:
    if any(paper.seal == "seen" for paper in taken):
        return "已上传，已见红色印章"
    looked = any(paper.seal == "not_seen" for paper in taken)
    return "已上传；未检出印章，请核对是否为盖章页" if looked else "已上传"


def _back(sight: Sight, form: FormData) -> str:
    return f"/mine/{sight.owed.id}" + ("" if text(form, "purpose") in (SEALING, SHOWING) else "/report#files")


@router.post("/mine/{id:int}/done")
@takes(ROOM_FOR_FILES)
def finished(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """What was done about it, with files that show it."""
    keep_papers(request, sight_for(request, visitor, id, Visitor.answers_for).owed, form)
    return acted(request, visitor, form, id, report_done, Visitor.answers_for, back)


@router.post("/mine/{id:int}/seal")
@takes(ROOM_FOR_FILES)
def sealed(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """The sealed page of a report that was filed without it."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, Visitor.answers_for)
    bureau, sought = hall.bureau(), sought_by(sight.owed, form)
    keep_papers(request, sight.owed, form)
    with bureau.reading() as db:
        waiting = papers_waiting(db, sight.owed)
    if not waiting:
        raise BadRequest("请先选择盖章页的照片或扫描件")
    seal_report(bureau, sought, visitor.by, hall.now())
    return go(request, f"/mine/{id}/receipt")


router.include_router(file_pages("mine", OfUnit, Visitor.answers_for, drafts=True))
