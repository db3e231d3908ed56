"""A unit says that what a firm asks for is not its business (非本单位职责), and the office says who does it instead.

Within the working days that the rules give from the hand-over on; while the office has not answered, nothing falls due.
Agreed, the next lead has the whole time anew. Source: 6-duties "Request".
"""

from datetime import datetime
from functools import partial
from typing import Annotated

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.answer_hand_back import ANSWERS
from yudu_flow.actions.acts.given_unit import given_unit
from yudu_flow.actions.acts.passing_on import handed_back_again
from yudu_flow.actions.acts.verb import Api, Asked, Command, Entrance, verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import Sight
from yudu_flow.actions.matters import matter_about
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.duties.registry import ANSWERED
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind, HandBackChoice
from yudu_flow.domain.obligation import Pending
from yudu_flow.domain.period import spell_deadline


def _limit(sight: Sight) -> datetime:
    """Until when it may be handed back, as the rules had it when it was handed over."""
    return datetime.fromisoformat(sight.events[0].detail["hand_back_until"])


def _not_to_give_back(sight: Sight, at: datetime) -> Refusal | None:
    if sight.state.ended:
        return NotAllowed(f"{sight.owed.owner}已经答复或不用再办，不能退请")
    if sight.state.pending:
        return NotAllowed("已有一项申请等待决定")
    if at >= (limit := _limit(sight)):
        return NotAllowed(f"退请应在{spell_deadline(limit)}前提出，现已过期；请按期答复，或联系办公室")
    if any(row.kind == FactKind.HAND_BACK_ANSWERED for row in sight.events):
        return NotAllowed("这件诉求已经退请过，办公室没有同意")
    return None


@verb(
    "request_not_ours",
    "退请（非本单位职责）",
    Doers.OWNERS,
    "诉求不属于本单位职责的，在交办时写明的期限内退请办公室；答复之前不计逾期。",
    called="退请",
    done="已退请办公室，答复之前不计逾期",
    kinds=ANSWERED,
    refuses=_not_to_give_back,
    form="not-ours",
    api=Api("not-ours", "NotOurs"),
    command=Command("request objection"),
    script="request_objection",
)
def not_ours(scene: Scene, reason: Annotated[str, Asked("理由", "请写明为什么不属于本单位职责")]) -> Act:
    """Hand it back."""
    return Act(Fact(FactKind.HANDED_BACK, scene.at), {"reason": reason})


def _none_waits(sight: Sight, _at: datetime) -> Refusal | None:
    waits = sight.state.waits and sight.state.pending is Pending.HAND_BACK
    return None if waits else NotAllowed("没有待答复的退请，或已经答复")


@verb(
    "request_handback",
    "答复退请",
    Doers.JUDGES,
    "同意的，写明改由哪个单位办理，期限重新计算；不同意的写明理由。",
    done="已答复，已通知单位",
    kinds=ANSWERED,
    refuses=_none_waits,
    form="not-ours",
    api=Api("not-ours/answer", "NotOursAnswer"),
    command=Command("request handback"),
)
def answer_not_ours(
    scene: Scene,
    decision: Annotated[
        HandBackChoice, Asked("accept 同意，reject 不同意（须写理由）", called={Entrance.COMMAND: "decide"})
    ],
    to: Annotated[str, Asked("同意的，改由哪个单位办理；配合单位退请的可以不写", longest=200)] = "",
    reason: Annotated[str, Asked("原因，可不写")] = "",
) -> Act:
    """Agree (ACCEPT), with the unit that does it instead, or not (REJECT, with a reason)."""
    if decision is HandBackChoice.REJECT and not reason:
        raise BadRequest("不同意退请请写明理由", needs=("reason",))
    asked = [row for row in scene.sight.events if row.kind == FactKind.HANDED_BACK][-1]
    unit = _instead(scene, to) if decision is HandBackChoice.ACCEPT else ""
    detail = {"to": asked.id, "unit": unit, "reason": reason}
    fact = Fact(FactKind.HAND_BACK_ANSWERED, scene.at, choice=decision)
    keep = _again if decision is HandBackChoice.REJECT else None
    known = {name: value for name, value in detail.items() if value}
    return Act(fact, known, ANSWERS[decision], keep=keep and partial(keep, scene))


def _again(scene: Scene, db: Connection, sight: Sight, _event: int) -> None:
    """One request that is handed back again though the office said no is a fact for 推诿扯皮."""
    handed_back_again(scene.bureau, db, sight, None, scene.at)


def _instead(scene: Scene, to: str) -> str:
    """The unit that does it instead: a lead has one, and none that does it already."""
    matter = matter_about(scene.bureau, scene.db, scene.sight.owed.id, scene.at)
    assert matter is not None  # what is answered is a step of a request
    leads = scene.sight.state.terms.kind.part is RequestPart.LEAD
    if not to:
        if leads:
            raise BadRequest("同意退请的，请写明改由哪个单位牵头", needs=("to",))
        return ""
    unit = given_unit(scene.bureau, to, local_day(scene.at), "to")
    busy = {piece.owner for piece in matter.pieces if piece.part is not RequestPart.CALL}
    if unit == scene.sight.owed.owner or (not leads and unit in busy):
        raise BadRequest(f"{unit}已经在办这件诉求，请另选单位", needs=("to",))
    return unit
