"""Measures that nobody has, and numbers that are missing between them: what stood there may not have been read."""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import pairwise

from yudu_flow.documents.lexicon import BEYOND
from yudu_flow.documents.outline import Item
from yudu_flow.documents.passage import Passage

SECTIONS = ("chapter", "chinese")


def asked_of_holes(items: Iterable[Item], charged: Iterable[Item]) -> Iterator[str]:
    """What is to be asked, in Chinese; `charged` are those that somebody has."""
    taken = {id(above) for one in charged for above in one.line_up()}
    families = [*families_of(items)]
    yield from (f"这一项没有读出责任单位，请看：{one.title}" for one in _uncharged(families, taken))
    for sisters in _untouched(families, taken):
        yield f"这几项没有读出责任单位，请看：{'；'.join(one.title[:12] for one in sisters)}"
    for one, other in _leaps(families, taken):
        yield f"“{one.title}”是第{one.number}项，下一项却是第{other.number}项，请看中间是否漏读"


def _uncharged(families: list[list[Item]], taken: Set[int]) -> Iterator[Item]:
    """Those that nobody has while somebody has sisters of theirs.

    Of a document's sections only those between the first and the last that somebody has, for before them stand the
    goals, behind them the requirements; and those that minutes head 关于…问题.
    """
    for sisters in families:
        held = [at for at, one in enumerate(sisters) if id(one) in taken]
        if not held:
            continue
        inner = sisters[0].above is not None or sisters[0].style not in SECTIONS
        yield from (
            one
            for at, one in enumerate(sisters)
            if id(one) not in taken and (inner or held[0] < at < held[-1] or _MATTER.fullmatch(one.title))
        )


_MATTER = re.compile("(?:关于|研究)(?!.*要求).{2,40}")
"""What minutes head a section with whose matter was decided on."""


def _untouched(families: list[list[Item]], taken: Set[int]) -> Iterator[list[Item]]:
    """The measures of sections that are headed as such and in which nobody has any."""
    for sisters in families:
        above = sisters[0].above
        if (
            above
            and _MEASURES.search(above.title)
            and not BEYOND.search(above.title[:16])
            and id(above) not in taken
            and len(sisters) > 1
        ):
            yield sisters


_MEASURES = re.compile(r"任务|措施|重点|举措|行动|事项|清单")


def said_of_all(passage: Passage) -> Iterator[str]:
    """Sentences that charge somebody with all measures and leave them out of each: 均涉及各乡镇，不再一一列出."""
    yield from (one[0] for one in _OF_ALL.finditer(passage.key))


_OF_ALL = re.compile(
    r"[^。;\n]{0,60}不再(?:一一|逐一|单独|另行|逐项|分别)?(?:列出|列明|注明|罗列|列入|列举|明确)[^。;\n]{0,20}"
)


def _leaps(families: list[list[Item]], taken: Set[int]) -> Iterator[tuple[Item, Item]]:
    """Two sisters that follow each other though their numbers do not, where somebody has one of the family."""
    for sisters in families:
        if sisters[0].style != "filed" and any(id(one) in taken for one in sisters):
            yield from ((one, other) for one, other in pairwise(sisters) if other.number > one.number + 1)


def families_of(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items of one style below the same one."""
    families: dict[tuple[int, str], list[Item]] = {}
    for one in items:
        families.setdefault((id(one.above), one.style), []).append(one)
    return iter(families.values())
