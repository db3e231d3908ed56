"""The API's acts of the office."""

from functools import partial

from fastapi import APIRouter
from starlette.requests import Request

from yudu_flow.actions.acts.answer_hand_back import answer_hand_back
from yudu_flow.actions.acts.correct_record import correct_record
from yudu_flow.actions.acts.excuse import log_call, waive
from yudu_flow.actions.acts.explanation import decide_explanation
from yudu_flow.actions.acts.extension import decide_extension
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.register_paper import register_page, register_report
from yudu_flow.actions.acts.release_held import release_held
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.settle_case import close_case
from yudu_flow.actions.acts.urge import urge
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import Correction, ExtensionChoice, HandBackChoice, ReasonChoice
from yudu_flow.web.api import shapes
from yudu_flow.web.api.act import OBLIGATION, acted, papers_of
from yudu_flow.web.api.answers import Recorded
from yudu_flow.web.api.gate import ROOM, Id, Measured, OfJudgeToken, OfOfficeToken
from yudu_flow.web.doors.access import still_signed_in
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.parts.hall import hall_of

router = APIRouter(prefix=OBLIGATION, tags=["局办公室"], route_class=Measured)


@router.post(
    "/accept", summary="接收", description="接收完整的报告；报送人不能自己接收，办公室自己的报告由分管领导接收。"
)
def accept(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.Said) -> Recorded:
    """Accept a complete report."""
    return acted(request, visitor, id, visitor.judges, said, accept_report)


@router.post("/return", summary="退回", description="写明原因，限期重报。")
def give_back(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.Return) -> Recorded:
    """Return it with a reason."""
    do = partial(return_report, reason=said.reason, until=said.until)
    return acted(request, visitor, id, visitor.judges, said, do)


@router.post(
    "/register",
    summary="代为登记纸质报告",
    description="送来的盖章纸质报告，按实际收到的时间计；办公室自己的由分管领导登记。",
)
@takes(ROOM)
def register(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.PaperReport) -> Recorded:
    """A sealed report that came on paper."""
    typed = bool(said.progress or said.figures)
    report = Report(said.progress or "详见纸质报告", figures=said.figures) if typed else None
    do = partial(
        register_report,
        received=said.received,
        brought=said.brought,
        reason=said.reason,
        papers=papers_of(request, said.files),
        store=hall_of(request).store,
        still=partial(still_signed_in, request),
        report=report,
    )
    return acted(request, visitor, id, visitor.judges, said, do)


@router.post("/register-page", summary="代为登记盖章页", description="已报待补章的报告，纸质盖章页送到了；登记人同上。")
@takes(ROOM)
def register_sealed(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.PaperPage) -> Recorded:
    """The sealed page came on paper."""
    do = partial(
        register_page,
        received=said.received,
        reason=said.reason,
        papers=papers_of(request, said.files),
        store=hall_of(request).store,
        still=partial(still_signed_in, request),
    )
    return acted(request, visitor, id, visitor.judges, said, do)


@router.post("/extension/decision", summary="决定延期", description="同意或不同意延期申请。")
def extension(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.ExtensionDecision) -> Recorded:
    """Approve or refuse an extension."""
    do = partial(decide_extension, decision=ExtensionChoice(said.decision), until=said.until, reason=said.reason)
    return acted(request, visitor, id, visitor.judges, said, do)


@router.post("/explanation/decision", summary="审核原因说明", description="采纳并给新期限、采纳并免报，或不采纳。")
def explanation(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.ExplanationDecision) -> Recorded:
    """Accept an explanation with a new date, waive, or reject it."""
    if said.decision == "accept" and said.until is None:
        raise BadRequest("采纳原因请写明新的期限 until，或用 waive 采纳并免报")
    do = partial(decide_explanation, decision=ReasonChoice(said.decision), until=said.until, reason=said.reason)
    return acted(request, visitor, id, visitor.judges, said, do)


@router.post("/hand-back/answer", summary="答复退请", description="答复单位退请的一项分工。")
def hand_back(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.HandBackAnswer) -> Recorded:
    """Answer what a unit handed back."""
    do = partial(answer_hand_back, event=said.event, decision=HandBackChoice(said.decision), reason=said.reason)
    return acted(request, visitor, id, visitor.judges, said, do)


@router.post("/waive", summary="免报", description="写明原因，本期不再要求。")
def excuse(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.Reasoned) -> Recorded:
    """Nothing is owed any more."""
    return acted(request, visitor, id, visitor.judges, said, partial(waive, reason=said.reason))


@router.post("/correct", summary="更正结果", description="已结束的一期记录有误，写明应是什么结果和原因；原记录保留。")
def correct(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.CorrectedRecord) -> Recorded:
    """Mend what the record of a closed period says."""
    do = partial(correct_record, to=Correction(said.outcome), reason=said.reason)
    return acted(request, visitor, id, visitor.judges, said, do)


@router.post("/call", summary="登记电话告知", description="消息送不到的人，打过电话后登记。")
def call(request: Request, visitor: OfOfficeToken, id: Id, said: shapes.Called) -> Recorded:
    """Somebody was told by telephone."""
    return acted(request, visitor, id, visitor.sees, said, partial(log_call, note=said.note, slip=said.slip))


@router.post("/urge", summary="催办", description="当天催办一次，免打扰时段顺延。")
def urge_now(request: Request, visitor: OfOfficeToken, id: Id, said: shapes.Noted) -> Recorded:
    """One reminder now."""
    return acted(request, visitor, id, visitor.sees, said, partial(urge, note=said.note))


@router.post("/release", summary="免扰放行", description="因免打扰等待发出的消息当天提前发出，写明原因。")
def release(request: Request, visitor: OfOfficeToken, id: Id, said: shapes.Reasoned) -> Recorded:
    """Let out what the quiet hours hold."""
    return acted(request, visitor, id, visitor.sees, said, partial(release_held, reason=said.reason))


@router.post("/note", summary="备注", description="办公室自己的备注，单位看不到。")
def keep_note(request: Request, visitor: OfOfficeToken, id: Id, said: shapes.Note) -> Recorded:
    """A note for the office itself."""
    return acted(request, visitor, id, visitor.sees, said, partial(note, words=said.note))


@router.post("/close", summary="销号", description="已认定的事项销号；办公室自己的由分管领导办理。")
def close(request: Request, visitor: OfJudgeToken, id: Id, said: shapes.MaybeReasoned) -> Recorded:
    """Strike a decided case off."""
    return acted(request, visitor, id, visitor.judges, said, partial(close_case, reason=said.reason))
