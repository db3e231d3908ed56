"""Whether a period counts for repetition (屡次逾期). Source: 2-semantics "Ladder after the deadline"."""

from datetime import datetime

from yudu_flow.domain.facts import Correction
from yudu_flow.domain.obligation import Outcome, State, is_in_time, outcome

IN_ORDER = (Correction.ON_TIME, Correction.EXTENDED, Correction.EXCUSED)
"""Corrections by which nothing was late."""


def lapsed(state: State, now: datetime) -> bool:
    """Whether this period was overdue, made up or not: as far as it is concerned it counts for repetition.

    What was late and is under return, or waits for its page, counts as it did when it came in. Excused and extended
    ones do not count, nor does what was missing while the office left a request unanswered.
    """
    # By what became of it in truth, not by the first word of the closed record.
    if state.corrected:
        return state.corrected not in IN_ORDER
    if state.waived_at or any(freeze.extends and freeze.holds(state.closes_at) for freeze in state.freezes):
        return False
    found = outcome(state, now)
    if state.counted_at is None and (credit := state.form or state.kept):
        return not is_in_time(state, credit.at) or state.is_overdue(now)
    return found in (Outcome.LATE, Outcome.MISSING) or state.is_overdue(now)
