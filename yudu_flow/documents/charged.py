"""What an attribution says, as values: who has which role in it and by when, each with the words that say so."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from yudu_flow.documents.labels import Role
from yudu_flow.documents.passage import Passage, Span

ALL = 99
"""As many items as nothing else speaks for (以上由)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its role and its place in the passage; `lent`: its prefix is that of the first name of the list."""

    name: str
    role: Role
    place: Span
    lent: bool = False


@dataclass(slots=True)
class Attribution:
    """What one bracket, line or row says. `doubts` are what a reader should look at, in Chinese."""

    place: Span
    names: list[Named] = field(default_factory=list)
    due: date | None = None
    due_words: str = ""
    first_leads: bool = False
    doubts: list[str] = field(default_factory=list)
    labelled: bool = False
    many: int = 0
    """How many items before it it speaks for (以上两项), where it says so."""
    speaks: Span | None = None
    """The part of a sentence, or the line, whose work it is, where that may stand behind the names."""
    weak: bool = False
    """No word of a role stands there: it counts where nothing else charges anybody with the item."""

    def of(self, *roles: Role) -> list[Named]:
        """The names with one of these roles, in their order."""
        return [one for one in self.names if one.role in roles]

    def add(self, more: "Attribution") -> None:
        """What further words say of the same; by when is what the first of them says."""
        self.names += more.names
        self.due, self.due_words = self.due or more.due, self.due_words + more.due_words
        self.doubts += more.doubts

    def names_in(self, passage: Passage) -> list[Named]:
        """The names, each with its place in the file instead of in the passage."""
        return [replace(one, place=passage.span(*one.place)) for one in self.names]


def between(found: Sequence[Attribution], start: int, end: int) -> Sequence[Attribution]:
    """Of those that are sorted by their places the ones that begin in [start, end)."""
    return found[bisect_left(found, start, key=_begin) : bisect_left(found, end, key=_begin)]


def _begin(one: Attribution) -> int:
    return one.place[0]
