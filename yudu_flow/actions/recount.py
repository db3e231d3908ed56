"""When a year's swapped days are announced, provisional dates are counted anew; what has fired stays as it was.

Source: 2-semantics "Working days": an audited act.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.opening import Span, span
from yudu_flow.domain.period import Deadline, Period
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit, imprints, obligations
from yudu_flow.storage.audit_key import key_of
from yudu_flow.storage.database import reading, writing

BY = Who("", "系统")


def recount(bureau: Bureau, now: datetime) -> int:
    """Count provisional obligations anew where their days are known by now; returns how many changed or settled."""
    with reading(bureau.engine) as db:
        settled = _all_settled(bureau, db)
    if not settled:
        return 0
    with writing(bureau.engine) as db:
        settled = _all_settled(bureau, db)
        for row, dates in settled:
            _count(bureau, db, row, dates, now)
    return len(settled)


def _all_settled(bureau: Bureau, db: Connection) -> list[tuple[Row[Any], Span]]:
    found = [(row, _settled(bureau, row)) for row in obligations.provisional(db, bureau.key)]
    return [(row, dates) for row, dates in found if dates]


def _settled(bureau: Bureau, row: Row[Any]) -> Span | None:
    """The dates as they are known now; None while they are still projected."""
    duty = next((d for plan, d in bureau.duties() if (plan.id, d.id) == (row.plan, row.duty)), None)
    if duty is None:
        return None
    dates = span(duty, Period.parse(row.period), bureau.rules, bureau.calendar)
    return None if dates.provisional else dates


def _count(bureau: Bureau, db: Connection, row: Row[Any], dates: Span, now: datetime) -> None:
    deadline = _announced(row, dates.deadline)
    fresh = {
        "remind_by": deadline.remind_by,
        "last_day": deadline.last_day,
        "late_from": deadline.late_from,
    }
    fresh["closes_at"] = max(dates.closes_at, row.closes_at)
    changed = {name: [getattr(row, name), value] for name, value in fresh.items() if getattr(row, name) != value}
    obligations.change(db, row.id, {**fresh, "provisional": False, "wake_at": now})
    covers = imprints.of_obligation(db, row.id) if key_of(db) else {}
    audit.record(db, bureau.key, now, BY, "recounted", obligations.name(row), changed, covers)


def _announced(row: Row[Any], found: Deadline) -> Deadline:
    """A day that messages may have printed moves later, never earlier."""
    last_day, late_from = max((found.last_day, found.late_from), (row.last_day, row.late_from))
    return replace(found, last_day=last_day, late_from=late_from)
