"""After the deadline: slips that never jump, and when a case may be proposed.

Nobody is flagged who was not told: each slip waits until the one before it was told, a case needs its slips told, and
the time to object runs once the proposal was. Source: notice 三（三）, 2-semantics "Ladder after the deadline", and
6-duties "Cases".
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from yudu_flow.domain.channels import Channel
from yudu_flow.domain.ladder import Step, unfrozen_day
from yudu_flow.domain.obligation import Freeze, State
from yudu_flow.domain.period import ZONE, at, midnight_after
from yudu_flow.domain.quiet import next_allowed, next_pass
from yudu_flow.domain.rules import Addressee, CaseKind, Rules, Rung
from yudu_flow.domain.situation import Situation
from yudu_flow.domain.workdays import Calendar

REPETITION = Rung(
    "C", 0, (Channel.EMAIL,), (Addressee.LIAISON, Addressee.HEAD), says="case-proposed", proposes=CaseKind.NEGLECT
)
"""The case proposed by repetition, a working day after slip 1 was told: its own rung, since slip 1 has spoken."""

GROUNDED: Mapping[CaseKind, Rung] = {
    kind: replace(REPETITION, name=f"C-{kind.name.lower()}", proposes=kind)
    for kind in CaseKind
    if kind not in (CaseKind.NEGLECT, CaseKind.SLOW)
}
"""The cases that facts found elsewhere propose, as that nobody takes a matter."""

SLOWNESS = replace(REPETITION, name="P", proposes=CaseKind.SLOW)
"""The case proposed by figures (进度缓慢), whether the report was in time or not."""


def goes_out(decided_at: datetime, freezes: list[Freeze], rules: Rules, calendar: Calendar) -> datetime:
    """When what was decided then goes out: not in quiet hours, and a request that waits by then holds it."""
    instant = next_allowed(decided_at, rules, calendar)
    for freeze in freezes:
        if freeze.end and freeze.holds(instant):
            instant = next_pass(freeze.end, rules, calendar)
    return instant


def next_slip(situation: Situation) -> Step | None:
    """The first slip not yet decided and when it is due; None where the ladder is done or waits to be told."""
    index = _next(situation)
    if index is None or _waits(situation, index):
        return None
    return Step(situation.ladder.after[index], _due(situation, index))


def waits_to_be_told(situation: Situation) -> bool:
    """Whether the next slip waits for earlier ones to be told."""
    index = _next(situation)
    return index is not None and _waits(situation, index)


def _next(situation: Situation) -> int | None:
    slips, decided = situation.ladder.after, situation.seen.decided
    return next((index for index, rung in enumerate(slips) if rung.name not in decided), None)


def _waits(situation: Situation, index: int) -> bool:
    """A rung that would propose a case which is there already waits for nobody: it only says so."""
    slips = situation.ladder.after
    says_so = situation.state.case is not None and slips[index].proposes is not None
    return not says_so and any(rung.name not in situation.seen.told for rung in slips[:index])


def proposal_told(situation: Situation) -> datetime | None:
    """When the proposal of a case was told, whichever rung proposed it."""
    told = situation.seen.told
    return next((told[name] for name in proposal_rungs(situation.state, situation.rules) if name in told), None)


def proposal_rungs(state: State, rules: Rules) -> list[str]:
    """The rungs that propose a case: the slip that does, repetition, and what was found elsewhere."""
    slips = (rung.name for rung in state.terms.ladder(rules).after if rung.proposes)
    return [*slips, REPETITION.name, SLOWNESS.name, *(rung.name for rung in GROUNDED.values())]


def _due(situation: Situation, index: int) -> datetime:
    """Its days after the base day, and its own gap after the slip before it was told; frozen days do not count."""
    slips, seen = situation.ladder.after, situation.seen
    starts = [(situation.state.base_day, slips[index].days)]
    if index:
        before, gap = slips[index - 1], slips[index].days - slips[index - 1].days
        # From the later of both: a slip may go out the morning after it was decided, and be told days later, by a call.
        instants = (seen.decided.get(before.name), seen.told.get(before.name))
        starts += [(instant.astimezone(ZONE).date(), gap) for instant in instants if instant]
    return max(_unfrozen(situation, day, days) for day, days in starts)


def _unfrozen(situation: Situation, after: date, count: int) -> datetime:
    rules, calendar = situation.rules, situation.calendar
    return at(unfrozen_day(after, count, situation.state.freezes, rules, calendar), rules.pass_at)


def repetition_due(situation: Situation) -> datetime | None:
    """The pass at which a repeated lapse is proposed, 1 wd after slip 1 was told; None while it was not."""
    first, seen = situation.ladder.after[0].name, situation.seen
    if situation.state.case or REPETITION.name in seen.decided:
        return None
    if seen.decided.get(first) is None or first not in seen.told:
        return None
    # In the minute of the slip, the time to object ran before anybody had read it.
    return _unfrozen(situation, seen.told[first].astimezone(ZONE).date(), 1)


def lapses(earlier_overdue: list[bool], rules: Rules) -> int:
    """How many of the same owner's and duty's previous five periods were overdue; they are given newest first."""
    return sum(earlier_overdue[: rules.repetition_window])


def repeats(earlier: int, rules: Rules) -> bool:
    """Whether so many earlier lapses make this one a repetition: two at least."""
    return earlier >= rules.repetition_count


def recurs_since(at: datetime, rules: Rules) -> datetime:
    """Where a case of the same kind was closed since then, one proposed `at` refers to it: the same day so many months
    earlier, or the last one of a shorter month.
    """
    local = at.astimezone(ZONE)
    year, month = divmod(local.year * 12 + local.month - 1 - rules.recurrence_months, 12)
    return local.replace(year=year, month=month + 1, day=min(local.day, monthrange(year, month + 1)[1]))


def decidable_from(told_at: datetime, rules: Rules, calendar: Calendar) -> datetime:
    """The unit may object for 3 working days from the day it was told; no decision before 24:00 of the last."""
    return midnight_after(calendar.plus(told_at.astimezone(ZONE).date(), rules.objection_days))
