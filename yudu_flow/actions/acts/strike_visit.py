"""A visit that was recorded by mistake is struck (划去): it stays to be seen, and no longer counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from yudu_flow.actions.access.judging import actor_of
from yudu_flow.actions.acts.act import Act, Done, Target, perform, refuse_closed, who
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotYours
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.names import same_name
from yudu_flow.storage.database import writing


def standing_visits(events: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The recorded visits that were not struck, oldest first."""
    struck = {row.detail.get("visit") for row in events if row.kind == FactKind.VISIT_STRUCK}
    return [row for row in events if row.kind == FactKind.VISITED and row.id not in struck]


def strike_visit(
    bureau: Bureau, target: Target, by: str, now: datetime, reason: str, visit: int | None = None, firm: str = ""
) -> Done:
    """Strike the visit of that event, or the last one to that firm; only its author's and the office's to do.

    Raises BadRequest without a reason, NotAllowed where there is no such visit, NotYours.
    """
    if not reason.strip():
        raise BadRequest("请写明为什么划去", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        refuse_closed(sight, at)
        fits = [row for row in standing_visits(sight.events) if row.id == visit or _is_to(row, firm)]
        struck = fits[-1] if fits else None
        if struck is None:
            raise NotAllowed("没有这条走访记录，或已经划去；请刷新后再看")
        _may_strike(bureau, struck, by, at)
        fact = Fact(FactKind.VISIT_STRUCK, at, subject=struck.subject)
        return Act(fact, {"visit": struck.id, "reason": reason.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, replace(target, kinds=COUNTED), by, now, deeds.STRIKE_VISIT, verb)


def _is_to(row: Row[Any], firm: str) -> bool:
    return bool(firm) and same_name(row.subject or "", firm)


def _may_strike(bureau: Bureau, struck: Row[Any], by: str, at: datetime) -> None:
    person = who(bureau, by).id
    if actor_of(bureau, struck) != person and not bureau.roster.is_office(person, local_day(at)):
        raise NotYours(f"这条走访由{struck.by}登记，只能由本人或办公室划去")
