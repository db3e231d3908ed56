"""Who comes to which home: by host where a home has an address of its own, else below /b/ and its folder's name.

The pages themselves know nothing of it: what leads in is taken off the request, and put before the answer's own links,
redirects and cookies, so that a browser brings a home's cookies to nobody else.
"""

import hmac
import re
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yudu_flow.assembly import mail_of, secret_of
from yudu_flow.clock import Clock
from yudu_flow.homes import Home, Homes, Loaded
from yudu_flow.settings import path_of
from yudu_flow.web.admin.supervision import ROOT, Supervision
from yudu_flow.web.app import Console
from yudu_flow.web.doors.addresses import parted
from yudu_flow.web.doors.hall import Hall

WITHIN = re.compile(rb'(\s(?:href|src|action|formaction|hx-get|hx-post)=")(?=/(?!/))')
"""What leads to another of our pages. What people write cannot look so: its quotation marks are escaped."""
NOBODY = "没有这一页"
STOPPED = "这个局的网页暂时停用，请联系管理员"


@dataclass(frozen=True)
class Door:
    """A home, and what its pages' paths begin with: empty where its host says enough."""

    home: Home
    prefix: str


class Porter:
    """All consoles of a process, each made when somebody first comes to it."""

    def __init__(self, homes: Homes, clock: Clock) -> None:
        self._homes, self._clock = homes, clock
        self._secret = secret_of(homes.settings)
        self._consoles: dict[str, Console] = {}
        self._supervision = Supervision(homes, clock) if homes.settings.supervisors else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, in the home that it came to."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        door = self._door(request)
        if door is None:
            await self._own(request)(scope, receive, send)
            return
        if scope["path"] == door.prefix:  # as `homes list` names it: cookies are good below it alone
            await RedirectResponse(f"{door.prefix}/")(scope, receive, send)
            return
        # Beside the event loop: whichever home nobody came to lately is read from its files first.
        loaded = await run_in_threadpool(self._homes.open, door.home, self._clock())
        if loaded is None:
            await PlainTextResponse(STOPPED, 503)(scope, receive, send)
            return
        within = _Within(self._console(door, loaded), door.prefix) if door.prefix else self._console(door, loaded)
        await within(scope, receive, send)

    def _door(self, request: Request) -> Door | None:
        host, path = request.headers.get("host", "").lower(), request.url.path
        if (home := self._homes.at(host)) is not None:
            return Door(home, "")
        parts = path.split("/", 3)
        home = self._homes.named(parts[2]) if parts[1:2] == ["b"] and len(parts) > 2 else None
        return Door(home, path_of(home.folder)) if home and not home.host else None

    def _console(self, door: Door, loaded: Loaded) -> Console:
        """Kept until its settings change, since it counts wrong passwords. Its content is what is loaded at present."""
        console = self._consoles.get(door.home.name)
        if console is None or console.hall.settings != loaded.settings:
            console = self._consoles[door.home.name] = Console(self._hall(door, loaded))
        console.hall.content, console.hall.bureau = loaded.force, loaded.force.current
        return console

    def _hall(self, door: Door, loaded: Loaded) -> Hall:
        """With a secret of its own, so that one home's forms and links are nothing to another."""
        secret = hmac.digest(self._secret, f"home {door.home.key}".encode(), "sha256")
        settings, force = loaded.settings, loaded.force
        return Hall(
            force.current, self._clock, settings, secret, settings.base_url, content=force, post=mail_of(settings)
        )

    def _own(self, request: Request) -> ASGIApp:
        """What belongs to no home."""
        if self._supervision and request.url.path.startswith((ROOT, "/static/")):
            return self._supervision.app
        if request.url.path != "/health" or not self._homes.settings.health:
            return PlainTextResponse(NOBODY, 404)
        broken = {home.name: home.fault for home in self._homes.broken()}
        return JSONResponse({"live": True, "homes": len([*self._homes]), "broken": broken})


class _Within:
    """A console whose pages lie below a prefix."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app, self._prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        page = bytearray()

        async def out(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": [self._header(*one) for one in message["headers"]]}
                if not _is_page(start):
                    await send(start)
            elif not _is_page(start):
                await send(message)
            else:
                page.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await self._send_page(start, bytes(page), send)

        await self._app(self._inside(scope), receive, out)

    async def _send_page(self, start: Message, page: bytes, send: Send) -> None:
        body = WITHIN.sub(rb"\1" + self._prefix.encode(), page)
        length = (b"content-length", str(len(body)).encode())
        start["headers"] = [length if name == b"content-length" else (name, value) for name, value in start["headers"]]
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def _inside(self, scope: Scope) -> Scope:
        path = scope["path"].removeprefix(self._prefix)
        raw = scope.get("raw_path") or b""
        headers = [(name, self._came_from(value) if name == b"referer" else value) for name, value in scope["headers"]]
        return {**scope, "path": path, "raw_path": raw.removeprefix(self._prefix.encode()), "headers": headers}

    def _came_from(self, referer: bytes) -> bytes:
        came = parted(referer.decode("latin-1"))
        return came._replace(path=came.path.removeprefix(self._prefix)).geturl().encode("latin-1")

    def _header(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        if name == b"location" and value.startswith(b"/"):
            return name, self._prefix.encode() + value
        if name == b"set-cookie":
            return name, re.sub(rb"(?i)(; *path=)/(?=;|$)", rb"\1" + self._prefix.encode() + b"/", value)
        return name, value


def _is_page(start: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])
