"""What a name is by its look, where no roster says: a person, a unit, or many at once."""

import re
from enum import StrEnum

from yudu_flow.documents.lexicon import COLLECTIVE, SURNAMES, UNIT_END

_COMPOUND = re.compile("欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|夏侯|慕容|司徒|端木|南宫|长孙")
_CHINESE = re.compile(r"[一-鿿]+")
_DOTTED = re.compile(r"[一-鿿]{1,8}(?:[·•・][一-鿿]{1,8})+")
_PLAINLY_A_UNIT = re.compile(
    r"(?:局|股|室|办|委|科|处|中心|公司|站|部|厅|府|会|街道|集团|院|校|队|所|馆|区|县|组|联|行|(?<=..)[镇乡市]|(?:高新|产业|工业|科技|物流|双创|创新|幼儿|公)园)$"
)
_BESIDE = re.compile(r"[(（〔【\[［][^()（）〔〕【】［］]*[)）〕】\]］]$")


class Sort(StrEnum):
    PERSON = "person"
    UNIT = "unit"
    GROUP = "group"
    UNKNOWN = "unknown"


def sort_of(name: str) -> Sort:
    """By its look alone, without what stands in brackets behind it."""
    name = _BESIDE.sub("", name) or name
    if COLLECTIVE.search(name):
        return Sort.GROUP
    if is_dotted(name):
        return Sort.PERSON
    if looks_like_a_person(name) and not _PLAINLY_A_UNIT.search(name):
        return Sort.PERSON
    return Sort.UNIT if UNIT_END.search(name) else Sort.UNKNOWN


def is_dotted(name: str) -> bool:
    """阿不都·热西提: parts with dots between them."""
    return _DOTTED.fullmatch(name) is not None


def looks_like_a_person(name: str) -> bool:
    """Two or three characters behind a surname, four behind a compound one."""
    if not _CHINESE.fullmatch(name):
        return False
    if _COMPOUND.match(name):
        return 3 <= len(name) <= 4
    return name[:1] in SURNAMES and 2 <= len(name) <= 3
