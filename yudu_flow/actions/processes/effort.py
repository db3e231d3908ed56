"""How hard this process works: while it computes, what is begun beside it only takes its turns."""

from time import process_time

from yudu_flow.clock import running_time

GREAT = 0.5
"""Of the time that goes by; the rest is waiting, for a disk, a database or a relay."""


class Effort:
    """Looked at again and again; each look is about the time since the one before."""

    def __init__(self) -> None:
        self._looked_at, self._computed = running_time(), process_time()

    def is_great(self) -> bool:
        """Whether it has computed since then more than it has waited, in all its threads."""
        before, since = self._computed, self._looked_at
        self._computed, self._looked_at = process_time(), running_time()
        return self._computed - before > GREAT * (self._looked_at - since)
