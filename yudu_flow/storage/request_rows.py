"""Rows of what firms ask for: as they are read, as in `rows`, and as they are to be written, as in `new_rows`."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from yudu_flow.storage.columns import Long


class RequestRow(NamedTuple):
    """What a firm asked for, as it was recorded; what became of it, its steps say.

    `firm` is its name then, `firm_id` its entry in the register where it has one. `visitor` is who visits it: a unit by
    its name or a person by id; `event_id` the visit, where one brought it.
    """

    id: int
    bureau: str
    number: int
    firm: str
    firm_id: int | None
    need: str
    text: Long
    visitor: str
    event_id: int | None
    opened_at: datetime
    by: str
    by_id: str


class RequestStepRow(NamedTuple):
    """A step of a request in its round: the obligation that it is."""

    id: int
    bureau: str
    request_id: int
    obligation_id: int
    round: int


@dataclass
class NewRequest:
    """What a firm asks for, to be kept."""

    bureau: str
    number: int
    firm: str
    firm_id: int | None
    need: str
    text: str
    visitor: str
    event_id: int | None
    opened_at: datetime
    by: str
    by_id: str


@dataclass
class NewRequestStep:
    bureau: str
    request_id: int
    obligation_id: int
    round: int
