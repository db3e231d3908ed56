"""A visit to a firm (走访企业) is recorded. Source: notice 二（一）5 and 二（三）9."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from yudu_flow.actions.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.names import known_as
from yudu_flow.domain.plan import DutyKind
from yudu_flow.storage.database import writing


def record_visit(
    bureau: Bureau,
    target: Target,
    by: str,
    now: datetime,
    firm: str = "",
    note: str = "",
    more: Mapping[str, str] | None = None,
) -> Done:
    """Record one visit. Where the owner's firms are registered, `firm` must be one of them.

    `more` is what a form says besides: `on` (a date), `way`, `people`, `learned`, `requests`.
    """

    def verb(sight: Sight, at: datetime) -> Act:
        if sight.state.waived_at:
            raise NotAllowed(f"{sight.owed.owner}本期走访已免，不用登记")
        visited = known_as(firm, [*sight.owed.firms, *sight.state.visited]) or firm.strip()
        if sight.owed.firms and visited not in sight.owed.firms:
            raise BadRequest(f"“{firm}”不是{sight.owed.owner}的对口企业；对口企业：{'、'.join(sight.owed.firms)}")
        said = {name: text.strip() for name, text in {"note": note, **(more or {})}.items() if text.strip()}
        return Act(Fact(FactKind.VISITED, at, subject=visited or None), said)

    with writing(bureau.engine) as db:
        return perform(bureau, db, replace(target, kind=DutyKind.VISIT), by, now, verb)
