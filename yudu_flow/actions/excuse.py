"""The office excuses an obligation (免予报送), or notes that somebody was told by telephone."""

from datetime import datetime

from yudu_flow.actions.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.judging import check_judge
from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.storage.database import writing


def waive(bureau: Bureau, target: Target, by: str, now: datetime, reason: str) -> Done:
    """Nothing is owed any more, with a reason; it counts as excused."""
    if not reason.strip():
        raise BadRequest("免予报送请写明原因", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        check_judge(bureau, sight, by, at)
        if sight.state.ended or at >= sight.state.closes_at:
            raise NotAllowed(f"{sight.owed.owner}本期已经报送、免报或结束，不能再免")
        return Act(Fact(FactKind.WAIVED, at), {"reason": reason.strip()}, "waived")

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, verb)


def log_call(bureau: Bureau, target: Target, by: str, now: datetime, note: str = "") -> Done:
    """A call from the call sheet: the unit counts as told of every slip up to now."""

    def verb(sight: Sight, at: datetime) -> Act:
        if sight.state.closed_at:
            raise NotAllowed("本期已经结束，不用再电话告知")
        return Act(Fact(FactKind.CALLED, at), {"note": note.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, verb)
