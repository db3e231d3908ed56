"""Entries of a document as they come to a plan: with numbers and ids that nobody has there, and the visits for them."""

from dataclasses import dataclass, field, replace

from yudu_flow.content.entries import Row, place_in
from yudu_flow.content.plan.difference import Put
from yudu_flow.content.plan.outline import ASSIGNMENT, DUTY, MEASURE, PART
from yudu_flow.content.plan.same_entries import Matched, measures_of
from yudu_flow.content.plan.spoken import UNPARTED


@dataclass
class Arrivals:
    """What comes, one after the other: each takes its number from those that come later."""

    both: Matched
    ids: dict[str, str] = field(init=False)
    """What an assignment of the document is in the plan."""

    def __post_init__(self) -> None:
        held = measures_of(self.both.plan)
        self.ids = self.both.ids
        self._taken = {one.said["id"] for measure in held for one in measure.lists[ASSIGNMENT.name]}
        self._highest = max((place_in(one.said["number"]) for one in held), default=0)
        self._parts = {new.was: old for old, new in self.both.parts}

    def measure(self, one: Row) -> tuple[Row, tuple[Put, ...]]:
        """A measure with its number here, and what comes with it. Those of a supplement are counted on."""
        self._highest += not self.both.whole
        number = one.said["number"] if self.both.whole else str(self._highest)
        held = tuple(self._numbered(inner, number) for inner in one.lists[ASSIGNMENT.name])
        row = replace(one, said={**one.said, "number": number}, lists={ASSIGNMENT.name: held})
        part = next(p for p in self.both.document.lists[PART.name] if any(m is one for m in p.lists[MEASURE.name]))
        here = self._parts.get(part.was)
        put = Put(anew(row), here.was if here else "", MEASURE.name, "" if here else part.said["title"] or UNPARTED)
        visits = [visit for inner in one.lists[ASSIGNMENT.name] for visit in self.visits(inner)]
        return row, (put, *map(self.duty, visits))

    def assignment(self, one: Row, measure: Row) -> tuple[Row, tuple[Put, ...]]:
        """An assignment that comes to a measure of the plan."""
        row = self._numbered(one, measure.said["number"])
        return row, (Put(anew(row), measure.was, ASSIGNMENT.name), *map(self.duty, self.visits(one)))

    def duty(self, one: Row) -> Put:
        """A duty of what both have, or of what has come before it."""
        own = one.said["assignment"]
        return Put(anew(replace(one, said={**one.said, "id": "", "assignment": self.ids.get(own, own)})), "", DUTY.name)

    def visits(self, assignment: Row) -> list[Row]:
        """What the document has done for one of its assignments."""
        own = assignment.said["id"]
        return [one for one in self.both.document.lists[DUTY.name] if own and one.said["assignment"] == own]

    def _numbered(self, one: Row, number: str) -> Row:
        own = one.said["id"] if self.both.whole else ""
        counted = (f"{number}.{at}" for at in range(1, len(self._taken) + 2))
        free = own if own and own not in self._taken else next(id for id in counted if id not in self._taken)
        self._taken.add(free)
        self.ids[one.said["id"]] = free
        return replace(one, said={**one.said, "id": free})


def anew(row: Row) -> Row:
    """As an entry that stands nowhere yet."""
    lists = {name: tuple(map(anew, rows)) for name, rows in row.lists.items()}
    return replace(row, was="", lists=lists)
