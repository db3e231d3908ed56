"""A plan compared with a document that revises it: each difference by itself, to be taken over or not.

What a document is silent about may be the office's own addition: it is said, and stays unless somebody wants it gone.
A supplement (补充通知) speaks of a few things only: of the rest it says nothing, and its numbers are its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from yudu_flow.content.entries import Row
from yudu_flow.content.plan.arrivals import Arrivals, anew
from yudu_flow.content.plan.difference import Difference, Put, Scope, Way
from yudu_flow.content.plan.outline import ASSIGNMENT, DUTY, UNTIL
from yudu_flow.content.plan.same_entries import (
    Matched,
    matched,
    measures_of,
    same_duties,
    same_policies,
    same_targets,
)
from yudu_flow.content.plan.spoken import OWN_WORDS, UNPARTED, Spell, Value, day_key, values
from yudu_flow.content.plan.telling import called, told
from yudu_flow.domain.likeness import Likening
from yudu_flow.domain.names import name_key

NEVER = "9999"
"""Behind every day."""


def compare(plan: Row, document: Row, scope: Scope, spell: Spell = name_key) -> tuple[Difference, ...]:
    """In the order of the document, what it does not have last in each list; last of all what is only wording."""
    found = _Comparing(matched(plan, document, spell, whole=scope is Scope.WHOLE)).all()
    return tuple(sorted(found, key=lambda one: one.wording))


class _Comparing:
    """One comparison: of a supplement, without what it is silent about."""

    def __init__(self, both: Matched) -> None:
        self.both, self.whole, self.spell = both, both.whole, both.spell
        self.arrivals = Arrivals(both)

    def all(self) -> Iterator[Difference]:
        if self.whole:
            yield from self._head()
        for old, new, found in self.both.assignments:
            yield from self._measure(old, new, found)
        for one in self.both.measures.fresh:
            row, puts = self.arrivals.measure(one)
            said = "；".join(told(inner) for inner in row.lists[ASSIGNMENT.name])
            ids = tuple(inner.said["id"] for inner in one.lists[ASSIGNMENT.name])
            yield replace(_added(one, called(row), _with_visits(said, puts), puts), source=ids)
        yield from self._gone(self.both.measures)
        yield from self._duties()

    def _head(self) -> Iterator[Difference]:
        for one in self._values(self.both.plan, self.both.document, "文件"):
            dated = day_key(dict(one.sets).get("dated", ""))
            yield one if dated <= self._first_due() else replace(one, proposed=False)
        for old, new in self.both.parts:
            # A document without parts says nothing of what the plan calls its own.
            if new.said["title"] != UNPARTED:
                yield from self._values(old, new, called(old))

    def _first_due(self) -> str:
        """No plan is dated after what it wants done."""
        held = measures_of(self.both.plan)
        due = (one.said["due"] for measure in held for one in measure.lists[ASSIGNMENT.name])
        return min(map(day_key, filter(None, due)), default=NEVER)

    def _measure(self, old: Row, new: Row, found: Likening[Row]) -> Iterator[Difference]:
        yield from self._values(old, new, called(old))
        for one, other in found.both:
            yield from _from(other.said["id"], self._assignment(one, other))
        for one in found.fresh:
            row, puts = self.arrivals.assignment(one, old)
            came = _added(one, f"{called(old)} {called(row)}", _with_visits(told(row), puts), puts)
            yield from _from(one.said["id"], [came])
        yield from self._gone(found)

    def _assignment(self, old: Row, new: Row) -> Iterator[Difference]:
        yield from self._values(old, new, called(old))
        yield from self._within(same_targets(old, new, self.spell), old)
        if new.lists[UNTIL.name]:
            yield from self._within(same_policies(old, new), old)

    def _within(self, found: Likening[Row], holder: Row) -> Iterator[Difference]:
        """The targets or the policies of an assignment."""
        place = called(holder)
        for old, new in found.both:
            yield from self._values(old, new, f"{place} {called(old)}")
        for one in found.fresh:
            puts = (Put(anew(one), holder.was, one.outline.name),)
            yield _added(one, f"{place} {called(one)}", told(one), puts)
        yield from self._gone(found, place)

    def _duties(self) -> Iterator[Difference]:
        """Those of assignments that both have, and those of none; the others come and go with their assignment."""
        for theirs, ours in {"": "", **self.both.ids}.items():
            yield from _from(theirs, self._owed(_of(self.both.plan, ours), _of(self.both.document, theirs)))

    def _owed(self, ours: Sequence[Row], theirs: Sequence[Row]) -> Iterator[Difference]:
        found = same_duties(ours, theirs, self.spell)
        for old, new in found.both:
            yield from self._values(old, new, called(old))
        for one in found.fresh:
            yield _added(one, called(one), told(one), (self.arrivals.duty(one),))
        yield from self._gone(found)

    def _values(self, old: Row, new: Row, place: str) -> Iterator[Difference]:
        for one in values(old, new, self.spell):
            if self.whole or not (one.silent or one.field.name == "number"):
                yield _valued(old, one, place)

    def _gone(self, found: Likening[Row], within: str = "") -> Iterator[Difference]:
        """What only the plan has, with the visits that are owed for it."""
        for row in found.gone if self.whole else ():
            inner = (row,) if row.outline.name == ASSIGNMENT.name else row.lists.get(ASSIGNMENT.name, ())
            visits = [one for each in inner for one in _of(self.both.plan, each.said["id"])]
            said, place = "；".join(map(told, (*(inner or (row,)), *visits))), f"{within} {called(row)}".strip()
            drops = (row.was, *(one.was for one in visits))
            yield Difference(f"{row.was}/gone", Way.GONE, place, "", said, "", proposed=False, drops=drops)


def _from(assignment: str, found: Iterable[Difference]) -> Iterator[Difference]:
    """As read from that assignment of the document."""
    return (replace(one, source=(assignment,) if assignment else ()) for one in found)


def _of(plan: Row, assignment: str) -> list[Row]:
    """The duties of an assignment; of none those that every unit owes."""
    return [one for one in plan.lists[DUTY.name] if one.said["assignment"] == assignment]


def _valued(old: Row, one: Value, place: str) -> Difference:
    name, wording = one.field.name, one.field.name == OWN_WORDS
    said = (one.field.label, one.old, one.new, not (one.silent or wording))
    return Difference(
        f"{old.was}/{name}", Way.CHANGED, place, *said, at=old.was, sets=tuple(one.said.items()), wording=wording
    )


def _with_visits(said: str, puts: tuple[Put, ...]) -> str:
    return "；".join([said, *(told(put.row) for put in puts if put.name == DUTY.name)])


def _added(one: Row, place: str, said: str, puts: tuple[Put, ...]) -> Difference:
    return Difference(f"{one.was}/new", Way.ADDED, place, "", "", said, proposed=True, puts=puts)
