"""The office excuses an obligation (免予报送), or notes that somebody was told by telephone."""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.actions.proof import slip_words, to_tell, untold
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.escalation import proposal_rungs
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.storage.database import writing


def waive(bureau: Bureau, target: Target, by: str, now: datetime, reason: str) -> Done:
    """Nothing is owed any more, with a reason; it counts as excused."""
    if not reason.strip():
        raise BadRequest("免予报送请写明原因", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        if sight.state.ended or at >= sight.state.closes_at:
            raise NotAllowed(f"{sight.owed.owner}本期已经报送、免报或结束，不能再免")
        return Act(Fact(FactKind.WAIVED, at), {"reason": reason.strip()}, "waived")

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.WAIVE, verb)


def log_call(bureau: Bureau, target: Target, by: str, now: datetime, note: str = "", slip: str = "") -> Done:
    """A call from the call sheet: the unit counts as told of that very slip, by default the one that it was not told.

    Before any slip it is kept as a call and tells of none. Raises NotAllowed for a slip that has not gone out.
    """
    with writing(bureau.engine) as db:

        def verb(sight: Sight, at: datetime) -> Act:
            rung = _told_by_call(bureau, db, sight, slip.strip())
            if sight.state.closed_at and rung not in proposal_rungs(sight.state, bureau.rules):
                raise NotAllowed("本期已经结束，不用再电话告知")
            told = f"告知{slip_words(bureau, sight, rung)}" if rung else ""
            return Act(Fact(FactKind.CALLED, at, subject=rung), {"note": note.strip(), "told": told})

        return perform(bureau, db, target, by, now, deeds.CALL, verb)


def _told_by_call(bureau: Bureau, db: Connection, sight: Sight, slip: str) -> str | None:
    out = dict(to_tell(bureau, db, sight))
    if slip and slip not in out:
        known = "、".join(f"{words}（{rung}）" for rung, words in out.items()) or "还没有"
        raise NotAllowed(f"“{slip}”还没有发出过，不能登记为已告知；已发出的：{known}")
    return slip or next(iter(untold(bureau, db, sight)), None)
