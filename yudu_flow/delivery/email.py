"""Mail through the relay: a few kept connections, one receipt a message, and the relay's faults kept from the messages.

What a refusal means is read by verdict.py. Only what concerns the address or this mail is permanent. What concerns the
moment, or what the relay's policy says of this recipient, is tried again the same day. A refusal of MAIL (it refuses
us, not them), a connection that cannot be opened, a wrong password (535), a timeout: all that waits for the relay.
Lost after the final dot: passing and unsure.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import NamedTuple, Self

from yudu_flow.delivery import mime
from yudu_flow.delivery.address import on_the_wire, sender_mailbox
from yudu_flow.delivery.connection import Connector, Unreachable
from yudu_flow.delivery.dialogue import Broken, Dialogue, Mail, Reply
from yudu_flow.delivery.message import Fault, Outgoing, Receipt
from yudu_flow.delivery.relay import Relay
from yudu_flow.delivery.verdict import verdict_on

_WORTH_A_CONNECTION = 10  # mails: opening one costs about five round trips, a mail one


class _Load(NamedTuple):
    outgoing: Outgoing
    mail: Mail


class _Batch:
    """What is still to go, the receipts so far, and why the relay can no longer be used, if so.

    Messages are taken a few at a time: whoever ends the batch early, to stop, waits for those few only.
    """

    def __init__(self, batch: Iterable[Outgoing], connections: int) -> None:
        self._coming = iter(batch)
        self._connections = connections
        self._near = deque(islice(self._coming, connections * _WORTH_A_CONNECTION))
        self.receipts: asyncio.Queue[Receipt | None] = asyncio.Queue()
        self.fault = ""

    @property
    def waiting(self) -> deque[Outgoing]:
        """The next messages; empty only when nothing more comes."""
        if not self._near:
            self._near.extend(islice(self._coming, self._connections))
        return self._near

    def refuse(self, outgoing: Outgoing, reason: str, *, permanent: bool = False, unsure: bool = False) -> None:
        fault = Fault.MAIL if permanent else Fault.UNSURE if unsure else Fault.RELAY
        self.receipts.put_nowait(Receipt(outgoing.id, False, reason, permanent, unsure, fault=fault))

    def answer(self, outgoing: Outgoing, reply: Reply) -> None:
        taken = Receipt(outgoing.id, True, reply.text)
        self.receipts.put_nowait(taken if reply.taken else _refusal(outgoing, reply))


def _refusal(outgoing: Outgoing, reply: Reply) -> Receipt:
    """A refusal for good, or one that passes; a 5xx of policy that names a recipient passes for the day only."""
    concerns, wait = verdict_on(reply.code, reply.text, at_mail=reply.to == "MAIL")
    return Receipt(
        outgoing.id,
        False,
        reply.text,
        permanent=concerns in (Fault.ADDRESS, Fault.MAIL),
        nobody=concerns is Fault.ADDRESS,
        fault=concerns,
        today=concerns is Fault.MOMENT or (concerns is Fault.RELAY and reply.to != "MAIL" and reply.code >= 500),
        wait=wait,
    )


class EmailChannel:
    """The mail channel. `sender` is an address, or `name <address>`; raises ValueError if it is neither."""

    name = "email"
    resends_unsure = True  # a copy carries the same Message-ID

    def __init__(self, relay: Relay, sender: str) -> None:
        self._relay = relay
        self._sender = sender
        self._return_path = sender_mailbox(sender).address
        self._connector = Connector(relay)
        self._kept: list[Dialogue] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        # Taken out first: a pass that is ended while they say goodbye leaves none of them to the next one.
        kept, self._kept = self._kept, []
        await asyncio.gather(*(dialogue.quit() for dialogue in kept))

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Send each message of `batch`; yields one receipt a message, in the order they finish."""
        run = _Batch(batch, self._relay.connections)
        work = asyncio.create_task(self._deliver(run))
        work.add_done_callback(lambda _: run.receipts.put_nowait(None))
        try:
            while (receipt := await run.receipts.get()) is not None:
                yield receipt
            await work
        finally:
            work.cancel()
            await asyncio.wait([work])

    async def _deliver(self, run: _Batch) -> None:
        """The first connection is opened alone: a relay that is down costs one timeout, a wrong password one try."""
        if not run.waiting:
            return
        try:
            self._kept.append(await self._dialogue())
        except Unreachable as failure:
            run.fault = str(failure)
        else:
            useful = min(self._relay.connections, -(-len(run.waiting) // _WORTH_A_CONNECTION))
            async with asyncio.TaskGroup() as group:
                for _ in range(useful):
                    group.create_task(self._work(run))
        while run.waiting:
            run.refuse(run.waiting.popleft(), run.fault)

    async def _work(self, run: _Batch) -> None:
        """Use one connection after another, until nothing waits or the relay fails: then the others go on alone."""
        while run.waiting:
            try:
                dialogue = await self._dialogue()
            except Unreachable as failure:
                run.fault = str(failure)
                return
            fault = await self._use(dialogue, run)
            if fault:
                run.fault = fault
                return

    async def _dialogue(self) -> Dialogue:
        while self._kept:
            dialogue = self._kept.pop()
            if not dialogue.ended:
                return dialogue
        return await self._connector.open()

    async def _use(self, dialogue: Dialogue, run: _Batch) -> str:
        """Send until nothing waits or the connection is spent; returns the fault if the relay should be left alone."""
        fault = ""
        try:
            load = self._load(dialogue, run)
            while load and not dialogue.ended:
                following = self._load(dialogue, run, after=1)
                fault = await self._hand_over(dialogue, load, following, run)
                load = following
            if load:
                # Its envelope may be out, but none of its content: another connection carries it.
                run.waiting.appendleft(load.outgoing)
        finally:
            await self._put_away(dialogue)
        return fault

    def _load(self, dialogue: Dialogue, run: _Batch, after: int = 0) -> _Load | None:
        """The next mail that can be built and that this relay can carry; the others get their receipt here."""
        while run.waiting and dialogue.carried + after < self._relay.per_connection:
            outgoing = run.waiting.popleft()
            if not outgoing.held():
                continue
            try:
                return _Load(outgoing, self._mail(outgoing, dialogue))
            except ValueError as refusal:
                run.refuse(outgoing, str(refusal), permanent=True)
        return None

    def _mail(self, outgoing: Outgoing, dialogue: Dialogue) -> Mail:
        address = on_the_wire(outgoing.address)
        options = "" if (address + self._return_path).isascii() else " BODY=8BITMIME SMTPUTF8"
        if options and not dialogue.smtputf8:
            raise ValueError("邮箱地址的 @ 之前含有中文等字符，邮件服务器不支持这种地址（SMTPUTF8）")
        return Mail(
            f"MAIL FROM:<{self._return_path}>{options}\r\n".encode(),
            f"RCPT TO:<{address}>\r\n".encode(),
            mime.build(outgoing, self._sender),
            outgoing.held,
        )

    async def _hand_over(self, dialogue: Dialogue, load: _Load, following: _Load | None, run: _Batch) -> str:
        """One mail and its receipt; what a used connection did not take waits for a fresh one."""
        fresh = not dialogue.carried
        try:
            reply = await dialogue.send(load.mail, following.mail if following else None)
        except Broken as broken:
            if not (broken.unsure or load.outgoing.held()):
                return ""
            if broken.unsure or fresh or dialogue.silent:
                run.refuse(load.outgoing, str(broken), unsure=broken.unsure)
            else:
                run.waiting.appendleft(load.outgoing)
            return str(broken) if fresh or dialogue.silent else ""
        run.answer(load.outgoing, reply)
        return ""

    async def _put_away(self, dialogue: Dialogue) -> None:
        if dialogue.ended or dialogue.carried >= self._relay.per_connection:
            await dialogue.quit()
        else:
            self._kept.append(dialogue)
