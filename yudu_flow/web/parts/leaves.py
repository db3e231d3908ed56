"""Long lists in leaves (第2页，共7页): which part of a list an address asks for, and which leaves there are."""

from dataclasses import dataclass

from yudu_flow.domain.errors import BadRequest

ROWS = 50
LONGEST = 6
"""Digits of a leaf's number: of thousands of them Python makes none."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf of a list, counted from 1."""

    number: int

    @property
    def wanted(self) -> slice:
        """Its part of the list."""
        return slice((self.number - 1) * ROWS, self.number * ROWS)

    def last(self, total: int) -> int:
        """The number of the last leaf of a list so long."""
        return max(1, -(-total // ROWS))


def leaf(typed: str) -> Leaf:
    """The leaf that an address names, the first where it names none. Raises BadRequest."""
    known = typed or "1"
    if not (known.isascii() and known.isdigit() and len(known) <= LONGEST and int(known)):
        raise BadRequest("没有这一页，请从第1页看起")
    return Leaf(int(known))
