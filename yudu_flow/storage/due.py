"""What is due on the whole database: one look for all bureaus, instead of one a bureau."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, union, update

from yudu_flow.storage.bureaus import OF_SENDING, moment
from yudu_flow.storage.columns import equals
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.tables import BUREAU, MESSAGE, NOTICE, NOW, OBLIGATION

TO_DECIDE = select(OBLIGATION.c.bureau).where(OBLIGATION.c.wake_at.is_not(None), OBLIGATION.c.wake_at <= NOW).distinct()
TO_COMPOSE = select(NOTICE.c.bureau).where(equals(NOTICE.c.state, "queued"), NOTICE.c.due_at <= NOW).distinct()
TO_SEND = select(MESSAGE.c.bureau).where(equals(MESSAGE.c.state, "queued"), MESSAGE.c.due_at <= NOW).distinct()
FAILING = select(BUREAU.c.bureau).where(BUREAU.c.failing_since.is_not(None))
"""A pass that runs says that all is well again, also where another process did what the broken one left."""
AHEAD = select(BUREAU.c.bureau).where(BUREAU.c.last_pass_at >= bindparam("ahead", type_=Instant))
"""Looked at by a clock that ran ahead: unless a pass finds that out, what it did stands."""
DECIDES = union(TO_DECIDE, TO_COMPOSE, FAILING.where(~OF_SENDING), AHEAD)
SENDS = union(TO_SEND, FAILING.where(OF_SENDING))
DECIDES_AND_SENDS = union(TO_DECIDE, TO_COMPOSE, TO_SEND, FAILING, AHEAD)
AT_ONCE = 500


def bureaus_due(db: Connection, now: datetime, ahead: datetime, *, decides: bool, delivers: bool) -> set[str]:
    """The bureaus for which somebody who does that has something to do; from `ahead` on a last pass is one of a clock
    that ran ahead.
    """
    query = (DECIDES_AND_SENDS if delivers else DECIDES) if decides else SENDS
    return {row.bureau for row in db.execute(query, {"now": now, "ahead": ahead})}


def note_quiet(db: Connection, bureaus: Iterable[str], now: datetime, *, decides: bool, delivers: bool) -> None:
    """Say of bureaus that were looked at and had nothing due that they were, as a pass of each would."""
    at = moment(db, now)
    values = {"last_pass_at": now, "decided_at": at} if decides else {}
    values |= {"delivered_at": at} if delivers else {}
    for some in _slices(sorted(bureaus)):
        mine = BUREAU.c.bureau.in_(some), BUREAU.c.failing_since.is_(None)
        db.execute(update(BUREAU).where(*mine).values(**values))


def _slices(names: list[str]) -> Iterator[list[str]]:
    return (names[first : first + AT_ONCE] for first in range(0, len(names), AT_ONCE))
