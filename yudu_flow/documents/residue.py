"""Words that give work to somebody and that no assignment was read from: a person should look at each."""

import re
from collections.abc import Iterator, Sequence

from yudu_flow.documents.labels import LABEL, label_at
from yudu_flow.documents.lexicon import CONTACT
from yudu_flow.documents.passage import Passage, Span

_ENDS = r"(?:局|委|办|股|科|处|部|中心|站|所|院|室|府|公司|街道|乡镇|大队|支队|单位|部门|会|联)"
_CHARGES = r"(?:牵头|负责(?!人|制|任)|承办|主办|协办|包抓|包联|挂点|抓落实|具体落实|组织实施)"
_CHARGED = re.compile(
    rf"{_ENDS}(?:\([^()]*\))?(?:等[一-鿿]{{0,4}})?:?(?:要|应|应当|具体|共同|分别|总|按[一-鿿]{{0,6}})?{_CHARGES}|由[^,。;]{{2,30}}{_ENDS}[^,。;]{{0,4}}{_CHARGES}"
)
_UNMARKED = re.compile(
    r"^(?:责任|牵头|配合|包保|包抓|主办|协办|承办|分管)(?:单位|部门|科室|股室|处室|领导|人)(?=[ \t]|$)"
)
FOR_THE_PLAN = re.compile(r"解释|督导|督查|跟踪|督办|考核|调度|日常|汇总|收集|统筹协调|协调推进|联络|通报")
"""What an office does for the plan as a whole is no measure."""


def left_over(passage: Passage, blotted: str, measures: Span) -> Iterator[str]:
    """Sentences with words of charge outside the stretches that are `blotted` out.

    A label counts wherever it stands; a verb only between `measures`, from the first one to the last.
    """
    for start, end in passage.sentences:
        words = blotted[start:end]
        if _NOBODY.search(words) or ("#" in words and not words.strip("# ,、")):
            continue
        if _labelled(blotted, start, end) or (measures[0] <= start and end <= measures[1] and _charged(words)):
            yield passage.text[start:end]


_NOBODY = re.compile(r":\s*(?:无|暂无|/|[-—－]+)$")


def blotted_out(key: str, taken: Sequence[Span]) -> str:
    """The words with a sign that means nothing in place of the stretches that were read."""
    out = list(key)
    for start, end in taken:
        out[start:end] = "#" * (end - start)
    return "".join(out)


def _labelled(blotted: str, start: int, end: int) -> bool:
    if _UNMARKED.search(blotted[start:end]):
        return True
    found = [
        one
        for one in LABEL.finditer(blotted, start, end)
        if not CONTACT.search(one[0]) and blotted[max(one.start() - 1, start)] not in "各属关"
    ]
    return any(label_at(blotted, one.start(), end) for one in found)


def _charged(words: str) -> bool:
    return bool(_CHARGED.search(words)) and not FOR_THE_PLAN.search(words)
