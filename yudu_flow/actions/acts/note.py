"""A note (备注) that the office keeps with an obligation, for itself: no date moves, nobody is told."""

from datetime import datetime

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.storage.database import writing

LONGEST = 2000


def note(bureau: Bureau, target: Target, by: str, now: datetime, words: str) -> Done:
    """Keep a note. Raises BadRequest for an empty one."""
    if not words.strip():
        raise BadRequest("请写备注内容")
    if len(words) > LONGEST:
        raise BadRequest(f"备注不超过{LONGEST}字")

    def verb(_: Sight, at: datetime) -> Act:
        return Act(Fact(FactKind.NOTED, at), {"note": words.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.NOTE, verb)
