"""What was decided earlier is looked at again before it is said: it may be moot, or held by a request."""

from datetime import datetime

from yudu_flow.domain.case_course import COURSE, is_asked
from yudu_flow.domain.obligation import State
from yudu_flow.domain.verdict import Family


def moot(family: Family, state: State, round_: int, now: datetime) -> str | None:
    """Why a notice decided earlier is no longer to be said: the name of the fact; None where it still holds."""
    if family in (Family.TARGET, Family.NUMBERS, Family.NEWS):
        return None
    if family in (Family.DECISION, Family.CASE):
        return "case_decided" if state.case and state.case.decision else None
    if family in COURSE:
        return None if is_asked(family, state) else "case_moved"
    if family is Family.FIRM:
        return "decided" if state.settled_at else None
    if family is Family.REQUEST:
        return None if state.waits else "decided"
    if state.waived_at:
        return "waived"
    if state.complete:
        return "filed"
    return "closed" if state.closed_at else _moot_while_owed(family, state, round_, now)


def _moot_while_owed(family: Family, state: State, round_: int, now: datetime) -> str | None:
    slip_too_soon = family is Family.SLIP and not state.is_overdue(now)
    if state.unsealed_at and (family is Family.AHEAD or slip_too_soon):
        return "filed_unsealed"
    # Not a slip: withdrawn for a reason that was then rejected, none was told again, and the ladder ended there.
    if family in (Family.AHEAD, Family.URGE) and state.frozen:
        return "request_pending"
    if round_ != state.round:
        return "new_round"
    return "not_due" if slip_too_soon else None


def is_frozen(family: Family, state: State) -> bool:
    """Whether a notice waits for the office's word: a slip may be owed again, and nobody else would say it."""
    return family is Family.SLIP and state.frozen
