"""A unit withdraws what it asked for or explained (撤回申请) before it is decided: as if it had not asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.obligation import Request
from yudu_flow.storage.database import writing


def withdraw_request(bureau: Bureau, target: Target, by: str, now: datetime) -> Done:
    """Withdraw the extension asked for or the reason given that waits. Raises NotAllowed where none does."""

    def verb(sight: Sight, at: datetime) -> Act:
        if waiting_request(sight) is None or sight.state.closed_at:
            raise NotAllowed(f"{sight.owed.owner}没有正等待决定的申请或说明，不用撤回")
        return Act(Fact(FactKind.REQUEST_WITHDRAWN, at))

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.WITHDRAW_REQUEST, verb)


def waiting_request(sight: Sight) -> Row[Any] | None:
    """The event of the extension asked for or the reason given that is to be decided, if any."""
    if not sight.state.waits:
        return None
    extension = sight.state.pending is Request.EXTENSION
    kind = FactKind.EXTENSION_ASKED if extension else FactKind.EXPLAINED
    return next((row for row in reversed(sight.events) if row.kind == kind), None)
