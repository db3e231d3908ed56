"""Whatever stands in place of the words and marks that are known, no name is wrong with nothing pointing at it.

The documents of notations.txt, kinds.txt and wholes.txt are read well. Here their role words, labels, brackets and
heads of columns are others that nobody has seen: a name that is then not where it belongs must be in a doubt or a
question, or its measure must be marked.
"""

import re
from collections import defaultdict
from collections.abc import Callable

import pytest

from tests.documents.notations import KINDS, NOTATIONS, WHOLES, Sample, samples
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper

NAMES = ("leaders", "units", "co_units", "groups", "people")
Fact = tuple[str, str]

BEARERS = "(单位|股室|科室|部门)"
GARBLED: dict[str, Callable[[str], str]] = {
    "labels that charge": lambda said: re.sub(f"责任{BEARERS}", r"扛活\1", said),
    "labels that lead": lambda said: re.sub(f"牵头{BEARERS}", r"挑头\1", said),
    "labels that help": lambda said: re.sub(f"(?:配合|协办|协同){BEARERS}", r"搭手\1", said),
    "labels of leaders": lambda said: re.sub("(?:责任|分管|牵头|包保)领导[:：]", "把总：", said),
    "labels of limits": lambda said: said.replace("完成时限", "收口").replace("时限", "收口"),
    "verbs": lambda said: said.replace("牵头", "挑头").replace("配合", "搭手").replace("负责", "兜底"),
    "verbs that help": lambda said: said.replace("配合", "搭手"),
    "brackets": lambda said: said.translate(str.maketrans("（）〔〕【】[]()", "｛｝" * 5)),
    "marks of lists": lambda said: re.sub("(?<=[一-鿿）)])、", "＋", said),
    "heads of columns": lambda said: re.sub("(?:牵头|责任)单位 [|]", "扛旗 |", said).replace("配合单位 |", "搭台 |"),
}


def facts(sample: Sample) -> dict[int, set[Fact]]:
    """By measure who has which role in it."""
    found: dict[int, set[Fact]] = defaultdict(set)
    for line in sample.expected:
        number, _, fields = line.partition(" | ")
        if number.isdecimal():
            pairs = [field.partition("=") for field in fields.split()]
            found[int(number)] |= {(role, name) for role, _, said in pairs if role in NAMES for name in said.split(",")}
    return found


def read_facts(draft: Draft) -> dict[int, set[Fact]]:
    found: dict[int, set[Fact]] = defaultdict(set)
    for one in draft.assignments:
        found[one.measure] |= {(role, re.sub(r"\s", "", name)) for role in NAMES for name in getattr(one, role)}
    return found


def unmarked(sample: Sample, draft: Draft) -> list[Fact]:
    """Names that are wrong or missing though the draft is sure of their measure, and no question tells of them.

    A measure that nobody has is asked about as a whole; one whose number is another now is found by its names.
    """
    if draft.caution or not draft.assignments:
        return []
    true, read, asked = facts(sample), read_facts(draft), re.sub(r"\s", "", "".join(draft.questions))
    doubted = {one.measure for one in draft.assignments if not one.sure}
    everywhere = {fact for all_of in read.values() for fact in all_of}
    ever_true = {fact for all_of in true.values() for fact in all_of}
    lost = [
        fact
        for measure, all_of in true.items()
        for fact in all_of - everywhere
        if measure not in doubted and fact[1].lstrip("省市县区") not in asked
        if measure in read or "没有读出" not in asked
    ]
    made = [fact for measure, all_of in read.items() for fact in all_of - ever_true if measure not in doubted]
    return lost + made


ALL = [*samples(NOTATIONS), *samples(KINDS), *samples(WHOLES)]
KNOWN = ("一、李明常务副县长负责", "牵头办所：应急管理办", "（一）市统计局")
"""Words of documents that are garbled into another sense: a list's mark for a number's, a bracket for a number's."""


def check(part: list[Sample], garble: Callable[[str], str]) -> None:
    wrong = []
    for sample in part:
        said = garble(sample.text)
        if said != sample.text and not any(words in sample.text for words in KNOWN):
            wrong += [(sample.row, sample.kind, one) for one in unmarked(sample, read_paper(read_file(said.encode())))]
    assert wrong == []


@pytest.mark.parametrize("garble", GARBLED.values(), ids=GARBLED)
def test_no_name_is_wrong_unmarked_in_words_that_nobody_knows(garble: Callable[[str], str]) -> None:
    check(ALL[::8], garble)


@pytest.mark.long
@pytest.mark.parametrize("garble", GARBLED.values(), ids=GARBLED)
def test_it_holds_for_all_documents(garble: Callable[[str], str]) -> None:
    check(ALL, garble)
