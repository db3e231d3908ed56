"""A case that falls by itself: nothing was owed, or a paper had come in time. Its leader is not asked, and is told so.

Source: 2-semantics "Ladder after the deadline": what was filed on paper in time is never flagged, nor what was waived.
"""

from datetime import datetime

from yudu_flow.actions.acts.settled import freed, this
from yudu_flow.actions.look import Sight
from yudu_flow.domain.lapse import IN_ORDER
from yudu_flow.domain.obligation import Outcome, State, outcome
from yudu_flow.domain.roster import Who
from yudu_flow.domain.rules import CaseKind

BY_RULE = Who("", "系统按规则")
CORRECTED = "本期结果已经更正，并未逾期"
IN_TIME = "报告在期限内已经收到，有登记的收到时间为证"


def lifted(sight: Sight, at: datetime) -> str:
    """Why the case falls, in words; empty where it stands or there is none."""
    case = sight.state.case
    if case is None or case.decision:
        return ""
    if sight.state.waived_at:
        return f"{this(sight)}已{freed(sight)}"
    if case.kind is not CaseKind.NEGLECT:
        return ""  # a report in time says nothing of what it reports, nor of whose business it is
    if sight.state.corrected in IN_ORDER:
        return CORRECTED
    return IN_TIME if _was_in_time(sight.state, case.proposed_at, at) else ""


def _was_in_time(state: State, proposed_at: datetime, at: datetime) -> bool:
    """Whether what was in hand before the proposal was in time: a deadline given only afterwards mends nothing."""
    counted = state.counted_at
    if counted is None or counted >= proposed_at:
        return False
    return outcome(state, at) in (Outcome.ON_TIME, Outcome.EXTENDED)
