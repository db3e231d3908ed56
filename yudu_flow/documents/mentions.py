"""Names that stand for themselves in a document: alone in a bracket, a cell or a clause, or in a list of such.

加强与县财政局的沟通 mentions a unit in passing; （县财政局、县发改局会办） and 李明副县长总负责 give it something
to do, in whatever words. A name is set off where its list begins at a clause's begin and ends at its end, but for a
few words.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from yudu_flow.documents.bare_names import bare_name, is_posted
from yudu_flow.documents.days import is_lasting
from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.labels import LABEL
from yudu_flow.documents.lexicon import BEFORE, POST_ALONE, TITLES
from yudu_flow.documents.passage import CLOSING, OPENING, Passage, Span, split, trimmed
from yudu_flow.documents.plausible import oddity
from yudu_flow.documents.sorts import Sort, looks_like_a_person, sort_of

BEHIND = 6
"""Characters behind a name that may say what it does: 承办, 总负责, 会办."""
_MARKS = '。;:,|│<>→~—–•▪➢▶●◆■◇▲△★☆○◎※√\n\t"“”《》' + OPENING + CLOSING
"""Marks at which a clause begins or ends."""
_BY = re.compile(r"(?<![自理缘])由|会同")
_SHUT_OFF = "—–•▪➢▶●◆■◇▲△★☆○※>→|│\n\t" + OPENING
"""Behind one of these, and before another or an end, a word that may be a name is one."""


class Mention(NamedTuple):
    """A name and its place in the passage."""

    name: str
    place: Span


def mentions(passage: Passage, start: int, end: int) -> Iterator[Mention]:
    """Those in [start, end), in their order."""
    key = _apart(passage.key[start:end])
    for clause_start, clause_end in _clauses(key):
        for name_start, name_end in _listed(key, clause_start, clause_end):
            place = start + name_start, start + name_end
            yield Mention(bare_name(passage.text[slice(*place)]), place)
    for found in POSTED_HEAD.finditer(key):
        if looks_like_a_person(found["name"]):
            yield Mention(found["name"], (start + found.start("name"), start + found.end("name")))


def days_alone(passage: Passage, start: int, end: int) -> Iterator[Mention]:
    """Time limits that are shut off from all words around them: a line of its own, 10月31日前."""
    key = passage.key[start:end]
    for found in _LIMIT.finditer(key):
        if _is_shut_off(key, *found.span()):
            place = start + found.start(), start + found.end()
            yield Mention(passage.text[slice(*place)], place)


def _apart(key: str) -> str:
    """With marks in place of days: 数据处理组12月底前 is a name and a day."""
    return _DAYS.sub(lambda found: ";" * len(found[0]), key)


POSTED_HEAD = re.compile(
    r"^\s*(?P<name>[一-鿿]{2,3})[^\w\s](?:常务)?副?(?:局长|主任|股长|科长|县长|市长|区长|书记|镇长|乡长|主席|部长)[^\n]{0,8}[;:]$",
    re.MULTILINE,
)
"""A line that ends with a colon, with a post behind a name whatever the marks: 周敏（局长）负责："""
_DAY = r"(?:\d{4}年)?(?:今年|明年)?(?<!\d)\d{1,2}月(?:份|\d{1,2}[日号]|[底末]|[上中下]旬)?"
_DAYS = re.compile(rf"{_DAY}(?:之?前)?")
_LIMIT = re.compile(rf"(?:{_DAY}|(?:\d{{4}})?年底)(?:之?前)(?:完成)?")


def _clauses(key: str) -> Iterator[Span]:
    """The stretches between marks, without a heading's number; what 由 begins is one of its own."""
    for line_start, line_end in _lines(key):
        begun = line_start
        for place in range(line_start, line_end + 1):
            if place == line_end or key[place] in _MARKS:
                by = _BY.search(key, begun, place)
                yield from trimmed(key, by.start() if by else begun, place)
                begun = place + 1


def _lines(key: str) -> Iterator[Span]:
    start = 0
    for line in key.split("\n"):
        numbered = heading_at(key, start)
        yield start + (numbered.length if numbered else 0), start + len(line)
        start += len(line) + 1


def _listed(key: str, start: int, end: int) -> list[Span]:
    """All names of the clause's list; none where anything in it is no name, or where none is surely one."""
    found = _labelled(key, start, end)
    if found:
        return found
    lead = BEFORE.match(key[start:end])
    start += len(lead[0]) if lead else 0
    alone = _is_shut_off(key, start, end)
    items = [one for one in split(key, start, end, "、/+") if not POST_ALONE.fullmatch(key, *one)]
    for one_start, one_end in items:
        if POST_ALONE.fullmatch(key, one_start, one_end):  # 副县长、公安局局长熊伟
            continue
        led = lead is not None and one_end == end
        parts = _names(key, one_start, one_end) or (_led(key, one_start, one_end) if led else [])
        if not parts:
            return []
        found += [(s, e) for s, e, _ in parts]
        alone = alone or any(sure for _, _, sure in parts)
    return found if alone and not _RECEIVED.search(key[max(0, start - FAR) : start]) else []


def _labelled(key: str, start: int, end: int) -> list[Span]:
    """A list behind a label that nobody knows, of persons, or of words the last of which is a unit: 信贷、审计科."""
    if key[start - 1 : start] != ":" or not _UNKNOWN_LABEL.search(key[max(0, start - FAR) : start - 1]):
        return []
    items = [*split(key, start, end, "、/")]
    words = [re.sub(r"\s", "", key[s:e]) for s, e in items]
    named = all(sort_of(one) is Sort.PERSON and not is_lasting(one) for one in words) or (
        all(_STEM.fullmatch(one) for one in words[:-1]) and bool(words) and _is_name(words[-1], "") is True
    )
    return [one for one in items if not POST_ALONE.fullmatch(key, *one)] if named else []


_STEM = re.compile(r"[一-鿿]{2,12}")
_UNKNOWN_LABEL = re.compile(
    r"(?:^|[\n:。;,、()\[\]【】│|\s])(?!.*(?:时|期|间|地|标|名称|电话|日|联系|联络|主持|出席|记录|签发))[一-鿿]{2,6}[\]】)]?$"
)
FAR = 30
_RECEIVED = re.compile(r"(?:报送?|送|至|到|反馈)[^。;,]{0,16}(?:办公室|专班|[局股科处室办委所部班])\($")
"""Behind it a bracket says more of the unit that a report goes to: 报县环委办（生态环境局）."""


def _is_shut_off(key: str, start: int, end: int) -> bool:
    before, behind = key[start - 1 : start], key[end : end + 1]
    return (not before or before in _SHUT_OFF) and (not behind or behind in _SHUT_OFF + CLOSING + "。;")


def _names(key: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """The name that an item is, or the two that 和 joins, each with whether it is surely one."""
    if end - start > 2 * NAME or POST_ALONE.fullmatch(key, start, end):
        return []
    for stop in range(end, max(start + 1, end - BEHIND - 1), -1):
        tail = key[stop:end]
        if tail[:1] in _GOES_ON or (tail and not _TAIL.fullmatch(tail)) or LABEL.match(key, start, end):
            continue
        for parts in _parted(key, start, stop):
            sure = [_is_name(key[s:e], tail) for s, e in parts]
            if None not in sure:
                return [(s, e, bool(one)) for (s, e), one in zip(parts, sure, strict=True)]
    return []


def _led(key: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """What 由 or 会同 gives something to do, whatever that is: 由县住建局修改完善后印发."""
    stops = range(start + 3, min(start + LONGEST, end) + 1)
    return next(([(start, stop, True)] for stop in stops if _is_led(key[start:stop])), [])


def _is_led(words: str) -> bool:
    return bool(_STRONG.search(words) and _PLACED.match(words)) and _is_name(words, "") is True


def _parted(key: str, start: int, end: int) -> Iterator[list[Span]]:
    yield [(start, end)]
    for word in _AND.finditer(key, start, end):
        yield [(start, word.start()), (word.end(), end)]


def _is_name(words: str, tail: str) -> bool | None:
    """True for what is surely a name, False for what may be one, None for other words."""
    bare = re.sub(r"\s", "", words)
    if _is_person(bare):
        return True
    if bare in ("政府", "人民政府"):  # 金牛镇党委、政府
        return False
    if oddity(bare) or not 3 <= len(bare) <= LONGEST or _NO_NAME.search(bare):
        return None
    sort = sort_of(bare)
    if sort is Sort.GROUP:
        return True if _MANY.search(bare) and not _ANYBODY.search(bare) else None
    if sort is not Sort.UNIT:
        return None
    placed, does = _PLACED.match(bare), not tail or _DOES.search(tail)
    if _STRONG.search(bare):
        return bool(placed or does)
    if not (does or placed) or not _WEAK.search(bare):
        return None
    return bool(does and (placed or tail))


def _is_person(bare: str) -> bool:
    titled = TITLES.search(bare)
    return is_posted(bare) or bool(titled and looks_like_a_person(bare[: titled.start()].removesuffix("常务")))


NAME = 60
"""Characters of the longest name with its posts."""
LONGEST = 20
"""Characters of a name that is told by its look."""
_AND = re.compile("以及|及|和|与")
_TAIL = re.compile("(?!(?:组织)?召开|主持|听取|[研审][究议]|印发|转发|批[准复]|同意)[一-鿿]{1,6}")
_GOES_ON = tuple("队门组长员")
"""How a word goes on of which a name would be the first part: 工作|队, 等部|门."""
_DOES = re.compile(r"办(?!理)|责|牵|抓|主管|分管|落实|配合|协[助作同办]|助|承|参与")
_STRONG = re.compile(
    r"(?<![大当全格布结时])(?:局|股|委|科|委员会|管委会|党校|残联|妇联|文联|工商联|总工会|供销社|检察院|法院|[大支]队|办公室|政府)$"
)
_WEAK = re.compile(r"(?:办|处|中心|站|室|部|院|所|组|公司|队|联社|协会|银行|支行|街道|镇|乡)$")
_PLACED = re.compile(r"[省市县区局镇乡]|国网")
_MANY = re.compile(r"(?:乡镇|街道|镇街|局|股室|科室|办|委|站|所|中心|政府|办事处|大队|学校|医院|卫生院|公司)$")
_ANYBODY = re.compile(r"责任|牵头|配合|主办|承办|有关|相关")
"""各责任单位 is whoever was charged before."""
_NO_NAME = re.compile(
    r"\d|领导|重组$|等[部单]?$|^(?:全[县市区省局]|本[县市区局])$|对接|创建|报[请省市县区]|^(?:报|上报|提出|和|实行|实施|办好|做好|加快|送|经(?!开|济|信|发|贸)|第.{1,3}项|设在|任|结合|认真|每|到|至|向|将|对|其余|落实|强化|推动|推进|加强|开展)"
)
