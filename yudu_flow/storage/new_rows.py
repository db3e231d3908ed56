"""Rows that are still to be written, and changes of rows: what each must say, with its type.

Plain dataclasses: `vars` gives their columns to a statement as they stand, without a copy.
"""

from dataclasses import dataclass
from datetime import date, datetime

from yudu_flow.domain.amount import Amount


@dataclass
class NewObligations:
    """What all who owe a duty's period have in common; they wake at once: the first look finds the first rung."""

    bureau: str
    plan: str
    duty: str
    kind: str
    title: str
    basis: str
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
    provisional: bool
    sealed: bool
    subject: str
    wake_at: datetime


@dataclass
class NewRung:
    """A verdict; `notices` is how many are to be sent for it."""

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


@dataclass
class NewNotice:
    """That somebody is to be told something: of an obligation, or of what `about` names where there is none."""

    bureau: str
    obligation_id: int | None
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
    created_at: datetime
    changed_at: datetime
    event_id: int | None = None
    about: str = ""


@dataclass
class NoticeChange:
    """What becomes of the notice `id`; `message` is the one it goes with, None for none."""

    id: int
    state: str
    reason: str
    message: str | None
    changed_at: datetime
    due_at: datetime


@dataclass
class NewMessage:
    """A message that waits to be sent; its `id` and `message_id` follow from its unique key."""

    id: str
    bureau: str
    recipient: str
    name: str
    address: str
    channel: str
    key: str
    kind: str
    message_id: str
    subject: str
    text: str
    html: str
    due_at: datetime
    queued_at: datetime
    calendar: str = ""
    released_at: datetime | None = None
    state: str = "queued"
    attempts: int = 0
    unsure: bool = False
    reply: str = ""


@dataclass
class Mark:
    """What became of one attempt to send the message `id`."""

    id: str
    state: str
    sent_at: datetime | None
    reply: str
    due_at: datetime
    unsure: bool
    nobody: bool
    fault: str
    spooled: bool


@dataclass
class NewReport:
    """What a report says; `parts` is the text of each assignment under its id, `sections` that of each other column."""

    progress: str
    nothing_new: str
    parts: dict[str, str]
    sections: dict[str, str]

    @property
    def columns(self) -> dict[str, str | dict[str, str]]:
        """By the columns that keep it."""
        return {"progress": self.progress, "nothing_new": self.nothing_new, "parts": self.parts, **self.sections}


@dataclass
class NewFigure:
    """A figure that a report gives for a target, cumulative over the year."""

    assignment: str
    target: str
    value: Amount


@dataclass
class NewAttachment:
    """A file whose bytes are kept under `sha256`, and its small picture under `thumb`, empty where it has none."""

    sha256: str
    name: str
    size: int
    kind: str = ""
    pages: int = 0
    thumb: str = ""
    seal: str = ""
