"""For programs: the month's bulletin and what the office writes in it, and whether duties are still needed."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request

from yudu_flow.actions.acts.answer_duty import SAYS as ANSWERS
from yudu_flow.actions.acts.answer_duty import WORDS as ANSWERING
from yudu_flow.actions.acts.answer_duty import answer_duty
from yudu_flow.actions.acts.edit_bulletin import Rewrite, edit_bulletin
from yudu_flow.actions.papers.bulletin import NOTHING, Bulletin, chosen_bulletin, record
from yudu_flow.actions.views.duty_review import record as review_record
from yudu_flow.actions.views.duty_review import reviews
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.api.answers import Arranged, Bulletins, Reviewed
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.shapes import BulletinWords, DutyAnswer, OfPaper
from yudu_flow.web.doors.hall import hall_of, reading

router = APIRouter(route_class=Measured)
READS, ACTS = ["查看"], ["局办公室"]
Wanted = Annotated[OfPaper, Query()]


@router.get(
    "/bulletin",
    tags=[*ACTS],
    summary="通报",
    description="一个月的通报：各段文字，各类事项的数量和占比，慢序时和按序时的事项。",
)
def bulletin_shown(request: Request, visitor: OfOfficeToken, wanted: Wanted) -> Bulletins:
    return Bulletins.model_validate(record(_wanted(request, wanted)))


@router.post("/bulletin/edit", tags=[*ACTS], summary="修改通报", description="写下通报的一段或几段；没有写的段落不变。")
def bulletin_written(request: Request, visitor: OfOfficeToken, body: BulletinWords) -> Arranged:
    """Save what differs."""
    hall = hall_of(request)
    written = {key: Rewrite(words) for key, words in body.paragraphs.items()}
    saved = edit_bulletin(hall.bureau(), body.plan, body.period, visitor.by, hall.now(), body.version, written)
    return Arranged(says=f"已保存，改动{len(saved)}段" if saved else "没有改动")


@router.get(
    "/duties",
    tags=[*READS],
    summary="各类事项",
    description="每一类事项近12个月谁报了多少、花了多少，和现在可以怎么选。",
)
def duty_list(request: Request, visitor: OfOfficeToken) -> list[Reviewed]:
    """What comes again and again, and what is asked of it."""
    with reading(request) as (bureau, db, now):
        return [Reviewed.model_validate(review_record(one)) for one in reviews(bureau, db, now)]


@router.post("/duties/answer", tags=[*ACTS], summary=ANSWERING, description=ANSWERS)
def duty_answered(request: Request, visitor: OfOfficeToken, body: DutyAnswer) -> Arranged:
    """Written into the plan, from the next period on."""
    hall, now = hall_of(request), hall_of(request).now()
    says = answer_duty(hall.settings.home, hall.bureau(), body.duty, body.choice, visitor.by, now, body.reason)
    hall.refresh()
    return Arranged(says=says)


def _wanted(request: Request, wanted: OfPaper) -> Bulletin:
    with reading(request) as (bureau, db, now):
        shown = chosen_bulletin(bureau, db, now, wanted.plan, wanted.period)
    if shown is None:
        raise NotFound(NOTHING)
    return shown
