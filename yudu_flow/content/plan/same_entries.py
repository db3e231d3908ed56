"""Which entries of a plan and of a document are the same one: by number first, then by the nearest words.

1. A measure with the same words is the same, first the one with the same number; then the same number with words that
   are alike; then the most alike; in the end the number alone. Only the numbers of a whole plan count.
2. Within a measure an assignment is the same by who is charged with what; the place decides where nothing else does.
3. A target and a policy are the same by their names, a duty by its kind, what it belongs to, and how often it comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yudu_flow.content.entries import Row
from yudu_flow.content.plan.outline import ASSIGNMENT, KIND, MEASURE, PART, TARGET, UNTIL
from yudu_flow.content.plan.spoken import Spell, fingerprint, named
from yudu_flow.domain.likeness import Likening, alike
from yudu_flow.domain.names import name_key

LIKE = 0.5
LIKE_ENOUGH = 0.35
"""Of assignments, which share their measure already."""
CHARGED = ("leaders", "units", "groups", "people")


def measures_of(plan: Row) -> list[Row]:
    """All measures, whatever part they are in."""
    return [measure for part in plan.lists[PART.name] for measure in part.lists[MEASURE.name]]


def same_measures(old: Sequence[Row], new: Sequence[Row], *, whole: bool) -> Likening[Row]:
    """`whole`: the new ones are numbered as the old ones are; the numbers of others say nothing."""
    found = Likening(old, new)
    if whole:
        # None pairs with none: measures without words are not the same for that.
        found.same(lambda one: _title(one) and (_title(one), _number(one)))
    found.same(_title)
    if whole:
        found.same(_number, where=lambda one, other: _alike(one, other) >= LIKE)
    found.near(_alike, LIKE)
    if whole:
        found.same(_number)
    return found


def same_assignments(old: Row, new: Row, spell: Spell, *, whole: bool) -> Likening[Row]:
    """Those of one measure."""
    found = Likening(old.lists[ASSIGNMENT.name], new.lists[ASSIGNMENT.name])
    found.same(lambda one: _all(one, spell))
    found.near(lambda one, other: _shared(one, other, spell), LIKE_ENOUGH)
    if whole or len(old.lists[ASSIGNMENT.name]) == len(new.lists[ASSIGNMENT.name]) == 1:
        found.same(_place)
        found.same(lambda _: True)
    return found


def same_targets(old: Row, new: Row, spell: Spell) -> Likening[Row]:
    """Those of one assignment; of one name in several years that of the same day."""
    found = Likening(old.lists[TARGET.name], new.lists[TARGET.name])
    found.same(lambda one: fingerprint(one, spell))
    found.same(lambda one: (name_key(one.said["name"]), one.said["by"]))
    found.same(lambda one: name_key(one.said["name"]))
    found.near(lambda one, other: alike(one.said["name"], other.said["name"]), LIKE)
    return found


def same_policies(old: Row, new: Row) -> Likening[Row]:
    """Those of one assignment."""
    found = Likening(old.lists[UNTIL.name], new.lists[UNTIL.name])
    found.same(lambda one: name_key(one.said["what"]))
    return found


def same_duties(old: Sequence[Row], new: Sequence[Row], spell: Spell) -> Likening[Row]:
    """Those of one assignment, or of none."""
    found = Likening(old, new)
    found.same(lambda one: (one.said[KIND.name], fingerprint(one, spell)))
    found.same(lambda one: (one.said[KIND.name], one.said["every"]))
    found.same(lambda one: one.said[KIND.name])
    return found


def _title(measure: Row) -> str | None:
    return name_key(measure.said["title"]) or None


def _number(measure: Row) -> str | None:
    return measure.said["number"] or None


def _alike(one: Row, other: Row) -> float:
    return alike(one.said["title"], other.said["title"])


def _place(assignment: Row) -> str:
    return assignment.said["id"].rpartition(".")[2]


def _all(assignment: Row, spell: Spell) -> tuple[object, ...]:
    targets = frozenset(fingerprint(one, spell) for one in assignment.lists[TARGET.name])
    return (fingerprint(assignment, spell), targets)


def _shared(one: Row, other: Row, spell: Spell) -> float:
    """How much of who is charged, and of the words, two assignments share."""
    ours, theirs = ({name for field in CHARGED for name in named(row, field, spell)} for row in (one, other))
    who = 2 * len(ours & theirs) / ((len(ours) + len(theirs)) or 1)
    return 0.6 * who + 0.4 * alike(one.said["summary"], other.said["summary"])


@dataclass(frozen=True, slots=True)
class Matched:
    """A plan and a document (方案、修订稿), with what is the same in both: parts, measures, and the assignments of each
    pair of measures in the order of the document.
    """

    plan: Row
    document: Row
    whole: bool
    spell: Spell
    measures: Likening[Row]
    assignments: tuple[tuple[Row, Row, Likening[Row]], ...]

    @property
    def parts(self) -> list[tuple[Row, Row]]:
        """Those that have most measures in common, then those of the same title."""
        found = Likening(self.plan.lists[PART.name], self.document.lists[PART.name])
        home = {old.was: new.was.rpartition(".measures.")[0] for old, new in self.measures.both}
        found.near(lambda old, new: sum(home.get(one.was) == new.was for one in old.lists[MEASURE.name]), 1)
        found.same(lambda one: name_key(one.said["title"]))
        return found.both

    @property
    def ids(self) -> dict[str, str]:
        """What an assignment of the document is in the plan; one that nobody has numbered is in nobody's way."""
        pairs = (pair for _, _, found in self.assignments for pair in found.both)
        return {new.said["id"]: old.said["id"] for old, new in pairs if new.said["id"]}


def matched(plan: Row, document: Row, spell: Spell, *, whole: bool) -> Matched:
    """Everything that both have."""
    measures = same_measures(measures_of(plan), measures_of(document), whole=whole)
    inner = tuple((old, new, same_assignments(old, new, spell, whole=whole)) for old, new in measures.both)
    return Matched(plan, document, whole, spell, measures, inner)
