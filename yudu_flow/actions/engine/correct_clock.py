"""A clock that ran ahead and was set right: what the rules did meanwhile is void, and the ladders go on without it.

Source: 2-semantics "Fair in practice". Reminders that went out stay: they said the true date, and are not repeated.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.clock import Clock
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit, bureaus, events, obligations, rungs
from yudu_flow.storage.database import writing

BY = Who("", "系统")
STEP = timedelta(minutes=10)
"""Clocks are set by seconds all the time; only more than this is one that ran ahead."""
APART = 1000


def correct_clock(bureau: Bureau, last_pass_at: datetime | None, clock: Clock) -> int:
    """Void what was decided later than now, where the pass before this one was; returns how many it concerned.

    The clock is asked once that pass is known: to a process that stood still since its own began, another's would be
    of a day to come.
    """
    now = clock()
    if last_pass_at is None or last_pass_at - now < STEP:
        return 0
    with writing(bureau.engine) as db:
        if not _is_first(bureau, db, now):
            return 0
        found = {*events.stamped_later(db, bureau.key, now)} | _void_rungs(bureau, db, now)
        corrected = Fact(FactKind.CLOCK_CORRECTED, now)
        events.append_all(db, bureau.key, [(key, corrected, {"ahead": last_pass_at.isoformat()}) for key in found])
        obligations.set_wake(db, dict.fromkeys(found, now))
        if found:
            detail = {"until": last_pass_at, "count": len(found)}
            audit.record(db, bureau.key, now, BY, str(FactKind.CLOCK_CORRECTED), "", detail)
        bureaus.set_back(db, bureau.key, now)
    return len(found)


def _is_first(bureau: Bureau, db: Connection, now: datetime) -> bool:
    """Whether no other process has corrected it, which it may be doing just now: then what it decides anew stands."""
    later = (row.obligation_id for row in rungs.decided_later(db, bureau.key, now))
    obligations.hold(db, {*events.stamped_later(db, bureau.key, now), *later})
    row = bureaus.find(db, bureau.key)
    return row is not None and row.last_pass_at - now >= STEP


def _void_rungs(bureau: Bureau, db: Connection, now: datetime) -> set[int]:
    later = rungs.decided_later(db, bureau.key, now)
    happened = events.of(db, {row.obligation_id for row in later})
    for row in later:
        before = [one for one in happened.get(row.obligation_id, ()) if one.kind == FactKind.CLOCK_CORRECTED]
        # A round that no ladder has, so that the rung is decided anew; a second correction may void the same one again.
        rungs.void(db, row, -(row.round + APART * len(before)), now)
    return {row.obligation_id for row in later}
