"""Names looked up in the roster: what each is there, and the nearest known ones where it has none such."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.domain.names import name_key
from yudu_flow.domain.roster import Roster

NEAREST = 3
LIKE_ENOUGH = 0.4
_UNKNOWN, _GONE = "名册里没有“{}”", "“{}”已经撤销或离开，没有承接的"
_ASKED_OF = re.compile("名册里没有“(.+?)”|“(.+?)”已经撤销或离开")
_END = re.compile("(?<=..)(?:(?:综合|公共)?(?:服务|管理|事务)?(?:中心|局|股|科|所|站|处|办|办公室|室|委员会|大队))$")
"""What says that it is a unit, and not which: two are not alike for ending in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name is. `known` is False where a roster was asked and has none such, or nobody comes after it."""

    sort: Sort
    known: bool = True


def ask(name: str, roster: Roster | None, day: date | None = None) -> Found:
    """By the roster where there is one; what it does not know, and all without one, by its look.

    Who is gone by `day` counts as long as somebody comes after them.
    """
    if roster is None:
        return Found(sort_of(name))
    if unit := roster.unit_named(name):
        return Found(Sort.UNIT, day is None or roster.unit_on(unit.name, day) is not None)
    if roster.group_named(name):
        return Found(Sort.GROUP)
    if roster.named(name):
        return Found(Sort.PERSON, day is None or roster.person_on(name, day) is not None)
    return Found(sort_of(name), known=False)


def in_place_of(name: str, roster: Roster, day: date) -> str:
    """Who it falls to by `day`, where the roster says that it is no more what the document calls it; else empty."""
    unit = roster.unit_named(name)
    after = roster.unit_on(unit.name, day) if unit else roster.person_on(name, day)
    here = unit or roster.named(name)
    return after.name if here and after and here.gone(day) else ""


def doubt_of(name: str, roster: Roster, near: Sequence[str]) -> str:
    """What is asked of a name that is not known, in Chinese."""
    gone = roster.unit_named(name) or roster.named(name)
    return (_GONE if gone else _UNKNOWN).format(name) + (f"，是不是“{near[0]}”" if near else "")


def asked_of(doubt: str) -> str:
    """The name of which that is asked; empty for any other doubt."""
    found = _ASKED_OF.match(doubt)
    return (found[1] or found[2]) if found else ""


def nearest(name: str, roster: Roster, day: date | None = None) -> list[str]:
    """The known names most like it, best first; those of its own sort before others, and none that is gone by `day`."""
    sort = sort_of(name)
    key = _told_apart(name, sort)
    scored = [
        (_likeness(key, _told_apart(said, kind)) + (0.15 if kind is sort else 0), one)
        for said, one, kind in _all(roster, day)
    ]
    ranked = sorted((one for one in scored if one[0] >= LIKE_ENOUGH), key=lambda one: -one[0])
    return list(dict.fromkeys(known for _, known in ranked))[:NEAREST]


def _told_apart(name: str, sort: Sort) -> str:
    return _END.sub("", name_key(name)) if sort in (Sort.UNIT, Sort.UNKNOWN) else name_key(name)


def _likeness(one: str, other: str) -> float:
    """Characters shared in their order, so that 社会保险局 finds 社保局."""
    # Half by the shorter one alone: an abbreviation lacks most of the whole name's characters.
    shared = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return 2 * shared / (len(one) + len(other)) * 0.5 + shared / min(len(one), len(other)) * 0.5


def _all(roster: Roster, day: date | None) -> Iterator[tuple[str, str, Sort]]:
    """Every name that the roster has, what is offered for it, and of which sort that is."""
    for unit in roster.units.values():
        if day is None or not unit.gone(day):
            yield from ((said, unit.name, Sort.UNIT) for said in (unit.name, unit.full_name, *unit.aliases) if said)
    for person in roster.people.values():
        if day is None or not person.gone(day):
            yield person.name, person.name, Sort.PERSON
    yield from ((name, name, Sort.GROUP) for name in roster.groups)
