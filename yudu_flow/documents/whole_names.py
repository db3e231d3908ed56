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
        and not (OWN_PLACE.search(name) and not _COURT.fullmatch(name))
        and not COLLECTIVE.search(name)
    )


_COURT = re.compile("(?:人民)?(?:法院|检察院)")
"""Without a place it is the county's."""


def alike(name: str, other: str) -> bool:
    """Two whole names of one sort: of 国网丰和供电公司 neither half is one, though the first looks like a person."""
    return whole(name) and whole(other) and (sort_of(name) is Sort.PERSON) is (sort_of(other) is Sort.PERSON)


def whole(name: str) -> bool:
    """Whether a name ends like a unit's, means many at once, or is a person's."""
    bare = re.sub(r"\(.*?\)$", "", name)
    return bool(UNIT_END.search(bare) or COLLECTIVE.search(bare) or looks_like_a_person(bare))


def lent_doubts(name: str, text: str) -> list[str]:
    """What is asked of a name that was completed: of a village's station (城东派出所) the prefix is no part.

    `text` is the document's; what it says in full somewhere is plain, and so are the kinds that each county has one of.
    """
    plain = _OF_THE_COUNTY.search(_BESIDE.sub("", name)) or name in text or name.startswith("各")  # asked where lent
    return [] if plain else [f"“{name}”的第一个字是按前面的名称补的，请核对"]


_OF_THE_COUNTY = re.compile(
    "(?:(?<!分)局|委|办|部|室|会|联|中心|[支大总]队|供销社|党校|法院|检察院|(?:人民|中医|妇幼)[一-鿿]{0,3}院|档案馆|文化馆|图书馆|博物馆|集团|公司|保健院|疾控|社)$"
)
_BESIDE = re.compile(r"[(（][^()（）]*[)）]$")
_STEM = re.compile("[一-鿿]{2,10}")
