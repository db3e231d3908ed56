"""`demo`: the whole program on a clock that the visitor moves, in a folder that goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yudu_flow.cli.output import say

if TYPE_CHECKING:
    import socket

    from yudu_flow.simulation.demo import Demo


def demo() -> None:
    """演示：从2020年9月18日开始，在网页上拨动时间，看提醒、报送、催办、认定；不影响正式数据。"""
    import asyncio
    import tempfile
    from pathlib import Path

    from yudu_flow.cli.pages import reached_at
    from yudu_flow.simulation.demo import Demo

    sock = _port()
    address = reached_at(*sock.getsockname()[:2])
    with tempfile.TemporaryDirectory(prefix="yudu-flow-demo-") as folder:
        shown = Demo(Path(folder), address)
        say(f"演示已就绪，请用浏览器打开 {address}/demo　按 Ctrl+C 停止。")
        asyncio.run(_serve(shown, sock))
    say("演示已结束，没有留下任何数据。")


def _port() -> socket.socket:
    from yudu_flow.cli import office
    from yudu_flow.cli.console_server import bind
    from yudu_flow.cli.pages import no_port
    from yudu_flow.domain.errors import BadRequest

    settings = office.settings()
    try:
        return bind(settings.web_host, settings.web_port)
    except OSError as error:
        raise BadRequest(no_port(settings, error)) from error


async def _serve(shown: Demo, sock: socket.socket) -> None:
    import asyncio

    from yudu_flow.cli.console_server import serve
    from yudu_flow.storage.secret_key import secret_in
    from yudu_flow.timetable import stop_when_told
    from yudu_flow.web.app import Console
    from yudu_flow.web.doors.hall import Hall

    stop = asyncio.Event()
    stop_when_told(stop)
    # A secret of its own: that of the machine signs nothing that is played.
    hall = Hall(shown.bureau, shown.clock, shown.settings, secret_in(shown.settings.var, ""), demo=shown)
    await serve(Console(hall), sock, stop)
