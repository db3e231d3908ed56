"""Rows of the office's questions to itself, as in `rows`."""

from datetime import datetime
from typing import NamedTuple

from yudu_flow.storage.columns import Kept


class FormOpeningRow(NamedTuple):
    id: int
    bureau: str
    obligation_id: int
    at: datetime


class DutyAnswerRow(NamedTuple):
    id: int
    bureau: str
    plan: str
    duty: str
    year: int
    choice: str
    reason: str
    by: str
    by_id: str
    at: datetime


class BulletinRow(NamedTuple):
    id: int
    bureau: str
    plan: str
    period: str
    paragraphs: Kept
    version: int
    changed_by: str
    changed_at: datetime
