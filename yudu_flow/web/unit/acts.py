"""What a unit does about one item besides reporting: every form of its page posts to an act of its own."""

from collections.abc import Callable
from datetime import date, datetime

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.act import Target
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.finish_instruction import finish_instruction
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.settle_case import object_to_case
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.withdraw_request import withdraw_request
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import Period
from yudu_flow.web.doors.access import OfUnit, Visitor
from yudu_flow.web.parts.desk import day_in, number_in, sight_for, target_of
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.posted import Posted, text

router = APIRouter(include_in_schema=False)
Doing = Callable[[Bureau, Target, str, datetime], object]
LONGEST = 2000
WAYS = ("实地", "电话", "线上")


@router.post("/mine/{id:int}/extension")
def extension(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Ask for a later date."""

    def do(bureau: Bureau, target: Target, by: str, now: datetime) -> object:
        until = _day(form, "until", "请填写延期到哪一天")
        return ask_extension(bureau, target, by, now, until, _words(form, "reason", "请写明延期原因"))

    return _acted(request, visitor, form, id, do, "延期申请已提交，等办公室决定")


@router.post("/mine/{id:int}/explain")
def explanation(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Say why it is late."""

    def do(bureau: Bureau, target: Target, by: str, now: datetime) -> object:
        return explain(bureau, target, by, now, _words(form, "reason", "请写明原因"))

    return _acted(request, visitor, form, id, do, "原因说明已提交，等办公室审核")


@router.post("/mine/{id:int}/withdraw")
def withdrawn(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Take back what was asked for or explained."""
    return _acted(request, visitor, form, id, withdraw_request, "已撤回")


@router.post("/mine/{id:int}/object")
def objection(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Object to a proposed case."""

    def do(bureau: Bureau, target: Target, by: str, now: datetime) -> object:
        return object_to_case(bureau, target, by, now, _words(form, "reason", "请写明异议的理由"))

    return _acted(request, visitor, form, id, do, "异议已提交")


@router.post("/mine/{id:int}/hand-back")
def handed_back(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Hand an assignment back to the office."""

    def do(bureau: Bureau, target: Target, by: str, now: datetime) -> object:
        reason = _words(form, "reason", "请写明为什么不属于本单位职责")
        return hand_back(bureau, target, by, now, text(form, "assignment"), reason)

    return _acted(request, visitor, form, id, do, "已退请办公室；答复之前，本期报告仍需报送")


@router.post("/mine/{id:int}/instruction")
def instructed(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Say what was done about a leader's instruction."""

    def do(bureau: Bureau, target: Target, by: str, now: datetime) -> object:
        done = _words(form, "done", "请写明办理情况")
        return finish_instruction(bureau, target, by, now, number_in(form, "instruction"), done)

    return _acted(request, visitor, form, id, do, "批示已报办结")


@router.post("/mine/{id:int}/visit")
def visited(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Record a visit to a firm."""

    def do(bureau: Bureau, target: Target, by: str, now: datetime) -> object:
        firm, on, way = _words(form, "firm", "请填写企业名称"), _day(form, "on", "请填写走访日期"), text(form, "way")
        check_visit_day(on, target.period, local_day(now))
        if way not in WAYS:
            raise BadRequest(f"请选择走访方式：{'、'.join(WAYS)}", needs=("way",))
        said = {name: _words(form, name) for name in ("people", "learned", "requests")}
        return record_visit(bureau, target, by, now, firm, more={"on": on.isoformat(), "way": way, **said})

    return _acted(request, visitor, form, id, do, "走访已登记")


@router.post("/mine/{id:int}/strike")
def struck(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Strike a visit that was recorded by mistake."""

    def do(bureau: Bureau, target: Target, by: str, now: datetime) -> object:
        reason = _words(form, "reason", "请写明为什么划去")
        return strike_visit(bureau, target, by, now, reason, number_in(form, "visit"))

    return _acted(request, visitor, form, id, do, "已划去，不再计数")


def check_visit_day(on: date, period: str, today: date) -> None:
    """A visit of an earlier month was counted then; one that makes up for this month may come after it."""
    month = Period.parse(period)
    if on > today:
        raise BadRequest("走访日期不能晚于今天", needs=("on",))
    if (on.year, on.month) < (month.year, month.month):
        raise BadRequest(f"走访日期早于{month.year}年{month.month}月，不能计入本期", needs=("on",))


def _acted(request: Request, visitor: Visitor, form: FormData, id: int, do: Doing, news: str) -> Response:
    """Do it in the visitor's name, and back to the item. What is not theirs is answered before the form is read."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.answers_for)
    do(hall.bureau(), target_of(sight, form), visitor.by, hall.now())
    return go(request, f"/mine/{id}", news)


def _day(form: FormData, name: str, missing: str) -> date:
    day = day_in(form, name)
    if day is None:
        raise BadRequest(missing, needs=(name,))
    return day


def _words(form: FormData, name: str, missing: str = "") -> str:
    """A text; where `missing` says so it must not be empty. Raises BadRequest."""
    said = text(form, name)
    if missing and not said:
        raise BadRequest(missing, needs=(name,))
    if len(said) > LONGEST:
        raise BadRequest(f"内容过长，请不要超过{LONGEST}字", needs=(name,))
    return said
