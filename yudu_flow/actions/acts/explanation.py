"""Explanation (说明原因): an overdue unit says why; the ladder stands still until the office accepts or rejects it."""

from datetime import date, datetime

from yudu_flow.actions.acts.act import Act, Done, Target, perform, refuse_closed
from yudu_flow.actions.acts.extension import extended
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind, ReasonChoice
from yudu_flow.domain.obligation import Request
from yudu_flow.storage.database import writing

ANSWERS = {ReasonChoice.WAIVE: "explanation-waived", ReasonChoice.REJECT: "explanation-rejected"}


def explain(bureau: Bureau, target: Target, by: str, now: datetime, reason: str) -> Done:
    """Give the reason for being late. The first holds the ladder until it is decided, a later one is kept beside it."""
    if not reason.strip():
        raise BadRequest("请写明原因", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        refuse_closed(sight, at)
        if sight.state.ended:
            raise NotAllowed(f"{sight.owed.owner}本期已经报送或免报，不用说明")
        if not sight.state.is_overdue(at):
            raise NotAllowed("尚未逾期；如不能按时完成，请申请延期", instead="extend")
        return Act(Fact(FactKind.EXPLAINED, at), {"reason": reason.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.EXPLAIN, verb)


def decide_explanation(
    bureau: Bureau,
    target: Target,
    by: str,
    now: datetime,
    decision: ReasonChoice,
    until: date | None = None,
    reason: str = "",
) -> Done:
    """Accept it with a new date (`until`), waive the obligation (WAIVE), or reject it: then the ladder goes on."""

    def verb(sight: Sight, at: datetime) -> Act:
        if sight.state.pending is not Request.EXPLANATION:
            raise NotAllowed(f"{sight.owed.owner}没有待决定的原因说明")
        refuse_closed(sight, at)
        if decision is ReasonChoice.ACCEPT and (until is None or extended(bureau, sight, until).late_from <= at):
            raise BadRequest("采纳原因请给出晚于今天的新期限，或免予报送", needs=("until", "waive"))
        day = until if decision is ReasonChoice.ACCEPT else None
        fact = Fact(FactKind.EXPLANATION_DECIDED, at, day=day, choice=decision)
        return Act(fact, {"reason": reason.strip()}, ANSWERS.get(decision, "explanation-extended"))

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.DECIDE_EXPLANATION, verb)
