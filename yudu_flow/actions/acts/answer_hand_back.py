"""The office answers a unit that handed an assignment back as not its business (退请办公室：非本单位职责).

The answer names the event that it answers, since a unit may hand back several assignments. Agreeing changes no
obligation: the office then edits the plan, for later periods, or waives this one.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Annotated

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.passing_on import handed_back_again, may_be_handed_back
from yudu_flow.actions.acts.verb import HANDS, PAGES, Api, Asked, Command, Entrance, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind, HandBackChoice
from yudu_flow.storage.rows import EventRow

ANSWERS = {HandBackChoice.ACCEPT: "hand-back-accepted", HandBackChoice.REJECT: "hand-back-refused"}
NONE_WAITS = "没有这一项待答复的退请，或已经答复"


def unanswered(events: Sequence[EventRow]) -> list[EventRow]:
    """The hand-backs among an obligation's events that still wait for the office."""
    answered = {row.detail.get("to") for row in events if row.kind == FactKind.HAND_BACK_ANSWERED}
    return [row for row in events if row.kind == FactKind.HANDED_BACK and row.id not in answered]


def _why_not(sight: Sight, _at: datetime) -> Refusal | None:
    return None if unanswered(sight.events) else NotAllowed(NONE_WAITS)


@verb(
    "answer_hand_back",
    "答复退请",
    Doers.JUDGES,
    "答复单位退请的一项分工。",
    done="已答复，已通知单位",
    kinds=WRITTEN,
    refuses=_why_not,
    form="hand-back",
    api=Api("hand-back/answer", "HandBackAnswer"),
    command=Command("hand-back", when="decide"),
    script="hand_back_answer",
    touches=may_be_handed_back,
)
def answer_hand_back(
    scene: Scene,
    event: Annotated[int | None, Asked("退请的编号，见事项的 hand_backs", by=PAGES, must=PAGES)],
    decision: Annotated[
        HandBackChoice, Asked("accept 同意退回，reject 不同意（须写理由）", called={Entrance.COMMAND: "decide"})
    ],
    reason: Annotated[str, Asked("原因，可不写")] = "",
    assignment: Annotated[str, Asked("分工编号；不写为最早退请的一项", longest=200, by=HANDS)] = "",
) -> Act:
    """Agree (ACCEPT) or not (REJECT, with a reason) with the hand-back that `event` recorded, or of the assignment."""
    if decision is HandBackChoice.REJECT and not reason:
        raise BadRequest("不同意退回请写明理由", needs=("reason",))
    waiting = unanswered(scene.sight.events)
    asked = next((row for row in waiting if event in (row.id, None) and assignment in (row.subject, "")), None)
    if asked is None:
        raise NotAllowed(NONE_WAITS)
    fact = Fact(FactKind.HAND_BACK_ANSWERED, scene.at, choice=decision, subject=asked.subject)
    keep = partial(_again, scene, asked.subject) if decision is HandBackChoice.REJECT else None
    return Act(fact, {"to": asked.id, "reason": reason}, ANSWERS[decision], keep=keep)


def _again(scene: Scene, matter: str | None, db: Connection, sight: Sight, _event: int) -> None:
    """A matter that is handed back again though the office said no."""
    handed_back_again(scene.bureau, db, sight, matter, scene.at)
