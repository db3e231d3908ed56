"""A leader's instruction (批示): words and a day, which become a dated item for the unit.

No date of the obligation moves. The item stands until the unit says what it did, which refers to the instruction.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.period import spell_day
from yudu_flow.domain.rules import Channel
from yudu_flow.storage.database import writing

ANSWER = "instructed"
FARTHEST = timedelta(days=366)
LONGEST = 2000


def instruct(bureau: Bureau, target: Target, by: str, now: datetime, words: str, day: date) -> Done:
    """Instruct the unit to do something by `day`.

    The mail goes to the unit's liaison; where none can be reached, the event's detail says `unreached`.
    """
    with writing(bureau.engine) as db:

        def verb(sight: Sight, at: datetime) -> Act:
            return instruction(bureau, db, sight, at, words, day)

        return perform(bureau, db, target, by, now, deeds.INSTRUCT, verb)


def instruction(bureau: Bureau, db: Connection, sight: Sight, at: datetime, words: str, day: date, **more: Any) -> Act:
    """The act that puts a dated item before the unit. Raises BadRequest for no words, or a day that will not do."""
    if not words.strip():
        raise BadRequest("请写明批示内容")
    if len(words) > LONGEST:
        raise BadRequest(f"内容请不要超过{LONGEST}字")
    if not local_day(at) <= day <= local_day(at) + FARTHEST:
        raise BadRequest("办理期限应从今天起、在一年以内")
    if not bureau.calendar.is_working(day):
        next_day = spell_day(bureau.calendar.on_or_after(day))
        raise BadRequest(f"{spell_day(day)}是休息日，办理期限请定在工作日，如{next_day}")
    told = Recipients.on(bureau, db, local_day(at)).answered(sight.owed)
    unreached = {} if any(one.channel is Channel.EMAIL for one in told) else {"unreached": True}
    return Act(Fact(FactKind.INSTRUCTED, at, day=day), {"text": words.strip(), **unreached, **more}, ANSWER)


def open_instructions(events: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The instructions among an obligation's events that nobody has reported as done, the soonest first."""
    done = {row.detail.get("instruction") for row in events if row.kind == FactKind.INSTRUCTION_DONE}
    still = [row for row in events if row.kind == FactKind.INSTRUCTED and row.id not in done]
    return sorted(still, key=lambda row: row.day)
