"""A relay on loopback that keeps SMTP's rules strictly, and breaks off, hangs or refuses where a test says so."""

import asyncio
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

HANG = "hang"
DROP = "drop"

Script = Callable[[str, int], str | None]


@dataclass
class FakeRelay:
    """`script` gets each command ("GREETING" and "." too) and the number of its connection, and may answer instead.

    `taken` are the contents it accepted for somebody, `log` every command with its connection.
    """

    script: Script
    extensions: tuple[str, ...] = ("PIPELINING",)
    lenient: bool = False
    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    log: list[tuple[int, str]] = field(default_factory=list)
    connections: int = 0

    def verbs(self) -> list[str]:
        """The commands in order, without their arguments."""
        return [line.split(" ")[0] for _, line in self.log]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        try:
            await self._talk(reader, writer, self.connections)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
        sender = recipient = False
        content = b""
        line = "GREETING"
        while True:
            verb = line.split(" ")[0]
            answer = self.script(line, number) or self._answer(verb, sender, recipient)
            if answer == HANG:
                await asyncio.sleep(60)
            if answer == DROP:
                return
            if verb == "." and answer.startswith("250") and recipient:
                self.taken.append(content)
            writer.write(answer.encode() + b"\r\n")
            await writer.drain()
            if answer.startswith(("221", "421")):
                return
            good = answer.startswith("2")
            sender = (sender or (verb == "MAIL" and good)) and verb not in (".", "RSET")
            recipient = (recipient or (verb == "RCPT" and good)) and verb not in (".", "RSET")
            if answer.startswith("354"):
                content, line = await _content(reader), "."
            else:
                line = (await reader.readuntil(b"\r\n")).decode().rstrip("\r\n")
            self.log.append((number, line))

    def _answer(self, verb: str, sender: bool, recipient: bool) -> str:
        match verb:
            case "GREETING":
                return "220 fake"
            case "EHLO":
                return "\r\n".join(["250-fake", *(f"250-{name}" for name in self.extensions), "250 SIZE 1000000"])
            case "MAIL" if sender:
                return "503 5.5.1 nested MAIL"
            case "RCPT" if not sender:
                return "503 5.5.1 need MAIL"
            case "DATA":
                return "354 go on" if recipient or self.lenient else "554 5.5.1 no valid recipients"
            case "." if not recipient:
                return "554 5.5.1 no valid recipients"
            case "QUIT":
                return "221 bye"
            case _:
                return "250-2.0.0\r\n250 taken" if verb == "." else "250 ok"


async def _content(reader: asyncio.StreamReader) -> bytes:
    lines: list[bytes] = []
    while (line := await reader.readuntil(b"\r\n")) != b".\r\n":
        lines.append(line[1:] if line.startswith(b".") else line)
    return b"".join(lines)


@asynccontextmanager
async def fake_relay(
    script: Script = lambda _line, _number: None,
    *,
    extensions: tuple[str, ...] = ("PIPELINING",),
    lenient: bool = False,
    tls: ssl.SSLContext | None = None,
    port: int = 0,
) -> AsyncIterator[FakeRelay]:
    """The relay on a free port; every connection ends with the test."""
    relay = FakeRelay(script, extensions, lenient)
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(relay.serve(reader, writer)))

    server = await asyncio.start_server(connected, "127.0.0.1", port, ssl=tls)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


@contextmanager
def relay_beside(script: Script, *, extensions: tuple[str, ...] = ("PIPELINING",)) -> Iterator[FakeRelay]:
    """The same in a thread of its own, for what makes its own event loop."""
    loop, opened = asyncio.new_event_loop(), fake_relay(script, extensions=extensions)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    relay = asyncio.run_coroutine_threadsafe(opened.__aenter__(), loop).result(10)
    try:
        yield relay
    finally:
        asyncio.run_coroutine_threadsafe(opened.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
