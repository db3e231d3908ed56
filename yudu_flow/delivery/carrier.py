"""What a carrier of messages promises: take messages, give a receipt for each, never raise for one message's sake."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Protocol, Self

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


class WithoutConnections:
    """What there is to open and to close of a carrier that connects to nothing."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


def send_alone(way: Carrier, outgoing: Outgoing) -> Receipt:
    """Send one message by itself, at once, as somebody waits for it, or it must not be stored to wait for its turn.

    On a connection of its own, once; what fails is not tried again. Not to be called in an event loop.
    """
    return asyncio.run(_sent(way, outgoing))


async def _sent(way: Carrier, outgoing: Outgoing) -> Receipt:
    async with way:
        [receipt] = [receipt async for receipt in way.send([outgoing])]
    return receipt
