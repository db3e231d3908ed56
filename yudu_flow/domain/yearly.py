"""The yearly question (年度核减): whether a duty is still needed. Source: 1-product "What it never does", 6-duties.

Asked from 1 November, and before a duty ends; once a year, and no more once it was answered. A duty that was not there
before that day is not asked about; one that is over neither. One that ends soon after 1 November, in January say, is
asked then whether it goes on: there is no second question in that year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan

NOVEMBER = 11
A_YEAR = 12
"""Months by which one that is to end goes on where it is kept."""


class Goes(StrEnum):
    """What the office chooses."""

    KEEP = "keep"
    THIN = "thin"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Question:
    """Asked since that day, under the year in which it is answered once; `ends` where the duty is about to end."""

    year: int
    since: date
    ends: Period | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a choice writes into the plan; nothing where it is empty."""

    every: Cycle | None = None
    last_period: Period | None = None

    @property
    def empty(self) -> bool:
        """Whether the plan stays as it is."""
        return self.every is None and self.last_period is None


def question(plan: Plan, duty: Duty, opened: date | None, day: date) -> Question | None:
    """What is asked of a duty on `day`, whose first period was `opened` then; None where nothing is."""
    ends = plan.last_of(duty)
    if opened is None or not duty.kind.cyclic or (ends is not None and day > ends.last):
        return None
    asked = max((since for since in _days(duty, ends, day) if opened < since <= day), default=None)
    if asked is None:
        return None
    near = ends is not None and _before_end(duty, ends).year <= asked.year  # not asked again before it ends
    return Question(asked.year, asked, ends if near else None)


def _days(duty: Duty, ends: Period | None, day: date) -> Iterator[date]:
    yield from (date(year, NOVEMBER, 1) for year in (day.year - 1, day.year))
    if ends is not None:
        yield _before_end(duty, ends)


def _before_end(duty: Duty, ends: Period) -> date:
    """The first day of the period before its last one."""
    return Period.of(ends.last, duty.every).shift(-1).first


def may_thin(duty: Duty) -> bool:
    """Only what comes every month becomes quarterly."""
    return duty.every is Cycle.MONTH


def change_of(choice: Goes, asked: Question, last_opened: Period) -> Change:
    """What the choice changes, `last_opened` being the month of the last period that was opened: it stays as it is.

    What is about to end ends as it is written where it is stopped, and goes on for a year where it is not.
    """
    if choice is Goes.STOP:
        return Change() if asked.ends else Change(last_period=last_opened)
    further = asked.ends.shift(A_YEAR) if asked.ends else None
    return Change(Cycle.QUARTER if choice is Goes.THIN else None, further)
