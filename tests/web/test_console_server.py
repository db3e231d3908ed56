"""The listening socket: what comes through it …"""

import asyncio
import socket
from pathlib import Path

import pytest

from yudu_flow.cli.console_server import bind
from yudu_flow.storage.secret_key import BYTES, secret_in


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


def test_keeps_one_secret_for_its_forms(tmp_path: Path) -> None:
    first = secret_in(tmp_path / "var", "")
    assert (len(first), secret_in(tmp_path / "var", "")) == (BYTES, first)
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret.key"]
    assert (tmp_path / "var" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_never_takes_an_empty_secret(tmp_path: Path) -> None:
    """A process that was killed while it made the file left it so; everybody knows the empty key."""
    (tmp_path / "secret.key").touch()
    first = secret_in(tmp_path, "")
    assert (len(first), secret_in(tmp_path, "")) == (BYTES, first)
