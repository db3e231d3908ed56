"""What a unit sees: its items by deadline, and one item with what can be done about it now. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.answer_hand_back import unanswered
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.draft_report import takes_words
from yudu_flow.actions.instruct import open_instructions
from yudu_flow.actions.look import Sight
from yudu_flow.domain.decision import decidable_from
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import Outcome, Request, Standing, flags, lamp, outcome, standing
from yudu_flow.domain.plan import Assignment, DutyKind
from yudu_flow.storage import attachments, submissions

OF_THE_OFFICE = (FactKind.NOTED, FactKind.CALLED, FactKind.RELEASED)
"""What stays with the office."""


@dataclass(frozen=True, slots=True)
class Item:
    """One obligation in a list."""

    id: int
    title: str
    owner: str
    period: str
    late_from: datetime
    standing: Standing
    lamp: str
    flags: tuple[str, ...]
    outcome: Outcome
    report: bool
    visited: int
    quota: int
    returned: str
    filed_at: datetime | None
    instructions: tuple[Row[Any], ...]


def item_of(bureau: Bureau, sight: Sight, now: datetime) -> Item:
    """An obligation as its owner's list shows it."""
    owed, state = sight.owed, sight.state
    where = standing(state, bureau.rules, bureau.calendar, now)
    back = [row for row in sight.events if row.kind == FactKind.RETURNED]
    return Item(
        owed.id,
        owed.title,
        owed.owner,
        owed.period,
        state.late_from,
        where,
        str(lamp(state, bureau.rules, bureau.calendar, now)),
        tuple(flags(state)),
        outcome(state, now),
        owed.kind == DutyKind.REPORT,
        len(state.visited),
        owed.quota,
        str(back[-1].detail.get("reason", "")) if back and where is Standing.RETURNED else "",
        state.filed_at or state.unsealed_at,
        tuple(open_instructions(sight.events)),
    )


def mine(bureau: Bureau, sights: Sequence[Sight], now: datetime) -> tuple[list[Item], list[Item]]:
    """What is still owed, by deadline; and what is done or over, the newest first."""
    items = [item_of(bureau, sight, now) for sight in sights]
    over = {sight.owed.id for sight in sights if sight.state.ended or sight.state.closed_at}
    owed = sorted((item for item in items if item.id not in over), key=lambda item: item.late_from)
    done = sorted((item for item in items if item.id in over), key=lambda item: item.late_from, reverse=True)
    return owed, done


@dataclass(frozen=True, slots=True)
class Whole:
    """One item with everything that its page shows; `can` are the acts that make sense now."""

    item: Item
    assignments: tuple[Assignment, ...]
    submissions: tuple[Row[Any], ...]
    papers: tuple[Row[Any], ...]
    acts: tuple[Row[Any], ...]
    handed_back: frozenset[str]
    object_until: datetime | None
    can: frozenset[str]


def whole(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> Whole:
    """The item's page."""
    owed, case = sight.owed, sight.state.case
    until = decidable_from(case.proposed_at, bureau.rules, bureau.calendar) if case and not case.decision else None
    return Whole(
        item_of(bureau, sight, now),
        tuple(bureau.assignments(owed.plan, owed.assignments)),
        tuple(submissions.of(db, owed.id)),
        tuple(row for row in attachments.of(db, owed.id) if row.event_id),
        tuple(row for row in sight.events if row.kind not in OF_THE_OFFICE),
        frozenset(row.subject for row in unanswered(sight.events)),
        until if until and now < until else None,
        frozenset(_can(sight, now)),
    )


def _can(sight: Sight, now: datetime) -> list[str]:
    state, report = sight.state, sight.owed.kind == DutyKind.REPORT
    waits = state.pending in (Request.EXTENSION, Request.EXPLANATION)
    late = state.is_overdue(now)
    free = not (state.ended or state.closed_at or waits)
    possible = {
        "report": takes_words(sight) and not state.unsealed_at,
        "seal": report and state.unsealed_at is not None and not state.complete,
        "visit": not report and not state.waived_at,
        "extension": free and not late and not state.unsealed_at,
        "explain": free and late,
        "hand_back": report and not state.ended,
    }
    return [name for name, holds in possible.items() if holds]
