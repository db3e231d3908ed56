"""The pages of a process that mostly reminds: loaded when somebody first asks for one, since they take 30 MB.

Nothing here may load them: this file stands beside them, and imports nothing of them.
"""

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send


class Waking:
    """Answers by what `wake` gives, which is called once, beside the event loop: reminders do not wait for it."""

    def __init__(self, wake: Callable[[], ASGIApp]) -> None:
        self._wake, self._awake = wake, asyncio.Lock()
        self._pages: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; those that come while the pages are loaded wait for them."""
        pages = await self._woken()
        await pages(scope, receive, send)

    async def _woken(self) -> ASGIApp:
        async with self._awake:
            if self._pages is None:
                self._pages = await asyncio.to_thread(self._wake)
            return self._pages
