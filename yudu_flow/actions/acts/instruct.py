"""A leader's instruction (批示): words and a day, which become a dated item for the unit.

No date of the obligation moves. The item stands until the unit says what it did, which refers to the instruction.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from yudu_flow.actions.acts.act import Act, Done, Scene
from yudu_flow.actions.acts.verb import AS_TEXT, Api, Asked, Way, verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import day_of
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.period import spell_day
from yudu_flow.domain.rules import Channel
from yudu_flow.storage.rows import EventRow

ANSWER = "instructed"
FARTHEST = timedelta(days=366)


def _told(done: Done) -> str:
    unreached = done.sight.events[-1].detail.get("unreached")
    return "批示已存；联络员没有可用的邮箱，请办公室电话告知" if unreached else "批示已交单位办理"


@verb(
    "instruct",
    "批示",
    Doers.LEADERS,
    "写明内容和办理期限，交单位办理。",
    called="批示",
    done=_told,
    api=Api("instruct", "Instruction"),
)
def instruct(
    scene: Scene,
    words: Annotated[str, Asked("批示内容", "请写明批示内容", called=AS_TEXT)],
    day: Annotated[date, Asked("办理期限", "请填写办理期限", called={Way.COMMAND: "due", Way.SCRIPT: "until"})],
) -> Act:
    """Instruct the unit to do something by `day`.

    The mail goes to the unit's liaison; where none can be reached, the event's detail says `unreached`.
    """
    return instruction(scene, words, day)


def instruction(scene: Scene, words: str, day: date, **more: Any) -> Act:
    """The act that puts a dated item before the unit. Raises BadRequest for a day that will not do."""
    bureau, today = scene.bureau, local_day(scene.at)
    if not today <= day <= today + FARTHEST:
        raise BadRequest("办理期限应从今天起、在一年以内")
    if not bureau.calendar.is_working(day):
        next_day = spell_day(bureau.calendar.on_or_after(day))
        raise BadRequest(f"{spell_day(day)}是休息日，办理期限请定在工作日，如{next_day}")
    told = Recipients.on(bureau, scene.db, today).answered(scene.sight.owed)
    unreached = {} if any(one.channel is Channel.EMAIL for one in told) else {"unreached": True}
    return Act(Fact(FactKind.INSTRUCTED, scene.at, day=day), {"text": words, **unreached, **more}, ANSWER)


def open_instructions(events: Sequence[EventRow]) -> list[EventRow]:
    """The instructions among an obligation's events that nobody has reported as done, the soonest first."""
    done = {row.detail.get("instruction") for row in events if row.kind == FactKind.INSTRUCTION_DONE}
    still = [row for row in events if row.kind == FactKind.INSTRUCTED and row.id not in done]
    return sorted(still, key=day_of)
