"""A client of the pages that asks them in its own thread, on one event loop, without a thread and a loop a request."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from functools import cache
from typing import Any, TypeVar

import httpx2
from anyio._backends import _asyncio as anyio_asyncio
from starlette.types import ASGIApp

Answer = TypeVar("Answer")


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
        return _loop().run(self._answered(request))

    async def _answered(self, request: httpx2.Request) -> httpx2.Response:
        assert isinstance(request.stream, httpx2.SyncByteStream)
        asked = httpx2.Request(request.method, request.url, headers=request.headers, stream=_Body(request.stream))
        answer = await self._app.handle_async_request(asked)
        return httpx2.Response(answer.status_code, headers=answer.headers.raw, content=await answer.aread())


class _Loop:
    """An event loop that keeps its worker threads.

    anyio ends them with the task that it takes for the first one, which would be that of each request.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._first = self._loop.create_task(self._never())

    async def _never(self) -> None:
        await asyncio.Event().wait()

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return self._loop.run_until_complete(self._after_the_first(work))

    async def _after_the_first(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        anyio_asyncio._root_task.set(self._first)
        return await work

    def end(self) -> None:
        self._first.cancel()
        self._loop.run_until_complete(asyncio.wait((self._first,)))
        self._loop.run_until_complete(asyncio.sleep(0))  # what anyio does after its first task ended
        self._loop.close()


@cache
def _loop() -> _Loop:
    return _Loop()


def run_here(work: Callable[[], Awaitable[Answer] | Answer]) -> Answer:
    """What `work` answers on this thread's event loop."""
    return _loop().run(_answer_of(work))


async def _answer_of(work: Callable[[], Awaitable[Answer] | Answer]) -> Answer:
    answer = work()
    return await answer if isinstance(answer, Awaitable) else answer


def end_loop() -> None:
    """End the worker threads, which else keep the process from ending."""
    if _loop.cache_info().currsize:
        _loop().end()
        _loop.cache_clear()


class Client(httpx2.Client):
    """A client of `app`, at an address; what the app fails with comes as its page 500."""

    def __init__(self, app: ASGIApp, client: tuple[str, int] = ("testclient", 50000), **more: Any) -> None:
        super().__init__(transport=_InProcess(app, client), **{"base_url": "http://testserver", **more})
