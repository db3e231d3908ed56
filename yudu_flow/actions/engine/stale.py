"""Yesterday's messages that did not go out are taken apart, so that today's say what is true today."""

from collections.abc import Callable
from datetime import datetime

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.period import at
from yudu_flow.domain.quiet import is_quiet
from yudu_flow.storage import messages, notices
from yudu_flow.storage.database import writing

BATCH = 1000


def take_apart_stale(bureau: Bureau, now: datetime, may: Callable[[], bool] = lambda: True) -> bool:
    """Outside quiet hours, while it `may`, a transaction a batch; whether there were any."""
    found = False
    while not is_quiet(now, bureau.rules, bureau.calendar) and may() and _take_apart_some(bureau, now):
        found = True
    return found


def _take_apart_some(bureau: Bureau, now: datetime) -> bool:
    with writing(bureau.engine) as db:
        stale = messages.stale(db, bureau.key, now, at(local_day(now)), BATCH)
        notices.release(db, stale, now)
        messages.take_apart(db, stale)
    return bool(stale)
