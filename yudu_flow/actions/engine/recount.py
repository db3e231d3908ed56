"""When a year's swapped days are announced, provisional dates are counted anew; what has fired stays as it was.

A local rest day on the last day of an open period moves its deadline on, and so it does the limit of an extension, of a
return, of a refusal of whatever was asked, or of the time for a page. All are audited acts.
Source: 2-semantics "Working days", "Fair in practice".
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Due
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.history import ANSWERED
from yudu_flow.domain.obligation import Round
from yudu_flow.domain.opening import Span, span
from yudu_flow.domain.period import Deadline, Period, deadline_on, midnight_after
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit, events, imprints, obligations, recounts
from yudu_flow.storage.audit_key import key_of
from yudu_flow.storage.database import writing
from yudu_flow.storage.rows import Owed

BY = Who("", "系统")
AT_ONCE = 1000
"""Obligations; all of a province's would fill the memory."""
LIMITS = (*ANSWERED, FactKind.EXPLANATION_DECIDED, FactKind.RETURNED, FactKind.FILED_UNSEALED)
"""What gives an obligation a limit of its own."""


def recount(bureau: Bureau, now: datetime) -> int:
    """Count provisional obligations anew where their days are known by now; returns how many changed or settled."""
    with bureau.reading() as db:
        projected, days = recounts.by_the_calendar(db, bureau.key, local_day(now))
        moved = _all_moved(bureau, db, days, now)
    starts = range(0, len(projected), AT_ONCE)
    settled = sum(_settle_some(bureau, projected[start : start + AT_ONCE], now) for start in starts)
    return settled + (_put_off(bureau, now) if moved else 0) + _put_off_limits(bureau, now)


def _put_off(bureau: Bureau, now: datetime) -> int:
    """A rest day ordered locally on the last day of an open period moves that deadline; the next message says so."""
    with writing(bureau.engine) as db:
        _, days = recounts.by_the_calendar(db, bureau.key, local_day(now))  # another process may have moved them since
        found = obligations.locked(db, [row.id for row, _ in _all_moved(bureau, db, days, now)])  # or does it just now
        moved = [(row, dates) for row in found.values() if (dates := _later(bureau, row))]
        for row, dates in moved:
            moves = Fact(FactKind.RECOUNTED, now, day=row.last_day)
            events.append_all(db, bureau.key, [(row.id, moves, {})])
            _count(bureau, db, row, dates, now)
    return len(moved)


def _all_moved(bureau: Bureau, db: Connection, days: Iterable[date], now: datetime) -> list[tuple[Owed, Span]]:
    rest = [day for day in days if not bureau.calendar.is_working(day)]
    found = recounts.ending_on(db, bureau.key, rest, now) if rest else []
    return [(row, dates) for row in found if (dates := _later(bureau, row))]


def _put_off_limits(bureau: Bureau, now: datetime) -> int:
    """The same for limits that a fact gave: the obligation's own dates say nothing of them."""
    # Most places never order one: without it each pass would fold all that has a limit of its own.
    if not any(day >= local_day(now) for day in bureau.calendar.ordered):
        return 0
    with bureau.reading() as db:
        moved = _limits_moved(bureau, db, now)
    if not moved:
        return 0
    with writing(bureau.engine) as db:
        obligations.hold(db, [sight.owed.id for sight, _ in moved])
        moved = _limits_moved(bureau, db, now)
        for sight, last_day in moved:
            _move_limit(bureau, db, sight, last_day, now)
    return len(moved)


def _limits_moved(bureau: Bureau, db: Connection, now: datetime) -> list[tuple[Sight, date]]:
    rows = obligations.by_id(db, bureau.key, events.limited(db, bureau.key, LIMITS)).values()
    sights = see(db, [*rows], with_rungs=False)
    return [(sight, day) for sight in sights if (day := _later_limit(bureau, sight, now))]


def _later_limit(bureau: Bureau, sight: Sight, now: datetime) -> date | None:
    """The day to which its limit moves; None where it stays, is over, or is that of the obligation's own record."""
    state, day = sight.state, sight.state.base_day
    given = state.late_from != sight.owed.late_from and state.overdue_from() is not None and state.late_from > now
    if not given or day not in bureau.calendar.ordered:
        return None
    # Only a day that was asked for may stay a rest day, where `rest_day` says so; what the rules give never is one.
    extended = state.round_kind is Round.EXTENDED and not state.unsealed_at
    later = deadline_on(day, bureau.rules, bureau.calendar).last_day if extended else bureau.calendar.on_or_after(day)
    return later if later > day else None


def _move_limit(bureau: Bureau, db: Connection, sight: Sight, last_day: date, now: datetime) -> None:
    owed, state = sight.owed, sight.state
    until = state.late_from + (last_day - state.base_day)
    # No earlier than what happened last, should the clock have been set back.
    moves = Fact(FactKind.RECOUNTED, max(now, state.latest or now), day=state.base_day, last_day=last_day, until=until)
    events.append_all(db, bureau.key, [(owed.id, moves, {})])
    obligations.set_wake(db, {owed.id: now})
    covers = imprints.of_obligation(db, bureau.key, owed.id) if key_of(db) else {}
    changed = {"late_from": [state.late_from, until]}
    audit.record(db, bureau.key, now, BY, "recounted", obligations.name(owed), changed, covers)


def _later(bureau: Bureau, row: Owed) -> Span | None:
    """The dates as counted today; None where the last day stays, as a kept rest day does.

    A week's deadline was printed: with no working day left in it, it leaves the week, since it may not come earlier.
    """
    dates = _dates(bureau, row)
    if dates and dates.period.cycle is Cycle.WEEK and dates.deadline.last_day <= row.last_day:
        dates = replace(dates, deadline=deadline_on(row.last_day, bureau.rules, bureau.calendar))
    if dates and KINDS[row.kind].due is Due.LAST_WORKING_DAY:
        # Counted anew, the last working day would come before the one that messages have printed.
        last_day = bureau.calendar.on_or_after(row.last_day)
        late_from = midnight_after(last_day)
        dates = replace(dates, deadline=replace(dates.deadline, last_day=last_day, late_from=late_from))
    return dates if dates and dates.deadline.last_day > row.last_day else None


def _settle_some(bureau: Bureau, ids: Sequence[int], now: datetime) -> int:
    with bureau.reading() as db:
        settled = _all_settled(bureau, db, ids)
    if not settled:
        return 0
    with writing(bureau.engine) as db:
        obligations.hold(db, [row.id for row, _ in settled])
        settled = _all_settled(bureau, db, ids)
        for row, dates in settled:
            _count(bureau, db, row, dates, now)
    return len(settled)


def _all_settled(bureau: Bureau, db: Connection, ids: Sequence[int]) -> list[tuple[Owed, Span]]:
    rows = (row for row in obligations.by_id(db, bureau.key, ids).values() if row.wake_at and row.provisional)
    return [(row, dates) for row in rows if (dates := _settled(bureau, row))]


def _settled(bureau: Bureau, row: Owed) -> Span | None:
    """The dates as they are known now; None while they are still projected."""
    dates = _dates(bureau, row)
    return None if dates is None or dates.provisional else dates


def _dates(bureau: Bureau, row: Owed) -> Span | None:
    """None for a week in which nothing is owed by now."""
    duty = next((d for plan, d in bureau.duties() if (plan.id, d.id) == (row.plan, row.duty)), None)
    period = Period.parse(row.period)
    # What somebody gave has none in a plan, and one that recurs otherwise by now counts no day of what was opened
    # before that: what they owe has the day that it was given.
    if duty is None or duty.every is not period.cycle:
        deadline, projected = deadline_on(row.nominal, bureau.rules, bureau.calendar), bureau.calendar.is_provisional
        return Span(period, deadline, row.opened_at, row.closes_at, projected(row.nominal, deadline.last_day))
    found = span(duty, period, bureau.rules, bureau.calendar)
    return found if found.expected else None


def _count(bureau: Bureau, db: Connection, row: Owed, dates: Span, now: datetime) -> None:
    deadline = _announced(row, dates.deadline)
    fresh = {
        "remind_by": deadline.remind_by,
        "last_day": deadline.last_day,
        "late_from": deadline.late_from,
    }
    fresh["closes_at"] = max(dates.closes_at, row.closes_at)
    changed = {name: [getattr(row, name), value] for name, value in fresh.items() if getattr(row, name) != value}
    obligations.change(db, bureau.key, row.id, {**fresh, "provisional": dates.provisional, "wake_at": now})
    covers = imprints.of_obligation(db, bureau.key, row.id) if key_of(db) else {}
    audit.record(db, bureau.key, now, BY, "recounted", obligations.name(row), changed, covers)


def _announced(row: Owed, found: Deadline) -> Deadline:
    """A day that messages may have printed moves later, never earlier."""
    last_day, late_from = max((found.last_day, found.late_from), (row.last_day, row.late_from))
    return replace(found, last_day=last_day, late_from=late_from)
