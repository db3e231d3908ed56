"""Folding the facts of a case: told or not, objected to, decided, appealed against, mended, struck off."""

from collections.abc import Callable

from yudu_flow.domain.case import Case, Ground
from yudu_flow.domain.facts import AppealChoice, CaseChoice, CheckChoice, Fact, FactKind
from yudu_flow.domain.obligation import State
from yudu_flow.domain.rules import CaseKind


def arrived(state: State, rung: str | None) -> None:
    """A slip that a case rests on was told after all."""
    if state.case and rung in state.case.untold:
        state.case.untold -= {rung}


def _kind(fact: Fact) -> CaseKind:
    """Those proposed before there were several kinds name none."""
    return CaseKind(fact.subject) if fact.subject else CaseKind.NEGLECT


def _grounded(state: State, fact: Fact) -> None:
    state.grounds.append(Ground(_kind(fact), fact.at))


def _case_proposed(state: State, fact: Fact) -> None:
    state.case = Case(fact.at, _kind(fact))


def _case_told(state: State, fact: Fact) -> None:
    """The proposal was told, and the time to object runs; or, with a `subject`, a slip that it rests on after all."""
    arrived(state, fact.subject)
    if fact.subject is None and state.case:
        state.case.told_at, state.case.decidable_from = fact.at, fact.until


def _case_untold(state: State, fact: Fact) -> None:
    """The message came back: of the proposal, or of the slip that is the `subject`."""
    if state.case and fact.subject:
        state.case.untold |= {fact.subject}
    elif state.case:
        state.case.told_at = state.case.decidable_from = None


def _objected(state: State, fact: Fact) -> None:
    if state.case:
        state.case.objected_at = fact.at


def _given_time(state: State, fact: Fact) -> None:
    """The decider put the decision off; what is only instructed is no case."""
    if state.case and state.case.decision is None and fact.day:
        state.case.given_until, state.case.times_given = fact.day, state.case.times_given + 1


def _case_decided(state: State, fact: Fact) -> None:
    """Confirmed, it asks for measures until `last_day`, and an appeal is heard before `until`."""
    if case := state.case:
        case.decision = fact.choice if isinstance(fact.choice, CaseChoice) else None
        case.decided_at, case.measures_by, case.appeal_until = fact.at, fact.last_day, fact.until


def _appealed(state: State, fact: Fact) -> None:
    if state.case:
        state.case.appealed_at = fact.at


def _appeal_decided(state: State, fact: Fact) -> None:
    """While it waited nothing was asked: what is still to be said has a new limit, which the fact names."""
    if state.case is None:
        return
    state.case.appeal_decided_at = fact.at
    if fact.choice is AppealChoice.OVERTURN:
        state.case.decision = CaseChoice.DISMISS
    elif fact.last_day and state.case.measured_at:
        state.case.mend_by, state.case.given_at = fact.last_day, fact.at
    elif fact.last_day:
        state.case.measures_by = fact.last_day


def _measured(state: State, fact: Fact) -> None:
    if state.case:
        state.case.measured_at, state.case.mend_by, state.case.given_at = fact.at, fact.day, fact.at


def _checked(state: State, fact: Fact) -> None:
    if state.case and fact.choice is CheckChoice.FULFILLED:
        state.case.mended_at = fact.at
    elif state.case:
        state.case.mend_by, state.case.given_at, state.case.checks = fact.day, fact.at, state.case.checks + 1


def _case_closed(state: State, fact: Fact) -> None:
    if state.case:
        state.case.closed_at = fact.at


CASE_STEPS: dict[FactKind, Callable[[State, Fact], None]] = {
    FactKind.CASE_GROUNDED: _grounded,
    FactKind.CASE_PROPOSED: _case_proposed,
    FactKind.CASE_TOLD: _case_told,
    FactKind.CASE_UNTOLD: _case_untold,
    FactKind.OBJECTED: _objected,
    FactKind.INSTRUCTED: _given_time,
    FactKind.CASE_DECIDED: _case_decided,
    FactKind.CASE_APPEALED: _appealed,
    FactKind.APPEAL_DECIDED: _appeal_decided,
    FactKind.CASE_MEASURED: _measured,
    FactKind.CASE_CHECKED: _checked,
    FactKind.CASE_CLOSED: _case_closed,
}
