"""The account of a document's text: what it names stands in an assignment, or in words that order nothing, or is left.

What is left over in the words of a measure is a doubt on it, in a section's heading one on all below it, and elsewhere
a question that gives the words. Where much is left over, the document's manner is not known, and nothing in it is sure.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter

from yudu_flow.documents.labels import LABEL
from yudu_flow.documents.lexicon import BESIDE, POST_ALONE
from yudu_flow.documents.mentions import Mention, days_alone, mentions
from yudu_flow.documents.outline import Item, around
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.recurring import HANDED_IN
from yudu_flow.documents.residue import FOR_THE_PLAN
from yudu_flow.documents.summary import LINE
from yudu_flow.documents.verbs import VERB_WORDS

MOST_LEFT = 0.1
"""The share of a document's names above which what is left over makes its manner strange, where it is above `FEW`."""
FEW = 2
SPARE = 4
"""Characters of an attribution beside names, labels, verbs and days from which on it says something else as well."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an assignment of the prose speaks for: its item, its words from `start` on, and who is charged in `said`."""

    item: Item | None
    start: int
    said: Span
    spare: str = ""
    """What `said` holds beside names, labels, verbs and days."""
    names: frozenset[str] = frozenset()
    undated: bool = False
    """It says not itself by when: a day among its words does."""


@dataclass(slots=True)
class Account:
    """`doubts` by the place of the assignment; `open` has the names that belong to none, by where they stand."""

    doubts: dict[int, list[str]] = field(default_factory=dict)
    open: dict[Span, list[str]] = field(default_factory=dict)
    taken: int = 0
    left: int = 0

    @property
    def is_strange(self) -> bool:
        """Whether too much is left over for anything to be sure."""
        return self.left > FEW and self.left > MOST_LEFT * (self.left + self.taken)

    def doubt(self, at: int, words: str) -> None:
        """One more on an assignment, each once."""
        said = self.doubts.setdefault(at, [])
        if words not in said:
            said.append(words)


def account_of(
    passage: Passage,
    items: Sequence[Item],
    spoken: Sequence[Spoken | None],
    taken: Set[int],
    aside: Iterable[Span],
    over: Iterable[Span],
) -> Account:
    """Of the prose. `spoken` has None for rows of tables; `taken` are the places in the file where names were read,
    `aside` the stretches that order nothing, `over` those that say of several measures by when.
    """
    made, left = Account(), dict[Span, list[Mention]]()
    quiet = {place for span in aside for place in range(*span)}
    said = {place: work for work in spoken if work for place in range(*work.said)}
    for one in mentions(passage, 0, len(passage.key)):
        start = one.place[0]
        if start in quiet or _hands_in(passage.key, one):
            continue
        again = start in said and one.name in said[start].names  # 县统计局为牵头单位
        if passage.places[start] in taken or again:
            made.taken += 1
            continue
        made.left += 1
        left.setdefault(passage.sentence_at(start), []).append(one)
    dated = {place for span in over for place in range(*span)}
    dated |= {place for work in spoken if work and work.undated for place in range(work.start, work.said[1])}
    for one in days_alone(passage, 0, len(passage.key)):
        start = one.place[0]
        if start not in quiet and start not in said and start not in dated:
            left.setdefault(passage.sentence_at(start), []).append(one)
    works = _Works(spoken)
    for span, names in left.items():
        _put(made, span, names, passage, items, works)
    for at, work in enumerate(spoken):
        if work and work.spare:
            made.doubt(at, f"写分工的这一句里还说了别的，没有分开读，请看：{work.spare}")
    return made


def _hands_in(key: str, one: Mention) -> bool:
    """Whether its clause says what the name is to report, or does for the plan as a whole."""
    begun, far = one.place[1], min(one.place[1] + LONGEST, len(key))
    end = min(at if (at := key.find(mark, begun, far)) >= 0 else far for mark in ",。;\n")
    return bool(HANDED_IN.search(key, one.place[1], end) or FOR_THE_PLAN.search(key, one.place[1], end))


LONGEST = 200
"""Characters of a clause: what goes on for longer is no sentence of anybody's, and takes for ever."""


def spare_words(passage: Passage, said: Span, names: Sequence[Span]) -> str:
    """What an attribution says beside names, labels, verbs and days; empty where that is next to nothing."""
    key = list(passage.key[slice(*said)])
    for start, end in names:
        key[max(start - said[0], 0) : max(end - said[0], 0)] = "#" * max(0, min(end, said[1]) - max(start, said[0]))
    words = "".join(key)
    for name in dict.fromkeys(passage.key[start:end] for start, end in names):
        words = words.replace(name, "#" * len(name))
    rest = _KNOWN.sub(lambda found: "#" * len(found[0]), words)
    stretches = [one for one in re.finditer(r"[^#,;。:、()\[\]〔〕【】\s]+", rest) if len(one[0]) > 1]
    if sum(len(one[0]) for one in stretches) <= SPARE:
        return ""
    begun = max(words.rfind(mark, 0, stretches[0].start()) for mark in ",。;:#") + 1
    return passage.text[said[0] + begun : said[0] + stretches[-1].end()][: 2 * LINE]


_KNOWN = re.compile(
    rf"{POST_ALONE.pattern}|{LABEL.pattern}|{VERB_WORDS}|[^,。;:]{{0,80}}(?:{BESIDE.pattern})[^,。;:]*"
    r"|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|(?:\d{4}年)?\d{1,2}月(?:份|\d{1,2}[日号])?|\d{4}年|[一二三四1-4]季度|[上下]半年"
    r"|今年|明年|当年|全年|[年月]?[底末内]|[上中下]旬|(?:之|以)?前|按?(?:照)?(?:各自)?(?:职责|职能)(?:分工)?|共同|分别"
    r"|长期坚持|持续推进|立行立改|等(?![省市县区局]?[各直])[一-鿿]{0,4}(?:单位|部门|科室|股室)|每[一-鿿]{1,3}[一两三\d]次|[一-鿿]{1,4}节"
    r"|成效|取得|贯穿|完成|办结|列第?[一首]位(?:的|者)?为|下同"
)


class _Works:
    """The assignments of the prose by where they stand: a document may have thousands, and as many names left over."""

    def __init__(self, spoken: Sequence[Spoken | None]) -> None:
        known = [(at, work) for at, work in enumerate(spoken) if work]
        self._ranges = sorted((work.start, work.said[1], at) for at, work in known)
        self._furthest = [*accumulate((end for _, end, _ in self._ranges), max)]
        self.beside: dict[int, list[int]] = defaultdict(list)
        self.below: dict[int, list[int]] = defaultdict(list)
        for at, work in known:
            self.beside[id(work.item)].append(at)
            for item in work.item.line_up() if work.item else ():
                self.below[id(item)].append(at)

    def within(self, place: int) -> list[int]:
        """Those whose words hold the place, in their order."""
        found, at = list[int](), bisect_right(self._ranges, place, key=itemgetter(0)) - 1
        while at >= 0 and self._furthest[at] > place:
            if self._ranges[at][1] > place:
                found.append(self._ranges[at][2])
            at -= 1
        return sorted(found)


def _put(made: Account, span: Span, names: list[Mention], passage: Passage, items: Sequence[Item], of: _Works) -> None:
    place = names[0].place[0]
    item = around(items, place)
    heads = item is not None and "\n" not in passage.key[item.start : place]
    said = "、".join(f"“{name}”" for name in dict.fromkeys(one.name for one in names))
    held = of.within(place) or (of.beside[id(item)] if item else [])
    for at in held:
        made.doubt(at, f"{said}没有读进这一项的分工，请看：{_around(passage, span, names)}")
    if held:
        return
    below = of.below[id(item)] if heads else []
    for at in below:
        made.doubt(at, f"{said}写在上面的标题里，没有读进这一项的分工，请核对")
    if not below:
        made.open[span] = [one.name for one in names]


def _around(passage: Passage, span: Span, names: list[Mention]) -> str:
    """The words before the first name, and on to the last one."""
    begun = max(span[0], names[0].place[0] - LINE // 2)
    return passage.text[begun : min(names[-1].place[1] + BEHIND, span[1])][: 2 * LINE]


BEHIND = 6
