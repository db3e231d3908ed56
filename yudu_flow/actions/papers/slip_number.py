"""The numbers of slips and answers (编号): by year, in the order in which the bureau gave them.

Nothing is kept for it: what was decided stands in its order, so the same slip has the same number at every look. One
number of a slip may be missing on paper, where what it urged came before it went out.
"""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import midnight_after
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import orders

URGING = (Family.SLIP, Family.CASE)


def slip_number(bureau: Bureau, db: Connection, sight: Sight) -> str:
    """That of the last slip of an obligation or of the office's own urging, whichever was later; empty before any."""
    rungs = [row for row in sight.rungs if row.family in URGING and row.verdict == "fired"]
    urged = [row for row in sight.events if row.kind == FactKind.URGED]
    if not rungs and not urged:
        return ""
    if rungs and (not urged or rungs[-1].decided_at >= urged[-1].at):
        at, rung, event = rungs[-1].decided_at, rungs[-1].id, 0
    else:
        at, rung, event = urged[-1].at, None, urged[-1].id
    start = _new_year(at)
    count = orders.fired(db, bureau.key, URGING, start, at, rung)
    return _spelled(at, count + orders.happened(db, bureau.key, FactKind.URGED, start, at, event))


def answer_number(bureau: Bureau, db: Connection, at: datetime, event: int) -> str:
    """That of the answer to a request for more time, which is this event."""
    return _spelled(at, orders.happened(db, bureau.key, FactKind.EXTENSION_DECIDED, _new_year(at), at, event))


def _new_year(at: datetime) -> datetime:
    day = local_day(at)
    return midnight_after(day.replace(year=day.year - 1, month=12, day=31))


def _spelled(at: datetime, count: int) -> str:
    return f"〔{local_day(at).year}〕第{count}号"
