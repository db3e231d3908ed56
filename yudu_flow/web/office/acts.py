"""What the office does with one obligation: every form of its page posts to an act of its own.

The actions decide what is allowed; each form carries the last event that its page showed, so that the second of two
people is told and nothing is overwritten.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.act import Target
from yudu_flow.actions.acts.answer_hand_back import answer_hand_back
from yudu_flow.actions.acts.correct_record import correct_record
from yudu_flow.actions.acts.excuse import log_call, waive
from yudu_flow.actions.acts.explanation import decide_explanation
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.release_held import release_held
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.revoke_links import revoke_links
from yudu_flow.actions.acts.settle_case import close_case
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.urge import urge
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import Correction, ExtensionChoice, HandBackChoice, ReasonChoice
from yudu_flow.web.doors.access import OfJudges, OfOffice, Visitor
from yudu_flow.web.parts.desk import day_in, number_in, sight_for, target_of
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.posted import Posted, text

router = APIRouter(include_in_schema=False)
Decision = TypeVar("Decision", ExtensionChoice, ReasonChoice, HandBackChoice, Correction)
Doing = Callable[[Bureau, Target, str, datetime], object]
LONGEST = 2000
BACK = {"board": "/office", "calls": "/office/todo/calls", "unsure": "/office/todo/unsure"}
"""The page that a form stood on, where that is not the obligation's."""


@router.post("/office/{id:int}/accept")
def accept(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Accept a complete report."""
    return acted(request, visitor, form, id, accept_report, "已接收")


@router.post("/office/{id:int}/return")
def give_back(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Return it with a reason, and a limit where one is given."""
    reason, until = words(form, "reason", "请写明退回原因"), day_in(form, "until")
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: return_report(bureau, target, by, now, reason, until),
        "已退回，已通知单位",
    )


@router.post("/office/{id:int}/extension")
def extension(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Approve or refuse an extension."""
    decision, until, reason = (
        choice_in(form, ExtensionChoice),
        day_in(form, "until"),
        words(form, "reason"),
    )
    news = "已同意延期" if decision is ExtensionChoice.APPROVE else "已答复不同意延期"
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: decide_extension(bureau, target, by, now, decision, until, reason),
        news,
    )


@router.post("/office/{id:int}/ask")
def ask_again(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Ask for one more extension on a unit's behalf: a second one is the office's to allow."""
    until, reason = day_in(form, "until"), words(form, "reason", "请写明再次延期的原因")
    if until is None:
        raise BadRequest("请填写延期到哪天", needs=("until",))
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: ask_extension(bureau, target, by, now, until, reason, again=True),
        "已代为申请，请接着决定",
    )


@router.post("/office/{id:int}/explanation")
def explanation(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Accept an explanation with a new date, waive, or reject it."""
    decision = choice_in(form, ReasonChoice)
    until, reason = day_in(form, "until"), words(form, "reason")
    if decision is ReasonChoice.ACCEPT and until is None:
        raise BadRequest("采纳原因请填写新的期限，或选“采纳并免报”", needs=("until",))
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: decide_explanation(bureau, target, by, now, decision, until, reason),
        "已答复原因说明",
    )


@router.post("/office/{id:int}/waive")
def excuse(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Nothing is owed any more."""
    reason = words(form, "reason", "请写明免报原因")
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: waive(bureau, target, by, now, reason),
        "已免报，已通知单位",
    )


@router.post("/office/{id:int}/correct")
def correct(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Mend what the record of a closed period says."""
    to, reason = choice_in(form, Correction), words(form, "reason", "请写明更正原因")
    return acted(request, visitor, form, id, partial(correct_record, to=to, reason=reason), "已更正，原记录保留")


@router.post("/office/{id:int}/call")
def call(request: Request, visitor: OfOffice, form: Posted, id: int) -> Response:
    """Somebody was told by telephone."""
    said, slip = words(form, "note"), text(form, "slip")
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: log_call(bureau, target, by, now, said, slip),
        "已登记电话告知",
    )


@router.post("/office/{id:int}/urge")
def urge_now(request: Request, visitor: OfOffice, form: Posted, id: int) -> Response:
    """One reminder now."""
    said = words(form, "note")
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: urge(bureau, target, by, now, said),
        "催办邮件已安排发出，免打扰时段顺延到上班后",
    )


@router.post("/office/{id:int}/release")
def release(request: Request, visitor: OfOffice, form: Posted, id: int) -> Response:
    """Let out what the quiet hours hold."""
    reason = words(form, "reason", "请写明放行原因")
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: release_held(bureau, target, by, now, reason),
        "已放行",
    )


@router.post("/office/{id:int}/note")
def keep_note(request: Request, visitor: OfOffice, form: Posted, id: int) -> Response:
    """A note for the office itself."""
    said = words(form, "note", "请写备注内容")
    return acted(
        request, visitor, form, id, lambda bureau, target, by, now: note(bureau, target, by, now, said), "已存备注"
    )


@router.post("/office/{id:int}/hand-back")
def hand_back(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Answer what a unit handed back."""
    event, decision = number_in(form, "event"), choice_in(form, HandBackChoice)
    reason = words(form, "reason")
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: answer_hand_back(bureau, target, by, now, event, decision, reason),
        "已答复，已通知单位",
    )


@router.post("/office/{id:int}/strike")
def strike(request: Request, visitor: OfOffice, form: Posted, id: int) -> Response:
    """Strike a visit that was recorded by mistake."""
    visit, reason = number_in(form, "visit"), words(form, "reason", "请写明为什么划去")
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: strike_visit(bureau, target, by, now, reason, visit),
        "已划去，不再计数",
    )


@router.post("/office/{id:int}/close")
def close(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """Strike a decided case off."""
    reason = words(form, "reason")
    return acted(
        request,
        visitor,
        form,
        id,
        lambda bureau, target, by, now: close_case(bureau, target, by, now, reason),
        "已销号",
    )


@router.post("/office/{id:int}/links")
def links(request: Request, visitor: OfOffice, form: Posted, id: int) -> Response:
    """End the unit's links."""
    return acted(request, visitor, form, id, revoke_links, "链接已停用，下一次通知会带新链接")


def acted(request: Request, visitor: Visitor, form: FormData, id: int, do: Doing, news: str) -> Response:
    """Do it in the visitor's name, and back to the page that the form stood on."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.judges)
    do(hall.bureau(), target_of(sight, form), visitor.by, hall.now())
    desk = "office" if visitor.office else "leader"
    return go(request, BACK.get(text(form, "back"), f"/{desk}/{id}"), news)


def words(form: FormData, name: str, missing: str = "") -> str:
    """A line of reason; where `missing` says so it must not be empty. Raises BadRequest."""
    said = text(form, name)
    if missing and not said:
        raise BadRequest(missing, needs=(name,))
    if len(said) > LONGEST:
        raise BadRequest(f"内容过长，请不要超过{LONGEST}字", needs=(name,))
    return said


def choice_in(form: FormData, allowed: type[Decision]) -> Decision:
    """The decision that was chosen. Raises BadRequest for none of them."""
    said = text(form, "decision")
    found = next((choice for choice in allowed if choice == said), None)
    if found is None:
        raise BadRequest("请选择如何决定", needs=("decision",))
    return found
