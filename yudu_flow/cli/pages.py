"""The pages that `run` serves beside the scheduler."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yudu_flow.actions.role import Role
from yudu_flow.cli.output import say
from yudu_flow.domain.errors import BadRequest

if TYPE_CHECKING:
    import asyncio
    from datetime import datetime

    from starlette.types import ASGIApp

    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.actions.processes.content_in_force import ContentInForce
    from yudu_flow.clock import Clock
    from yudu_flow.settings import Settings
    from yudu_flow.upkeep.settings_in_force import SettingsInForce


def reached_at(host: str, port: int) -> str:
    """Where this machine reaches what listens on `host`: one that means all of its addresses is none to go to."""
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{own}]' if ':' in own else own}:{port}"


@dataclass
class Pages:
    """The console on its socket."""

    settings: Settings
    bureau: Bureau
    sock: socket.socket

    @property
    def local(self) -> str:
        """Where this machine reaches the pages."""
        return reached_at(*self.sock.getsockname()[:2])

    @property
    def address(self) -> str:
        """What goes into messages: as set; this machine's own address only while messages are mere files."""
        from yudu_flow.domain.channels import Channel

        spooled = Channel.EMAIL in self.bureau.spooled
        return self.settings.base_url or (self.local if spooled else "")

    @property
    def here(self) -> str:
        """What a link that is shown to somebody begins with."""
        return self.settings.base_url.rstrip("/") or self.local

    def lines(self, now: datetime) -> list[str]:
        """What the start-up says of the pages; on a fresh database with the first sign-in link."""
        from yudu_flow.actions.access.sign_in import first_entry

        code = first_entry(self.bureau, now)
        first = [f"  首次登录（24小时内有效，只能用一次）　{self.here}/enter/{code}"]
        return [f"  网页　　{self.local}", *(first if code else [])]

    async def serve(self, force: ContentInForce, machine: SettingsInForce, clock: Clock, stop: asyncio.Event) -> None:
        """Answer until `stop`."""
        from yudu_flow.cli.console_server import serve
        from yudu_flow.storage.secret_key import secret_in
        from yudu_flow.web.waking import Waking

        secret = secret_in(self.settings.shared, self.settings.secret_key)
        pages = Waking(lambda: self._console(force, machine, clock, secret))
        await serve(pages, self.sock, stop, self.settings.trusted_proxies)

    def _console(self, force: ContentInForce, machine: SettingsInForce, clock: Clock, secret: bytes) -> ASGIApp:
        from yudu_flow.assembly import mail_of
        from yudu_flow.web.app import Console
        from yudu_flow.web.doors.hall import Hall

        settings = machine.settings
        hall = Hall(force.current, clock, settings, secret, self.local, content=force, post=mail_of(settings))
        hall.follow(machine)
        return Console(hall)


def port_taken(settings: Settings, role: Role) -> socket.socket | None:
    """Take the port. Where it is taken, reminders matter more: the process goes on without pages, and says so.

    Raises BadRequest for a process that would have nothing else to do.
    """
    if not role.serves or (role is Role.ALL and not settings.web):
        return None
    from yudu_flow.cli.console_server import bind

    try:
        return bind(settings.web_host, settings.web_port)
    except OSError as error:
        if role is Role.WEB:
            raise BadRequest(f"网页开不了：{no_port(settings, error)}") from error
        say(f"  网页　　没有打开，本进程只发提醒。{no_port(settings, error)}")
        return None


def no_port(settings: Settings, error: OSError) -> str:
    """Why the port cannot be taken, and which setting to mend."""
    where = f"{settings.web_host}:{settings.web_port}"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        right = "应为 127.0.0.1（只给本机和前面的网关）、0.0.0.0（所有网卡）或本机的一个 IP 地址"
        return f"本机没有“{settings.web_host}”这个地址；YUDU_FLOW_WEB_HOST {right}"
    if isinstance(error, PermissionError):
        return f"没有权限使用 {where}；1024 以下的端口请交给前面的网关，YUDU_FLOW_WEB_PORT 应为 1024–65535 的整数"
    return f"{where} 已被占用；要换端口请设置 YUDU_FLOW_WEB_PORT"
