"""How the targets of an obligation stand by its figures, as the rules see them: read in bulk, once they are due."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see, seen, states
from yudu_flow.actions.reporters import reporter_on
from yudu_flow.domain.amount import Amount
from yudu_flow.domain.case import Case
from yudu_flow.domain.escalation import SLOWNESS
from yudu_flow.domain.facts import CaseChoice
from yudu_flow.domain.figures_due import BEHIND
from yudu_flow.domain.obligation import State
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Assignment
from yudu_flow.domain.progress import Pace, pace
from yudu_flow.domain.quiet import next_pass
from yudu_flow.domain.rules import CaseKind
from yudu_flow.domain.situation import Seen
from yudu_flow.domain.slowness import Judged, figures_at, is_slow, judged
from yudu_flow.domain.target import Target
from yudu_flow.domain.workdays import DAY
from yudu_flow.storage import events, obligations, submissions
from yudu_flow.storage.rows import EventRow, Owed

BEFORE = 1
"""Periods before that a judgement looks at."""


def known_of(bureau: Bureau, db: Connection, sights: Sequence[Sight], now: datetime) -> dict[int, Seen]:
    """What was decided, told and repeated, and how the targets stand, for each sight by id."""
    found = seen(bureau, db, sights, now)
    due = [one for one in sights if _is_asked(bureau, one, found[one.owed.id])]
    by_figures = _judged(bureau, db, [sight for sight in due if _has_come(bureau, sight, now)], now)
    return found | {
        sight.owed.id: replace(found[sight.owed.id], targets=by_figures.get(sight.owed.id, Judged())) for sight in due
    }


def asked(bureau: Bureau, owed: Owed) -> list[Target]:
    """The targets whose figures its owner is asked for with it."""
    return [target for _, target in asked_by(bureau, owed)]


def asked_by(bureau: Bureau, owed: Owed) -> Iterator[tuple[Assignment, Target]]:
    """The same with their assignments. Who is asked stays as it was when the period was opened."""
    period, day = Period.parse(owed.period), local_day(owed.opened_at)
    for one in bureau.assignments(owed.plan, owed.assignments):
        gives = partial(reporter_on, bureau, owed.plan, one, day=day)
        yield from ((one, target) for target in one.asked_of(owed.owner, period, gives))


def figures_before(bureau: Bureau, db: Connection, owed: Owed) -> dict[str, Amount]:
    """What its owner, or a unit that it followed, last said of each target that it is asked for, within its span."""
    targets = {target.name: target for target in asked(bureau, owed)}
    if not targets:
        return {}
    since = min(target.begins for target in targets.values())
    said = {owed.owner} | _followed(bureau, owed)
    alone = owed.owner if len(said) == 1 else ""
    rows = submissions.given(db, bureau.key, f"{since:%Y-%m}", owed.nominal - DAY, alone)
    mine = (row for row in rows if row.owner in said and row.plan == owed.plan and row.target in targets)
    return {row.target: row.value for row in mine if targets[row.target].holds(row.month)}


def _followed(bureau: Bureau, owed: Owed) -> set[str]:
    """The units that gave the figures of its targets before their owner did, and have ended."""
    found, units = set[str](), bureau.roster.units
    for one, target in asked_by(bureau, owed):
        unit = units.get(one.reporter(target))
        while unit and unit.name not in (owed.owner, *found):
            found.add(unit.name)
            unit = units.get(unit.into or "")
    return found


def _is_asked(bureau: Bureau, sight: Sight, so_far: Seen) -> bool:
    said = BEHIND.name in so_far.decided and SLOWNESS.name in so_far.decided
    asks = sight.state.terms.kind.written and not (said or sight.state.closed_at)
    # Most have no target at all.
    targeted = asks and bureau.has_targets(sight.owed.plan, sight.owed.assignments)
    return targeted and any(True for _ in asked_by(bureau, sight.owed))


def _has_come(bureau: Bureau, sight: Sight, now: datetime) -> bool:
    at = figures_at(sight.state)
    return at is not None and next_pass(at, bureau.rules, bureau.calendar) <= now


def _judged(bureau: Bureau, db: Connection, sights: Sequence[Sight], now: datetime) -> dict[int, Judged]:
    if not sights:
        return {}
    before = obligations.earlier(db, [sight.owed for sight in sights], BEFORE)
    for sight in sights:
        for unit in _followed(bureau, sight.owed):
            left = obligations.earlier(db, [sight.owed._replace(owner=unit)], BEFORE)
            before[sight.owed.id] = [*before.get(sight.owed.id, []), *left[sight.owed.id]]
    old = {one.id: one for found in before.values() for one in found}
    stood = states(db, [*old.values()])
    figures = figures_of(db, bureau.key, [*old, *(sight.owed.id for sight in sights)])
    found = {}
    for sight in sights:
        earlier = [one for one in before.get(sight.owed.id, []) if _counts(stood[one.id], now)]
        wanted = [(row, asked(bureau, row)) for row in (sight.owed, *earlier)]
        paces = {target.name: tuple(_paces_of(bureau, target, wanted, figures)) for target in wanted[0][1]}
        found[sight.owed.id] = judged(paces, _afresh(bureau, db, sight, paces, {one.id for one in earlier}))
    return found


def _counts(state: State, now: datetime) -> bool:
    """Whether a period has said something of its targets, were it only that nobody knows."""
    at = figures_at(state)
    return at is not None and at <= now


def figures_of(db: Connection, bureau: str, ids: Iterable[int]) -> Mapping[int, Mapping[str, Amount]]:
    """The figures in force of each obligation, by the name of their target."""
    found: dict[int, dict[str, Amount]] = defaultdict(dict)
    for row in submissions.given_for(db, bureau, ids):
        found[row.obligation][row.target] = row.value
    return found


def _paces_of(
    bureau: Bureau,
    target: Target,
    wanted: Iterable[tuple[Owed, Sequence[Target]]],
    figures: Mapping[int, Mapping[str, Amount]],
) -> Iterator[Pace]:
    """Its pace in each of these periods in which it was `wanted`."""
    for row, targets in wanted:
        if target in targets:
            value = figures.get(row.id, {}).get(target.name)
            yield pace(target, value, Period.parse(row.period), bureau.rules)


def _afresh(
    bureau: Bureau, db: Connection, sight: Sight, paces: Mapping[str, Sequence[Pace]], before: Set[int]
) -> Mapping[str, Sequence[Pace]]:
    """Without what a case was proposed for already: while it is open nothing new is, after it the count begins anew."""
    if not any(is_slow(found) for found in paces.values()):
        return paces
    all_kinds = events.proposed(db, bureau.key, [sight.owed.owner])
    proposals = [row for row in all_kinds if row.subject == CaseKind.SLOW]
    cases = {one.owed.id: one for one in see(db, _rows(bureau, db, proposals), with_rungs=False)}
    ahead = dict(paces)
    for row in proposals:
        other = cases[row.obligation_id]
        for name in row.detail.get("targets", []) if _same(sight.owed, other.owed) else ():
            if _is_open(other.state.case):
                ahead.pop(name, None)
            elif name in ahead and row.obligation_id in before:
                ahead[name] = ahead[name][:1]
    return ahead


def _rows(bureau: Bureau, db: Connection, proposals: Sequence[EventRow]) -> Sequence[Owed]:
    return [*obligations.by_id(db, bureau.key, {row.obligation_id for row in proposals}).values()]


def _same(one: Owed, other: Owed) -> bool:
    return (one.plan, one.duty) == (other.plan, other.duty)


def _is_open(case: Case | None) -> bool:
    """Whether it is still to be decided, or was confirmed and is to be mended."""
    if case is None or case.closed_at:
        return False
    return case.decision is not CaseChoice.DISMISS
