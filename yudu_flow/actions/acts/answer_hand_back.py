"""The office answers a unit that handed an assignment back as not its business (退请办公室：非本单位职责).

The answer names the event that it answers, since a unit may hand back several assignments. Agreeing changes no
obligation: the office then edits the plan, for later periods, or waives this one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind, HandBackChoice
from yudu_flow.storage.database import writing

ANSWERS = {HandBackChoice.ACCEPT: "hand-back-accepted", HandBackChoice.REJECT: "hand-back-refused"}


def answer_hand_back(
    bureau: Bureau, target: Target, by: str, now: datetime, event: int, decision: HandBackChoice, reason: str = ""
) -> Done:
    """Agree (ACCEPT) or not (REJECT, with a reason) with the hand-back that `event` recorded."""
    if decision is HandBackChoice.REJECT and not reason.strip():
        raise BadRequest("不同意退回请写明理由")

    def verb(sight: Sight, at: datetime) -> Act:
        asked = next((row for row in unanswered(sight.events) if row.id == event), None)
        if asked is None:
            raise NotAllowed("没有这一项待答复的退请，或已经答复")
        fact = Fact(FactKind.HAND_BACK_ANSWERED, at, choice=decision, subject=asked.subject)
        return Act(fact, {"to": event, "reason": reason.strip()}, ANSWERS[decision])

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.ANSWER_HAND_BACK, verb)


def unanswered(events: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The hand-backs among an obligation's events that still wait for the office."""
    answered = {row.detail.get("to") for row in events if row.kind == FactKind.HAND_BACK_ANSWERED}
    return [row for row in events if row.kind == FactKind.HANDED_BACK and row.id not in answered]
