"""Open the periods that are due: freeze who owes what, in one set-based insert a duty and period."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import registered
from yudu_flow.actions.roster_firms import follow_roster
from yudu_flow.domain.expected import Owner, owners
from yudu_flow.domain.opening import Span, first_period, first_since, following, once, spans
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.storage import bureaus, duties, obligations, openings
from yudu_flow.storage.database import writing
from yudu_flow.storage.new_rows import NewObligations
from yudu_flow.storage.rows import BureauRow

FirstSeen = dict[duties.Key, datetime]
"""When each duty was first seen."""
Owing = dict[duties.Key, list[Owner]]
"""What each who owes a duty owes."""


@dataclass(frozen=True, slots=True)
class Unopened:
    """A duty with the periods that were not opened yet, in order; it was first seen at `seen_at`."""

    plan: Plan
    duty: Duty
    seen_at: datetime
    coming: Iterator[Span]


@dataclass(frozen=True, slots=True)
class Opened:
    """The obligations that were opened, as rows where they are kept, and their number; when the next period opens; when
    the pass before this one was, and whether any was noted.
    """

    rows: list[tuple[NewObligations, Owner]]
    count: int
    next_at: datetime | None
    last_pass_at: datetime | None
    noted: bool = True


def open_periods(bureau: Bureau, now: datetime, may: Callable[[], bool] = lambda: True, *, keep: bool = True) -> Opened:
    """Open every period whose time has come, unless that is another's to do.

    A period that opens late, after downtime, still opens at its own instant: what was missed is then decided by state.
    A duty that was added or switched on owes nothing from before it was first seen.
    """
    with bureau.reading() as db:
        row, seen, latest = bureaus.find(db, bureau.key), duties.seen(db, bureau.key), openings.latest(db, bureau.key)
        settled = not anew(bureau, latest, seen, now) and seen.keys() == standing(bureau, local_day(now))
        upcoming = _next(bureau, latest, row.started_at, seen) if row and settled else now
    if upcoming is None or upcoming > now or not may():
        return Opened([], 0, upcoming, row.last_pass_at if row else None, _is_noted(row))
    follow_roster(bureau, now)
    today = _owed_today(bureau, local_day(now))
    with writing(bureau.engine) as db:  # not to work out a province in it: a server ends what is idle in a transaction
        row = bureaus.start(db, bureau.key, now)
        seen = _note_new(bureau, db, now)
        rows, count = list[tuple[NewObligations, Owner]](), 0
        for frozen, owed in _open_due(bureau, db, row.started_at, seen, now, today):
            count += len(owed)
            rows += [(frozen, one) for one in owed] if keep else []
        seen = _forget_gone(bureau, db, now)
        next_at = _next(bureau, openings.latest(db, bureau.key), row.started_at, seen)
        return Opened(rows, count, next_at, row.last_pass_at, _is_noted(row))


def _is_noted(row: BureauRow | None) -> bool:
    """Whether a pass was noted since one broke off."""
    return bool(row and row.decided_at and row.failing_since is None)


def standing(bureau: Bureau, day: date) -> set[duties.Key]:
    """The duties whose periods are opened on that day: those of plans that are neither paused nor ended."""
    return {(plan.id, duty.id) for plan, duty in bureau.duties() if plan.runs_on(day)}


def anew(bureau: Bureau, latest: openings.Latest, seen: FirstSeen, now: datetime) -> set[duties.Key]:
    """The duties that come anew: those not seen before, and those that recur otherwise than their last period did.

    The first period of another cycle may be due at once, and must be told in time as the first of all was.
    """
    recurring = {(plan.id, duty.id): duty.every for plan, duty in bureau.duties() if not duty.by}
    changed = {
        key
        for key, (period, opened_at) in latest.items()
        # One noted anew since its last period opened is counted as new already: its first one in that cycle is ahead.
        if key in seen and recurring.get(key) not in (None, Period.parse(period).cycle) and opened_at >= seen[key]
    }
    return changed | (standing(bureau, local_day(now)) - seen.keys())


def _note_new(bureau: Bureau, db: Connection, now: datetime) -> FirstSeen:
    new = anew(bureau, openings.latest(db, bureau.key), duties.seen(db, bureau.key), now)
    duties.note(db, bureau.key, new=new, gone=new, now=now)
    return duties.seen(db, bureau.key)


def _forget_gone(bureau: Bureau, db: Connection, now: datetime) -> FirstSeen:
    """One that is gone or paused is forgotten: switched on again it owes nothing from the time between.

    After its periods were opened: after downtime there may be some from before it was paused.
    """
    gone = duties.seen(db, bureau.key).keys() - standing(bureau, local_day(now))
    duties.note(db, bureau.key, new=(), gone=gone, now=now)
    return duties.seen(db, bureau.key)


def _next(bureau: Bureau, latest: openings.Latest, started_at: datetime, seen: FirstSeen) -> datetime | None:
    firsts = [(next(duty.coming, None), duty.seen_at) for duty in unopened(bureau, latest, started_at, seen)]
    return min((_opens_at(span, seen_at) for span, seen_at in firsts if span), default=None)


def _open_due(
    bureau: Bureau, db: Connection, started_at: datetime, seen: FirstSeen, now: datetime, today: Owing
) -> Iterator[tuple[NewObligations, list[Owner]]]:
    """A period each: what all who owe it have in common, and what each owes."""
    for one in unopened(bureau, openings.latest(db, bureau.key), started_at, seen):
        for span in _due(one, now):
            yield _open(bureau, db, one, span, now, today)


def _due(unopened: Unopened, now: datetime) -> Iterator[Span]:
    return takewhile(lambda span: _opens_at(span, unopened.seen_at) <= now, unopened.coming)


def unopened(bureau: Bureau, latest: openings.Latest, started_at: datetime, seen: FirstSeen) -> Iterator[Unopened]:
    """Every duty that was seen, with what is to come of it before its plan stops."""
    for plan, duty in bureau.duties():
        key = plan.id, duty.id
        if key not in seen:
            continue
        if duty.by:
            coming = once(duty, duty.by, seen[key], bureau.rules, bureau.calendar) if key not in latest else iter(())
        else:
            start = _start(bureau, plan, duty, seen[key], started_at, latest.get(key))
            coming = spans(plan, duty, start, bureau.rules, bureau.calendar)
        yield Unopened(plan, duty, seen[key], _before_it_stops(plan, coming))


def _before_it_stops(plan: Plan, coming: Iterator[Span]) -> Iterator[Span]:
    return takewhile(lambda span: plan.runs_on(local_day(span.opens_at)), coming)


def _start(
    bureau: Bureau, plan: Plan, duty: Duty, seen_at: datetime, started_at: datetime, opened: tuple[str, datetime] | None
) -> Period:
    """After the last one opened; where the duty came (or came back) since, not before that either."""
    since = first_since if seen_at > started_at else first_period
    first = since(plan, duty, local_day(seen_at), bureau.rules, bureau.calendar)
    if opened is None:
        return first
    last, opened_at = opened
    coming = following(duty, Period.parse(last))
    return coming if opened_at >= seen_at else max(coming, first)


def _opens_at(span: Span, seen_at: datetime) -> datetime:
    """The first period opens at the pass that first sees the duty, not before it."""
    return max(span.opens_at, seen_at)


def _open(
    bureau: Bureau, db: Connection, unopened: Unopened, span: Span, now: datetime, today: Owing
) -> tuple[NewObligations, list[Owner]]:
    plan, duty, opened_at = unopened.plan, unopened.duty, _opens_at(span, unopened.seen_at)
    frozen = _frozen(bureau, plan, duty, span, opened_at, now)
    # What opens late, after downtime, is owed by the roster of the day on which it should have opened.
    known = today[plan.id, duty.id] if local_day(opened_at) == local_day(now) else None
    owed = _owed_on(bureau, db, plan, duty, local_day(opened_at)) if known is None else known
    # A week of rest opens too, so that the books say of it that nobody owed anything.
    owed = owed if span.expected else []
    opening = {key: getattr(frozen, key) for key in ("bureau", "plan", "duty", "period", "opened_at", "created_at")}
    openings.put(db, [opening])
    obligations.put(db, frozen, owed)
    return frozen, owed


def _frozen(bureau: Bureau, plan: Plan, duty: Duty, span: Span, opened_at: datetime, now: datetime) -> NewObligations:
    deadline = span.deadline
    return NewObligations(
        bureau=bureau.key,
        plan=plan.id,
        duty=duty.id,
        kind=duty.kind.id,
        title=duty.title,
        basis=duty.basis,
        period=str(span.period),
        month=str(span.month),
        ladder=duty.ladder,
        nominal=deadline.nominal,
        remind_by=deadline.remind_by,
        last_day=deadline.last_day,
        late_from=deadline.late_from,
        opened_at=opened_at,
        closes_at=span.closes_at,
        # Beside when it should have opened: who asks about the past is told of nothing that was not there yet.
        created_at=now,
        provisional=span.provisional,
        sealed=duty.sealed,
        subject=duty.subject,
        wake_at=opened_at,
    )


def _owed_today(bureau: Bureau, day: date) -> Owing:
    with bureau.reading() as db:
        roster = registered(bureau, db, day)
    return {(plan.id, duty.id): [*owners(plan, duty, roster, day)] for plan, duty in bureau.duties()}


def _owed_on(bureau: Bureau, db: Connection, plan: Plan, duty: Duty, day: date) -> list[Owner]:
    return [*owners(plan, duty, registered(bureau, db, day), day)]
