"""The office looks at a report: accepts it, or returns it with a reason and a limit."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from yudu_flow.actions.acts.act import Act, Done, Target, perform, refuse_closed
from yudu_flow.actions.acts.file_report import refuse_waived
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.obligation import return_limit
from yudu_flow.storage.database import writing

FARTHEST = timedelta(days=366)


def accept_report(bureau: Bureau, target: Target, by: str, now: datetime) -> Done:
    """Accept a complete report. Whoever filed it does not accept it."""

    def verb(sight: Sight, at: datetime) -> Act:
        if not sight.state.complete or sight.state.accepted_at:
            raise NotAllowed(f"{sight.owed.owner}没有待审核的报告")
        return Act(Fact(FactKind.ACCEPTED, at))

    with writing(bureau.engine) as db:
        return perform(bureau, db, _report(target), by, now, deeds.ACCEPT, verb)


def return_report(
    bureau: Bureau, target: Target, by: str, now: datetime, reason: str, until: date | None = None
) -> Done:
    """Return a report with a reason; its limit is 24:00 of the 2nd working day after, or of `until` where given."""
    if not reason.strip():
        raise BadRequest("退回报告请写明原因", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        state = sight.state
        refuse_waived(sight)
        if state.accepted_at or not (state.complete or state.unsealed_at):
            raise NotAllowed(f"{sight.owed.owner}没有可以退回的报告")
        refuse_closed(sight, at)
        if until and until < local_day(at):
            raise BadRequest("重报期限不能早于今天")
        if until and until > local_day(at) + FARTHEST:
            raise BadRequest("重报期限应在一年以内")
        day = until or bureau.calendar.plus(local_day(at), bureau.rules.return_days)
        limit = return_limit(state, day, bureau.calendar)
        return Act(Fact(FactKind.RETURNED, at, until=limit), {"reason": reason.strip()}, "returned")

    with writing(bureau.engine) as db:
        return perform(bureau, db, _report(target), by, now, deeds.RETURN, verb)


def _report(target: Target) -> Target:
    return replace(target, kinds=WRITTEN)
