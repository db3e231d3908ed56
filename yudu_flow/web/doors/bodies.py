"""Bodies of requests: how much, how slowly and how many at once, so that nobody can fill the memory or hold a place.

A body is read only when a route asks for it, and the route says how much it takes. Whoever sends one must keep a pace.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yudu_flow.domain.errors import BadRequest, Busy

SMALL = 256 * 2**10
"""Bytes of a body where the route says nothing."""
FEW = 4000
"""Fields of a form where the route says nothing: a month's summary has one a paragraph, units by assignments."""
PATIENCE, PACE = 20.0, 16 * 2**10
"""Seconds that a body may take, and bytes that win it another: a photo of 8 MB by a poor telephone line comes in."""
AT_ONCE = 256
LARGE_AT_ONCE = 16
"""Bodies under way from everybody, and those among them that may hold files."""
LINGER = 5.0
"""Seconds for what nobody reads: a browser that still sends would not see the answer."""
SAID = "body"
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


class TooLarge(BadRequest):
    """More than the route takes."""

    code = "too_large"


class TooSlow(BadRequest):
    """It did not come in time."""

    code = "too_slow"


BUSY = "现在提交的人太多，请过一分钟再试"
TOO_SLOW = "内容没有传完，网络太慢或断了，请重试；文件大的，可以先压缩或分几次上传"


def takes(room: int, fields: int = FEW) -> Callable[[Endpoint], Endpoint]:
    """Declares how many bytes a page or act takes, in how many fields."""

    def marked(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, "room", room)  # noqa: B010  # read where the route is found
        setattr(endpoint, "fields", fields)  # noqa: B010  # alike
        return endpoint

    return marked


def room_of(request: Request) -> int:
    """What the route that was found takes."""
    return int(getattr(request.scope.get("endpoint"), "room", SMALL))


def most_fields(request: Request) -> int:
    """How many fields that is to hold at most."""
    return int(getattr(request.scope.get("endpoint"), "fields", FEW))


def announced_length(request: Request) -> int:
    """How many bytes are announced; 0 where they come without a length. Raises BadRequest."""
    length = request.headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or len(length) > 18:
        raise BadRequest("请求的长度（Content-Length）不对")
    return int(length)


def spell_room(room: int) -> str:
    """203MB, 256KB."""
    return f"{room // 2**20}MB" if room >= 2**20 else f"{room // 2**10}KB"


class Body:
    """One body on its way in. `admit` says what it may be; `receive` stands in for the server's."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._room, self._got, self._refusal = SMALL, 0, ""
        self._began = asyncio.get_running_loop().time()
        self.over = False

    def admit(self, room: int, refusal: str) -> None:
        """It may have as many bytes; what to say of more. The clock starts anew: it may have waited for its turn."""
        self._room, self._refusal = room, refusal
        self._began = asyncio.get_running_loop().time()

    async def receive(self) -> Message:
        """The next part. Raises TooLarge or TooSlow."""
        if self.over:
            return await self._receive()
        message = await self._next(PATIENCE + self._got / PACE)
        self._got += len(message.get("body", b""))
        if self._got > self._room:
            raise TooLarge(self._refusal or f"提交的内容太多（超过{spell_room(self._room)}），请减少后再试")
        return message

    async def _next(self, seconds: float) -> Message:
        try:
            async with asyncio.timeout_at(self._began + seconds):
                message = await self._receive()
        except TimeoutError as error:
            raise TooSlow(TOO_SLOW) from error
        self.over = message["type"] == "http.disconnect" or not message.get("more_body", False)
        return message

    async def let_go(self) -> None:
        """Throw away what is still coming, for a moment."""
        self._began = asyncio.get_running_loop().time()
        try:
            while not self.over:
                await self._next(LINGER)
        except TooSlow:
            self.over = True


class Bodies:
    """Counts the bodies under way, and ends connections whose body nobody took to its end."""

    def __init__(self, app: ASGIApp, from_one: int) -> None:
        self._app = app
        self._from_one = from_one
        self._from: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope):
            return await self._app(scope, receive, send)
        here = (scope.get("client") or ("",))[0]
        body = Body(receive)
        scope.setdefault("state", {})[SAID] = body
        scope["state"]["crowded"] = self._from.total() >= AT_ONCE or self._from[here] >= self._from_one
        self._from[here] += 1
        try:
            await self._app(scope, body.receive, _Answer(body, send))
        finally:
            self._from[here] -= 1
            self._from += Counter()  # forgets addresses without any


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


class _Answer:
    """Sends an answer; one that comes before the whole body ends the connection, once the rest was thrown away."""

    def __init__(self, body: Body, send: Send) -> None:
        self._body, self._send = body, send

    async def __call__(self, message: Message) -> None:
        if not self._body.over and message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        if self._body.over or message["type"] == "http.response.start" or message.get("more_body", False):
            await self._send(message)
        else:
            await self._send({**message, "more_body": True})
            await self._body.let_go()
            await self._send({"type": "http.response.body", "body": b""})


class Places:
    """How many large bodies may be taken at once."""

    def __init__(self, at_once: int) -> None:
        self._free = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """One of them, for as long as it is needed. Raises Busy where none gets free."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._free.acquire()
        except TimeoutError as error:
            raise Busy(BUSY) from error
        try:
            yield
        finally:
            self._free.release()


def admitted(request: Request, room: int, refusal: str = "") -> None:
    """Let the request's body in, as large as `room`. Raises TooLarge where more is announced, Busy in a crowd."""
    if announced_length(request) > room:
        raise TooLarge(refusal or f"提交的内容太多（超过{spell_room(room)}），请减少后再试")
    if getattr(request.state, "crowded", False):
        raise Busy(BUSY)
    body: Body | None = getattr(request.state, SAID, None)
    if body:
        body.admit(room, refusal)
