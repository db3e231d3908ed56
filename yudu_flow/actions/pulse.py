"""How the engine is: when the last pass ran, how late the oldest due notice is, what waits. Reads index entries."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from yudu_flow.actions.bureau import Bureau
from yudu_flow.storage import bureaus, messages
from yudu_flow.storage.database import reading
from yudu_flow.storage.outlook import outlook

log = logging.getLogger("yudu_flow")

FRESH = timedelta(minutes=3)
"""A pass runs at least every half minute and notes itself every minute; three without one is a fault."""

PATIENCE = timedelta(minutes=15)
"""A notice that is due is told within a pass or two; a relay that fails for a while is tried again."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """`late` is how long the oldest due notice or message has waited, zero where nothing does."""

    last_pass_at: datetime | None
    late: timedelta
    backlog: int
    imbalance: int

    def is_ready(self, now: datetime) -> bool:
        """Whether reminders go out as they should."""
        fresh = self.last_pass_at is not None and now - self.last_pass_at <= FRESH
        return fresh and self.late <= PATIENCE


SILENT = Pulse(None, timedelta(), 0, 0)
"""That of an engine whose database gives no answer: nothing goes out, and nobody knows more."""


def pulse(bureau: Bureau, now: datetime) -> Pulse:
    """The engine's state at `now`."""
    try:
        return _pulse(bureau, now)
    except OperationalError:
        log.exception("the database gives no answer")
        return SILENT


def _pulse(bureau: Bureau, now: datetime) -> Pulse:
    with reading(bureau.engine) as db:
        row, ahead = bureaus.find(db, bureau.key), outlook(db, bureau.key)
        waiting = messages.count_queued(db, bureau.key, now)
    due = [instant for instant in (ahead.notice, ahead.message) if instant and instant <= now]
    late = now - min(due) if due else timedelta()
    return Pulse(row.last_pass_at if row else None, late, waiting, row.imbalance if row else 0)
