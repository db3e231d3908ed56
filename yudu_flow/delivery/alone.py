"""One message by itself, at once: what somebody waits for, or what must not be stored to wait for its turn."""

import asyncio

from yudu_flow.delivery.carrier import Carrier
from yudu_flow.delivery.message import Outgoing, Receipt


def send_alone(way: Carrier, outgoing: Outgoing) -> Receipt:
    """Send it on a connection of its own, once; what fails is not tried again. Not to be called in an event loop."""
    return asyncio.run(_sent(way, outgoing))


async def _sent(way: Carrier, outgoing: Outgoing) -> Receipt:
    async with way:
        [receipt] = [receipt async for receipt in way.send([outgoing])]
    return receipt
