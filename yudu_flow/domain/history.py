"""Folding facts into a state: one small function a kind of fact, in the order they were recorded.

A new round begins with an approved extension, with a return, and with a late form whose page may still follow; its
rungs are decided apart from the earlier ones.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from yudu_flow.domain.facts import Choice, Fact, FactKind
from yudu_flow.domain.names import known_as
from yudu_flow.domain.obligation import Case, Freeze, Request, Round, State, Terms
from yudu_flow.domain.period import ZONE, Deadline, deadline_on, midnight_after
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import Calendar

Step = Callable[[State, Fact], None]


def dated(fact: Fact, state: State, rules: Rules, calendar: Calendar) -> Fact:
    """`fact`, about to be recorded on `state`, with the days that follow from it under the rules of today.

    They are recorded with it: the fold asks no rules, so that editing them changes no deadline once given.
    """
    match fact.kind:
        case FactKind.FILED_UNSEALED:
            return replace(fact, page_by=calendar.plus(state.base_day, rules.seal_grace_days))
        case FactKind.EXTENSION_DECIDED | FactKind.EXPLANATION_DECIDED if fact.day:
            granted = deadline_on(fact.day, rules, calendar)
            page_by = calendar.plus(granted.last_day, rules.seal_grace_days) if state.unsealed_at else None
            given = replace(fact, remind_by=granted.remind_by, last_day=granted.last_day, until=granted.late_from)
            return replace(given, page_by=page_by)
        case FactKind.EXTENSION_DECIDED:
            left = calendar.plus(fact.at.astimezone(ZONE).date(), 1)
            return replace(fact, last_day=left, until=midnight_after(left))
    return fact


def fold(terms: Terms, facts: Iterable[Fact]) -> State:
    """The state that `facts`, in the order they were recorded, lead to."""
    deadline = terms.deadline
    state = State(terms, deadline, deadline.last_day, deadline.late_from, round_began=terms.opened_at)
    for fact in facts:
        STEPS[fact.kind](state, fact)
        state.latest = fact.at
    return state


def _filed(state: State, fact: Fact) -> None:
    if state.unsealed_at:
        return _sealed(state, fact)
    return _complete(state, fact.counts_at, fact.counts_at)


def _complete(state: State, filed_at: datetime, counted_at: datetime) -> None:
    """A filing within the limit of a return keeps the timeliness of what was returned; what was late stays late."""
    _resume(state, filed_at)
    state.filed_at, state.counted_at, state.late_against = filed_at, counted_at, state.base_day
    if state.kept and (counted_at < state.late_from or state.kept >= state.terms.deadline.late_from):
        within = counted_at < state.late_from
        state.counted_at = state.kept if within else counted_at
        state.late_against = state.kept_against


def _filed_unsealed(state: State, fact: Fact) -> None:
    """The page may follow by 24:00 of last_day + 3 wd; nothing is overdue until then, and E counts from there."""
    _resume(state, fact.counts_at)
    if state.unsealed_at:
        return
    was_late, state.unsealed_at = fact.at >= state.late_from, fact.counts_at
    _await_page(state, fact)
    if was_late and fact.at < state.late_from:  # the slips so far urged for the form; the page has its own ladder
        state.round, state.round_began = state.round + 1, fact.at


def _await_page(state: State, fact: Fact) -> None:
    grace = max(fact.page_by or state.base_day, state.base_day)
    state.base_day, state.late_from = grace, midnight_after(grace)
    state.marked_overdue = False


def _sealed(state: State, fact: Fact) -> None:
    form = state.unsealed_at or fact.counts_at
    within = fact.counts_at < state.late_from
    counted, against = (form if within else fact.counts_at), state.deadline.last_day
    state.unsealed_at = None
    _complete(state, fact.counts_at, counted)
    if state.kept is None:
        state.late_against = against


def _returned(state: State, fact: Fact) -> None:
    _resume(state, fact.at)
    state.kept = state.counted_at or _form_in_hand(state, fact.at)
    state.kept_against = state.late_against or state.deadline.last_day
    state.filed_at = state.counted_at = state.accepted_at = state.unsealed_at = None
    limit = fact.until or state.late_from
    last_day = (limit - timedelta(seconds=1)).astimezone(ZONE).date()
    _begin(state, Round.RETURNED, Deadline(last_day, last_day, last_day, limit), fact.at)


def _form_in_hand(state: State, at: datetime) -> datetime | None:
    """What a form without its page counts as when it is returned: once the page is overdue, as late."""
    return state.unsealed_at if at < state.late_from else at


def _begin(state: State, kind: Round, deadline: Deadline, at: datetime) -> None:
    state.round, state.round_kind, state.round_began = state.round + 1, kind, at
    state.deadline, state.base_day, state.late_from = deadline, deadline.last_day, deadline.late_from
    state.marked_overdue = False


def _accepted(state: State, fact: Fact) -> None:
    state.accepted_at = fact.at


def _waived(state: State, fact: Fact) -> None:
    _resume(state, fact.at)
    state.waived_at = fact.at


def _asked(request: Request) -> Step:
    def step(state: State, fact: Fact) -> None:
        state.pending, state.pending_since = request, fact.at
        state.asks += 1
        state.freezes.append(Freeze(fact.at))

    return step


def _resume(state: State, at: datetime) -> None:
    """The request is decided, or voided by a filing or a return."""
    if state.pending:
        state.freezes[-1] = replace(state.freezes[-1], end=at)
        state.pending = state.pending_since = None


def _extension_decided(state: State, fact: Fact) -> None:
    _resume(state, fact.at)
    if granted := _granted(fact):
        _extend(state, fact, granted)
    elif fact.last_day and fact.until:
        _refuse(state, fact.last_day, fact.until)


def _granted(fact: Fact) -> Deadline | None:
    if fact.day and fact.remind_by and fact.last_day and fact.until:
        return Deadline(fact.day, fact.remind_by, fact.last_day, fact.until)
    return None


def _extend(state: State, fact: Fact, deadline: Deadline) -> None:
    _begin(state, Round.EXTENDED, deadline, fact.at)
    state.extended_to = deadline.late_from
    if state.unsealed_at:
        _await_page(state, fact)


def _refuse(state: State, last_day: date, late_from: datetime) -> None:
    """The deadline is the later of late_from and 24:00 of the first working day after the refusal."""
    if late_from > state.late_from:
        state.base_day, state.late_from = last_day, late_from
        state.deadline = replace(state.deadline, last_day=last_day, late_from=late_from)
        state.extended_to = late_from


def _explanation_decided(state: State, fact: Fact) -> None:
    _resume(state, fact.at)
    if granted := _granted(fact):
        _extend(state, fact, granted)
    elif fact.choice is Choice.WAIVE:
        state.waived_at = fact.at


def _visited(state: State, fact: Fact) -> None:
    """Each paired firm counts once; a visit whose firm is not named counts by itself."""
    if fact.subject and known_as(fact.subject, state.visited):
        return
    state.visited.append(fact.subject or "")
    if len(state.visited) >= state.terms.quota and not state.complete:
        _complete(state, fact.counts_at, fact.counts_at)


def _called(state: State, fact: Fact) -> None:
    state.calls.append(fact.at)


def _said(state: State, fact: Fact) -> None:
    """It moves a message or leaves a word, never a date."""


def _overdue(state: State, fact: Fact) -> None:
    state.marked_overdue = True


def _case_proposed(state: State, fact: Fact) -> None:
    state.case = Case(fact.at, fact.until or fact.at)


def _objected(state: State, fact: Fact) -> None:
    state.case = state.case and replace(state.case, objected_at=fact.at)


def _case_decided(state: State, fact: Fact) -> None:
    state.case = state.case and replace(state.case, decision=fact.choice)


def _case_closed(state: State, fact: Fact) -> None:
    state.case = state.case and replace(state.case, closed_at=fact.at)


def _closed(state: State, fact: Fact) -> None:
    state.closed_at = fact.at


STEPS: dict[FactKind, Step] = {
    FactKind.FILED: _filed,
    FactKind.FILED_UNSEALED: _filed_unsealed,
    FactKind.SEALED: _sealed,
    FactKind.RETURNED: _returned,
    FactKind.ACCEPTED: _accepted,
    FactKind.WAIVED: _waived,
    FactKind.EXTENSION_ASKED: _asked(Request.EXTENSION),
    FactKind.EXTENSION_DECIDED: _extension_decided,
    FactKind.EXPLAINED: _asked(Request.EXPLANATION),
    FactKind.EXPLANATION_DECIDED: _explanation_decided,
    FactKind.VISITED: _visited,
    FactKind.CALLED: _called,
    FactKind.RELEASED: _said,
    FactKind.NOTED: _said,
    FactKind.URGED: _said,
    FactKind.HANDED_BACK: _said,
    FactKind.HAND_BACK_ANSWERED: _said,
    FactKind.INSTRUCTED: _said,
    FactKind.INSTRUCTION_DONE: _said,
    FactKind.OVERDUE: _overdue,
    FactKind.CASE_PROPOSED: _case_proposed,
    FactKind.OBJECTED: _objected,
    FactKind.CASE_DECIDED: _case_decided,
    FactKind.CASE_CLOSED: _case_closed,
    FactKind.CLOSED: _closed,
}
