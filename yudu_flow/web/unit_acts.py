"""What a unit does about one item besides reporting: every form of its page posts to an act of its own."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.act import Target
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.explanation import explain
from yudu_flow.actions.extension import ask_extension
from yudu_flow.actions.finish_instruction import finish_instruction
from yudu_flow.actions.hand_back import hand_back
from yudu_flow.actions.record_visit import record_visit
from yudu_flow.actions.settle_case import object_to_case
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.access import OfUnit, Visitor
from yudu_flow.web.desk import day_in, number_in, sight_for, target_of
from yudu_flow.web.hall import hall_of
from yudu_flow.web.pages import go
from yudu_flow.web.posted import Posted, text

router = APIRouter(include_in_schema=False)
Doing = Callable[[Bureau, Target, str, datetime], object]
LONGEST = 2000
VISIT = {"on": "走访日期", "way": "方式", "people": "走访人员", "learned": "了解的情况", "requests": "企业诉求"}


@router.post("/mine/{id:int}/extension")
def extension(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Ask for a later date."""
    until, reason = day_in(form, "until"), words(form, "reason", "请写明延期原因")
    if until is None:
        raise BadRequest("请填写延期到哪一天")
    return _acted(
        request, visitor, form, id, lambda b, t, by, now: ask_extension(b, t, by, now, until, reason), "延期申请已提交"
    )


@router.post("/mine/{id:int}/explain")
def explanation(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Say why it is late."""
    reason = words(form, "reason", "请写明原因")
    return _acted(request, visitor, form, id, lambda b, t, by, now: explain(b, t, by, now, reason), "原因说明已提交")


@router.post("/mine/{id:int}/object")
def objection(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Object to a proposed case."""
    reason = words(form, "reason", "请写明异议的理由")
    return _acted(request, visitor, form, id, lambda b, t, by, now: object_to_case(b, t, by, now, reason), "异议已提交")


@router.post("/mine/{id:int}/hand-back")
def handed_back(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Hand an assignment back to the office."""
    which, reason = text(form, "assignment"), words(form, "reason", "请写明为什么不属于本单位职责")
    return _acted(
        request, visitor, form, id, lambda b, t, by, now: hand_back(b, t, by, now, which, reason), "已退请办公室"
    )


@router.post("/mine/{id:int}/instruction")
def instructed(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Say what was done about a leader's instruction."""
    event, done = number_in(form, "instruction"), words(form, "done", "请写明办理情况")
    return _acted(
        request, visitor, form, id, lambda b, t, by, now: finish_instruction(b, t, by, now, event, done), "批示已报办结"
    )


@router.post("/mine/{id:int}/visit")
def visited(request: Request, visitor: OfUnit, form: Posted, id: int) -> Response:
    """Record a visit to a firm."""
    firm, on = words(form, "firm", "请填写企业名称"), day_in(form, "on")
    said = {name: words(form, name) for name in VISIT if name != "on"}
    if on:
        said["on"] = on.isoformat()
        if on > hall_of(request).now().date():
            raise BadRequest("走访日期不能晚于今天")
    return _acted(
        request, visitor, form, id, lambda b, t, by, now: record_visit(b, t, by, now, firm, more=said), "走访已登记"
    )


def _acted(request: Request, visitor: Visitor, form: FormData, id: int, do: Doing, news: str) -> Response:
    """Do it in the visitor's name, and back to the item."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.answers_for)
    do(hall.bureau(), target_of(sight, form), visitor.name, hall.now())
    return go(request, f"/mine/{id}", news)


def words(form: FormData, name: str, missing: str = "") -> str:
    """A text; where `missing` says so it must not be empty. Raises BadRequest."""
    said = text(form, name)
    if missing and not said:
        raise BadRequest(missing)
    if len(said) > LONGEST:
        raise BadRequest(f"内容过长，请不要超过{LONGEST}字")
    return said
