"""Rows as they are read: each is the shape that its table is made from, column by column.

Named tuples, for SQLAlchemy's own rows look for a column only after a failed look for an attribute, 0.7 us each.
"""

from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Result

from yudu_flow.domain.amount import Amount
from yudu_flow.storage.columns import Kept, Long

S = TypeVar("S", bound=NamedTuple)


def all_rows(shape: type[S], result: Result[Any]) -> list[S]:
    return [*map(shape._make, result.all())]


def first_row(shape: type[S], result: Result[Any]) -> S | None:
    """The first row of a result, None where it is empty."""
    row = result.first()
    return None if row is None else shape._make(row)


class BureauRow(NamedTuple):
    """One row a bureau: when its first pass ran, and when the last one did; `worker` holds the shift.

    `decided_at` and `delivered_at` are when each work was last looked after, by the database's time.
    `failing_since`: since when every pass has broken off, with the last one's `fault`. `raised`: see numbering.
    """

    bureau: str
    started_at: datetime
    last_pass_at: datetime
    reconciled_on: date | None
    imbalance: int
    audit_seq: int
    audit_hash: str
    worker: str | None
    decided_at: datetime | None
    delivered_at: datetime | None
    failing_since: datetime | None
    fault: str
    raised: int


class HolderRow(NamedTuple):
    """Who holds claims on messages (`claimed_by`) or a bureau's shift (`worker`), until when by the database's time.

    `place`, `process` and `born` say which process it is, for others on its machine. One with `works` is a process
    itself, which does these for that bureau on that host.
    """

    id: str
    until: datetime
    place: str
    process: int
    born: str
    bureau: str | None
    works: str | None
    host: str | None


class Owed(NamedTuple):
    """What was owed, frozen when the period opened. `wake_at` is a cached instant: the facts decide, never it.

    `subject` is what it is about, as task:8.2; empty where each period brings one. `month` is that of its pages, since
    ids of periods sort within a cycle alone. `ladder` is the block that the duty named.
    """

    id: int
    bureau: str
    plan: str
    duty: str
    kind: str
    title: str
    basis: str
    owner: str
    unit: str
    period: str
    month: str
    ladder: str
    nominal: date
    remind_by: date
    last_day: date
    late_from: datetime
    opened_at: datetime
    closes_at: datetime
    created_at: datetime
    quota: int
    firms: list[str]
    assignments: list[str]
    leaders: list[str]
    decider: str | None
    person: str | None
    sealed: bool
    provisional: bool
    subject: str
    wake_at: datetime | None


class EventRow(NamedTuple):
    """A fact about an obligation, never changed. `by` is the name of who acted, as it was then, and `by_id` the id;
    both are empty where the rules themselves did, and `by_id` in what is older than it.
    """

    id: int
    bureau: str
    obligation_id: int
    kind: str
    at: datetime
    by: str
    by_id: str
    received: datetime | None
    day: date | None
    until: datetime | None
    choice: str | None
    subject: str | None
    remind_by: date | None
    last_day: date | None
    page_by: date | None
    detail: Kept


class SubmissionRow(NamedTuple):
    """What a report said. `parts` is the text of each assignment under its id, as the form took it."""

    id: int
    bureau: str
    obligation_id: int
    event_id: int
    progress: Long
    difficulties: Long
    suggestions: Long
    next_steps: Long
    nothing_new: Long
    parts: dict[str, str]


class AttachmentRow(NamedTuple):
    """A file of an obligation; its bytes lie under their SHA-256. Without `event_id` it waits in a draft."""

    id: int
    bureau: str
    obligation_id: int
    event_id: int | None
    sha256: str
    name: str
    size: int
    kind: str
    pages: int
    thumb: str
    seal: str


class ReadingRow(NamedTuple):
    """A figure that a report gave for a target, cumulative over the year."""

    id: int
    bureau: str
    obligation_id: int
    event_id: int
    assignment: str
    target: str
    value: Amount


class RungRow(NamedTuple):
    """A rung decided once: fired or skipped, with its reason. `notices` is how many were to be sent."""

    id: int
    bureau: str
    obligation_id: int
    round: int
    rung: str
    family: str
    at: datetime
    decided_at: datetime
    verdict: str
    reason: str
    notices: int


class NoticeRow(NamedTuple):
    """That one person is to be told one thing through one channel. `message` is set once it is in one.

    It is about an obligation, or else `about` says what it is about: the bureau itself.
    `released_at` is when the office ordered it out in spite of the quiet hours.
    """

    id: int
    bureau: str
    obligation_id: int | None
    about: str
    round: int
    rung: str
    family: str
    recipient: str
    role: str
    channel: str
    kind: str
    due_at: datetime
    state: str
    reason: str
    message: str | None
    event_id: int | None
    released_at: datetime | None
    created_at: datetime
    changed_at: datetime


class MessageRow(NamedTuple):
    """The exact text that goes or went to one person. Its id is made from its unique key, as is the Message-ID.

    `released_at` is set where all its notices were released. `spooled`: it went into a file, which tells nobody.
    """

    id: str
    bureau: str
    recipient: str
    name: str
    address: str
    channel: str
    key: str
    kind: str
    message_id: str
    subject: Long
    text: Long
    html: Long
    calendar: Long
    state: str
    due_at: datetime
    queued_at: datetime
    sent_at: datetime | None
    attempts: int
    claimed_until: datetime | None
    claimed_by: str | None
    unsure: bool
    nobody: bool
    fault: str
    spooled: bool
    released_at: datetime | None
    reply: Long


class AuditRow(NamedTuple):
    """What a person did. Each row holds the hash of the one before, so that an edit or a deletion shows.

    `covers` are the imprints of rows elsewhere that it vouches for.
    """

    id: int
    bureau: str
    seq: int
    at: datetime
    by: str
    by_id: str
    act: str
    about: str
    detail: Long
    covers: Long
    previous: str
    hash: str


class OwedInShort(NamedTuple):
    """What was owed: only who owed it, when and on what terms."""

    id: int
    owner: str
    period: str
    kind: str
    opened_at: datetime
    closes_at: datetime
    quota: int
    sealed: bool
    nominal: date
    remind_by: date
    last_day: date
    late_from: datetime
    ladder: str


class DueInMonth(NamedTuple):
    id: int
    period: str
    month: str
    nominal: date
    last_day: date


class DutyRow(NamedTuple):
    """A duty that stands in the plans, and since when it has done so without a break."""

    id: int
    bureau: str
    plan: str
    duty: str
    seen_at: datetime


class OpeningRow(NamedTuple):
    """A duty's period that was opened; `created_at` is when that was done."""

    id: int
    bureau: str
    plan: str
    duty: str
    period: str
    opened_at: datetime
    created_at: datetime
