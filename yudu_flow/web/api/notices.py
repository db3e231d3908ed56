"""Notices to units through the API: looked at, sent, listed, withdrawn."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field, StrictBool
from starlette.requests import Request

from yudu_flow.actions.acts.announce import (
    LONGEST_TITLE,
    SAYS,
    WITHDRAWS,
    Wording,
    announce,
    preview,
    withdraw_announcement,
)
from yudu_flow.actions.views.announcements_view import announced, record
from yudu_flow.content.rules.shape import SENT
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.plans import InWords
from yudu_flow.web.api.shapes import PRINTED, Given, Name, Prose
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import LARGEST

router = APIRouter(tags=["局办公室"], route_class=Measured)
Number = Annotated[int, Path(ge=1, lt=LARGEST, description="通知的编号")]


class NoticeToSend(Given):
    title: str = Field(min_length=1, max_length=LONGEST_TITLE, pattern=PRINTED, description="标题")
    text: Prose = Field(description="内容，一段话")
    to: list[Name] = Field([], max_length=200, description="发给哪些单位；不写为全部单位")
    urgent: StrictBool = Field(default=False, description="急件，另发短信")
    dry_run: StrictBool = Field(default=False, description="只看发给谁、什么时候发，不发")


class UnitToTell(Answer):
    unit: str = Field(description="单位")
    name: str = Field(description="收件人")
    channels: list[str] = Field(description=f"{SENT}，call 没有可用的邮箱，请电话告知")


class NoticeSent(Answer):
    number: int | None = Field(description="通知的编号；试看时为空")
    due: datetime = Field(description="什么时候起发出")
    told: list[UnitToTell] = Field(description="发给谁")
    says: list[str] = Field(description="给人看的说明")


class NoticeReader(Answer):
    unit: str = Field(description="单位")
    person: str = Field(description="收件人")
    state: str = Field(description="sent 已发，held 待发，suppressed 不发，failed 未送达")
    says: str = Field(description="给人看的说明")


class NoticeListed(Answer):
    number: int = Field(description="通知的编号")
    at: datetime = Field(description="什么时候发的")
    by: str = Field(description="经办人")
    title: str = Field(description="标题")
    text: str = Field(description="内容")
    urgent: bool = Field(description="急件")
    withdrawn: datetime | None = Field(description="什么时候撤回的")
    readers: list[NoticeReader] = Field(description="各单位")


@router.get("/notices", summary="通知", description="一年内发给各单位的通知，谁收到、谁没有收到。")
def listed_notices(request: Request, visitor: OfOfficeToken) -> list[NoticeListed]:
    with reading(request) as (bureau, db, now):
        return [NoticeListed.model_validate(record(one)) for one in announced(bureau, db, now)]


@router.post("/notices", summary="发通知", description=SAYS)
def notice_to_send(request: Request, visitor: OfOfficeToken, said: NoticeToSend) -> NoticeSent:
    hall, words = hall_of(request), Wording(said.title, said.text, said.urgent)
    bureau, now = hall.bureau(), hall.now()
    if said.dry_run:
        number, found = None, preview(bureau, visitor.by, now, words, said.to)
    else:
        number, found = announce(bureau, visitor.by, now, words, said.to)
    told = [UnitToTell.model_validate(one) for one in found.told]
    return NoticeSent(number=number, due=found.due, told=told, says=[*found.said])


@router.post("/notices/{number}/withdraw", summary="撤回通知", description=WITHDRAWS)
def notice_to_withdraw(request: Request, visitor: OfOfficeToken, number: Number) -> InWords:
    hall = hall_of(request)
    return InWords(told=withdraw_announcement(hall.bureau(), number, visitor.by, hall.now()))
