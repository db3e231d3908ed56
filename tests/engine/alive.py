"""Whoever acts beside the processes of an arena, in a thread of their own, while a blow falls."""

import random
import traceback
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Event, Thread


class Alive(ABC):
    """Acts again and again after pauses between `shortest` and `longest` seconds; `wrong` is what broke off an act."""

    def __init__(self, dice: random.Random, shortest: float, longest: float) -> None:
        self.wrong: list[str] = []
        self._dice, self._pause, self._stop = dice, (shortest, longest), Event()

    def __enter__(self) -> None:
        self._stop.clear()
        self._thread = Thread(target=self._live)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _live(self) -> None:
        while not self._stop.wait(self._dice.uniform(*self._pause)):
            try:
                self.act()
            except Exception:  # in a thread it would be nobody's
                self.wrong.append(traceback.format_exc(limit=-4))

    @abstractmethod
    def act(self) -> None:
        """Do one thing."""


@contextmanager
def all_alive(several: Sequence[Alive]) -> Iterator[None]:
    """All of them at once."""
    with ExitStack() as stack:
        for one in several:
            stack.enter_context(one)
        yield
