"""Folding facts into a state: one small function a kind of fact, in the order they were recorded.

A new round begins with an approved extension, with a return, and with a late form whose page may still follow; its
rungs are decided apart from the earlier ones.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from yudu_flow.domain.case_course import case_dated
from yudu_flow.domain.case_history import CASE_STEPS, arrived
from yudu_flow.domain.corrected_clock import as_corrected
from yudu_flow.domain.facts import IN_PASSING, Correction, Fact, FactKind, LostChoice, ReasonChoice
from yudu_flow.domain.names import same_name
from yudu_flow.domain.obligation import Call, Credit, Pending, Round, State, Terms, Visit, is_in_time
from yudu_flow.domain.period import ZONE, Deadline, deadline_on, midnight_after
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.waiting import WAITING_STEPS, asks_in_time, refuse, resume
from yudu_flow.domain.workdays import Calendar

Fold = Callable[[State, Fact], None]

ANSWERED = (FactKind.EXTENSION_DECIDED, FactKind.HAND_BACK_ANSWERED, FactKind.FIRM_LOST_DECIDED)
"""What ends a waiting in which nothing was late."""


def dated(fact: Fact, state: State, rules: Rules, calendar: Calendar) -> Fact:
    """`fact`, about to be recorded on `state`, with the days that follow from it under the rules of today.

    They are recorded with it: the fold asks no rules, so that editing them changes no deadline once given.
    """
    match fact.kind:
        case FactKind.FILED_UNSEALED:
            return replace(fact, page_by=calendar.plus(_last_day_of_form(state, fact), rules.seal_grace_days))
        case FactKind.EXTENSION_ASKED:
            # Later than that it holds nothing: asked at 23:59 and refused, a report of the next day once counted as
            # extended.
            return replace(fact, until=midnight_after(calendar.minus(state.deadline.last_day, 1)))
        case FactKind.EXTENSION_DECIDED | FactKind.EXPLANATION_DECIDED if fact.day:
            granted = deadline_on(fact.day, rules, calendar)
            page_by = calendar.plus(granted.last_day, rules.seal_grace_days) if state.unsealed_at else None
            given = replace(fact, remind_by=granted.remind_by, last_day=granted.last_day, until=granted.late_from)
            return replace(given, page_by=page_by)
        case FactKind.CASE_DECIDED | FactKind.APPEAL_DECIDED:
            return case_dated(fact, state.case, rules, calendar)
        case kind if kind in ANSWERED and asks_in_time(state):
            left = calendar.plus(fact.at.astimezone(ZONE).date(), 1)
            return replace(fact, last_day=left, until=midnight_after(left))
    return fact


def _last_day_of_form(state: State, fact: Fact) -> date:
    """What the time for the page counts from; a form that ends the waiting of a request is filed on its last day."""
    filed = fact.counts_at.astimezone(ZONE).date()
    return max(state.base_day, filed) if asks_in_time(state) else state.base_day


def fold(terms: Terms, facts: Iterable[Fact]) -> State:
    """The state that `facts`, in the order they were recorded, lead to."""
    deadline = terms.deadline
    state = State(terms, deadline, deadline.last_day, deadline.late_from, round_began=terms.opened_at)
    for fact in as_corrected(facts):
        if fact.kind not in IN_PASSING:
            STEPS[fact.kind](state, fact)
        state.latest = max(state.latest or fact.at, fact.at)
    return state


def _filed(state: State, fact: Fact) -> None:
    # By its terms, which were frozen when it opened, whatever the plan asks for today.
    state.paged = state.terms.sealed
    if state.unsealed_at:
        # Filed whole while its page was awaited, it brings that page, and keeps the form's timeliness.
        return _sealed(state, fact)
    return _complete(state, fact.counts_at, _credit(state, fact.counts_at))


def _credit(state: State, filed: datetime) -> Credit:
    """What a filing counts as; within the limit of a return as what was returned, and what was late stays late."""
    kept = state.kept
    if kept and (filed < state.late_from or asks_in_time(state)):
        return kept
    if kept and not is_in_time(state, kept.at):
        return Credit(filed, kept.against)
    return Credit(filed, state.base_day)


def _complete(state: State, filed_at: datetime, credit: Credit) -> None:
    # Before the waiting ends: what is filed while a request holds is not late.
    _note_late(state, filed_at)
    resume(state, filed_at)
    state.filed_at, state.counted_at, state.late_against = filed_at, credit.at, credit.against
    state.form_at = state.form_at or filed_at


def _note_late(state: State, filed: datetime) -> None:
    """It may come at the very instant from which it is late, before anybody looks."""
    if state.is_overdue(filed) and not state.marked_overdue:
        state.unmarked_since = state.late_from


def _filed_unsealed(state: State, fact: Fact) -> None:
    """The page may follow by 24:00 of last_day + 3 wd; nothing is overdue until then, and E counts from there."""
    if not state.unsealed_at:
        # Before the waiting ends: whether a request held decides what the form counts as.
        _await_page_of(state, fact)
    resume(state, fact.counts_at)


def _await_page_of(state: State, fact: Fact) -> None:
    """The slips so far urged for the form: the page has its own ladder, unless the time for it is over too.

    It has one all the same after a reason that nobody answered: no case may rest on a ladder in which one was given.
    """
    was_late, was_marked = state.is_overdue(fact.at), state.marked_overdue
    begins_again = state.pending is Pending.EXPLANATION
    state.form, state.unsealed_at = _credit(state, fact.counts_at), fact.counts_at
    state.form_at = fact.counts_at
    late_from = state.late_from
    _await_page(state, fact)
    if was_late and fact.at >= state.late_from:
        state.marked_overdue = was_marked
    elif was_late:
        state.unmarked_since, begins_again = None if was_marked else late_from, True
    if was_late and begins_again:
        _next_round(state, fact.at)


def _await_page(state: State, fact: Fact) -> None:
    grace = max(fact.page_by or state.base_day, state.base_day)
    state.base_day, state.late_from = grace, midnight_after(grace)
    state.marked_overdue = False


def _sealed(state: State, fact: Fact) -> None:
    """In the time for it the page makes the form count; after that the page's own day does."""
    late = Credit(fact.counts_at, state.deadline.last_day)
    form = state.form or Credit(fact.counts_at, state.base_day)
    state.unsealed_at, state.form, state.paged = None, None, True
    _complete(state, fact.counts_at, form if fact.counts_at < state.late_from else _late_page(state, form, late))


def _late_page(state: State, form: Credit, page: Credit) -> Credit:
    return page if is_in_time(state, form.at) else Credit(page.at, form.against)


def _returned(state: State, fact: Fact) -> None:
    resume(state, fact.at)
    state.kept = _in_hand(state, fact.at)
    state.filed_at = state.counted_at = state.accepted_at = state.unsealed_at = state.form = state.form_at = None
    limit = fact.until or state.late_from
    last_day = (limit - timedelta(seconds=1)).astimezone(ZONE).date()
    _begin(state, Round.RETURNED, Deadline(last_day, last_day, last_day, limit), fact.at)


def _in_hand(state: State, at: datetime) -> Credit:
    """What is returned counts as; a form whose page is overdue counts as late."""
    if state.counted_at:
        return Credit(state.counted_at, state.late_against or state.deadline.last_day)
    late = Credit(at, state.deadline.last_day)
    form = state.form or late
    return form if at < state.late_from else _late_page(state, form, late)


def _next_round(state: State, at: datetime) -> None:
    # The trace keeps a line for each rung of a round that was cut short.
    # The case is folded in place, so the round that is over keeps a copy of its own.
    state.past.append(replace(state, case=state.case and replace(state.case)))
    state.round, state.round_began = state.round + 1, at


def _begin(state: State, kind: Round, deadline: Deadline, at: datetime) -> None:
    _next_round(state, at)
    state.round_kind = kind
    state.deadline, state.base_day, state.late_from = deadline, deadline.last_day, deadline.late_from
    state.marked_overdue, state.unmarked_since, state.refused_at = False, None, None


def _accepted(state: State, fact: Fact) -> None:
    state.accepted_at = fact.at


def _waived(state: State, fact: Fact) -> None:
    resume(state, fact.at)
    state.waived_at = fact.at


def _extension_decided(state: State, fact: Fact) -> None:
    # Asked before the waiting ends: a request that held nothing moves nothing when it is refused.
    held = asks_in_time(state)
    resume(state, fact.at)
    if granted := _granted(fact):
        _extend(state, fact, granted)
    elif held and fact.last_day and fact.until:
        refuse(state, fact, fact.last_day, fact.until)


def _request_raised(state: State, fact: Fact) -> None:
    state.raised_at = fact.at


def _request_decided(state: State, fact: Fact) -> None:
    state.settled_at = fact.at


def _request_ended(state: State, fact: Fact) -> None:
    """Whoever still owed it owes it no more."""
    state.settled_at = fact.at
    if not state.ended:
        _waived(state, fact)


def _granted(fact: Fact) -> Deadline | None:
    if fact.day and fact.remind_by and fact.last_day and fact.until:
        return Deadline(fact.day, fact.remind_by, fact.last_day, fact.until)
    return None


def _extend(state: State, fact: Fact, deadline: Deadline) -> None:
    _begin(state, Round.EXTENDED, deadline, fact.at)
    state.extended_to = deadline.late_from
    # A form in hand keeps the time for its page, which was once lost with a reason that was accepted.
    if state.unsealed_at:
        _await_page(state, fact)


def _explanation_decided(state: State, fact: Fact) -> None:
    resume(state, fact.at)
    if granted := _granted(fact):
        _extend(state, fact, granted)
    elif fact.choice is ReasonChoice.WAIVE:
        state.waived_at = fact.at


def _visited(state: State, fact: Fact) -> None:
    state.visits.append(Visit(fact.subject or "", fact.counts_at))
    if not state.complete:
        _count_visits(state)


def _visit_struck(state: State, fact: Fact) -> None:
    """A mistaken entry no longer counts; where the quota is not met without it, the visits are owed again."""
    fits = [one for one in reversed(state.visits) if same_name(one.firm, fact.subject or "")]
    if not fits:
        return
    # Else a visit that never was, once struck, left another one's day to be counted. Older facts do not say the day.
    struck = next((one for one in fits if one.at.astimezone(ZONE).date() == fact.last_day), fits[0])
    state.visits.remove(struck)
    state.filed_at = state.counted_at = state.late_against = None
    _count_visits(state)


def _firm_lost_decided(state: State, fact: Fact) -> None:
    """Agreed, it counts as visited when that was said. What is still owed is owed as after a refused extension."""
    claim = next((one for one in state.lost if same_name(one.firm, fact.subject or "")), None)
    if claim is None:
        return
    state.lost.remove(claim)
    if state.pending is Pending.FIRM_LOST and not state.lost:
        resume(state, fact.at)
    if fact.choice is LostChoice.ACCEPT:
        state.visits = sorted([*state.visits, claim], key=lambda one: one.at)
        _count_visits(state)
    if fact.last_day and fact.until and not (state.lost or state.ended):
        refuse(state, fact, fact.last_day, fact.until)


def _count_visits(state: State) -> None:
    """The quota is met when the last firm that it needs was visited."""
    if len(counted := state.counted_visits) >= state.terms.quota:
        met = counted[state.terms.quota - 1].at
        _complete(state, met, Credit(met, state.base_day))


def _called(state: State, fact: Fact) -> None:
    state.calls.append(Call(fact.at, fact.subject, state.round))
    arrived(state, fact.subject)


def _put_off(state: State, fact: Fact) -> None:
    """A rest day on the last day of a limit that a fact gave moves it on; what was owed first has its own record."""
    # A day that was printed never comes sooner.
    if fact.last_day is None or fact.until is None or fact.until <= state.late_from:
        return
    # While a page is awaited its day alone moves: the form came against the deadline as it was.
    state.base_day, state.late_from = fact.last_day, fact.until
    if state.unsealed_at:
        return
    state.deadline = replace(state.deadline, last_day=fact.last_day, late_from=fact.until)
    if state.extended_to:
        state.extended_to = max(state.extended_to, fact.until)


def _figure(state: State, fact: Fact) -> None:
    """Targets are judged anew by it."""
    state.figured_at = fact.at


def _overdue(state: State, fact: Fact) -> None:
    """One noted after the form had come is about the form: the page may still come in time."""
    state.marked_overdue = state.marked_overdue or fact.at >= state.late_from
    state.unmarked_since = None


def _closed(state: State, fact: Fact) -> None:
    state.closed_at = fact.at
    # What was missing when it closed stays so: whatever comes later is an addendum with its date.
    state.missed = not state.waived_at and (state.filed_at is None or state.filed_at >= fact.at)


def _corrected(state: State, fact: Fact) -> None:
    """What the closed record says stays; what should stand there is kept beside it."""
    state.corrected = fact.choice if isinstance(fact.choice, Correction) else None


STEPS: dict[FactKind, Fold] = {
    **CASE_STEPS,
    **WAITING_STEPS,
    FactKind.FILED: _filed,
    FactKind.FILED_UNSEALED: _filed_unsealed,
    FactKind.SEALED: _sealed,
    FactKind.RETURNED: _returned,
    FactKind.ACCEPTED: _accepted,
    FactKind.WAIVED: _waived,
    FactKind.EXTENSION_DECIDED: _extension_decided,
    FactKind.EXPLANATION_DECIDED: _explanation_decided,
    FactKind.VISITED: _visited,
    FactKind.VISIT_STRUCK: _visit_struck,
    FactKind.FIRM_LOST_DECIDED: _firm_lost_decided,
    FactKind.CALLED: _called,
    FactKind.REQUEST_RAISED: _request_raised,
    FactKind.REQUEST_DECIDED: _request_decided,
    FactKind.REQUEST_ENDED: _request_ended,
    FactKind.FIGURE_GIVEN: _figure,
    FactKind.FIGURE_CORRECTED: _figure,
    FactKind.OVERDUE: _overdue,
    FactKind.CLOSED: _closed,
    FactKind.CORRECTED: _corrected,
    FactKind.RECOUNTED: _put_off,
}
