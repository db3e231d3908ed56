"""A unit withdraws what it asked for or explained (撤回申请) before it is decided: as if it had not asked."""

from datetime import datetime

from yudu_flow.actions.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.storage.database import writing


def withdraw_request(bureau: Bureau, target: Target, by: str, now: datetime) -> Done:
    """Withdraw the extension asked for or the reason given that waits. Raises NotAllowed where none does."""

    def verb(sight: Sight, at: datetime) -> Act:
        if not sight.state.waits or sight.state.closed_at:
            raise NotAllowed(f"{sight.owed.owner}没有正等待决定的申请或说明，不用撤回")
        return Act(Fact(FactKind.REQUEST_WITHDRAWN, at))

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, verb)
