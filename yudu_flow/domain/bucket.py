"""What a report is counted as: one bucket each, so that every count adds up to what was owed.

An outcome tells not all that counts tell apart: whether a form is in whose page is awaited, and what is overdue.
Source: 2-semantics "Filing", "Outcome of a period".
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from yudu_flow.domain.obligation import Outcome, State, lacks_page_alone, outcome


class Bucket(StrEnum):
    """In the order in which counts name them.

    `unsealed`: its form is in, and the page may come in time still; `unpaged`: the page did not come within its time.
    `overdue`: nothing is in, and the month runs; `missing`: nothing was in when it closed.
    """

    ON_TIME = "on_time"
    EXTENDED = "extended"
    LATE = "late"
    UNSEALED = "unsealed"
    UNPAGED = "unpaged"
    MISSING = "missing"
    EXCUSED = "excused"
    OPEN = "open"
    OVERDUE = "overdue"


FILED = (Bucket.ON_TIME, Bucket.EXTENDED, Bucket.LATE)
"""What is in whole; a form without its page is counted beside it."""


def bucket(state: State, now: datetime) -> Bucket:
    """What `state` is counted as at `now`; what came after its period closed changes nothing in that."""
    return bucket_of(outcome(state, now), state, now)


def bucket_of(became: Outcome, state: State, now: datetime) -> Bucket:
    """The same where it is known what became of it."""
    # First of all: a form that came when its period had closed was missing in it, though its page may be awaited.
    if became is Outcome.MISSING:
        return Bucket.UNPAGED if lacks_page_alone(state) else Bucket.MISSING
    if became is not Outcome.OPEN:
        return Bucket(became)
    if state.unsealed_at:
        return Bucket.UNPAGED if state.is_overdue(now) else Bucket.UNSEALED
    return Bucket.OVERDUE if state.is_overdue(now) else Bucket.OPEN


def count(states: Iterable[State], now: datetime) -> Counter[str]:
    """How many are in which bucket."""
    return Counter(bucket(state, now) for state in states)
