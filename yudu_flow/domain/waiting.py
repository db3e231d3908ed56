"""Folding what waits for the office's word: a later day asked for, a reason given, a hand-back; and its end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from yudu_flow.domain.facts import Fact, FactKind, HandBackChoice
from yudu_flow.domain.names import same_name
from yudu_flow.domain.obligation import ABOUT_TIME, Freeze, Pending, State, Visit


def asks_in_time(state: State) -> bool:
    return state.frozen and state.pending in ABOUT_TIME


def _asked(state: State, fact: Fact) -> None:
    """A request holds the ladder if it came by 24:00 of the last working day before the last one in time."""
    state.asks += 1
    wait(state, Pending.EXTENSION, fact.at, holds=fact.until is None or fact.at < fact.until)


def _explained(state: State, fact: Fact) -> None:
    """The first reason holds the ladder; a later one is kept beside it, or waits and holds nothing."""
    # Else a new reason after each rejection would hold the ladder for ever.
    first, state.explained = not state.explained, True
    if state.pending is Pending.EXPLANATION:
        return
    resume(state, fact.at)
    state.asks += 1
    wait(state, Pending.EXPLANATION, fact.at, holds=first)


def _handed_back(state: State, fact: Fact) -> None:
    """All that is owed: it waits for the office. One assignment of several moves nothing."""
    if fact.subject is None:
        state.asks += 1
        wait(state, Pending.HAND_BACK, fact.at, holds=True)


def _firm_lost(state: State, fact: Fact) -> None:
    """A firm that cannot be reached: said in time, nothing is late until the office has looked at the proof."""
    state.lost.append(Visit(fact.subject or "", fact.counts_at))
    if state.pending is None and not state.ended:
        state.asks += 1
        wait(state, Pending.FIRM_LOST, fact.at, holds=fact.at < state.late_from)


def _withdrawn(state: State, fact: Fact) -> None:
    """What waited is as if it had not been asked; of firms that cannot be reached the one that is named alone."""
    if fact.subject:
        # The one that is named: it could once be taken back only with all others, and with whatever else waited.
        state.lost[:] = [one for one in state.lost if not same_name(one.firm, fact.subject)]
        if state.pending is not Pending.FIRM_LOST or state.lost:
            return
    elif state.pending is Pending.FIRM_LOST:
        state.lost.clear()
    resume(state, fact.at)


def wait(state: State, request: Pending, at: datetime, *, holds: bool) -> None:
    state.pending, state.pending_since, state.holding = request, at, holds
    if holds:
        state.freezes.append(Freeze(at, extends=request in ABOUT_TIME))


def resume(state: State, at: datetime) -> None:
    """The request is decided or withdrawn, or voided by a filing or a return."""
    if state.pending and state.holding:
        state.freezes[-1] = replace(state.freezes[-1], end=at)
    state.pending, state.pending_since, state.holding = None, None, False


def refuse(state: State, fact: Fact, last_day: date, late_from: datetime) -> None:
    """The deadline is the later of late_from and 24:00 of the first working day after the refusal, which says it."""
    state.refused_at = fact.at
    if late_from > state.late_from:
        state.base_day, state.late_from = last_day, late_from
        state.deadline = replace(state.deadline, last_day=last_day, late_from=late_from)
        state.extended_to = late_from


def _hand_back_answered(state: State, fact: Fact) -> None:
    """Agreed, nothing is owed here any more; refused, it is as if a later day had been."""
    if state.pending is not Pending.HAND_BACK or fact.subject is not None:
        return
    resume(state, fact.at)
    if fact.choice is HandBackChoice.ACCEPT:
        state.waived_at = fact.at
    elif fact.last_day and fact.until:
        refuse(state, fact, fact.last_day, fact.until)


WAITING_STEPS: dict[FactKind, Callable[[State, Fact], None]] = {
    FactKind.EXTENSION_ASKED: _asked,
    FactKind.EXPLAINED: _explained,
    FactKind.FIRM_LOST: _firm_lost,
    FactKind.REQUEST_WITHDRAWN: _withdrawn,
    FactKind.HANDED_BACK: _handed_back,
    FactKind.HAND_BACK_ANSWERED: _hand_back_answered,
}
