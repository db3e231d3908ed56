"""What becomes of a firm's request beside its answers: the leader decides after two rounds, the office may end it.

Source: 6-duties "Request": 不满意 → a second round, once; then the leader decides.
"""

from datetime import date, datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Done, Scene
from yudu_flow.actions.acts.given_unit import given_unit
from yudu_flow.actions.acts.verb import FARTHEST, Api, Asked, Command, Entrance, verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import Sight
from yudu_flow.actions.matters import matter_about
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import HANDED, LED
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind, RequestChoice
from yudu_flow.domain.period import spell_day


def _not_to_decide(sight: Sight, _at: datetime) -> Refusal | None:
    if not sight.state.raised_at:
        return NotAllowed("这件诉求还不用领导决定")
    return NotAllowed("这件诉求已经决定") if sight.state.settled_at else None


def _decided(done: Done) -> str:
    return "已责成再办" if done.fact.choice is RequestChoice.ORDER else "已决定结束，已通知单位"


@verb(
    "request_decide",
    "决定企业诉求",
    Doers.DECIDER,
    "企业两次不满意的，由分管领导决定：结束，或责成再办。",
    called="企业诉求",
    done=_decided,
    kinds=LED,
    refuses=_not_to_decide,
    form="request",
    api=Api("request/decision", "RequestDecision"),
    command=Command("request decide"),
)
def decide_request(
    scene: Scene,
    decision: Annotated[RequestChoice, Asked("close 结束，order 责成再办", called={Entrance.COMMAND: "decide"})],
    reason: Annotated[str, Asked("意见", "请写一句意见")],
    due: Annotated[
        date | None, Asked("责成再办的期限，工作日；不写的与初次答复一样长", called={Entrance.COMMAND: "until"})
    ] = None,
    to: Annotated[str, Asked("责成哪个单位；不写为原牵头单位", longest=200)] = "",
) -> Act:
    """Close it, or order one unit to do it once more by a day."""
    orders = decision is RequestChoice.ORDER
    if due and orders:
        _check_day(scene, due)
    unit = given_unit(scene.bureau, to, local_day(scene.at), "to") if to and orders else ""
    fact = Fact(FactKind.REQUEST_DECIDED, scene.at, day=due if orders else None, choice=decision)
    detail = {"reason": reason, **({"unit": unit} if unit else {})}
    return Act(fact, detail, None if orders else "request-closed")


def _check_day(scene: Scene, due: date) -> None:
    calendar = scene.bureau.calendar
    if due <= local_day(scene.at) or not calendar.is_working(due):
        soonest = spell_day(calendar.plus(local_day(scene.at), 1))
        raise BadRequest(f"再办期限应为今后的工作日，最早{soonest}", needs=("due",))
    if due > local_day(scene.at) + FARTHEST:
        raise BadRequest("再办期限应在一年以内", needs=("due",))


def _is_over(sight: Sight, _at: datetime) -> Refusal | None:
    return NotAllowed("这件诉求已经结束") if sight.state.settled_at else None


def _still_runs(sight: Sight, _at: datetime) -> bool:
    return not sight.state.ended


@verb(
    "request_close",
    "结束诉求",
    Doers.OTHERS,
    "企业撤回、登记错误等，由办公室写明原因结束；已交办的都不用再办。",
    done="诉求已结束，已通知单位",
    kinds=HANDED,
    refuses=_is_over,
    offered=_still_runs,
    form="end-request",
    api=Api("request/end", "Reasoned"),
    command=Command("request close"),
)
def close_request(scene: Scene, reason: Annotated[str, Asked("原因", "结束诉求请写明原因")]) -> Act:
    """End it, with a reason: whoever still owes a step owes it no more. Raises NotAllowed where it is over."""
    matter = matter_about(scene.bureau, scene.db, scene.sight.owed.id, scene.at)
    if matter is None or matter.stage.over:
        raise NotAllowed("这件诉求已经结束")
    tells = None if scene.sight.state.ended else "request-closed"
    return Act(Fact(FactKind.REQUEST_ENDED, scene.at), {"reason": reason}, tells)
