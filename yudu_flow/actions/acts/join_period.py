"""Whoever a plan charges since a period was opened is taken into that period, with the office's reason.

A change of content holds from the next period on; this is the act that touches one that is open. Who joins has the days
that the others were told, so it is done only while the first of them is still ahead. Source: 2-semantics "Periods".
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.words_said import line_said
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.duty_named import duty_named
from yudu_flow.actions.firm_book import registered
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.expected import Owner, owners
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.storage import audit, obligations, openings
from yudu_flow.storage.new_rows import NewObligations
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.periods import spell_period

NAME = "period_joined"


@dataclass(frozen=True, slots=True)
class Outside:
    """Who owes a duty by the plan as it stands, and not in its open period; `like` is what somebody owes in it."""

    plan: Plan
    duty: Duty
    like: Owed
    owners: tuple[Owner, ...]

    @property
    def names(self) -> str:
        return "、".join(one.owner for one in self.owners)


def outside(bureau: Bureau, db: Connection, now: datetime) -> Iterator[Outside]:
    """Of each duty whose open period may still be joined."""
    latest, today = openings.latest(db, bureau.key), local_day(now)
    roster = registered(bureau, db, today)
    for plan, duty in bureau.duties():
        period, _ = latest.get((plan.id, duty.id), ("", now))
        rows = obligations.listed(db, bureau.key, period=period, duty=duty.id) if duty.kind.cyclic and period else ()
        same = [row for row in rows if row.plan == plan.id]
        if not same or same[0].remind_by <= today or not plan.runs_on(today):
            continue
        owing = {row.owner for row in same}
        missing = tuple(one for one in owners(plan, duty, roster, today) if one.owner not in owing)
        if missing:
            yield Outside(plan, duty, same[0], missing)


def join_period(bureau: Bureau, plan: str, duty: str, by: str, now: datetime, reason: str) -> str:
    """Take them in; what was done, in words. Raises NotYours, BadRequest, NotAllowed where nobody is to be taken in."""
    actor = of_office(bureau, by, now, "补列入本期")
    why = line_said(reason, "reason", "原因", missing="请写明原因")
    with bureau.alone(now) as db:  # of two at once both would take them in
        _, meant = duty_named(bureau, duty)
        found = next((one for one in outside(bureau, db, now) if (one.plan.id, one.duty.id) == (plan, meant.id)), None)
        if found is None:
            raise NotAllowed("没有要补列的：本期已经都列入，或提醒日已到，请从下一期起")
        obligations.put(db, _like(found.like, now), found.owners)
        about = f"{spell_period(found.like.period)}{found.duty.title}"
        audit.record(db, bureau.key, now, actor, NAME, about, {"reason": why, "changes": [[found.names, "", ""]]})
    return f"{about}补列入：{found.names}"


def _like(row: Owed, now: datetime) -> NewObligations:
    """What the others owe, begun now."""
    shared = {field.name: getattr(row, field.name) for field in fields(NewObligations)}
    return NewObligations(**{**shared, "opened_at": now, "created_at": now, "wake_at": now})
