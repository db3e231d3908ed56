"""填报: the form with its draft, what is asked before filing, and the filing."""

from dataclasses import dataclass, field
from functools import partial
from html import escape
from secrets import token_hex

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from yudu_flow.actions.acts.draft_report import VIEW, mark, save_draft, takes_words
from yudu_flow.actions.acts.file_report import has_page_in_hand, says_the_same
from yudu_flow.actions.acts.note_opening import note_opening
from yudu_flow.actions.acts.post_report import Filing, post_report
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.actions.views.report_form import (
    FIGURE,
    NO_NEWS,
    OTHER,
    PART,
    ReportForm,
    doubts,
    faults,
    form_of,
    reasons,
    report_from,
)
from yudu_flow.actions.views.unit_view import filed_with_figures
from yudu_flow.domain.errors import BadRequest, Conflict, Refusal
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import ZONE
from yudu_flow.storage.rows import Owed
from yudu_flow.web.doors.access import OfUnit, Visitor
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import last_event, number_in, owed_for, sight_for, sought_by
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import ROOM, ROOM_FOR_FILES, Posted, text
from yudu_flow.web.parts.room import Room
from yudu_flow.web.unit.form import keep_papers, likely_sealed, words_in

router = Room()
Question = tuple[str, str]
NAMES = {"part": PART, "figure": FIGURE, "no_news": NO_NEWS}
OTHERS = ("draft", "print")
"""What the form can do besides filing."""
DRAFT = "draft"
"""The question whether this page's words take the place of another draft's."""
NO_PAGE = "勾选了“附件里有盖章页”，但还没有上传附件；现在报送将记为“盖章页稍后补”"
NO_NEW_PAGE = "没有附新的盖章页，也没有勾选“原来的盖章页仍然适用”；现在报送将记为“盖章页稍后补”"
NOT_TICKED = "附件里已见红色印章，但没有勾选“附件里有盖章页”；现在报送将记为“盖章页稍后补”"


@router.get("/mine/{id:int}/report")
def form_page(request: Request, visitor: OfUnit, id: int) -> Response:
    sight = sight_for(request, visitor, id, Visitor.answers_for)
    if not takes_words(sight):
        return go(request, f"/mine/{id}", "本期已经报送或免报，不用再填")
    note_opening(hall_of(request).bureau(), sight, hall_of(request).now())
    return _shown(request, sight, opened(request, sight))


@router.post("/mine/{id:int}/report")
@takes(ROOM_FOR_FILES)
def filed(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Keep what was written and chosen, ask about what looks wrong, then file."""
    owed, words = owed_for(request, visitor, id, Visitor.answers_for), words_in(form)
    filing = form.get("do") not in OTHERS
    # Before the files are kept: with a second press a photo waited again, in a draft that nobody saw.
    if filing and _pressed_again(request, visitor, owed, form, words):
        return go(request, f"/mine/{id}/receipt")
    try:
        keep_papers(request, owed, form)
    except BadRequest as refusal:
        sight = sight_for(request, visitor, id, Visitor.answers_for)
        return _shown(request, sight, opened(request, sight, words), form, problem=str(refusal), status=400)
    return (_file if filing else _keep)(request, visitor, owed, form, words)


def _keep(request: Request, visitor: Visitor, owed: Owed, form: FormData, words: dict[str, str]) -> Response:
    """The draft, or a question where another one was saved since this page was opened."""
    hall, sight = hall_of(request), sight_for(request, visitor, owed.id, Visitor.answers_for)
    try:
        save_draft(hall.bureau(), sight, words, visitor.by, hall.now(), _known(form))
    except Conflict as conflict:
        return _shown(request, sight, opened(request, sight, words), form, asked=[_other(str(conflict))], status=422)
    to = "print" if form.get("do") == "print" else "report"
    return go(request, f"/mine/{owed.id}/{to}", "" if to == "print" else "草稿已保存")


def _known(form: FormData) -> str | None:
    """Which draft this page showed; None where its words may take the place of any."""
    return None if DRAFT in form.getlist("sure") else text(form, "known")


def _other(clash: str) -> Question:
    return DRAFT, f"{clash}；继续办理将以本页内容为准"


def _pressed_again(request: Request, visitor: Visitor, owed: Owed, form: FormData, words: dict[str, str]) -> bool:
    """Whether the visitor has filed this very report since the page was opened, and did not wait for the receipt."""
    with hall_of(request).bureau().reading() as db:
        filed = filed_with_figures(db, owed)[0]
    if not filed:
        return False
    sight = sight_for(request, visitor, owed.id, Visitor.answers_for)
    mine = {one.id for one in sight.events if one.by_id == visitor.person and one.id > number_in(form, "seen")}
    report = report_from(words, opened(request, sight, words))
    return filed[-1].event_id in mine and says_the_same(filed[-1], report)


def _file(request: Request, visitor: Visitor, owed: Owed, form: FormData, words: dict[str, str]) -> Response:
    hall, sought, asked = hall_of(request), sought_by(owed, form), Questions(form, words)
    done = post_report(
        hall.bureau(), sought, visitor.by, hall.now(), words, _known(form), partial(asked.examine, hall.bureau())
    )
    if done:
        return go(request, f"/mine/{owed.id}/receipt")
    sight = sight_for(request, visitor, owed.id, Visitor.answers_for)
    shown = opened(request, sight, words)
    return _shown(request, sight, shown, form, wrong=asked.wrong, asked=asked.asked, status=422)


@dataclass
class Questions:
    """What stands against filing the words of a form, found while it is filed."""

    form: FormData
    words: dict[str, str]
    wrong: list[Question] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    def examine(self, bureau: Bureau, db: Connection, sight: Sight, clash: str) -> Filing | None:
        """What is asked, and the report where nothing is."""
        sealed, stands = bool(self.form.get("sealed")), bool(self.form.get("stands"))
        filled = form_of(bureau, db, sight, self.words)
        self.wrong = faults(self.words, filled)
        doubted = [*([_other(clash)] if clash else []), *doubts(self.words, filled)]
        doubted += _page_doubts(sight, sealed, stands, filled)
        self.asked = [one for one in doubted if one[0] not in self.form.getlist("sure")]
        if self.wrong or self.asked:
            return None
        fresh = sealed and bool(filled.papers)
        return Filing(report_from(self.words, filled), fresh or stands, stands and not fresh)


def _page_doubts(sight: Sight, sealed: bool, stands: bool, filled: ReportForm) -> list[Question]:
    if not sight.owed.sealed:
        return []
    if not (sealed or stands) and has_page_in_hand(sight.state):
        return [("bare", NO_NEW_PAGE)]
    if sealed and not filled.papers and not stands:
        return [("page", NO_PAGE)]
    unticked = not (sealed or stands) and any(row.seal == "seen" for row in filled.papers)
    return [("unticked", NOT_TICKED)] if unticked else []


@router.post("/mine/{id:int}/draft")
@takes(ROOM)
def drafted(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """The page saves by itself while somebody writes; what stands against it is said beside the buttons."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, Visitor.answers_for)
    try:
        save_draft(hall.bureau(), sight, words_in(form), visitor.by, hall.now(), text(form, "known"))
    except Refusal as refusal:
        if "hx-request" not in request.headers:
            raise
        return HTMLResponse(f'<b class="alarm">没有自动保存：{escape(str(refusal))}</b>')
    return HTMLResponse(f"已保存 {hall.now().astimezone(ZONE):%H:%M}")


def opened(request: Request, sight: Sight, words: dict[str, str] | None = None) -> ReportForm:
    """The form with what was just written, or as it opens."""
    with reading(request) as (bureau, db, _):
        return form_of(bureau, db, sight, words)


def _shown(
    request: Request,
    sight: Sight,
    filled: ReportForm,
    form: FormData | None = None,
    *,
    problem: str = "",
    wrong: list[Question] | None = None,
    asked: list[Question] | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "unit/report.html",
        status=status,
        form=filled,
        owed=sight.owed,
        state=sight.state,
        papers=filled.papers,
        problem=problem,
        wrong=dict(wrong or []),
        asked=asked or [],
        sure=form.getlist("sure") if form else [],
        purpose="report",
        names=NAMES,
        reasons=reasons(sight.owed.period),
        other=OTHER,
        page_in_hand=has_page_in_hand(sight.state),
        returned=[row for row in sight.events if row.kind == FactKind.RETURNED][-1:],
        **_carried(sight, filled, form),
    )


def _carried(sight: Sight, filled: ReportForm, form: FormData | None) -> dict[str, object]:
    """A page that comes back keeps what its writer had seen, so that the next press is checked against it."""
    return {
        "seen": number_in(form, "seen") if form else last_event(sight),
        "known": text(form, "known") if form else mark(filled.saved_at),
        # Each page that is opened has a name of its own, so that its own saved draft is never another's to it.
        "view": text(form, VIEW) if form else token_hex(8),
        "sealed": bool(form.get("sealed")) if form else likely_sealed(filled.papers),
        "stands": bool(form and form.get("stands")),
    }
