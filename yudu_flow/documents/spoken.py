"""Sentences that say who does it in plain words: 甲局牵头，乙局配合；此项工作由甲局负责；由甲局牵头开展检查。

Of each clause what charges is kept: its names and its verb. What it is about stands before 由 or behind the verb.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yudu_flow.documents.attribution import Attribution, Named, Reader
from yudu_flow.documents.bare_names import is_posted
from yudu_flow.documents.days import DAYS_FIRST, due_in, is_lasting
from yudu_flow.documents.labels import LABEL, Role
from yudu_flow.documents.lexicon import TOGETHER
from yudu_flow.documents.outline import outline
from yudu_flow.documents.passage import CLOSING, OPENING, Passage, Span, split
from yudu_flow.documents.plausible import oddity
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.stated import limit_likely
from yudu_flow.documents.verbs import verb_at

LONGEST = 240
"""Characters of a sentence that may say so."""
_BY = re.compile(r"(?<![自理缘])由(?!于|此)")
_WITH_OBJECT = re.compile(
    r":?(?:共同|具体|分别|主要)?(?P<verb>牵头负责|负责牵头|牵头|负责(?!人|制|同志|干部)|承办|主办|配合|协助|参与)(?=[一-鿿])"
)
_BEYOND = re.compile(
    r"要求|(?:组织|措施|工作|实施|强化|加强|服务)保障$|保障(?:措施|机制)?$|组织领导|组织实施|机制|督导|督查|考核|附则"
)
"""In the titles of sections that speak of how the work is led: there only whole sentences charge anybody."""
_NO_NAME = re.compile(r"[《“\"'‘:;]|领导小组|各自|^(?:其[他余它])?为")
_FOR_THE_PLAN = re.compile(r"(?:本方案|本意见|的)?(?:解释|日常|跟踪|督[查导促]|考核|调度|汇总|统筹|协调|通报|收集)")
"""What an office does for the plan as a whole is no measure: 由局办公室负责解释."""


_ACTS = re.compile(
    r"于|对|在|按|将|尽快|抓紧|组织|制定|编制|完成|做好|抓好|开展|进一步|加快|研究|提出|落实|协调|会同|联合|\d{1,4}[年月]|年底"
)
"""How what somebody is to do begins, behind the names."""
_ORDERS = re.compile(r"由(?!于|此)|请|责成|明确")
_REPORTS = re.compile(r"报送|上报|汇报|报告|反馈|报[县市区局党政]")
OWN_WORDS = 4
"""Characters besides who and when from which on a part of a sentence speaks of work of its own."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """The stretch of a clause that charges; `aside`: it names something besides who, so that it is to be looked at;
    `weak`: no word of a role stands there.
    """

    start: int
    end: int
    charges: bool
    aside: bool = False
    weak: bool = False


@dataclass(slots=True)
class _Part:
    """A part of a sentence that speaks of one piece of work, and its clauses that charge."""

    start: int
    end: int
    clauses: list[_Clause]

    @property
    def charges(self) -> bool:
        return any(one.charges for one in self.clauses)


def spoken(passage: Passage, line: Span, year: int, beyond: list[Span]) -> Iterator[Attribution]:
    """The attributions of a line's sentences; `beyond` the measures only of those that say nothing else."""
    for sentence in split(passage.key, *line, "。"):
        leaders: list[Named] = []
        for part in _parts(passage, *sentence, year):
            if not part.charges or not (_is_whole(passage, part) or not any(s <= part.start < e for s, e in beyond)):
                continue
            found = _read(passage, part.clauses, year)
            found.speaks = (part.start, part.end)
            if not found.due_words and (likely := limit_likely(passage, part.start, part.end, year)):
                found.due, found.due_words = likely.day, likely.words
                found.doubts.append(f"正文写着“{likely.words}”，已当作完成时限，请核对")
            leaders = found.of(Role.LEADER) or leaders
            found.names = [*([] if found.of(Role.LEADER) else leaders), *found.names]
            yield found


def _is_whole(passage: Passage, part: _Part) -> bool:
    """Whether it says nothing besides who does it."""
    begun = _is_this(passage.key[part.start : part.clauses[0].start]) or part.clauses[0].start == part.start
    return begun and not any(one.aside for one in part.clauses)


def _parts(passage: Passage, start: int, end: int, year: int) -> list[_Part]:
    """What ; parts, where each charges somebody with work of its own; else they are one."""
    made: list[_Part] = []
    for begun, stop in split(passage.key, start, end, ";"):
        clauses = [*_clauses(passage, begun, stop, year)] if stop - begun <= LONGEST else []
        part = _Part(begun, stop, clauses)
        if made and not (part.charges and made[0].charges and _has_own_words(passage, part)):
            made[-1].end = stop
            made[-1].clauses += clauses
        else:
            made.append(part)
    return made


def _has_own_words(passage: Passage, part: _Part) -> bool:
    left = (place for place in range(part.start, part.end) if not any(c.start <= place < c.end for c in part.clauses))
    return len(_MARKS.sub("", "".join(passage.key[place] for place in left))) >= OWN_WORDS


_MARKS = re.compile(r"[,;:、\s由于并]")


def read_sentence(passage: Passage, start: int, end: int, year: int) -> Attribution | None:
    """What one sentence says of who does it; None where it says nothing of that."""
    clauses = [*_clauses(passage, start, end, year)] if end - start <= LONGEST else []
    return _read(passage, clauses, year) if any(one.charges for one in clauses) else None


def beyond_measures(passage: Passage) -> list[Span]:
    """The sections whose titles say that they speak of how the work is led, but those whose items bear labels."""
    return [
        (one.start, one.end)
        for one in outline(passage)
        if _BEYOND.search(one.title[:16]) and len(_LABELLED.findall(passage.key, one.start, one.end)) < LEAST_LABELS
    ]


LEAST_LABELS = 2
"""Labels in a section from which on it gives work, whatever its title says."""
_LABELLED = re.compile(rf"[(\[〔【\n。]{LABEL.pattern}:")


def _read(passage: Passage, clauses: list[_Clause], year: int) -> Attribution:
    """The clauses read as one attribution, without what stands between them."""
    places = [place for one in clauses for place in (*range(one.start, one.end), -1)][:-1]
    text = "".join("，" if place < 0 else passage.text[place] for place in places)
    stops = [place if place >= 0 else places[at - 1] for at, place in enumerate(places)]
    words = Passage(text, stops)
    found = Reader(words, (clauses[0].start, clauses[-1].end), year).read(0, len(text))
    found.names = [replace(one, place=words.span(*one.place)) for one in found.names]
    found.weak = all(one.weak for one in clauses if one.charges)
    if any(one.aside for one in clauses):
        found.doubts.append("分工是从句子里读出来的，请对照原文核对")
    return found


def _clauses(passage: Passage, start: int, end: int, year: int) -> Iterator[_Clause]:
    """What charges, and behind the first that does, by when."""
    charged = False
    for one in split(passage.key, start, end, ",;"):
        found = _clause(passage, *one)
        if found is None and charged:
            found = _time(passage.key, *one, year)
        if found:
            charged = charged or found.charges
            yield found


def _time(key: str, start: int, end: int, year: int) -> _Clause | None:
    """The time limit that a clause is, or begins with."""
    words = key[start:end]
    if begun := DAYS_FIRST.match(words):
        return _Clause(start, start + begun.end(), False)
    return _Clause(start, end, False) if due_in(words, year) is not None or is_lasting(words) else None


def _clause(passage: Passage, start: int, end: int) -> _Clause | None:
    key = passage.key
    for begun in (start, *(found.end() for found in _BY.finditer(key, start, end))):
        if (verb := verb_at(key, begun, end)) and _names(passage, begun, verb[1]):
            return _Clause(begun, end, True, begun > start + 1 and not _is_this(key[start:begun]))
        spoken = _WITH_OBJECT.search(key, begun, end)
        if spoken and _FOR_THE_PLAN.match(key, spoken.end(), end) is None and _names(passage, begun, spoken.start()):
            return _Clause(begun, spoken.end(), True, aside=True)
    if _names(passage, start, end):
        return _Clause(start, end, False)
    return _ordered(passage, start, end)


def _ordered(passage: Passage, start: int, end: int) -> _Clause | None:
    """请县教育局于6月底前制定方案, 会同县财政局对…: names, and behind them at once what they are to do."""
    key = passage.key
    if found := TOGETHER.match(key, start, end):
        stop = _before_acts(passage, found.end(), end)
        return _Clause(start, stop, False) if stop else None
    for found in _ORDERS.finditer(key, start, end):
        if not _REPORTS.search(key, start, end) and (stop := _before_acts(passage, found.end(), end)):
            return _Clause(found.end(), stop, True, aside=True, weak=True)
    return None


def _before_acts(passage: Passage, start: int, end: int) -> int:
    """Where the names that a stretch begins with end; 0 where it begins with none."""
    stops = (found.start() for found in _ACTS.finditer(passage.key, start + 2, end))
    return next((stop for stop in stops if _names(passage, start, stop)), 0)


def _is_this(words: str) -> bool:
    """此项工作由: it says nothing of its own."""
    return re.fullmatch(r"(?:此|这|本|该|上述|以上)(?:几?项)?(?:工作|任务)?由", words) is not None


def _names(passage: Passage, start: int, end: int) -> bool:
    """Whether a stretch is nothing but the names of units."""
    words = passage.key[start:end]
    if len(words) < 2 or _NO_NAME.search(words) or not _is_balanced(words):
        return False
    if is_posted(words.removeprefix("由")):
        return True
    found = Reader(passage, (start, end), 2000).read(start, end).names
    return bool(found) and all(sort_of(one.name) in (Sort.UNIT, Sort.GROUP) and not oddity(one.name) for one in found)


def _is_balanced(words: str) -> bool:
    return sum(c in OPENING for c in words) == sum(c in CLOSING for c in words) and words[0] not in OPENING
