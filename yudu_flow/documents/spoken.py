"""Sentences that say who does it in plain words: 甲局牵头，乙局配合；此项工作由甲局负责；由甲局牵头开展检查。

Of each clause what charges is kept, and read as one attribution with the others of its part of the sentence.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.charged import ALL, Attribution, Named
from yudu_flow.documents.clauses import Clause, clauses_of, is_this
from yudu_flow.documents.labels import LABEL, Role
from yudu_flow.documents.lexicon import BEYOND
from yudu_flow.documents.numerals import BELOW_HUNDRED, number
from yudu_flow.documents.outline import outline
from yudu_flow.documents.passage import Passage, Span, split
from yudu_flow.documents.recurring import HANDED_IN
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.stated import later_day, limit_likely

FROM_A_SENTENCE = "分工是从句子里读出来的，请对照原文核对"
LONGEST = 240
"""Characters of a sentence that may say so."""
OWN_WORDS = 4
"""Characters besides who and when from which on a part of a sentence speaks of work of its own."""


@dataclass(slots=True)
class _Part:
    """A part of a sentence that speaks of one piece of work, and its clauses that charge."""

    start: int
    end: int
    clauses: list[Clause]

    @property
    def charges(self) -> bool:
        return any(one.charges for one in self.clauses)


def spoken(passage: Passage, line: Span, year: int, beyond: Set[int]) -> Iterator[Attribution]:
    """The attributions of a line's sentences; at places `beyond` the measures of those that say nothing else."""
    found = [*_spoken(passage, line, year, beyond)]
    minutes = _MINUTES.search(passage.key, 0, HEAD) is not None
    beside = minutes or any(not _is_many(one) for one in found)
    yield from (one for one in found if beside or one.due or not (one.weak and _is_many(one)))


def _is_many(one: Attribution) -> bool:
    return all(sort_of(name.name) is Sort.GROUP for name in one.names)


_NOTE = re.compile(r"(?:备注|说明|注释?|附注|填[表报]说明)\d?:")
"""Above or below a table: it orders nothing that the table does not."""


def _spoken(passage: Passage, line: Span, year: int, beyond: Set[int]) -> Iterator[Attribution]:
    if _NOTE.match(passage.key, *line):
        return
    for sentence in split(passage.key, *line, "。"):
        leaders: list[Named] = []
        for part in _parts(passage, *sentence, year):
            if not part.charges or not (_is_whole(passage, part) or part.start not in beyond):
                continue
            found = _read(passage, part.clauses, year)
            likely = None if found.due_words else limit_likely(passage, part.start, part.end, year)
            reported = HANDED_IN.search(passage.key, part.start, part.end) is not None
            if all(_is_everybody(name.name, weak=found.weak and reported) for name in found.names):
                continue
            found.labelled = (part.start, part.end) == sentence == line and _is_whole(passage, part)
            found.speaks = (part.start, part.end)
            found.many = many_above(passage.key, line[0], part)
            found.doubts += _doubts(found, later_day(passage, part.start, part.end, year, found.due))
            if likely:
                found.due, found.due_words = likely.day, likely.words
                begins = passage.text.startswith(likely.words, part.start)  # 9月10日前 县文旅局确定演出单位
                found.doubts += [] if begins else likely.doubts
            leaders = found.of(Role.LEADER) or leaders
            found.names = [*([] if found.of(Role.LEADER) else leaders), *found.names]
            yield found


def many_above(key: str, line: int, part: _Part) -> int:
    """How many items before it the sentence speaks for that a line begins with; 0 where it does not say so."""
    above = _ABOVE.match(key, line, part.end) if part.start == line else None
    if above is None:
        return 0
    return ALL if above[1] is None else number(above[1])


_ABOVE = re.compile(
    rf"(?:以上|上述|前述)(?:各|所有|这)?(?:({BELOW_HUNDRED}|两)?(?:项|条|个|点))?(?:工作|任务|事项|措施|内容)?,?(?:均|都)?由"
)


def _doubts(found: Attribution, later: str) -> Iterator[str]:
    """Of what names nobody but many at once, and of a day that lies behind its limit."""
    if not found.doubts and _is_many(found):
        yield FROM_A_SENTENCE
    if later:
        yield f"正文里还写着“{later}”，完成时限请核对"


_MINUTES = re.compile("纪要|议定")
HEAD = 200
"""Characters at a document's begin in which minutes say that they are such."""
_ADDRESSED = re.compile(
    "(?:[省市县区]?(?:政府|委)?系统)?(?:各(?:有关|相关|级|地|责任|牵头|承办|主办|配合|成员)*|责任|牵头|承办)"
    "(?:单位|部门|地区|级|地|领导)(?:各?(?:单位|部门))?(?:对照|认真|切实|严格|进一步|高度重视)?"
)
"""请各责任单位抓好落实 is said to all whom the document is for."""


def _is_everybody(name: str, *, weak: bool) -> bool:
    return _ADDRESSED.fullmatch(name) is not None or (weak and sort_of(name) is Sort.GROUP)


def _is_whole(passage: Passage, part: _Part) -> bool:
    """Whether it says nothing besides who does it."""
    begun = is_this(passage.key[part.start : part.clauses[0].start]) or part.clauses[0].start == part.start
    return begun and not any(one.aside for one in part.clauses)


def _parts(passage: Passage, start: int, end: int, year: int) -> list[_Part]:
    """What ; parts, where each charges somebody with work of its own; else they are one."""
    made: list[_Part] = []
    for begun, stop in split(passage.key, start, end, ";"):
        clauses = clauses_of(passage, begun, stop, year) if stop - begun <= LONGEST else []
        for part in _by_owner(begun, stop, clauses):
            if made and not (part.charges and made[0].charges and _has_own_words(passage, part)):
                made[-1].end = part.end
                made[-1].clauses += part.clauses
            else:
                made.append(part)
    return made


def _by_owner(start: int, end: int, clauses: list[Clause]) -> Iterator[_Part]:
    """县财政局要拨付资金，县水利局要抓紧开工: each has its own work, where no word of a role says that one leads; so
    has whoever is charged by a day of its own: 由各镇负责, …, 11月底前由县住建局组织验收.
    """
    weak = [one.start for one in clauses if one.charges] if all(one.weak or not one.charges for one in clauses) else []
    stops = [start, *(weak[1:] or [one.own for one in clauses if one.own is not None]), end]
    for begun, stop in pairwise(stops):
        yield _Part(begun, stop, [one for one in clauses if begun <= one.start < stop])


def _has_own_words(passage: Passage, part: _Part) -> bool:
    left = (place for place in range(part.start, part.end) if not any(c.start <= place < c.end for c in part.clauses))
    return len(_MARKS.sub("", "".join(passage.key[place] for place in left))) >= OWN_WORDS


_MARKS = re.compile(r"[,;:、\s由于并]")


def read_sentence(passage: Passage, start: int, end: int, year: int) -> Attribution | None:
    """What one sentence says of who does it; None where it says nothing of that."""
    clauses = clauses_of(passage, start, end, year) if end - start <= LONGEST else []
    return _read(passage, clauses, year) if any(one.charges for one in clauses) else None


def beyond_measures(passage: Passage) -> set[int]:
    """All places in sections whose titles say that they speak of how the work is led, but where items bear labels."""
    return {
        place
        for one in outline(passage)
        if BEYOND.search(one.title[:16])
        and not _CHARGED.search(one.title[:16])
        and not (one.title.startswith("关于") and one.title.endswith("保障"))
        and len(_LABELLED.findall(passage.key, one.start, one.end)) < LEAST_LABELS
        for place in range(one.start, one.end)
    }


_CHARGED = re.compile("[局委办司会心队股科]负责")
"""县供电公司负责电力保障 says who does what."""
LEAST_LABELS = 2
"""Labels in a section from which on it gives work, whatever its title says."""
_LABELLED = re.compile(rf"[(\[〔【\n。]{LABEL.pattern}:")


def _read(passage: Passage, clauses: list[Clause], year: int) -> Attribution:
    """The clauses read as one attribution, without what stands between them."""
    said = [pair for before, one in pairwise([None, *clauses]) for pair in _said(passage, before, one)][1:]
    text = "".join(character for character, _ in said)
    words = Passage(text, [place for _, place in said])
    found = Reader(words, (clauses[0].start, clauses[-1].end), year).read(0, len(text))
    found.names = found.names_in(words)
    found.weak = all(one.weak for one in clauses if one.charges)
    aside = [one for one in clauses if one.aside]
    if len(aside) > 1 or any(not one.plain for one in aside):
        found.doubts.append(FROM_A_SENTENCE)
    return found


def _said(passage: Passage, before: Clause | None, one: Clause | None) -> Iterator[tuple[str, int]]:
    """A comma, the clause, and behind who helps in other words that they do; each character with its place.

    What stands before a clause of its own is no part of its list: 甲局要做好指导，乙局要配合.
    """
    assert one is not None  # only what stands before the first is
    yield ("；" if one.helps or (before and before.charges and before.weak) else "，"), one.start
    yield from ((passage.text[place], place) for place in range(one.start, one.end))
    yield from ((character, one.end - 1) for character in ("配合" if one.helps else ""))
