"""Serves the console inside the scheduler's event loop; the timetable owns the signals."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

WAITING = 128
CONNECTIONS = 500
"""Most programs may open 1,024 files, of which the database, mail and attachments need some."""
HEAD_WITHIN = 15.0
"""Seconds from coming to a whole question."""


class ConsoleServer(uvicorn.Server):
    """uvicorn without signal handlers of its own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them to whoever runs the process."""
        yield


def bind(host: str, port: int) -> socket.socket:
    """The listening socket. Raises OSError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's delay on: a page's second packet would wait 40 ms for the first one's ACK.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the last process's connections keep it for a minute
    try:
        sock.bind((host, port))
        sock.listen(WAITING)  # two processes can bind to a port at once, only one of them can listen
    except OSError:
        sock.close()
        raise
    return sock


class PromptProtocol(H11Protocol):
    """uvicorn's, where a connection that asks for nothing is ended, and so is one more than there is room for."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Somebody came."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
        self._wait()

    def on_response_complete(self) -> None:
        """An answer is out; the next question may follow."""
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """They left."""
        if self._waiting:
            self._waiting.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._waiting:
            self._waiting.cancel()
        self._waiting = self.loop.call_later(HEAD_WITHIN, self._end_if_idle)

    def _end_if_idle(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


async def serve(app: ASGIApp, sock: socket.socket, stop: asyncio.Event, proxies: str = "") -> None:
    """Answer until `stop`; requests at hand are finished first, for at most five seconds.

    Only `proxies`, addresses and networks with commas, are believed when they say for whom they ask.
    """
    # No log of addresses, since those of links let somebody in; and no name of the server for strangers.
    config = uvicorn.Config(
        app,
        http=PromptProtocol,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        # Else uvicorn believes whoever asks from 127.0.0.1, where every program of the machine does.
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=5,
    )
    server = ConsoleServer(config)
    serving = asyncio.create_task(server.serve(sockets=[sock]))
    await stop.wait()
    server.should_exit = True
    await serving
