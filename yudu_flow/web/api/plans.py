"""Plans and the calendar through the API: the office's."""

from datetime import date, datetime
from pathlib import Path as File
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field, StrictBool
from starlette.requests import Request

from yudu_flow.actions.acts.edit_contents import YEAR, propose_notice
from yudu_flow.actions.acts.join_period import join_period
from yudu_flow.actions.acts.stop_plan import end_plan, pause_plan, resume_plan
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.views.plan_states import plan_states
from yudu_flow.content.calendar.notice import YearAnnounced, read_notice
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.shapes import Day, Given, Prose, Text
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.entry_form import refresh

router = APIRouter(tags=["局办公室"], route_class=Measured)
PlanId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$", description="方案编号")]


class Stopping(Given):
    since: Day | None = Field(None, description="从哪天起，今天或以后；不写为今天")
    reason: Prose = Field(description="原因")


class Resuming(Given):
    reason: Prose = Field(description="原因")


class Joining(Given):
    duty: Text = Field(description="事项编号")
    reason: Prose = Field(description="原因")


class PlanListed(Answer):
    plan: str = Field(description="方案编号")
    number: str = Field(description="文号")
    title: str = Field(description="标题")
    state: str = Field(description="runs 执行中，paused 已暂停，ended 已结束")
    word: str = Field(description="现在")
    note: str = Field(description="从哪天起暂停、结束，为什么")
    open: int = Field(description="在办几项")


class InWords(Answer):
    told: str = Field(description="办理结果")


class NoticeSaid(Given):
    """The State Council's notice."""

    text: Text = Field(description="通知全文")
    save: StrictBool = Field(default=False, description="写进日历；有疑问的不写")


class BreakRead(Answer):
    name: str = Field(description="节日")
    start: date = Field(description="第一天")
    end: date = Field(description="最后一天")


class NoticeRead(Answer):
    year: int = Field(description="年份")
    breaks: list[BreakRead] = Field(description="放假")
    worked: list[date] = Field(description="调休上班")
    doubts: list[str] = Field(description="要核对的")
    saved: bool = Field(description="写进了日历")


@router.get("/plans", summary="方案", description="各方案现在执行中、已暂停还是已结束。")
def listed_plans(request: Request, visitor: OfOfficeToken) -> list[PlanListed]:
    hall = hall_of(request)
    return [PlanListed(**one.record()) for one in plan_states(hall.bureau(), hall.now())]


@router.post(
    "/plans/{plan}/pause", summary="暂停方案", description="从那天起不再开始新的一期，已经开始的照旧办理；可以恢复。"
)
def pause_one(request: Request, visitor: OfOfficeToken, plan: PlanId, said: Stopping) -> InWords:
    return _told(request, pause_plan(*_where(request, plan, visitor.by), said.since, said.reason))


@router.post("/plans/{plan}/end", summary="结束方案", description="从那天起不再开始新的一期，已经开始的照旧办理。")
def end_one(request: Request, visitor: OfOfficeToken, plan: PlanId, said: Stopping) -> InWords:
    return _told(request, end_plan(*_where(request, plan, visitor.by), said.since, said.reason))


@router.post("/plans/{plan}/resume", summary="恢复方案", description="从来得及提前通知的一期开始，停着的各期不补。")
def resume_one(request: Request, visitor: OfOfficeToken, plan: PlanId, said: Resuming) -> InWords:
    return _told(request, resume_plan(*_where(request, plan, visitor.by), said.reason))


@router.post(
    "/plans/{plan}/join",
    summary="补列入本期",
    description="本期开始以后方案才列上的单位，从现在起列入本期；提醒日已到的不能补列，从下一期起。",
)
def join_one(request: Request, visitor: OfOfficeToken, plan: PlanId, said: Joining) -> InWords:
    hall = hall_of(request)
    return InWords(told=join_period(hall.bureau(), plan, said.duty, visitor.by, hall.now(), said.reason))


@router.post(
    "/calendar/notice",
    summary="放假通知",
    description="从国务院办公厅的放假通知里读出全年放假和调休上班的日期；save 为 true 的写进日历，有疑问的不写。",
)
def notice_read(request: Request, visitor: OfOfficeToken, said: NoticeSaid) -> NoticeRead:
    hall = hall_of(request)
    found = read_notice(said.text, local_day(hall.now()).year + 1)
    if said.save:
        _save(request, found, visitor.by)
    told = {name: getattr(found, name) for name in ("year", "breaks", "worked", "doubts")}
    return NoticeRead.model_validate({**told, "saved": said.save})


def _save(request: Request, found: YearAnnounced, by: str) -> None:
    hall = hall_of(request)
    if found.doubts:
        raise BadRequest(f"有{len(found.doubts)}处要核对，没有保存：{'；'.join(found.doubts)}")
    proposal = propose_notice(hall.settings.home, found, hall.now())
    YEAR.keep(hall.bureau(), by, hall.now(), proposal, str(found.year))
    refresh(request)


def _where(request: Request, plan: str, by: str) -> tuple[File, Bureau, str, str, datetime]:
    hall = hall_of(request)
    return hall.settings.home, hall.bureau(), plan, by, hall.now()


def _told(request: Request, words: str) -> InWords:
    return InWords(told=words + refresh(request))
