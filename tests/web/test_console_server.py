"""The listening socket: what comes through it …"""

import asyncio
import socket

import pytest

from yudu_flow.web.console_server import bind


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_is_answered_without_waiting_to_fill_a_packet(host: str) -> None:
    """Else a page of several packets waits 40 ms for the browser to confirm the first."""
    with bind(host, 0) as sock:
        assert asyncio.run(no_delay(sock, host)) == 1


async def no_delay(listening: socket.socket, host: str) -> int:
    """TCP_NODELAY of a connection that was accepted."""
    found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def accepted(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    port = listening.getsockname()[1]
    async with await asyncio.start_server(accepted, sock=listening):
        _, writer = await asyncio.open_connection(host, port)
        answer = await found
        writer.close()
    return answer
