"""Names looked up in the roster: what each is there, and the nearest known ones where it has none such."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.domain.names import name_key
from yudu_flow.domain.roster import Roster

NEAREST = 3
LIKE_ENOUGH = 0.4


@dataclass(frozen=True, slots=True)
class Found:
    """What a name is. `known` is False where a roster was asked and has none such."""

    sort: Sort
    known: bool = True


def ask(name: str, roster: Roster | None) -> Found:
    """By the roster where there is one; what it does not know, and all without one, by its look."""
    if roster is None:
        return Found(sort_of(name))
    if roster.unit_named(name):
        return Found(Sort.UNIT)
    if roster.group_named(name):
        return Found(Sort.GROUP)
    if roster.named(name):
        return Found(Sort.PERSON)
    return Found(sort_of(name), known=False)


def nearest(name: str, roster: Roster) -> list[str]:
    """The known names most like it, best first; those of its own sort before others."""
    key, sort = name_key(name), sort_of(name)
    scored = [(_likeness(key, name_key(one)) + (0.15 if kind is sort else 0), one) for one, kind in _all(roster)]
    ranked = sorted((one for one in scored if one[0] >= LIKE_ENOUGH), key=lambda one: -one[0])
    return list(dict.fromkeys(known for _, known in ranked))[:NEAREST]


def _likeness(one: str, other: str) -> float:
    """Characters shared in their order, so that 社会保险局 finds 社保局."""
    shared = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return 2 * shared / (len(one) + len(other)) * 0.5 + shared / min(len(one), len(other)) * 0.5


def _all(roster: Roster) -> list[tuple[str, Sort]]:
    units = [(unit.name, Sort.UNIT) for unit in roster.units.values()]
    people = [(person.name, Sort.PERSON) for person in roster.people.values()]
    return [*units, *people, *((name, Sort.GROUP) for name in roster.groups)]
