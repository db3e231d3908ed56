"""The pages that `run` serves beside the scheduler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yudu_flow.actions.role import Role
from yudu_flow.cli.output import say
from yudu_flow.domain.errors import BadRequest

if TYPE_CHECKING:
    import asyncio
    import socket
    from datetime import datetime

    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.actions.content_in_force import ContentInForce
    from yudu_flow.clock import Clock
    from yudu_flow.settings import Settings


@dataclass
class Pages:
    """The console on its socket."""

    settings: Settings
    bureau: Bureau
    sock: socket.socket

    @property
    def local(self) -> str:
        """Where this machine reaches the pages."""
        host, port = self.sock.getsockname()[:2]
        return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"

    @property
    def address(self) -> str:
        """What goes into messages: as set; this machine's own address only while messages are mere files."""
        from yudu_flow.domain.rules import Channel

        spooled = Channel.EMAIL in self.bureau.spooled
        return self.settings.base_url or (self.local if spooled else "")

    @property
    def here(self) -> str:
        """What a link that is shown to somebody begins with."""
        return self.settings.base_url.rstrip("/") or self.local

    def lines(self, now: datetime) -> list[str]:
        """What the start-up says of the pages; on a fresh database with the first sign-in link."""
        from yudu_flow.actions.sign_in import first_entry

        code = first_entry(self.bureau, now)
        first = [f"  首次登录（24小时内有效，只能用一次）　{self.here}/enter/{code}"]
        return [f"  网页　　{self.local}", *(first if code else [])]

    async def serve(self, force: ContentInForce, clock: Clock, stop: asyncio.Event) -> None:
        """Answer until `stop`."""
        from yudu_flow.assembly import mail_of
        from yudu_flow.storage.secret_key import secret_in
        from yudu_flow.web.app import Console
        from yudu_flow.web.console_server import serve
        from yudu_flow.web.hall import Hall

        secret = secret_in(self.settings.var, self.settings.secret_key)
        hall = Hall(force.current, clock, self.settings, secret, self.here, content=force, post=mail_of(self.settings))
        await serve(Console(hall), self.sock, stop, self.settings.trusted_proxies)


def listen(settings: Settings, bureau: Bureau, role: Role) -> Pages | None:
    """Take the port. Where it is taken, reminders matter more: the process goes on without pages, and says so.

    Raises BadRequest for a process that would have nothing else to do.
    """
    from yudu_flow.web.console_server import bind

    if not role.serves or (role is Role.ALL and not settings.web):
        return None
    where = f"{settings.web_host}:{settings.web_port}"
    try:
        return Pages(settings, bureau, bind(settings.web_host, settings.web_port))
    except OSError as taken:
        if role is Role.WEB:
            raise BadRequest(f"{where} 已被占用，网页开不了；要换端口请设置 YUDU_FLOW_WEB_PORT") from taken
        say(f"  网页　　{where} 已被占用，本进程只发提醒；要换端口请设置 YUDU_FLOW_WEB_PORT")
        return None
