"""Rows of what firms ask for, as they are read."""

from datetime import datetime
from typing import NamedTuple


class RequestRow(NamedTuple):
    id: int
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


class RequestStepRow(NamedTuple):
    id: int
    bureau: str
    request_id: int
    obligation_id: int
    round: int
