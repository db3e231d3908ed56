"""A channel whose settings cannot work: its messages wait and say why, and nothing else is kept from going out."""

from collections.abc import AsyncIterator, Iterable

from yudu_flow.delivery.carrier import WithoutConnections
from yudu_flow.delivery.message import Fault, Outgoing, Receipt
from yudu_flow.domain.channels import way_of


class ShutChannel(WithoutConnections):
    """Stands for the channel until its settings are mended. `reason` is Chinese and says what to do."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.resends_unsure = way_of(name).whole  # as the channel for which it stands: an SMS in doubt stays so
        self.reason = reason

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Put each message of `batch` off, with the reason."""
        for outgoing in batch:
            yield Receipt(outgoing.id, False, self.reason, fault=Fault.RELAY)
