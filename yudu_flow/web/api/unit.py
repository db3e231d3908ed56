"""The API's acts of units and of those who owe visits: only for what they answer for."""

from functools import partial
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Row
from starlette.requests import Request

from yudu_flow.actions.acts.draft_report import add_papers, spell_no_room
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.file_report import Report, file_report, seal_report
from yudu_flow.actions.acts.finish_instruction import finish_instruction
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.settle_case import object_to_case
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.withdraw_request import withdraw_request
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import Sight
from yudu_flow.actions.views.unit_view import papers_waiting
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.api.act import OBLIGATION, acted, done_to, papers_of
from yudu_flow.web.api.answers import Recorded
from yudu_flow.web.api.gate import ROOM, Id, Measured, OfToken, OfUnitToken
from yudu_flow.web.api.shapes import (
    Extension,
    File,
    Filing,
    HandBack,
    InstructionDone,
    Reasoned,
    Said,
    Seal,
    Strike,
    Visit,
)
from yudu_flow.web.doors.access import still_in
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.parts.desk import sight_for
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.unit.acts import check_visit_day

router = APIRouter(prefix=OBLIGATION, tags=["单位"], route_class=Measured)


@router.post("/file", summary="报送", description="报送本单位的月报；办公室代为登记纸质报告用 register。")
@takes(ROOM)
def file(request: Request, visitor: OfUnitToken, id: Id, said: Filing) -> Recorded:
    """A report, with its files."""
    sight = sight_for(request, visitor, id, visitor.answers_for)
    report = report_of(said, sight)
    if report.silent:
        raise BadRequest("报告没有内容，请填写 progress 或 parts；本月无新进展的，请在 nothing_new 写明原因")
    waiting = _take_in(request, sight, said.files)
    stands = said.page_stands and not waiting
    if sight.owed.sealed and said.sealed and not waiting and not stands:
        raise BadRequest("报告已盖章的，请附盖章页；盖章页稍后补的，请写 sealed: false")
    do = partial(file_report, report=report, sealed=said.sealed, page_stands=stands and said.sealed)
    return done_to(request, visitor, sight, said, do)


@router.post("/seal", summary="补盖章页", description="已报待补章的报告，盖章页到了。")
@takes(ROOM)
def seal(request: Request, visitor: OfUnitToken, id: Id, said: Seal) -> Recorded:
    """The sealed page of a report that was filed without it."""
    sight = sight_for(request, visitor, id, visitor.answers_for)
    if not _take_in(request, sight, said.files):
        raise BadRequest("请附盖章页的照片或扫描件")
    return done_to(request, visitor, sight, said, seal_report)


@router.post("/extension", summary="申请延期", description="到期前申请，等办公室决定。")
def extension(request: Request, visitor: OfUnitToken, id: Id, said: Extension) -> Recorded:
    """Ask for a later date."""
    do = partial(ask_extension, until=said.until, reason=said.reason)
    return acted(request, visitor, id, visitor.answers_for, said, do)


@router.post("/explanation", summary="说明原因", description="逾期后说明原因，等办公室审核。")
def explanation(request: Request, visitor: OfUnitToken, id: Id, said: Reasoned) -> Recorded:
    """Say why it is late."""
    do = partial(explain, reason=said.reason)
    return acted(request, visitor, id, visitor.answers_for, said, do)


@router.post("/withdraw", summary="撤回申请", description="撤回还没有决定的延期申请或原因说明。")
def withdrawn(request: Request, visitor: OfUnitToken, id: Id, said: Said) -> Recorded:
    """Take back what was asked for or explained."""
    return acted(request, visitor, id, visitor.answers_for, said, withdraw_request)


@router.post("/visit", summary="登记走访", description="登记走访了一家企业。")
def visit(request: Request, visitor: OfUnitToken, id: Id, said: Visit) -> Recorded:
    """A visit to a firm."""
    sight = sight_for(request, visitor, id, visitor.answers_for)
    check_visit_day(said.on, sight.owed.period, local_day(hall_of(request).now()))
    more = {"on": said.on.isoformat(), "way": said.way, "people": said.people}
    more |= {"learned": said.learned, "requests": said.requests}
    do = partial(record_visit, firm=said.firm, more=more)
    return done_to(request, visitor, sight, said, do)


@router.post("/strike", summary="划去走访", description="登记错的走访划去，不再计数；限登记人本人和办公室。")
def strike(request: Request, visitor: OfToken, id: Id, said: Strike) -> Recorded:
    """Strike a visit that was recorded by mistake."""

    def allowed(owed: Row[Any]) -> bool:
        return visitor.office or visitor.answers_for(owed)

    return acted(request, visitor, id, allowed, said, partial(strike_visit, visit=said.visit, reason=said.reason))


@router.post("/object", summary="提出异议", description="对拟认定的事项提出异议，三个工作日内。")
def objection(request: Request, visitor: OfUnitToken, id: Id, said: Reasoned) -> Recorded:
    """Object to a proposed case."""
    do = partial(object_to_case, reason=said.reason)
    return acted(request, visitor, id, visitor.answers_for, said, do)


@router.post("/hand-back", summary="退请办公室", description="一项分工不属于本单位职责；答复之前，报告仍需报送。")
def handed_back(request: Request, visitor: OfUnitToken, id: Id, said: HandBack) -> Recorded:
    """Hand an assignment back."""
    do = partial(hand_back, assignment=said.assignment, reason=said.reason)
    return acted(request, visitor, id, visitor.answers_for, said, do)


@router.post("/instruction", summary="批示办结", description="报告一项批示的办理情况。")
def instructed(request: Request, visitor: OfUnitToken, id: Id, said: InstructionDone) -> Recorded:
    """What was done about an instruction."""
    do = partial(finish_instruction, event=said.instruction, done=said.done)
    return acted(request, visitor, id, visitor.answers_for, said, do)


def report_of(said: Filing, sight: Sight) -> Report:
    """What was written as a report; the whole is the parts, each under its number. Raises BadRequest."""
    strange = [key for key in said.parts if key not in sight.owed.assignments]
    if strange:
        raise BadRequest(f"“{strange[0]}”不是{sight.owed.owner}的分工；分工：{'、'.join(sight.owed.assignments)}")
    whole = "\n".join(f"{key} {text}" for key, text in said.parts.items() if text)
    return Report(
        progress=said.progress or whole,
        difficulties=said.difficulties,
        suggestions=said.suggestions,
        nothing_new=said.nothing_new,
        figures=said.figures,
        next_steps=said.next_steps,
        parts=said.parts,
    )


def _take_in(request: Request, sight: Sight, files: list[File]) -> int:
    """Put the files with those that wait for the filing; how many wait."""
    hall = hall_of(request)
    bureau, papers = hall.bureau(), papers_of(request, files)
    if papers and (left := add_papers(bureau, sight, papers, hall.store, partial(still_in, request))):
        raise BadRequest(spell_no_room(left))
    with bureau.reading() as db:
        return len(papers_waiting(db, sight))
