"""In what order batches are looked at and written, where the next is thought over while a server writes."""

from collections.abc import Callable
from threading import Event
from typing import Any


class Steps:
    """What was done, in that order: "look", "crowd" for a look at more than a batch, "write"."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.waits_for_the_next = False
        """The first is written only once the second is looked at."""
        self._looked_at_the_next = Event()

    def looking(
        self, look: Callable[..., Any], is_crowd: Callable[[Any], bool] = lambda _rows: False
    ) -> Callable[..., Any]:
        """In place of `look`."""

        def looked(*told: Any) -> Any:
            rows = look(*told)
            self.taken.append("crowd" if is_crowd(rows) else "look")
            if self.taken.count("look") == 2:
                self._looked_at_the_next.set()
            return rows

        return looked

    def writing(self, write: Callable[..., Any]) -> Callable[..., Any]:
        """In place of `write`."""

        def wrote(*told: Any) -> Any:
            if self.waits_for_the_next and "write" not in self.taken:
                assert self._looked_at_the_next.wait(10)
            self.taken.append("write")
            return write(*told)

        return wrote
