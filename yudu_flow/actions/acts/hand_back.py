"""A unit hands an assignment back as not its business (非本单位职责): to the office, with a reason.

Nothing moves by it: the report stays owed until the office agrees and edits the plan, or waives this one.
"""

from datetime import datetime

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.acts.answer_hand_back import unanswered
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.storage.database import writing


def hand_back(bureau: Bureau, target: Target, by: str, now: datetime, assignment: str, reason: str) -> Done:
    """Hand back one assignment of the unit. Raises BadRequest for one that is not, NotAllowed while one waits."""
    if not reason.strip():
        raise BadRequest("请写明为什么不属于本单位职责")

    def verb(sight: Sight, at: datetime) -> Act:
        if assignment not in sight.owed.assignments:
            raise BadRequest("请选择要退请的分工")
        if any(row.subject == assignment for row in unanswered(sight.events)):
            raise NotAllowed("这一项已经退请办公室，正等待答复")
        fact = Fact(FactKind.HANDED_BACK, at, subject=assignment)
        return Act(fact, {"reason": reason.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.HAND_BACK, verb)
