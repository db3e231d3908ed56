"""The names that the roster does not have, as what they are by their place in the document and by their look."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from yudu_flow.documents.draft import Draft, DraftAssignment
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.domain.names import name_key

_WITHIN = ("股", "科", "室", "组")


class Kind(StrEnum):
    """What a name is entered as; the value is what the page calls it."""

    LEADER = "局领导"
    SECTION = "股室"
    UNIT = "局属单位"
    GROUP = "集合"
    PERSON = "人员"


SORTS = {
    Kind.LEADER: Sort.PERSON,
    Kind.PERSON: Sort.PERSON,
    Kind.SECTION: Sort.UNIT,
    Kind.UNIT: Sort.UNIT,
    Kind.GROUP: Sort.GROUP,
}


@dataclass(frozen=True, slots=True)
class NewName:
    """A name as the document has it, and what it would be in the roster."""

    name: str
    kind: Kind


def new_names(draft: Draft) -> tuple[NewName, ...]:
    """One for each that is unknown, in the order in which the document has them."""
    places = {name_key(name): kind for one in reversed(draft.assignments) for name, kind in _placed(one)}
    return tuple(NewName(one.name, places[name_key(one.name)]) for one in draft.unknown if name_key(one.name) in places)


def _placed(one: DraftAssignment) -> Iterator[tuple[str, Kind]]:
    """The first mention decides, and within one assignment whoever leads: so those come last."""
    yield from ((name, Kind.GROUP) for name in one.groups)
    yield from ((name, Kind.PERSON) for name in one.people)
    yield from ((name, _bearer(name)) for name in (*one.co_units, *one.units))
    yield from ((name, Kind.LEADER) for name in one.leaders)


def _bearer(name: str) -> Kind:
    sort = sort_of(name)
    if sort in (Sort.GROUP, Sort.PERSON):
        return Kind(Kind.GROUP if sort is Sort.GROUP else Kind.PERSON)
    return Kind.SECTION if name.endswith(_WITHIN) else Kind.UNIT
