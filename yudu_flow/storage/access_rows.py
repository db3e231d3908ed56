"""Rows of the web console's tables as they are read, as in `rows`."""

from datetime import datetime
from typing import NamedTuple

from yudu_flow.storage.columns import Kept


class LinkRow(NamedTuple):
    hash: str
    mark: str
    bureau: str
    recipient: str
    unit: str
    period: str
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class CalendarFeedRow(NamedTuple):
    hash: str
    mark: str
    bureau: str
    person: str
    opened_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class AccountRow(NamedTuple):
    id: int
    bureau: str
    person: str
    name: str
    password: str
    totp: str
    totp_step: int
    is_admin: bool
    created_at: datetime
    disabled_at: datetime | None


class SessionRow(NamedTuple):
    hash: str
    bureau: str
    account_id: int
    agent: str
    opened_by: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class DraftRow(NamedTuple):
    id: int
    bureau: str
    obligation_id: int
    words: Kept
    saved_by: str
    saved_by_id: str
    saved_at: datetime


class SummaryRow(NamedTuple):
    id: int
    bureau: str
    plan: str
    period: str
    paragraphs: Kept
    state: str
    version: int
    changed_by: str
    changed_at: datetime


class EditionRow(NamedTuple):
    id: int
    bureau: str
    hash: str
    place: str
    at: datetime


class GlanceRow(NamedTuple):
    place: str
    home: str
    bureau: str
    files: str
    next_at: datetime
