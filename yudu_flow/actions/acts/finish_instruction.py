"""The unit says what it did about a leader's instruction (批示办结)."""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.instruct import open_instructions
from yudu_flow.actions.acts.verb import AS_TEXT, PAGES, Api, Asked, Command, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind

NONE_OPEN = "没有这一项待办的批示，或已经办结"


def _why_not(sight: Sight, _at: datetime) -> Refusal | None:
    return None if open_instructions(sight.events) else NotAllowed(NONE_OPEN)


@verb(
    "finish_instruction",
    "批示办结",
    Doers.OWNERS,
    "报告一项批示的办理情况。",
    called="批示办结",
    done="批示已报办结",
    refuses=_why_not,
    form="instruction",
    api=Api("instruction", "InstructionDone"),
    command=Command("done"),
    script="done",
)
def finish_instruction(
    scene: Scene,
    instruction: Annotated[int | None, Asked("批示的编号，见事项的 instructions", by=PAGES, must=PAGES)],
    done: Annotated[str, Asked("办理情况", "请写明办理情况", called=AS_TEXT)],
) -> Act:
    """Report the instruction of that event as done, the soonest where none is named, with a line of what was done."""
    still = open_instructions(scene.sight.events)
    found = next((row for row in still if instruction in (row.id, None)), None)
    if found is None:
        raise NotAllowed(NONE_OPEN)
    return Act(Fact(FactKind.INSTRUCTION_DONE, scene.at), {"instruction": found.id, "reason": done})
