"""What is handed to a channel: ready text, an address, and an identity that stays the same through every retry."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

MOST_TRIES = 20


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way out.

    `id` is the stored key and `message_id` the RFC 5322 identity made from it, without angle brackets; both are the
    same at every attempt, so that a relay or reader can drop a copy. `html`, `subject` and `calendar` (a VCALENDAR)
    are empty for SMS. `queued_at` dates the message. Once it is no longer `held`, somebody else sends it: it is not
    handed over, and needs no receipt.
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
    held: Callable[[], bool] = field(default=_always, compare=False, repr=False)


class Fault(StrEnum):
    """What kept a message from arriving, as it is stored with it."""

    NONE = ""
    ADDRESS = "address"
    """Nobody is there: it ends the address."""
    WAVE = "wave"
    """It was said that nobody is there, but of so many at once that the relay is to blame."""
    MAIL = "mail"
    """This message was refused for good; another one to the same address may pass."""
    MOMENT = "moment"
    """Refused in passing: too fast, too much, full, like spam, not yet known. Worth another try the same day."""
    RELAY = "relay"
    """The relay, the gateway, their policy, the sender, the settings: no recipient's fault."""
    UNSURE = "unsure"
    """Nobody knows whether it went out."""
    UNDESCRIBED = "undescribed"
    """The gateway answered, and nobody has said yet which of its answers mean yes: neither sent nor tried again."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one attempt. `permanent` failures are not retried; `unsure` means it may have gone out.

    `nobody` means that the address itself was refused: nothing more is sent there until that is mended. `today`: worth
    another try on the same day only, after `wait` where the answer said so, and `tries` times at most.
    """

    id: str
    sent: bool
    reply: str
    permanent: bool = False
    unsure: bool = False
    nobody: bool = False
    fault: Fault = Fault.NONE
    today: bool = False
    wait: timedelta | None = None
    tries: int = MOST_TRIES
