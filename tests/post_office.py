"""A real SMTP server on loopback that keeps every mail it takes, and how a test reads them."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class PostOffice:
    """What it took, in order. While it is `busy` it asks everybody to come back later.

    `refusals` are its answers to MAIL and DATA, and to RCPT by address ("RCPT" for all).
    """

    taken: list[EmailMessage] = field(default_factory=list)
    busy: bool = False
    refusals: dict[str, str] = field(default_factory=dict)
    port: int = 0

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, sender: str, options: list[str]
    ) -> str:
        if "MAIL" in self.refusals:
            return self.refusals["MAIL"]
        envelope.mail_from = sender
        envelope.mail_options.extend(options)
        return "250 2.1.0 ok"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, to: str, _options: list[str]
    ) -> str:
        if refusal := self.refusals.get(to, self.refusals.get("RCPT")):
            return refusal
        envelope.rcpt_tos.append(to)
        return "250 2.1.5 ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if "DATA" in self.refusals:
            return self.refusals["DATA"]
        if self.busy:
            return "451 4.3.2 come back later"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken.append(mail)
        return "250 2.0.0 taken"


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """The server on a free port, in a thread of its own that ends with the test."""
    office, loop = PostOffice(), asyncio.new_event_loop()
    served = loop.create_server(lambda: SMTP(office, loop=loop, hostname="post.test.local"), "127.0.0.1", 0)
    server = loop.run_until_complete(served)
    office.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield office
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def address(mail: EmailMessage) -> str:
    """Whom it goes to: the part before the @, which is the person's id in the roster."""
    return str(mail["To"].addresses[0].username)


def text(mail: EmailMessage) -> str:
    """The mail as plain text."""
    body = mail.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content()).replace("\r\n", "\n")
