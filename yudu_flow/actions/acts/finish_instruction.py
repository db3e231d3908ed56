"""The unit says what it did about a leader's instruction (批示办结)."""

from datetime import datetime

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.acts.instruct import open_instructions
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.storage.database import writing


def finish_instruction(bureau: Bureau, target: Target, by: str, now: datetime, event: int, done: str) -> Done:
    """Report the instruction that `event` recorded as done, with a line of what was done."""
    if not done.strip():
        raise BadRequest("请写明办理情况")

    def verb(sight: Sight, at: datetime) -> Act:
        if event not in {row.id for row in open_instructions(sight.events)}:
            raise NotAllowed("没有这一项待办的批示，或已经办结")
        return Act(Fact(FactKind.INSTRUCTION_DONE, at), {"instruction": event, "reason": done.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.FINISH_INSTRUCTION, verb)
