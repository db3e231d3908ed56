"""A mistake in what a closed month says of an obligation is mended by a dated correction (更正), shown beside it.

The first word stays, in counts too. What is judged from now on goes by the correction: repetition, and an open case,
which falls where nothing was late after all. Source: 2-semantics "Fair in practice".
"""

from datetime import datetime

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Correction, Fact, FactKind
from yudu_flow.domain.obligation import outcome
from yudu_flow.storage.database import writing


def correct_record(bureau: Bureau, target: Target, by: str, now: datetime, to: Correction, reason: str) -> Done:
    """Say what became of it in truth, and why. Raises NotAllowed while its period runs."""
    if not reason.strip():
        raise BadRequest("更正结果请写明原因", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        _may_correct(sight, at, to)
        return Act(Fact(FactKind.CORRECTED, at, choice=to), {"reason": reason.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.CORRECT, verb)


def _may_correct(sight: Sight, at: datetime, to: Correction) -> None:
    state = sight.state
    if state.closed_at is None:
        raise NotAllowed(f"{sight.owed.owner}本期还没有结束，不用更正；可以退回、免报或代为登记纸质报告")
    if to == (state.corrected or outcome(state, at)):
        raise NotAllowed("现在记录的就是这个结果，不用更正")
