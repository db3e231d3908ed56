"""After the deadline: slips that never jump, and when a case of 落实不力 may be proposed.

Nobody is flagged who was not told: a case needs its slips told. Source: notice 三（三）, 落实不力、进度缓慢、推诿扯皮,
and 2-semantics "Ladder after the deadline".
"""

from collections.abc import Mapping
from datetime import datetime

from yudu_flow.domain.ladder import Step, slips, unfrozen_day
from yudu_flow.domain.obligation import Freeze, State
from yudu_flow.domain.period import ZONE, at
from yudu_flow.domain.plan import DutyKind
from yudu_flow.domain.quiet import next_allowed, next_pass
from yudu_flow.domain.rules import Channel, Role, Rules, Rung
from yudu_flow.domain.workdays import Calendar

Decided = Mapping[str, datetime | None]
"""Rung name → the working day's instant at which its notices went out; None where it was skipped."""

Told = Mapping[str, datetime]
"""Slip name → when the unit was first told: a message sent, or a call logged at or after the slip."""

REPETITION = Rung("C", 0, (Channel.EMAIL,), (Role.LIAISON, Role.HEAD))
"""The case proposed by repetition, a working day after slip 1 was told: its own rung, since slip 1 has spoken."""


def goes_out(decided_at: datetime, freezes: list[Freeze], rules: Rules, calendar: Calendar) -> datetime:
    """When what was decided then goes out: not in quiet hours, and a request that waits by then holds it."""
    instant = next_allowed(decided_at, rules, calendar)
    for freeze in freezes:
        if freeze.end and freeze.holds(instant):
            instant = next_pass(freeze.end, rules, calendar)
    return instant


def next_slip(state: State, decided: Decided, told: Told, rules: Rules, calendar: Calendar) -> Step | None:
    """The first slip not yet decided and when it is due; None where the ladder is done or waits to be told."""
    ladder = slips(state.terms.kind, rules)
    index = next((i for i, rung in enumerate(ladder) if rung.name not in decided), None)
    if index is None or (proposes(ladder[index], state, rules) and not _all_told(ladder[:index], told, state)):
        return None
    return Step(ladder[index], _due(state, ladder, index, decided, told, rules, calendar))


def proposes(rung: Rung, state: State, rules: Rules) -> bool:
    """Whether this slip proposes a case: the last one of a report's ladder. Visits have none."""
    return state.terms.kind is DutyKind.REPORT and rung is rules.after[-1]


def waits_to_be_told(state: State, decided: Decided, told: Told, rules: Rules) -> bool:
    """Whether the next slip waits for earlier ones to be told."""
    ladder = slips(state.terms.kind, rules)
    rest = [rung for rung in ladder if rung.name not in decided]
    return bool(rest) and proposes(rest[0], state, rules) and not _all_told(ladder[: -len(rest)], told, state)


def _all_told(earlier: tuple[Rung, ...], told: Told, state: State) -> bool:
    return state.case is not None or all(rung.name in told for rung in earlier)


def _due(
    state: State,
    ladder: tuple[Rung, ...],
    index: int,
    decided: Decided,
    told: Told,
    rules: Rules,
    calendar: Calendar,
) -> datetime:
    """Its days after the base day, and its own gap after the slip before it; frozen days do not count."""
    rung = ladder[index]
    starts = [(state.base_day, rung.days)]
    if index:
        before, gap = ladder[index - 1], rung.days - ladder[index - 1].days
        instants = (decided.get(before.name), told.get(before.name) if proposes(rung, state, rules) else None)
        starts += [(instant.astimezone(ZONE).date(), gap) for instant in instants if instant]
    return max(at(unfrozen_day(day, days, state.freezes, rules, calendar), rules.pass_at) for day, days in starts)


def repetition_due(state: State, decided: Decided, told: Told, rules: Rules, calendar: Calendar) -> datetime | None:
    """The pass at which a repeated lapse is proposed, 1 wd after slip 1 was told; None while it was not."""
    first = slips(state.terms.kind, rules)[0].name
    if state.case or REPETITION.name in decided or decided.get(first) is None or first not in told:
        return None
    day = told[first].astimezone(ZONE).date()
    return at(unfrozen_day(day, 1, state.freezes, rules, calendar), rules.pass_at)


def lapses(earlier_overdue: list[bool], rules: Rules) -> int:
    """How many of the same owner's and duty's previous five periods were overdue; they are given newest first."""
    return sum(earlier_overdue[: rules.repetition_window])


def repeats(earlier: int, rules: Rules) -> bool:
    """Whether so many earlier lapses make this one a repetition: two at least."""
    return earlier >= rules.repetition_count
