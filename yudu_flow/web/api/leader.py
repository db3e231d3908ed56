"""The API's acts of leaders: only for what is under their charge."""

from functools import partial

from fastapi import APIRouter
from starlette.requests import Request

from yudu_flow.actions.acts.instruct import instruct
from yudu_flow.actions.acts.settle_case import decide_case, give_time
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import CaseChoice
from yudu_flow.web.api.act import OBLIGATION, Doing, acted
from yudu_flow.web.api.answers import Recorded
from yudu_flow.web.api.gate import Id, Measured, OfLeaderToken
from yudu_flow.web.api.shapes import CaseDecision, Instruction

router = APIRouter(prefix=OBLIGATION, tags=["责任领导"], route_class=Measured)


@router.post("/decide", summary="决定", description="对拟认定的事项作出决定，写明理由；由分管领导作出。")
def decide(request: Request, visitor: OfLeaderToken, id: Id, said: CaseDecision) -> Recorded:
    """Confirm, dismiss, or give the unit more time."""
    return acted(request, visitor, id, visitor.leads_on, said, _decision(said))


def _decision(said: CaseDecision) -> Doing:
    if said.decision != "time":
        return partial(decide_case, decision=CaseChoice(said.decision), reason=said.reason)
    if said.until is None:
        raise BadRequest("给予时间请写明期限 until")
    return partial(give_time, until=said.until, reason=said.reason)


@router.post("/instruct", summary="批示", description="写明内容和办理期限，交单位办理。")
def instruct_unit(request: Request, visitor: OfLeaderToken, id: Id, said: Instruction) -> Recorded:
    """An instruction, which becomes a dated item for the unit."""
    do = partial(instruct, words=said.words, day=said.day)
    return acted(request, visitor, id, visitor.leads_on, said, do)
