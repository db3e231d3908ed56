"""What a carrier of messages promises: take messages, give a receipt for each, never raise for one message's sake."""

from collections.abc import AsyncIterator, Iterable
from typing import Protocol

from yudu_flow.delivery.message import Outgoing, Receipt


class Carrier(Protocol):
    """A way out. Used as an async context manager around one pass, so that connections are kept and closed."""

    name: str
    resends_unsure: bool

    async def __aenter__(self) -> "Carrier": ...

    async def __aexit__(self, *_: object) -> None: ...

    def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Send each message of `batch`; yields one receipt a message, in the order they finish.

        `batch` is taken from as the sending goes on: it may end early where the sending is to stop.
        """
        ...
