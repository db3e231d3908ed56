"""A part of a list: the rows that a page shows, and how many there are in all, so that none is lost in silence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Found = TypeVar("Found")
WHOLE, FIRST = slice(None), slice(20)


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Some rows of a list, and how long the whole of it is."""

    rows: tuple[T, ...] = ()
    total: int = 0

    @classmethod
    def of(cls, found: Sequence[Found], wanted: slice, row: Callable[[Found], T]) -> "Slice[T]":
        """The `wanted` ones of those found, each made into a row."""
        return cls(tuple(row(one) for one in found[wanted]), len(found))

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return self.total > 0

    @property
    def cut(self) -> bool:
        """Whether there are more than are shown."""
        return len(self.rows) < self.total


NOTHING: Slice[Any] = Slice()
