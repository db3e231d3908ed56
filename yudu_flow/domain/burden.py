"""What a month costs a unit (减负): how often it is told something, and what is asked of it.

Source: the plan's own promise, "nobody is chased more than needed", and 6-duties "Burden". It is about units and their
items, never about what a person does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WHEN_IN_TIME, WHEN_NEVER = 3, 8
"""How often a unit is told something in a month, at most: where it files in time, and where it never does."""


@dataclass(frozen=True, slots=True)
class Burden:
    """One unit's items of one month.

    `messages` is how often it was told something: what goes out together, to whom of it and through whichever channel,
    is once. `mails` and `sms` are each of them. `fields` are what its forms ask, `returns` what came back. `minutes`
    are from the first opening of a form to its filing, one a report that was opened.
    """

    unit: str
    month: str
    messages: int
    mails: int
    sms: int
    fields: int
    returns: int = 0
    minutes: tuple[int, ...] = ()


def minutes_between(opened: datetime, filed: datetime) -> int:
    """Whole minutes, at least 1: a clock that was set back between makes none less."""
    return max(1, -((opened - filed) // timedelta(minutes=1)))


def middle(minutes: Iterable[int]) -> int | None:
    """The middle one, which a form that was left open over a night does not move; None for none."""
    ordered = sorted(minutes)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
