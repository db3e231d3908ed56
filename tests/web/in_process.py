"""A client of the pages that asks them in its own thread, on one event loop, without a thread and a loop a request."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpx2
from starlette.types import ASGIApp

_HERE = threading.local()


class _Body(httpx2.AsyncByteStream):
    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._chunks:
            yield chunk


class _InProcess(httpx2.BaseTransport):
    def __init__(self, app: ASGIApp, client: tuple[str, int]) -> None:
        self._app = httpx2.ASGITransport(app, raise_app_exceptions=False, client=client)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return _runner().run(self._answered(request))

    async def _answered(self, request: httpx2.Request) -> httpx2.Response:
        assert isinstance(request.stream, httpx2.SyncByteStream)
        asked = httpx2.Request(request.method, request.url, headers=request.headers, stream=_Body(request.stream))
        answer = await self._app.handle_async_request(asked)
        return httpx2.Response(answer.status_code, headers=answer.headers.raw, content=await answer.aread())


def _runner() -> asyncio.Runner:
    if not hasattr(_HERE, "runner"):
        _HERE.runner = asyncio.Runner()
    runner: asyncio.Runner = _HERE.runner
    return runner


class Client(httpx2.Client):
    """A client of `app`, at an address; what the app fails with comes as its page 500."""

    def __init__(self, app: ASGIApp, client: tuple[str, int] = ("testclient", 50000), **more: Any) -> None:
        super().__init__(transport=_InProcess(app, client), **{"base_url": "http://testserver", **more})
