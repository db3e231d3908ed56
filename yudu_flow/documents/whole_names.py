"""Whether a stretch of a list is a whole name by its look, and one that a prefix is lent to."""

import re

from yudu_flow.documents.lexicon import COLLECTIVE, OWN_PLACE, PARTY, SECTION, UNIT_END
from yudu_flow.documents.plausible import oddity
from yudu_flow.documents.sorts import Sort, looks_like_a_person, sort_of


def is_stem(name: str) -> bool:
    """Whether a name is one but for its end: 就业 of 就业、失业保险股."""
    return bool(_STEM.fullmatch(name)) and sort_of(name) is Sort.UNKNOWN and not oddity(name)


def takes_prefix(name: str) -> bool:
    """Whether a name stands for a unit of the same place as the one before it: 林业局（林长办） too."""
    name = _BESIDE.sub("", name) or name
    return (
        bool(UNIT_END.search(name))
        and (PARTY.search(name) or not SECTION.search(name))
        and not OWN_PLACE.search(name)
        and not COLLECTIVE.search(name)
    )


def alike(name: str, other: str) -> bool:
    """Two whole names of one sort: of 国网丰和供电公司 neither half is one, though the first looks like a person."""
    return whole(name) and whole(other) and (sort_of(name) is Sort.PERSON) is (sort_of(other) is Sort.PERSON)


def whole(name: str) -> bool:
    """Whether a name ends like a unit's, means many at once, or is a person's."""
    bare = re.sub(r"\(.*?\)$", "", name)
    return bool(UNIT_END.search(bare) or COLLECTIVE.search(bare) or looks_like_a_person(bare))


_BESIDE = re.compile(r"[(（][^()（）]*[)）]$")
_STEM = re.compile("[一-鿿]{2,10}")
