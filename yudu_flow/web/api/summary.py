"""For programs: the month's summary, what the office writes in it, and when it is final."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
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
from yudu_flow.web.api.answers import Answer, Arranged, Problem
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.shapes import Given, Name, PeriodName, Text
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import LARGEST

router = APIRouter(prefix="/summary", tags=["局办公室"], route_class=Measured)
PLAN = "方案编号；不写为这一期有报送的第一个方案"
WHEN = "周期，如 2020-09"


class OfSummary(Given):
    plan: Annotated[str, Field(max_length=200)] = Field("", description=PLAN)
    period: PeriodName | None = Field(None, description=f"{WHEN}；不写为正在汇总的一期")


class ParagraphWords(Given):
    text: Text = Field(description="文字；与单位报送的原文相同的，恢复随原文更新")
    seen: Annotated[str, Field(max_length=40)] = Field(
        "", description="看到这一段时的 seen；没有人改写过的可以不写。之后有人改写过的，不予保存（409）"
    )
    checked: bool = Field(False, strict=True, description="原文更新过，已核对")


class SummaryWords(OfSummary):
    """What the office writes in a summary in place of what was reported."""

    period: PeriodName = Field(description=WHEN)
    paragraphs: dict[Name, ParagraphWords] = Field(min_length=1, max_length=200, description="段落代号和文字")


class SummaryState(OfSummary):
    period: PeriodName = Field(description=WHEN)
    version: int = Field(strict=True, ge=0, lt=LARGEST, description="看到的一稿；之后有人保存过的，不予办理（409）")
    state: Literal["final", "draft"] = Field(description="final 定稿，draft 改回草稿")


class SummaryParagraph(Answer):
    key: str = Field(description="段落代号，修改时照写")
    label: str
    text: str
    seen: str = Field(description="这一段现在的样子，修改时写在 seen")
    edited: bool = Field(description="办公室改写过")
    stale: bool = Field(description="改写以后，单位更新过原文")
    left_out: bool = Field(description="定稿以后才报的，没有收入")


class Summaries(Answer):
    plan: str
    title: str
    period: str
    version: int = Field(description="办公室保存过几稿，定稿时写在 version")
    state: str = Field(description="draft 草稿，final 定稿")
    changed_by: str
    paragraphs: list[SummaryParagraph]


class ClashAnswer(Answer):
    """A paragraph that somebody wrote differently in between."""

    key: str
    theirs: str = Field(description="现在的文字")
    seen: str = Field(description="看过现在的文字还要改的，把它写在 seen")
    mine: str = Field(description="没有保存的文字")


class SummaryClash(Problem):
    saved: list[str] = Field([], description="没有冲突、已经保存的段落")
    clashes: list[ClashAnswer] = Field([], description="没有保存的段落")


CLASHES: dict[int | str, dict[str, object]] = {409: {"model": SummaryClash, "description": "有人同时改写了同一段"}}
EDITS = "写下汇总的一段或几段，没有写的不变。有人同时改写同一段的答复 409，写明现在的文字；其余各段已保存。"


@router.get("", summary="汇总", description="一期的汇总：各段文字，是不是改写过，原文有没有更新。")
def summary_shown(request: Request, visitor: OfOfficeToken, wanted: Annotated[OfSummary, Query()]) -> Summaries:
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
    hall, plan = hall_of(request), _chosen(request, body).plan
    set_state(hall.bureau(), plan, body.period, visitor.by, hall.now(), body.version, body.state)
    return Arranged(says="已定稿" if body.state == FINAL else "已改回草稿")


def _chosen(request: Request, wanted: OfSummary) -> Summary:
    hall = hall_of(request)
    return chosen_summary(hall.bureau(), wanted.plan, wanted.period, hall.now())
