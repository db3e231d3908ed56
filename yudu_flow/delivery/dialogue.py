"""Mail transactions over an open SMTP connection: MAIL, RCPT, DATA, content, and what each answer means.

Where the relay announces PIPELINING the envelope goes out in one write, and the envelope of the following mail with the
content of this one: a round trip a mail instead of four, and a quarter of the CPU. RFC 2920 3.1 allows both: DATA as
the last command of a group, content as the first. Every answer is read and paired with its command.

Opening the connection, TLS and the password belong to aiosmtplib (connection.py), which hands its transport over.
"""

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from yudu_flow.wording.machine import spell_fault

_LONGEST = 32_768  # octets of one answer; a relay that sends more is not speaking SMTP
_LONGEST_TEXT = 500  # characters of it that are worth keeping
_EXPECTED = b"223"  # first digit of a good answer to MAIL, RCPT, DATA (RFC 5321 4.3.2)
_COMMANDS = ("MAIL", "RCPT", "DATA")
_MISPLACED = "邮件服务器的应答与命令对不上"


class Mail(NamedTuple):
    """A mail ready for the wire: MAIL and RCPT commands with their CRLF, and the content with CRLF lines.

    The content is not handed over once it is no longer `held`.
    """

    sender: bytes
    recipient: bytes
    content: bytes
    held: Callable[[], bool] = lambda: True


class Reply(NamedTuple):
    """A relay's answer; `text` is all of it, several lines joined by spaces. `to` is the command that it refused."""

    code: int
    raw: bytes
    to: str = ""

    @property
    def text(self) -> str:
        """Code and words, in one line; Chinese relays write UTF-8 or GBK, and either may be cut in a character."""
        try:
            decoded = self.raw.decode("utf-8")
        except UnicodeDecodeError:
            decoded = self.raw.decode("gb18030", "replace")
        return " ".join(decoded.replace("\0", "").split())[:_LONGEST_TEXT]

    @property
    def taken(self) -> bool:
        """2xx."""
        return self.raw[:1] == b"2"

    @property
    def refused(self) -> bool:
        """4xx, for now, or 5xx, for good."""
        return self.raw[:1] in (b"4", b"5")


class Broken(Exception):
    """The connection ended before an answer. `unsure`: the whole content was out, so the mail may have been taken."""

    def __init__(self, reason: str, *, unsure: bool = False) -> None:
        super().__init__(reason)
        self.unsure = unsure


class Dialogue(asyncio.Protocol):
    """One connection. `carried` counts mails answered for; `ended` is why it can carry no more, `silent` a timeout."""

    def __init__(self, transport: asyncio.Transport, timeout: float, *, pipelining: bool, smtputf8: bool) -> None:
        self.smtputf8 = smtputf8
        self.carried = 0
        self.ended = ""
        self.silent = False
        self._transport = transport
        self._timeout = timeout
        self._pipelining = pipelining
        self._loop = asyncio.get_running_loop()
        self._unread = b""
        self._replies: list[Reply] = []
        self._wanted = 0
        self._waiter: asyncio.Future[None] | None = None
        self._late_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._announced: Mail | None = None
        transport.set_protocol(self)

    async def send(self, mail: Mail, following: Mail | None = None) -> Reply:
        """Hand `mail` over; the answer is the first refusal, or the last word on the content. Raises Broken.

        `following` must be the next mail sent here, if any is: its envelope may already be on its way.
        """
        refusal = await self._refusal(mail)
        if refusal is not None:
            return self._settled(refusal)
        if not mail.held():
            self._end("发送被中止")  # the relay waits for a content that somebody else hands over
            raise Broken(self.ended)
        self._write(_stuffed(mail.content) + self._announcement(following))
        if self.ended:
            raise Broken(self.ended)
        final = await self._read(1)
        if not final or not (final[0].taken or final[0].refused):
            self._end(_MISPLACED)
            raise Broken(self.ended, unsure=True)
        return self._settled(final[0])

    async def quit(self) -> None:
        """Say QUIT, wait for the answer, close."""
        if not self.ended:
            self._write(b"QUIT\r\n")
            await self._read(1)
        self._end("连接已关闭")

    async def _refusal(self, mail: Mail) -> Reply | None:
        """Open the envelope. The relay's refusal, with the transaction left; None if it waits for the content."""
        replies = await self._envelope(mail)
        refusal = _unexpected(replies)
        if refusal is None and len(replies) == len(_EXPECTED):
            return None
        if refusal is None or not refusal.refused:
            self._end(_MISPLACED)
            raise Broken(self.ended)
        await self._abandon(replies)
        return refusal._replace(to=_COMMANDS[replies.index(refusal)])

    async def _envelope(self, mail: Mail) -> list[Reply]:
        if self._pipelining:
            if self._announced is not mail:
                self._write(self._announcement(mail))
            return await self._read(len(_EXPECTED))
        replies: list[Reply] = []
        for command in (mail.sender, mail.recipient, b"DATA\r\n"):
            self._write(command)
            replies += await self._read(1)
            if self.ended or _unexpected(replies):
                break
        return replies

    def _announcement(self, mail: Mail | None) -> bytes:
        if mail is None or not self._pipelining:
            return b""
        self._announced = mail
        return mail.sender + mail.recipient + b"DATA\r\n"

    async def _abandon(self, replies: list[Reply]) -> None:
        """Leave the transaction. A relay that said 354 all the same waits for content: RFC 2920 3.1, a lone dot."""
        if not self.ended:
            self._write(b".\r\n" if replies[-1].code == 354 else b"RSET\r\n")
            await self._read(1)

    def _settled(self, reply: Reply) -> Reply:
        # Nothing of the mail: the relay is closing, and another connection carries it.
        if reply.code == 421:
            raise Broken(reply.text)
        self.carried += 1
        return reply

    def _write(self, data: bytes) -> None:
        """Nothing is ever written while an answer is unread: one too many would be taken for the next mail's."""
        if self._replies:
            self._end(_MISPLACED)
        if not self.ended:
            self._transport.write(data)

    async def _read(self, count: int) -> list[Reply]:
        """The next `count` answers; fewer where the connection ends first."""
        if len(self._replies) < count and not self.ended:
            self._wanted = count
            self._waiter = self._loop.create_future()
            self._watch()
            try:
                await self._waiter
            except asyncio.CancelledError:
                self._end("发送被中止")  # in the middle of a transaction: nobody may use this connection again
                raise
            finally:
                self._waiter = None
        replies = self._replies[:count]
        del self._replies[:count]
        return replies

    def data_received(self, data: bytes) -> None:
        """Cut what came into answers. 421 may come at any time, even unasked: the relay is closing."""
        self._unread += data
        start = line = 0
        while (end := self._unread.find(b"\n", line) + 1) > 0:
            if self._unread[line + 3 : line + 4] != b"-":
                self._answered(self._unread[start:end], self._unread[line : line + 3])
                start = end
            line = end
        self._unread = self._unread[start:]
        if len(self._unread) > _LONGEST:
            self._end("邮件服务器的应答过长")
        if self._waiter is not None and len(self._replies) >= self._wanted:
            self._wake()

    def _answered(self, raw: bytes, code: bytes) -> None:
        if self.ended:
            return
        if not code.isdigit():
            self._end("邮件服务器的应答不是 SMTP 应答")
            return
        self._replies.append(Reply(int(code), raw))
        if code == b"421":
            self._end(self._replies[-1].text)

    def connection_lost(self, exc: Exception | None) -> None:
        """The relay, the network or we ourselves closed."""
        self._end(f"与邮件服务器的连接中断：{spell_fault(exc)}" if exc else "邮件服务器断开了连接")

    def _watch(self) -> None:
        """Wait no longer than the timeout. One timer for all answers: each moves its end, none cancels it."""
        self._late_at = self._loop.time() + self._timeout
        if self._timer is None:
            self._timer = self._loop.call_at(self._late_at, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._waiter is None or self._waiter.done():
            return  # the answer came in the same turn of the loop, after somebody had held it up
        if self._loop.time() < self._late_at:
            self._timer = self._loop.call_at(self._late_at, self._ring)
            return
        self.silent = True
        self._end(f"邮件服务器 {self._timeout:g} 秒内没有应答")

    def _end(self, reason: str) -> None:
        self.ended = self.ended or reason
        self._transport.abort()
        self._wake()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _unexpected(replies: list[Reply]) -> Reply | None:
    """The first answer that is not the good one for its command."""
    return next((reply for reply, good in zip(replies, _EXPECTED, strict=False) if reply.raw[0] != good), None)


def _stuffed(content: bytes) -> bytes:
    """Content with its final dot; a line of it that begins with a dot gets another (RFC 5321 4.5.2)."""
    dotted = content.replace(b"\r\n.", b"\r\n..")
    return (b"." if dotted[:1] == b"." else b"") + dotted + b".\r\n"
