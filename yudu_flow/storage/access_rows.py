"""Rows of the web console's tables as they are read, as in `rows`."""

from datetime import datetime
from typing import NamedTuple

from yudu_flow.storage.columns import Kept


class LinkRow(NamedTuple):
    """What a short code in a message opens: one unit's period, for one person. `mark` stands for the code in texts."""

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
    """Where somebody's calendar fetches their deadlines. `mark` stands for the code in the address, as in a link; one
    that was opened by a message's link ends by itself at `expires_at`.
    """

    hash: str
    mark: str
    bureau: str
    person: str
    opened_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class AccountRow(NamedTuple):
    """Somebody who may sign in. What they may do follows from the roster on the day; only `is_admin` is stored."""

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
    """A signed-in browser, under the hash of its cookie; `opened_by` a password, or which kind of link."""

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
    """A report being written; one an obligation, gone when it is filed."""

    id: int
    bureau: str
    obligation_id: int
    words: Kept
    saved_by: str
    saved_by_id: str
    saved_at: datetime


class SummaryRow(NamedTuple):
    """The month's 汇总 as the office edited it: paragraph key → text. `state` is draft or final."""

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
    """A content that came into force: its hash, and which home of which host brought it. The last one decides."""

    id: int
    bureau: str
    hash: str
    place: str
    at: datetime


class GlanceRow(NamedTuple):
    """When a home of a folder is to be looked at again, as a machine saw it: `place` is the machine and the folder,
    `files` stands for the times and sizes of the home's files.
    """

    place: str
    home: str
    bureau: str
    files: str
    next_at: datetime


class EntryRow(NamedTuple):
    """A sign-in link that works once, under the hash of its code; `asked` for by whoever, from the sign-in page."""

    hash: str
    bureau: str
    account_id: int
    created_at: datetime
    expires_at: datetime
    asked: bool
    used_at: datetime | None


class ApiTokenRow(NamedTuple):
    """A program's key to the JSON API, under its hash; it acts as its account."""

    id: int
    hash: str
    bureau: str
    account_id: int
    label: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class PieceRow(NamedTuple):
    """A piece of a file's bytes, where they are kept here and not in a folder. It is nobody's by itself: who may have
    a file is said by its `attachment` rows, which name it by its hash. The first one says when it was last kept.
    """

    sha256: str
    number: int
    kept_at: datetime
    data: bytes
