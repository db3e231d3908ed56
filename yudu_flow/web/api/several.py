"""Several at once through the API: whom an urge of all would reach, the urge itself, reports accepted."""

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request

from yudu_flow.actions.acts import urge_all as urging_all
from yudu_flow.actions.acts.one_by_one import MOST, Chosen, ManyDone, in_words, one_by_one, refusals
from yudu_flow.actions.acts.review_report import accept_report
from yudu_flow.actions.acts.urge_all import urge_all, urging
from yudu_flow.actions.look import name_of
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.shapes import EventId, Given, OneLine
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import LARGEST

router = APIRouter(tags=["局办公室"], route_class=Measured)


class Item(Given):
    """One of several obligations."""

    id: int = Field(strict=True, ge=1, lt=LARGEST, description="事项编号")
    seen: EventId | None = Field(None, description="看到的最后一条经过的编号")


class Several(Given):
    items: list[Item] = Field(min_length=1, max_length=MOST, description="哪些事项")


class UrgeAll(Given):
    items: list[Item] | None = Field(None, max_length=MOST, description="只催这些；不写为全部")
    note: OneLine = Field("", description="附一句话")


class ToUrge(Answer):
    """What an urge of all would do about one obligation."""

    id: int = Field(description="事项编号")
    seen: int = Field(description="最后一条经过的编号")
    obligation: str = Field(description="事项，如 2020-09/report/就业中心")
    owner: str
    hears: list[str] = Field(description="谁收到邮件")
    left_out: str = Field(description="不催办的原因；催办的为空")


class NotDone(Answer):
    id: int = Field(description="事项编号")
    obligation: str
    why: str = Field(description="原因")


class DoneAtOnce(Answer):
    says: str = Field(description="给人看的说明")
    done: list[str] = Field(description="办了的事项")
    refused: list[NotDone] = Field(description="没有办的")


@router.get("/urging", summary="全部催办之前", description="会催到谁、谁收到邮件；今天已经通知过的不在内，写明原因。")
def urging_shown(request: Request, visitor: OfOfficeToken) -> list[ToUrge]:
    """Nothing is sent by it."""
    with reading(request) as (bureau, db, now):
        return [ToUrge.model_validate(urging_all.record(one)) for one in urging(bureau, db, now)]


@router.post("/urging", summary="全部催办", description=urging_all.SAYS)
def all_urged(request: Request, visitor: OfOfficeToken, body: UrgeAll) -> DoneAtOnce:
    """All, or those that are named."""
    hall = hall_of(request)
    chosen = [Chosen(one.id, one.seen) for one in body.items] if body.items is not None else None
    return _answer(urge_all(hall.bureau(), visitor.by, hall.now(), body.note, chosen), "催办")


@router.post("/accepting", summary="接收几份", description="逐份接收完整的报告；不能接收的写明原因，不影响别的。")
def several_accepted(request: Request, visitor: OfOfficeToken, body: Several) -> DoneAtOnce:
    """Each as if it were accepted by itself."""
    hall = hall_of(request)
    chosen = [Chosen(one.id, one.seen) for one in body.items]
    return _answer(one_by_one(hall.bureau(), accept_report, chosen, visitor.by, hall.now()), "接收")


def _answer(outcome: ManyDone, word: str) -> DoneAtOnce:
    done = [name_of(owed) for owed in outcome.done]
    return DoneAtOnce.model_validate({"says": in_words(outcome, word), "done": done, "refused": refusals(outcome)})
