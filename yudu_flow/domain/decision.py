"""What the rules say at `now` about one obligation: rungs to decide, facts to record, and when to look again.

Pure: state, what was decided before and who was told in; verdicts out. Source: 2-semantics, both ladders, "Who is
told", "Filing". Reasons are identifiers; notifications and pages put them into words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from yudu_flow.domain.case_course import COURSE, course
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.escalation import (
    GROUNDED,
    REPETITION,
    next_slip,
    proposal_told,
    repetition_due,
    waits_to_be_told,
)
from yudu_flow.domain.figures_due import figures_due
from yudu_flow.domain.ladder import Step, ahead, nominal_steps, request_rungs
from yudu_flow.domain.obligation import State
from yudu_flow.domain.period import ZONE, at, ends_month, midnight_after
from yudu_flow.domain.quiet import next_allowed, next_pass
from yudu_flow.domain.rules import Rules, Rung
from yudu_flow.domain.situation import Ruling, Seen, Situation, fired_step
from yudu_flow.domain.verdict import Family, Reason, Verdict
from yudu_flow.domain.workdays import Calendar


def rule(state: State, seen: Seen, rules: Rules, calendar: Calendar, now: datetime) -> Ruling:
    """What is to be done at `now`, and when to look again; after a slip or a proposal, at once."""
    situation, ruling = Situation(state, seen, rules, calendar, now), Ruling()
    # A case outlives its period: somebody has still to decide it.
    parts = (_decision, _course, _raised) if state.closed_at else PARTS
    waits = [instant for part in parts for instant in part(situation, ruling)]
    ruling.wake_at = min(waits, default=None)
    return ruling


def _ahead(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """Only the highest rung now due fires; while a request that holds waits none is decided at all."""
    steps = situation.undecided(ahead(situation.state, situation.rules, situation.calendar))
    return _countdown(situation, ruling, Family.AHEAD, steps)


def _seal(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """S rungs ask for the page while it is awaited."""
    if not situation.state.unsealed_at or situation.state.ended:
        return iter(())
    seal = situation.ladder.seal
    steps = situation.undecided(
        nominal_steps(seal, situation.state.deadline.last_day, situation.rules, situation.calendar)
    )
    return _countdown(situation, ruling, Family.SEAL, steps)


def _countdown(situation: Situation, ruling: Ruling, family: Family, steps: list[Step]) -> Iterator[datetime]:
    due = [step for step in steps if step.at <= situation.now]
    # What falls due while a request waits is skipped with the answer, which says the date itself.
    if not situation.state.frozen:
        ruling.verdicts.extend(_verdict(situation, family, step, _same_day(step, due[-1])) for step in due)
    return (step.at for step in steps if step.at > situation.now)


def _same_day(one: Step, other: Step) -> bool:
    """The list of visits and a countdown that falls on its day go out together."""
    return one.at.date() == other.at.date()


def _verdict(situation: Situation, family: Family, step: Step, highest: bool) -> Verdict:
    reason = _why_not(situation, family, step) or (None if highest else Reason.SUPERSEDED)
    if reason:
        return Verdict(step.rung, family, step.at, False, reason)
    return fired_step(situation, family, step)


def _why_not(situation: Situation, family: Family, step: Step) -> Reason | None:
    state = situation.state
    began = state.unsealed_at if family is Family.SEAL else state.round_began
    if began and step.at < began:
        first = state.round == 1 and family is Family.AHEAD
        return Reason.BEFORE_OPENING if first else Reason.ALREADY_PAST
    if state.waived_at:
        return Reason.WAIVED
    if state.complete:
        return Reason.FILED
    if state.unsealed_at and family is Family.AHEAD:
        return Reason.FILED_UNSEALED
    if state.refused_at and step.at <= state.refused_at:
        return Reason.REQUEST_REFUSED
    # By the hour of the look, not its own: after a standstill nobody is reminded of a day that is over.
    return Reason.DEADLINE_PASSED if situation.now >= state.late_from else None


def _overdue(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """The obligation becomes overdue by itself; nothing is sent at midnight."""
    since = situation.state.unmarked_since or situation.state.overdue_from()
    if since is None or situation.state.marked_overdue:
        return
    if since > situation.now:
        yield since
    else:
        ruling.overdue_at = since


def _slips(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """One slip at a look, since they never jump; what waits to be told is looked at again at the next pass."""
    if situation.state.ended or situation.state.frozen:
        return
    step = next_slip(situation)
    if step and step.at <= situation.now:
        yield from _fire_slip(situation, ruling, step)
    else:
        yield from _coming_slip(situation, step, next_pass(situation.now, situation.rules, situation.calendar))
    yield from _repetition(situation, ruling)


def _repetition(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """After the slip of the same look, so that one message tells both and the case is the last word."""
    if ruling.proposed or not situation.seen.repeats or not situation.state.is_overdue(situation.now):
        return
    due = repetition_due(situation)
    if due and due > situation.now:
        yield due
    elif due:
        fired = fired_step(situation, Family.CASE, Step(REPETITION, due))
        ruling.verdicts.append(replace(fired, reason=Reason.REPETITION))
        ruling.proposed = Reason.REPETITION
        yield situation.now


def _grounds(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """A case that no ladder proposes but facts found elsewhere do, at the next pass at which no request waits."""
    state = situation.state
    # A filing does not end it: what was handed back and forth has been, reported or not.
    if state.case or ruling.proposed or state.waived_at or state.waits or not state.grounds:
        return
    ground = state.grounds[0]
    step = Step(GROUNDED[ground.kind], next_pass(ground.at, situation.rules, situation.calendar))
    if step.at > situation.now:
        yield step.at
        return
    fired = fired_step(situation, Family.CASE, step)
    ruling.verdicts.append(replace(fired, reason=Reason.GROUNDED))
    ruling.proposed = Reason.GROUNDED
    yield situation.now


def _coming_slip(situation: Situation, step: Step | None, again: datetime) -> Iterator[datetime]:
    """When to look for the next slip; `again` where a case hangs on one that nobody is known to have been told."""
    if step:
        yield step.at
    if _awaits_telling(situation):
        yield again


def _fire_slip(situation: Situation, ruling: Ruling, step: Step) -> Iterator[datetime]:
    if not step.rung.proposes:
        ruling.verdicts.append(fired_step(situation, Family.SLIP, step))
        yield from _after_slip(situation, step)
        return
    if situation.state.case:
        ruling.verdicts.append(Verdict(step.rung, Family.CASE, step.at, False, Reason.CASE_EXISTS))
    else:
        ruling.verdicts.append(fired_step(situation, Family.CASE, step))
        ruling.proposed = Reason.DUE
    yield situation.now


def _after_slip(situation: Situation, step: Step) -> Iterator[datetime]:
    """When to look after this slip: for the next one, and at the next pass for whether it was told."""
    # Decided in the evening it goes out in the morning, and the next slip counts from when it went out.
    went_out = next_allowed(situation.now, situation.rules, situation.calendar)
    seen = replace(situation.seen, decided={**situation.seen.decided, step.name: went_out})
    after = replace(situation, seen=seen)
    yield from _coming_slip(after, next_slip(after), next_pass(situation.now, situation.rules, situation.calendar))


def _awaits_telling(situation: Situation) -> bool:
    """Whether a case hangs on a slip that is fired but not known to be told."""
    seen, first = situation.seen, situation.ladder.after[0].name
    by_repetition = seen.repeats and not situation.state.case and seen.decided.get(first) and first not in seen.told
    return bool(by_repetition) or waits_to_be_told(situation)


def _request(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    state = situation.state
    if not state.waits or not state.pending_since:
        return
    rungs = request_rungs(situation.rules.decision_days, state.asks)
    yield from _while_waiting(situation, ruling, Family.REQUEST, state.pending_since, rungs)


RAISED = tuple(Rung(f"Q+{days}", days, (Channel.EMAIL,), ()) for days in (1, 3, 5))
"""The leader is asked in the digest of the next working day, and again while nothing is said."""


def _raised(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """What becomes of a firm's request with which it was not satisfied twice."""
    raised = situation.state.raised_at
    if raised and not situation.state.settled_at:
        yield from _while_waiting(situation, ruling, Family.FIRM, raised, RAISED)


def _while_waiting(
    situation: Situation, ruling: Ruling, family: Family, since: datetime, rungs: tuple[Rung, ...]
) -> Iterator[datetime]:
    """`rungs` that count from when somebody was asked."""
    day, pass_at = since.astimezone(ZONE).date(), situation.rules.pass_at
    steps = [Step(rung, at(situation.calendar.plus(day, rung.days), pass_at)) for rung in rungs]
    return _the_last(situation, ruling, [(family, step) for step in steps])


def _the_last(situation: Situation, ruling: Ruling, asked: Iterable[tuple[Family, Step]]) -> Iterator[datetime]:
    """Of several that are due only the last is said; when the rest is."""
    new = [(family, step) for family, step in asked if step.name not in situation.seen.decided]
    due = [(family, step) for family, step in new if step.at <= situation.now]
    for family, step in due:
        superseded = Verdict(step.rung, family, step.at, False, Reason.SUPERSEDED)
        ruling.verdicts.append(fired_step(situation, family, step) if step is due[-1][1] else superseded)
    yield from (step.at for _, step in new if step.at > situation.now)


def _decision(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """Once the proposal was told and no time of the unit runs, the decider hears that a decision is awaited."""
    case, told = situation.state.case, situation.seen.told
    if case is None or case.decision:
        return
    ruling.arrived = tuple(sorted(name for name in case.untold if name in told))
    if case.decidable_from is None:
        ruling.case_told = proposal_told(situation)
        yield situation.now if ruling.case_told else next_pass(situation.now, situation.rules, situation.calendar)
        return
    # That time ends at midnight; the decider is called at the first pass after it, and again after each time given.
    opens = max(case.decidable_from, midnight_after(case.given_until) if case.given_until else case.decidable_from)
    day = situation.calendar.on_or_after(opens.astimezone(ZONE).date())
    # A rung is decided once: under one name, a case that was put off was never asked about again.
    name = f"D.{case.times_given + 1}" if case.times_given else "D"
    step = Step(Rung(name, 0, (Channel.EMAIL,), ()), at(day, situation.rules.pass_at))
    if not situation.undecided([step]):
        return
    if step.at > situation.now:
        yield step.at
    else:
        ruling.verdicts.append(fired_step(situation, Family.DECISION, step))


def _course(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """What a confirmed case asks for."""
    case = situation.state.case
    return _the_last(situation, ruling, course(case, situation.rules, situation.calendar) if case else ())


MONTH_IN_NUMBERS = Rung("N", 1, (Channel.EMAIL,), ())
"""The leaders' month in numbers, on the first working day after the document's deadline: also when all is well.

What comes every week has it once a month, after the last week: between, leaders hear of exceptions alone.
"""


def _numbers(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """Of that day alone: made up later, the numbers would be others."""
    terms = situation.state.terms
    if not terms.kind.written or MONTH_IN_NUMBERS.name in situation.seen.decided:
        return
    if not ends_month(terms.deadline.nominal, terms.cycle, situation.calendar):
        return
    [step] = nominal_steps((MONTH_IN_NUMBERS,), terms.deadline.last_day, situation.rules, situation.calendar)
    if step.at > situation.now:
        yield step.at
        return
    verdict = fired_step(situation, Family.NUMBERS, step)
    if verdict.reason is Reason.CATCH_UP:
        verdict = replace(verdict, at=step.at, fired=False, reason=Reason.ALREADY_PAST)
    ruling.verdicts.append(verdict)


def _closing(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """When the period closes, what was still to be said is no longer owed."""
    if situation.now < situation.state.closes_at:
        yield situation.state.closes_at
        return
    ruling.closes, ruling.proposed = True, None
    ruling.verdicts = [_cut(verdict) for verdict in ruling.verdicts]
    if situation.state.is_overdue(situation.now):
        # Slips that nobody decided get a line too, so that the trace says what became of each.
        ruling.verdicts += [
            Verdict(rung, Family.SLIP, situation.state.closes_at, False, Reason.CLOSED)
            for rung in situation.ladder.after
            if rung.name not in situation.seen.decided and rung.name not in {v.rung.name for v in ruling.verdicts}
        ]


def _cut(verdict: Verdict) -> Verdict:
    if not verdict.fired or verdict.family in (Family.DECISION, *COURSE):
        return verdict
    return Verdict(verdict.rung, verdict.family, verdict.at, False, Reason.CLOSED)


# _closing comes last: it cuts off what the others have decided.
PARTS = (
    _ahead,
    _seal,
    _overdue,
    _numbers,
    _slips,
    figures_due,
    _grounds,
    _request,
    _raised,
    _decision,
    _course,
    _closing,
)
