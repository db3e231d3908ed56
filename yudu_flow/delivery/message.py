"""What is handed to a channel: ready text, an address, and an identity that stays the same through every retry."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way out.

    `id` is the stored key and `message_id` the RFC 5322 identity made from it, without angle brackets; both are the
    same at every attempt, so that a relay or reader can drop a copy. `html`, `subject` and `calendar` (a VCALENDAR)
    are empty for SMS. `queued_at` dates the message.
    """

    id: str
    message_id: str
    channel: str
    recipient: str
    name: str
    address: str
    subject: str
    text: str
    html: str
    queued_at: datetime
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one attempt. `permanent` failures are not retried; `unsure` means it may have gone out.

    `nobody` means that the address itself was refused: nothing more is sent there for a while.
    """

    id: str
    sent: bool
    reply: str
    permanent: bool = False
    unsure: bool = False
    nobody: bool = False
