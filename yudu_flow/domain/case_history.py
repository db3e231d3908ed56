"""Folding the facts of a proposed case: told or not, objected to, decided, struck off."""

from collections.abc import Callable
from dataclasses import replace

from yudu_flow.domain.facts import CaseChoice, Fact, FactKind
from yudu_flow.domain.obligation import Case, State
from yudu_flow.domain.rules import CaseKind


def arrived(state: State, rung: str | None) -> None:
    """A slip that a case rests on was told after all."""
    state.case = state.case and replace(state.case, untold=state.case.untold - {rung})


def _case_proposed(state: State, fact: Fact) -> None:
    state.case = Case(fact.at, CaseKind(fact.subject) if fact.subject else CaseKind.NEGLECT)


def _case_told(state: State, fact: Fact) -> None:
    """The proposal was told, and the time to object runs; or, with a `subject`, a slip that it rests on after all."""
    arrived(state, fact.subject)
    if fact.subject is None and state.case:
        state.case = replace(state.case, told_at=fact.at, decidable_from=fact.until)


def _case_untold(state: State, fact: Fact) -> None:
    """The message came back: of the proposal, or of the slip that is the `subject`."""
    if state.case and fact.subject:
        state.case = replace(state.case, untold=state.case.untold | {fact.subject})
    elif state.case:
        state.case = replace(state.case, told_at=None, decidable_from=None)


def _objected(state: State, fact: Fact) -> None:
    state.case = state.case and replace(state.case, objected_at=fact.at)


def _case_decided(state: State, fact: Fact) -> None:
    decision = fact.choice if isinstance(fact.choice, CaseChoice) else None
    state.case = state.case and replace(state.case, decision=decision)


def _case_closed(state: State, fact: Fact) -> None:
    state.case = state.case and replace(state.case, closed_at=fact.at)


CASE_STEPS: dict[FactKind, Callable[[State, Fact], None]] = {
    FactKind.CASE_PROPOSED: _case_proposed,
    FactKind.CASE_TOLD: _case_told,
    FactKind.CASE_UNTOLD: _case_untold,
    FactKind.OBJECTED: _objected,
    FactKind.CASE_DECIDED: _case_decided,
    FactKind.CASE_CLOSED: _case_closed,
}
