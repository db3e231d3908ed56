"""A visit to a firm (走访企业) is recorded. Source: notice 二（一）5 and 二（三）9."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.acts.strike_visit import standing_visits
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.names import known_as, same_name
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

    `more` is what a form says besides: `on` (a date), `way`, `people`, `learned`, `requests`. A firm is visited once a
    day: a second record of it is a second press. Raises NotAllowed, BadRequest.
    """

    def verb(sight: Sight, at: datetime) -> Act:
        if sight.state.waived_at:
            raise NotAllowed(f"{sight.owed.owner}本期走访已免，不用登记")
        visited = known_as(firm, [*sight.owed.firms, *sight.state.visited]) or firm.strip()
        if sight.owed.firms and visited not in sight.owed.firms:
            raise BadRequest(f"“{firm}”不是{sight.owed.owner}的对口企业；对口企业：{'、'.join(sight.owed.firms)}")
        _refuse_twice(sight, firm, (more or {}).get("on") or local_day(at).isoformat())
        said = {name: text.strip() for name, text in {"note": note, **(more or {})}.items() if text.strip()}
        return Act(Fact(FactKind.VISITED, at, subject=visited or None), said)

    with writing(bureau.engine) as db:
        return perform(bureau, db, replace(target, kinds=COUNTED), by, now, deeds.VISIT, verb)


def _refuse_twice(sight: Sight, firm: str, on: str) -> None:
    for row in standing_visits(sight.events):
        day = row.detail.get("on") or local_day(row.at).isoformat()
        if firm and day == on and same_name(row.subject or "", firm):
            raise NotAllowed(f"{firm}{on}的走访已经登记过；内容要改的，请先在“经过”里划去原来的一条，再重新登记")
