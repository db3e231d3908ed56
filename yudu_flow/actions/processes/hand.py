"""A second hand: a thread that does one thing at a time while whoever has it goes on.

What it has started with the database is over before anything else asks for it: a database in memory has one connection.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import ParamSpec, Self, TypeVar

Told = ParamSpec("Told")
Made = TypeVar("Made")


class Hand:
    """Has no thread before it starts something."""

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._under_way: Future[object] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread:
            self._thread.shutdown()

    def start(self, what: Callable[Told, object], *args: Told.args, **kwargs: Told.kwargs) -> None:
        """Have it done meanwhile, once what was started before is over."""
        self.finish()
        self._thread = self._thread or ThreadPoolExecutor(1, "hand")
        self._under_way = self._thread.submit(what, *args, **kwargs)

    def finish(self) -> None:
        """Wait for what was started; raises what that did."""
        started, self._under_way = self._under_way, None
        if started:
            started.result()

    async def rest(self) -> None:
        """The same, without holding up what else this event loop has in hand."""
        await self.until_free()
        self.finish()

    async def until_free(self) -> None:
        """Wait for whatever is started, whoever starts it; what it raised is raised by the next start or finish."""
        while (started := self._under_way) and not started.done():
            await asyncio.wait([asyncio.wrap_future(started)])

    def is_free(self, within: float) -> bool:
        """Whether nothing that was started is still under way after so many seconds."""
        return not wait([self._under_way] if self._under_way else (), within).not_done

    def do(self, what: Callable[Told, Made], *args: Told.args, **kwargs: Told.kwargs) -> Made:
        """Do it oneself, once what was started is over; what that raised is raised by the next start or finish."""
        wait([self._under_way] if self._under_way else ())
        return what(*args, **kwargs)
