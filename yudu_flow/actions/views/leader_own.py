"""What the office itself owes, and what of it waits for the leader who judges it. Reads only."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.answer_hand_back import unanswered
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import deciding
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.views.board_lists import BoardItem, Lists
from yudu_flow.actions.views.part import Slice
from yudu_flow.domain.duties.registry import CLOSED
from yudu_flow.domain.facts import CaseChoice
from yudu_flow.storage import obligations


def own_part(bureau: Bureau, db: Connection, now: datetime, leads: frozenset[str], wanted: slice) -> Slice[BoardItem]:
    """The `wanted` part, the earliest deadline first; however old, since a case outlives its month."""
    lists, office = Lists(bureau, now), bureau.roster.office.name
    rows = obligations.listed(db, bureau.key, unit=office)
    mine = [row for row in rows if row.unit == office and deciding(bureau, row, local_day(now)) in leads]
    found = [(sight, "；".join(_asks(lists, sight))) for sight in see(bureau, db, mine, with_rungs=False)]
    asking = [(sight, words) for sight, words in found if words]
    asking.sort(key=lambda pair: (pair[0].state.late_from, pair[0].owed.id))
    return Slice.of(asking, wanted, lambda pair: lists.item(*pair))


def _asks(lists: Lists, sight: Sight) -> Iterator[str]:
    """What waits, in words."""
    state, case = sight.state, sight.state.case
    if sight.owed.kind in CLOSED and state.complete and not state.accepted_at:
        yield "报告待审核" if sight.state.terms.kind.written else "办理情况待确认"
    if state.waits and not state.closed_at:
        yield lists.request(sight)
    if unanswered(sight.events):
        yield "退请待答复"
    if case and case.decision is CaseChoice.CONFIRM and not case.closed_at:
        yield lists.stage(sight)
