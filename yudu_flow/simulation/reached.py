"""The ways out of a play: every message arrives, except where its script says otherwise."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from yudu_flow.clock import Clock
from yudu_flow.delivery.carrier import WithoutConnections
from yudu_flow.delivery.message import Fault, Outgoing, Receipt
from yudu_flow.domain.channels import Channel


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A channel refuses until an instant, everybody or one person; `dead`: since nobody is at that address."""

    channel: Channel
    until: datetime
    person: str = ""
    dead: bool = False

    def concerns(self, outgoing: Outgoing, now: datetime) -> bool:
        """Whether that message is refused."""
        return now < self.until and outgoing.channel == self.channel and self.person in ("", outgoing.recipient)

    def receipt(self, outgoing: Outgoing) -> Receipt:
        """As a relay says it: no such user, a full mailbox, or trouble of its own."""
        if self.dead:
            return Receipt(outgoing.id, False, "模拟：查无此址", permanent=True, nobody=True, fault=Fault.ADDRESS)
        if self.person:
            return Receipt(outgoing.id, False, "模拟：暂时拒收", today=True, fault=Fault.MOMENT)
        return Receipt(outgoing.id, False, "模拟：通道故障", fault=Fault.RELAY)


@dataclass
class Refusals:
    """What is refused at the moment of a play; `clock` is the play's."""

    clock: Clock
    all: list[Undelivered] = field(default_factory=list)

    def of(self, outgoing: Outgoing) -> Receipt | None:
        """The answer where that message is refused, first that nobody is there; None where it arrives."""
        now = self.clock()
        found = [one for one in self.all if one.concerns(outgoing, now)]
        return max(found, key=lambda one: one.dead).receipt(outgoing) if found else None


@dataclass
class Reached(WithoutConnections):
    """A way out that leaves nothing behind and always arrives, but for what is refused."""

    name: str
    refusals: Refusals | None = None
    resends_unsure: bool = True

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """The answer to each message."""
        for outgoing in batch:
            refused = self.refusals.of(outgoing) if self.refusals else None
            yield refused or Receipt(outgoing.id, True, "模拟")
