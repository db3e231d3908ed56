"""Explanation (说明原因): an overdue unit says why; the ladder stands still until the office accepts or rejects it."""

from datetime import date, datetime
from functools import partial
from typing import Annotated

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Scene, over
from yudu_flow.actions.acts.extension import extended, waits
from yudu_flow.actions.acts.passing_on import may_name, named_each_other
from yudu_flow.actions.acts.settled import freed, settled
from yudu_flow.actions.acts.verb import Api, Asked, Command, Entrance, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind, ReasonChoice
from yudu_flow.domain.obligation import Pending

ANSWERS = {ReasonChoice.WAIVE: "explanation-waived", ReasonChoice.REJECT: "explanation-rejected"}


def _nothing_to_explain(sight: Sight, at: datetime) -> Refusal | None:
    if refusal := over(sight, at):
        return refusal
    if sight.state.ended:
        return settled(sight, "不用说明")
    if not sight.state.is_overdue(at):
        return NotAllowed("尚未逾期；如不能按时完成，请申请延期", instead="extend")
    return None


def _none_waits(sight: Sight, _at: datetime) -> bool:
    return sight.state.pending is not Pending.EXPLANATION


@verb(
    "explain",
    "说明原因",
    Doers.OWNERS,
    "逾期后说明原因，等办公室审核。",
    called="原因说明",
    done="原因说明已提交，等办公室审核",
    refuses=_nothing_to_explain,
    offered=_none_waits,
    api=Api("explanation", "Reasoned"),
)
def explain(scene: Scene, reason: Annotated[str, Asked("原因", "请写明原因")]) -> Act:
    """Give the reason for being late. The first holds the ladder until it is decided, a later one is kept beside it."""
    return Act(Fact(FactKind.EXPLAINED, scene.at), {"reason": reason})


def _nothing_to_decide(sight: Sight, at: datetime) -> Refusal | None:
    if sight.state.pending is not Pending.EXPLANATION:
        return NotAllowed(f"{sight.owed.owner}没有待决定的原因说明")
    return over(sight, at)


@verb(
    "decide_explanation",
    "审核原因说明",
    Doers.JUDGES,
    "采纳并给新期限、采纳并不再要求，或不采纳。",
    done="已答复原因说明",
    refuses=_nothing_to_decide,
    offered=waits,
    form="explanation",
    api=Api("explanation/decision", "ExplanationDecision"),
    command=Command("explain", when="decide"),
    script="explain_decide",
    touches=may_name,
)
def decide_explanation(
    scene: Scene,
    decision: Annotated[
        ReasonChoice,
        Asked("accept 采纳并给新期限，waive 采纳并不再要求，reject 不采纳", called={Entrance.COMMAND: "decide"}),
    ],
    until: Annotated[date | None, Asked("新的期限，采纳时必填")] = None,
    reason: Annotated[str, Asked("原因，可不写")] = "",
) -> Act:
    """Accept it with a new date (`until`), waive the obligation (WAIVE), or reject it: then the ladder goes on."""
    accepts, at = decision is ReasonChoice.ACCEPT, scene.at
    if accepts and (until is None or extended(scene.bureau, scene.sight, until, at).late_from <= at):
        raise BadRequest(f"采纳原因请给出晚于今天的新期限，或{freed(scene.sight)}", needs=("until", "waive"))
    fact = Fact(FactKind.EXPLANATION_DECIDED, at, day=until if accepts else None, choice=decision)
    keep = partial(_passing, scene) if decision is ReasonChoice.REJECT else None
    return Act(fact, {"reason": reason}, ANSWERS.get(decision, "explanation-extended"), keep=keep)


def _passing(scene: Scene, db: Connection, sight: Sight, _event: int) -> None:
    """Units that are late with one matter may name each other for it."""
    named_each_other(scene.bureau, db, sight, scene.at)
