"""What another does in the middle of what one does."""

import threading
from collections.abc import Callable
from typing import Any

import pytest


class Meanwhile:
    """Does something once, in the middle of a function: before the first call of it, or one of the `later` ones."""

    def __init__(
        self, patch: pytest.MonkeyPatch, place: Any, name: str, do: Callable[[], object], later: int = 0
    ) -> None:
        self._usual, self._do, self._later = getattr(place, name), do, later
        self._waits: list[threading.Thread] = []
        self.wrong: list[Exception] = []
        patch.setattr(place, name, self)

    def __call__(self, *said: Any, **named: Any) -> Any:
        self._later -= 1
        if self._later >= 0:
            return self._usual(*said, **named)
        do, self._do = self._do, lambda: None
        other = threading.Thread(target=self._try, args=(do,))
        self._waits.append(other)
        other.start()
        other.join(1)
        return self._usual(*said, **named)

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Exception as wrong:  # in a thread it would be nobody's
            self.wrong.append(wrong)

    def join(self) -> None:
        """Until what had to wait is done, and nothing was wrong with it."""
        for one in self._waits:
            one.join(20)
            assert not one.is_alive()
        assert self.wrong == []
