"""What a carrier of messages promises: take messages, give a receipt for each, never raise for one message's sake."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Protocol, Self

from yudu_flow.delivery.message import Fault, Outgoing, Receipt
from yudu_flow.domain.channels import way_of


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


class WithoutConnections:
    """What there is to open and to close of a carrier that connects to nothing."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


class ShutChannel(WithoutConnections):
    """Stands for a channel whose settings cannot work: its messages wait and say why, and nothing else is kept from
    going out. `reason` is Chinese and says what to do.
    """

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.resends_unsure = way_of(name).whole  # as the channel for which it stands: an SMS in doubt stays so
        self.reason = reason

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Put each message of `batch` off, with the reason."""
        for outgoing in batch:
            yield Receipt(outgoing.id, False, self.reason, fault=Fault.RELAY)


def send_alone(way: Carrier, outgoing: Outgoing) -> Receipt:
    """Send one message by itself, at once, as somebody waits for it, or it must not be stored to wait for its turn.

    On a connection of its own, once; what fails is not tried again. Not to be called in an event loop.
    """
    return asyncio.run(_sent(way, outgoing))


async def _sent(way: Carrier, outgoing: Outgoing) -> Receipt:
    async with way:
        [receipt] = [receipt async for receipt in way.send([outgoing])]
    return receipt
