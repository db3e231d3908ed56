"""For programs: the month's summary, what the office writes in it, and when it is final."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse

from yudu_flow.actions.acts.edit_summary import set_state
from yudu_flow.actions.acts.write_paragraphs import (
    Clashed,
    NewText,
    chosen_summary,
    clash_record,
    record,
    write_paragraphs,
)
from yudu_flow.actions.papers.summary import FINAL, Summary
from yudu_flow.web.api.answers import Arranged
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.summary_shapes import OfSummary, Summaries, SummaryClash, SummaryState, SummaryWords
from yudu_flow.web.doors.hall import hall_of

router = APIRouter(prefix="/summary", tags=["局办公室"], route_class=Measured)
CLASHES: dict[int | str, dict[str, object]] = {409: {"model": SummaryClash, "description": "有人同时改写了同一段"}}
EDITS = "写下汇总的一段或几段，没有写的不变。有人同时改写同一段的答复 409，写明现在的文字；其余各段已保存。"


@router.get("", summary="汇总", description="一期的汇总：各段文字，是不是改写过，原文有没有更新。")
def summary_shown(request: Request, visitor: OfOfficeToken, wanted: Annotated[OfSummary, Query()]) -> Summaries:
    """Every paragraph by its key."""
    return Summaries.model_validate(record(_chosen(request, wanted)))


@router.post("/edit", summary="修改汇总", description=EDITS, response_model=Arranged, responses=CLASHES)
def summary_written(request: Request, visitor: OfOfficeToken, body: SummaryWords) -> Arranged | JSONResponse:
    """Save what clashes with nothing."""
    hall, plan = hall_of(request), _chosen(request, body).plan
    written = {key: NewText(one.text, one.seen, one.checked) for key, one in body.paragraphs.items()}
    try:
        saved = write_paragraphs(hall.bureau(), plan, body.period, visitor.by, hall.now(), written)
    except Clashed as clashed:
        clashes = [clash_record(one) for one in clashed.clashes]
        told = {"code": clashed.code, "message": str(clashed), "saved": clashed.saved, "clashes": clashes}
        return JSONResponse(SummaryClash.model_validate(told).model_dump(), 409)
    return Arranged(says=f"已保存，改动{len(saved)}段" if saved else "没有改动")


@router.post("/state", summary="汇总定稿", description="定稿，各段就此不变；或改回草稿，没有改写过的随原文更新。")
def summary_settled(request: Request, visitor: OfOfficeToken, body: SummaryState) -> Arranged:
    """Final, or a draft again."""
    hall, plan = hall_of(request), _chosen(request, body).plan
    set_state(hall.bureau(), plan, body.period, visitor.by, hall.now(), body.version, body.state)
    return Arranged(says="已定稿" if body.state == FINAL else "已改回草稿")


def _chosen(request: Request, wanted: OfSummary) -> Summary:
    hall = hall_of(request)
    return chosen_summary(hall.bureau(), wanted.plan, wanted.period, hall.now())
