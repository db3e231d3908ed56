"""Notices as they are read together with what became of their messages; no more of either than anybody asks for."""

from datetime import datetime
from typing import NamedTuple


class NoticeInFull(NamedTuple):
    """A notice about an obligation; all that is said of its message is empty where it is in none."""

    obligation_id: int
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
    created_at: datetime
    changed_at: datetime
    message_state: str | None
    sent_at: datetime | None
    reply: str | None
    spooled: bool | None
    went_out_released: datetime | None


class NoticeAnswered(NamedTuple):
    """A notice about an obligation with the answer to its message, where it is in one."""

    id: int
    obligation_id: int
    round: int
    rung: str
    family: str
    recipient: str
    channel: str
    kind: str
    created_at: datetime
    message_state: str | None
    reply: str | None


class NoticeOpen(NamedTuple):
    """One that has not gone out: `waits_until` is when it, or the message that it is in, is due."""

    id: int
    obligation_id: int
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
    released_at: datetime | None
    claimed_until: datetime | None
    unsure: bool | None
    waits_until: datetime


class NoticeOfAnnouncement(NamedTuple):
    """A notice of what the office announced; all that is said of its message is empty where it is in none."""

    id: int
    about: str
    recipient: str
    channel: str
    state: str
    reason: str
    message: str | None
    due_at: datetime
    message_state: str | None
    sent_at: datetime | None
    spooled: bool | None
    claimed_until: datetime | None
    unsure: bool | None
    key: str | None
