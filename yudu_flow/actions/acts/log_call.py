"""The office notes that somebody was told by telephone (电话告知): of that very slip, and of no other.

Before any slip it is kept as a call and tells of none.
"""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.verb import Api, Asked, Entrance, verb
from yudu_flow.actions.look import Sight
from yudu_flow.actions.proof import slip_words, to_tell, untold
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.escalation import proposal_rungs
from yudu_flow.domain.facts import Fact, FactKind


def _offered(sight: Sight, _at: datetime) -> bool:
    state = sight.state
    case = state.case
    return not (state.ended or state.closed_at) or (case is not None and not case.decision and case.told_at is None)


@verb(
    "call",
    "登记电话告知",
    # Not the unit's own liaison: that it was told may be all that a case rests on.
    Doers.CALLERS,
    "消息送不到的人，打过电话后登记。",
    called="电话告知",
    done="已登记电话告知",
    offered=_offered,
    api=Api("call", "Called"),
)
def log_call(
    scene: Scene,
    note: Annotated[str, Asked("备注，可不写", called={Entrance.SCRIPT: "reason"})] = "",
    slip: Annotated[str, Asked("告知的是哪一次催办，如 E+1；不写为还没有告知到的那一次")] = "",
) -> Act:
    """By default it told of the slip of which nobody was told. Raises NotAllowed for one that has not gone out."""
    sight = scene.sight
    rung = _told_by_call(scene, slip)
    if sight.state.closed_at and rung not in proposal_rungs(sight.state, scene.bureau.rules):
        raise NotAllowed("本期已经结束，不用再电话告知")
    told = f"告知{slip_words(scene.bureau, sight, rung)}" if rung else ""
    return Act(Fact(FactKind.CALLED, scene.at, subject=rung), {"note": note, "told": told})


def _told_by_call(scene: Scene, slip: str) -> str | None:
    out = dict(to_tell(scene.bureau, scene.db, scene.sight))
    if slip and slip not in out:
        known = "、".join(f"{words}（{rung}）" for rung, words in out.items()) or "还没有"
        raise NotAllowed(f"“{slip}”还没有发出过，不能登记为已告知；已发出的：{known}")
    return slip or next(iter(untold(scene.bureau, scene.db, scene.sight)), None)
