"""Who may have a file decoded now: so many at once, so many who wait, and not for long.

Each who waits holds a thread of the pages: without a limit a few files that take long would stop every page.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from yudu_flow.domain.errors import Busy


class Lobby:
    """`at_once` are served, `waiting` more may wait for `patience` seconds, of whom one asker has `each` at most."""

    def __init__(self, at_once: int, waiting: int, each: int, patience: float) -> None:
        self._most, self._each, self._patience = at_once + waiting, each, patience
        self._turns = threading.BoundedSemaphore(at_once)
        self._inside: Counter[str] = Counter()
        self._door = threading.Lock()

    @contextmanager
    def admitted(self, who: str) -> Iterator[None]:
        """Come in, and wait for a turn. Raises Busy where there is no room or the turn does not come."""
        self._enter(who)
        try:
            if not self._turns.acquire(timeout=self._patience):
                raise Busy("现在上传、查看文件的人较多，请过一分钟再试")
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._leave(who)

    def _enter(self, who: str) -> None:
        with self._door:
            if self._inside[who] >= self._each:
                raise Busy("您的上一个文件还在处理，请等它处理完再试")
            if self._inside.total() >= self._most:
                raise Busy("现在上传、查看文件的人较多，请过一分钟再试")
            self._inside[who] += 1

    def _leave(self, who: str) -> None:
        with self._door:
            self._inside[who] -= 1
            if not self._inside[who]:
                del self._inside[who]
