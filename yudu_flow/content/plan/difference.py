"""One thing in which a plan and a document differ, and what is done where it is taken over."""

from dataclasses import dataclass
from enum import StrEnum

from yudu_flow.content.entries import Row
from yudu_flow.wording.record import Record


class Scope(StrEnum):
    """What a document is: the plan anew, or additions to it (补充通知)."""

    WHOLE = "whole"
    SUPPLEMENT = "supplement"


class Way(StrEnum):
    """What becomes of an entry."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Put:
    """An entry that comes to the list `name` of the one that stands at `into`, or to a new part of that title."""

    row: Row
    into: str
    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """`key` names it in a form. `proposed`: taken over unless somebody says otherwise.

    `at` and `sets` are what an entry of the plan says from then on, `drops` the places of entries that go, `puts` what
    comes. `wording`: it is only about the one line that the office words itself. `source` are the assignments of the
    document that say so, by their ids; `doubtful`: nobody has looked at what was read there.
    """

    key: str
    way: Way
    place: str
    what: str
    old: str
    new: str
    proposed: bool
    at: str = ""
    sets: tuple[tuple[str, str], ...] = ()
    drops: tuple[str, ...] = ()
    puts: tuple[Put, ...] = ()
    wording: bool = False
    source: tuple[str, ...] = ()
    doubtful: bool = False

    def record(self) -> Record:
        """As programs read it."""
        said = {"key": self.key, "way": str(self.way), "place": self.place, "what": self.what}
        how = {"proposed": self.proposed, "wording": self.wording, "doubtful": self.doubtful}
        return {**said, "old": self.old, "new": self.new, **how}
