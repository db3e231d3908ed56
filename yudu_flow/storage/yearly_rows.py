"""Rows of the office's questions to itself, as in `rows`."""

from datetime import datetime
from typing import NamedTuple

from yudu_flow.storage.columns import Kept, Long


class FormOpeningRow(NamedTuple):
    """When the form of an item was first opened by whoever owes it. Not by whom, nor how often: nobody is watched."""

    id: int
    bureau: str
    obligation_id: int
    at: datetime


class DutyAnswerRow(NamedTuple):
    """What the office chose for a duty when it was asked in that `year` whether it goes on."""

    id: int
    bureau: str
    plan: str
    duty: str
    year: int
    choice: str
    reason: Long
    by: str
    by_id: str
    at: datetime


class BulletinRow(NamedTuple):
    """The month's 通报 as the office edited it: paragraph key → its text and the digest of what it was written over."""

    id: int
    bureau: str
    plan: str
    period: str
    paragraphs: Kept
    version: int
    changed_by: str
    changed_at: datetime
