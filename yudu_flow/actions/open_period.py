"""Open the periods that are due: freeze who owes what, in one set-based insert a duty and period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.expected import Owner, owners
from yudu_flow.domain.opening import Span, first_period, spans
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.storage import bureaus, obligations, openings
from yudu_flow.storage.database import reading, writing

Spans = tuple[Plan, Duty, Iterator[Span]]


@dataclass(frozen=True, slots=True)
class Opened:
    """The obligations that were opened, as rows; when the next period opens; when the pass before this one was."""

    rows: list[dict[str, Any]]
    next_at: datetime | None
    last_pass_at: datetime | None


def open_periods(bureau: Bureau, now: datetime) -> Opened:
    """Open every period whose time has come.

    A period that opens late, after downtime, still opens at its own instant: what was missed is then decided by state.
    """
    with reading(bureau.engine) as db:
        row = bureaus.find(db, bureau.key)
        upcoming = _next(bureau, db, row.started_at) if row else now
    if upcoming is None or upcoming > now:
        return Opened([], upcoming, row.last_pass_at if row else None)
    with writing(bureau.engine) as db:
        row = bureaus.start(db, bureau.key, now)
        rows = [*_open_due(bureau, db, row.started_at, now)]
        return Opened(rows, _next(bureau, db, row.started_at), row.last_pass_at)


def _next(bureau: Bureau, db: Connection, started_at: datetime) -> datetime | None:
    firsts = [next(coming, None) for _, _, coming in _unopened(bureau, db, started_at)]
    return min((_opens_at(span, started_at) for span in firsts if span), default=None)


def _open_due(bureau: Bureau, db: Connection, started_at: datetime, now: datetime) -> Iterator[dict[str, Any]]:
    for plan, duty, coming in _unopened(bureau, db, started_at):
        for span in takewhile(lambda span: _opens_at(span, started_at) <= now, coming):
            yield from _open(bureau, db, plan, duty, span, started_at, now)


def _unopened(bureau: Bureau, db: Connection, started_at: datetime) -> Iterator[Spans]:
    latest = openings.latest(db, bureau.key)
    rules, calendar = bureau.rules, bureau.calendar
    for plan, duty in bureau.duties():
        opened = latest.get((plan.id, duty.id))
        first = first_period(plan, duty, local_day(started_at), rules, calendar)
        start = Period.parse(opened).shift(1) if opened else first
        yield plan, duty, spans(plan, duty, start, rules, calendar)


def _opens_at(span: Span, started_at: datetime) -> datetime:
    """The first period opens at the first pass, not before it."""
    return max(span.opens_at, started_at)


def _open(
    bureau: Bureau, db: Connection, plan: Plan, duty: Duty, span: Span, started_at: datetime, now: datetime
) -> list[dict[str, Any]]:
    opened_at = _opens_at(span, started_at)
    frozen = _frozen(bureau, plan, duty, span, opened_at, now)
    owed = [_owed(owner) for owner in owners(plan, duty, bureau.roster)]
    opening = {key: frozen[key] for key in ("bureau", "plan", "duty", "period", "opened_at", "created_at")}
    openings.put(db, [opening])
    obligations.put(db, frozen, owed)
    return [{**frozen, **row} for row in owed]


def _frozen(bureau: Bureau, plan: Plan, duty: Duty, span: Span, opened_at: datetime, now: datetime) -> dict[str, Any]:
    """What all owners of this period have in common. They wake at once: the first look finds the first rung."""
    deadline = span.deadline
    return {
        "bureau": bureau.key,
        "plan": plan.id,
        "duty": duty.id,
        "kind": str(duty.kind),
        "title": duty.title,
        "basis": duty.basis,
        "period": str(span.period),
        "nominal": deadline.nominal,
        "remind_by": deadline.remind_by,
        "last_day": deadline.last_day,
        "late_from": deadline.late_from,
        "opened_at": opened_at,
        "closes_at": span.closes_at,
        "created_at": now,
        "provisional": span.provisional,
        "wake_at": opened_at,
    }


def _owed(owner: Owner) -> dict[str, Any]:
    return {
        "owner": owner.owner,
        "unit": owner.unit,
        "quota": owner.quota,
        "firms": owner.firms,
        "assignments": owner.assignments,
        "leaders": owner.leaders,
        "decider": owner.decider,
    }
