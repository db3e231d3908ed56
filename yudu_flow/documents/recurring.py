"""Duties that a document orders to recur: 每月27日前报…（加盖公章）, 每季度末月25日前, 每周五前, 每月走访企业."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from yudu_flow.documents.draft import DraftDuty
from yudu_flow.documents.numerals import BELOW_HUNDRED, number
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.domain.cycle import Cycle

_EACH = r"(?:每个?|按|逐)"
_EVERY = re.compile(rf"{_EACH}?(?:(半年)|(季度?)|(半个?月|月度?)|(周|星期)|(年度?))")
_CYCLES = (Cycle.HALF_YEAR, Cycle.QUARTER, Cycle.MONTH, Cycle.WEEK, Cycle.YEAR)
_WHEN = re.compile(
    r"(?:每|逐|按)(?:个)?(?P<cycle>半年|季度?|半个?月|月|周|星期|年度?)(?P<rest>[^。;,]{0,14}?)"
    r"(?P<before>前|之前|以前|内|底|末|报送|上报|(?<!通)报|将|向)"
)
_DAY = re.compile(rf"({BELOW_HUNDRED})[日号]")
_WEEKDAY = re.compile(r"(?:每周|每星期|本周|周|星期)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"
_NTH = re.compile(r"(首|第一|第二|第三|第四|第五|第六|末|最后一?|前一)个?月")
_MONTH_OF_YEAR = re.compile(rf"({BELOW_HUNDRED})月")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})日")
HANDED_IN = re.compile(
    r"报送|上报|报告|(?<!通)报[^道名考刊销账废]|汇报|(?<!通)报$|提交|反馈|填报|报备|发(?:送|至|到|给|[县市区局])|更新"
    r"|(?<=[况展度结表告总料账单据])送[^。;,]{1,14}[局委办股科处室府组会]"
)
_SEALED = re.compile(r"(?:加盖|盖)[^。;,]{0,6}(?:公章|单位章|印章|章)|盖章|签章")
_TO = re.compile(
    r"(?:报送?|上报|提交|反馈|送|汇总)(?:至|到|给)?(?!后|进|工作)((?:县|市|区|省|局|镇|乡|厅|委)?[一-鿿“”]{0,14}?(?:办公室|局办|县委办|县政府办|综合股|综合科|专班|领导小组办公室|督查室|督查科|[一-鿿]{1,10}[局股科处室办委所部]|[一-鿿]{2,10}中心))"
)
_TO_BEHIND = re.compile(
    r"(?:至|到|给)((?:县|市|区|省|局|本)?[一-鿿]{1,14}?(?:办公室|专班|[局股科处室办]))(?=[,。;)汇备统]|$)"
)
_TO_ALL = re.compile(r"(?:以上|上述|前述|所有)[^。;,]{0,12}(?:均|都|统一|一并|全部)(?=报|送|发|提交|反馈)")
"""What says to whom all goes that other sentences order."""
_POSTED = re.compile(r"发(?:送|至|到|给)?([县市区局][一-鿿]{0,10}?[办局室股科])(?:的)?(?:工作)?邮箱")
_TOWARDS = re.compile(
    r"(?:向|由)([一-鿿“”]{1,24}?(?:办公室|专班|领导小组|指挥部|[局股科处室办委])(?:\((?!设在)[^()]{1,8}\))?)(?:\(设在[^()]{1,20}\))?(?=报|提交|反馈|汇报|汇总|上报)"
)
_VISIT = re.compile(r"走访|进企业|访企业|入企")
_FIRMS = re.compile(r"(\d{1,2}|[一二三四五六七八九十两])(?:[-—~至到](?:\d{1,2}|[一二三四五六七八九十]))?\s*家")
_REGULARLY = re.compile(r"定期|经常")
REACH = 20
"""Characters behind 每月 within which its day stands."""
_SHORT_MONTH = re.compile(r"\([^()]*2月[^()]*\)")
"""每月29日（2月为28日）: what the calendar says anyway."""
_LAST = {"底": 31, "末": 31}


def reports(passage: Passage) -> list[DraftDuty]:
    """What is to be handed in again and again, each wording once; the place of each is its sentence's."""
    of_all = [*_TO_ALL.finditer(passage.key)]
    found = [one for start, end in passage.sentences for one in _reports(passage, start, end, of_all)]
    kept: dict[tuple[object, ...], DraftDuty] = {}
    for one in found:
        kept.setdefault((one.every, one.day, one.month), one)
    return list(kept.values())


def unread(passage: Passage, known: Iterable[DraftDuty]) -> list[str]:
    """Sentences that order something to be handed in again and again, in words of which no day could be read."""
    places = {one.place for one in known}
    return [
        passage.text[start:end]
        for start, end in passage.sentences
        if _OFTEN.search(passage.key, start, end)
        and HANDED_IN.search(passage.key, start, end)
        and (passage.span(start, end) not in places or _ODD.search(passage.key, start, end))
    ]


def unaddressed(passage: Passage, known: Iterable[DraftDuty]) -> list[str]:
    """Sentences of what is read as handed in, that name somebody behind 报 whom nobody read as its receiver."""
    lost = {one.place for one in known if not one.to}
    return [
        passage.text[start:end]
        for start, end in passage.sentences
        if passage.span(start, end) in lost and _SOMEBODY.search(passage.key, start, end)
    ]


_SOMEBODY = re.compile(r"(?<![通申填汇上])报(?:送?[至到给])?(?![送告表道名])[一-鿿]{2,14}(?=[,。;)]|$)")
_OFTEN = re.compile(
    r"(?:每(?:个)?(?:半年|季度?|月|周|星期|年|[单双两]个?月|半个?月|旬|日|天)|(?:按|逐)(?:半年|季|月|周|旬|日)|定期|不定期)"
    r"[^。;]{0,40}(?:(?<![通汇月])报送?|上报|提交|反馈)"
)
"""The cycles that an office uses, those among them that no duty has."""
_ODD = re.compile(
    r"每(?:个)?(?:[单双两]个?月|半个?月|旬|日|天)[^。;]{0,40}(?:(?<!通)报送?|上报|提交|反馈)|最后(?:一|1)个工作日"
    r"|[一二三四五六七八九]{2}[月日天]"
)
_AFTER = re.compile(rf"(?<!最)(?:结束|终了|期满)?[之以]?后的?(?:第)?({BELOW_HUNDRED})(?:个)?(?:日|天)(?:内|前)")
"""Days that are counted from the end of the cycle: they lie in the next one's first month."""
_LAST_DAY = re.compile(r"最后(?:一|1)(?:天|日|个工作日)|末日")


def once(passage: Passage) -> list[str]:
    """The words that order something to be handed in by one day: no duty of a plan is owed once."""
    return [
        passage.text[start + found.start() : start + found.end()]
        for start, end in passage.sentences
        for found in _ONCE.finditer(passage.key[start:end])
        if not _YEARLY.search(passage.key, start, start + found.start())
    ]


def counted(passage: Passage) -> list[str]:
    """The words that order something so many times in each cycle: no duty counts times, and visits count firms."""
    return [
        passage.text[found.start() : found.end()]
        for start, end in passage.sentences
        for found in _TIMES.finditer(passage.key, start, end)
        if visits(passage, start, end) is None
    ]


_TIMES = re.compile(
    r"[^。;,:]{0,16}每(?:个)?(?:半年|季度?|月|周|星期|年)(?:[^。;,]{0,24}?(?:不少于|至少|不低于)|[^。;,]{0,16}?(?:走访|巡[河湖林查田]|接访|下访|调研|督导"
    r"|调度|见面|会商|研判|联系|入户|上门))[^。;,]{0,10}?[\d一二两三四五六七八九十]{1,3}次"
)
"""乡级河长每月巡河不少于1次."""
_ONCE_DAY = r"(?<!\d)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|底|末)"
_BY_THEN = r"(?:\((?:星期|周)[一二三四五六日天]\))?(?:下班|中午|上午|\d{1,2}[时点:]\d{0,2}分?)?(?:之|以)?前"
_ON = r"(?:,(?=将)|[^。;,()〕】\]]{2,24},(?:并|同时)?(?=将|报[送局县市区省镇乡]|上报))?"
"""What is done before it is handed in: 3月20日前完成自查，并将报告报县安委办."""
_ONCE = re.compile(
    rf"(?:{_ONCE_DAY}(?:前?[、和]))*{_ONCE_DAY}{_BY_THEN}{_ON}(?:\([^()]*\)|[^。;,()〕】\]]){{0,120}}?"
    r"(?:报送|上报|提交|反馈(?!的|问题|意见)|(?<![通申填汇])报(?:至|到|给)?(?=[^。;,]{1,16}[局办室科股委府组会厅])|形成[^。;,]{2,14}报告"
    r"|发(?:送|至|到)(?=[^。;,]{1,20}邮箱))[^。;,]{0,20}"
)
_YEARLY = re.compile(r"每(?:半|个)?年[^。;]{0,30}$")
"""A year's days recur; so do those that stand with 每半年."""


def visits(passage: Passage, start: int, end: int) -> DraftDuty | None:
    """The visits to firms that a stretch orders; None where it orders none or names no number of firms."""
    key = passage.key
    places = [found.start() for found in _VISIT.finditer(key, start, end)]
    firms = _FIRMS.search(key, places[0], end) if places else None
    often = _EVERY_VISIT.search(key, start, end)
    regular = any(_REGULARLY.search(key, max(start, place - 6), place) for place in places)
    if not firms or not (often or regular):
        return None
    cycle = _cycle(often["cycle"]) if often else Cycle.MONTH
    span = passage.span(places[0], firms.end())
    return DraftDuty("visit", cycle, None, False, "", span, firms=number(firms[1]), regular=regular and not often)


_EVERY_VISIT = re.compile(r"每(?:个)?(?P<cycle>半年|季度?|月|周|星期|年)[^。;]{0,12}?(?:走访|进企业|入企)")


def visits_apart(passage: Passage, spoken: Iterable[Span]) -> list[str]:
    """Sentences that order visits to firms and lie in none of the stretches `spoken`, for which somebody is charged."""
    charged = {place for span in spoken for place in range(*span)}
    return [
        passage.text[start:end]
        for start, end in passage.sentences
        if visits(passage, start, end) and charged.isdisjoint(range(start, end))
    ]


def _reports(passage: Passage, start: int, end: int, of_all: list[re.Match[str]]) -> Iterator[DraftDuty]:
    """Each 每月…前 of a sentence, with what the words up to the next one say of it."""
    words = passage.key[start:end]
    found = [*_WHEN.finditer(words)]
    handed = HANDED_IN.search(words)
    for when, after in zip_longest(found, found[1:]):
        stop = after.start() if after else len(words)
        if handed is None or when is None:
            return
        cycle, part = _cycle(when["cycle"]), words[when.start() : stop]
        to = _receiver(words, when.start(), stop) or _lent(passage, start + when.start(), of_all)
        sealed = bool(_SEALED.search(words, when.start() if found[1:] else 0, stop))
        halves = _of_both_halves(part) if cycle in (Cycle.YEAR, Cycle.HALF_YEAR) else None
        turns = [(0, halves)] if halves else _turns(cycle, words[when.start() : when.end()], part)
        cycle = Cycle.HALF_YEAR if halves else cycle
        for month, day in turns:
            if isinstance(day, int) and not 1 <= day <= 31:  # 每月45日前: it is asked like one without a day
                continue
            yield DraftDuty("report", cycle, day, sealed, to, passage.span(start, end), month)


def _receiver(words: str, start: int, stop: int) -> str:
    """Who gets what is due there, empty where nobody is named; 报送周小结至环委办 goes to 环委办."""
    found = (
        _TOWARDS.search(words, start, stop)
        or _TO.search(words, start, start + FAR)
        or _POSTED.search(words, start, start + FAR)
        or _TO_BEHIND.search(words, start, start + FAR)
    )
    return re.split("[至到给]", found[1])[-1] if found else ""


FAR = 2000
"""Characters from the words of which something is due to those that say who gets it."""


def _lent(passage: Passage, place: int, of_all: list[re.Match[str]]) -> str:
    """Who gets it by the words before it in its paragraph, else by those that say where all of it goes."""
    begun = passage.key.rfind("\n", max(0, place - FAR), place) + 1 or max(0, place - FAR)
    before = sorted(
        (*_TO.finditer(passage.key, begun, place), *_TOWARDS.finditer(passage.key, begun, place)), key=re.Match.end
    )
    if before and not passage.key.startswith("汇总", before[-1].end()):  # who gathers hands on to others
        return re.split("[至到给]", before[-1][1])[-1]
    after = bisect_left(of_all, place, key=re.Match.start)
    behind = of_all[after].end() if after < len(of_all) else len(passage.key)
    return _receiver(passage.key[behind : behind + REACH], 0, REACH)


def _cycle(words: str) -> Cycle:
    found = _EVERY.match(words)
    assert found is not None  # the same words matched before
    return next(cycle for cycle, one in zip(_CYCLES, found.groups(), strict=True) if one)


_HALVES = re.compile(r"6月(?P<first>\d{1,2}日|[底末])[^。;,\d]{0,6}12月(?P<second>\d{1,2}日|[底末])")
"""每年6月30日前和12月31日前: the last months of both halves of a year."""


def _of_both_halves(part: str) -> int | None:
    """The day of June and of December alike; the last one too where it is 30 in one and 31 in the other."""
    found = _HALVES.search(part)
    days = [31 if one in "底末" else int(one.removesuffix("日")) for one in found.groups()] if found else []
    if len({*days}) == 1:
        return days[0]
    return 31 if days and min(days) >= LAST else None


LAST = 30
"""The last day of June, which with December's 31st is the end of a half-year."""


def _turns(cycle: Cycle, clause: str, part: str) -> list[tuple[int, int | str]]:
    """Month and day of each time that it is due in a cycle; a year may name several: 每年1月10日前、7月10日前."""
    days = _DAY_OF_YEAR.findall(part) if cycle is Cycle.YEAR else []
    if len(days) > 1:
        return [(int(month) % 12, int(day)) for month, day in days if 1 <= int(month) <= 12]  # 0 is the last month
    after = _AFTER.search(part[: len(clause) + REACH])
    if after and cycle is not Cycle.WEEK:
        return [(0 if cycle is Cycle.MONTH else 1, number(after[1]))]
    return [(_month(cycle, part), day) for day in _days(cycle, clause, part)]


def _days(cycle: Cycle, clause: str, part: str) -> list[int | str]:
    """The days that it names: of the week, or of the month, two where it is due twice a month."""
    clause, part = _SHORT_MONTH.sub("", clause), _SHORT_MONTH.sub("", part)
    if cycle is Cycle.WEEK:
        found = _WEEKDAY.search(clause) or _WEEKDAY.search(part)
        return [f"周{_WEEKDAYS[_WEEKDAYS.index(found[1].replace('天', '日'))]}"] if found else []
    named = _DAY.findall(clause) or _DAY.findall(part if "分别于" in part else part[: len(clause) + REACH])
    days: list[int | str] = [*map(number, named)]
    if not days and _LAST_DAY.search(part[: len(clause) + REACH]):
        return [31]
    if days:
        return [*dict.fromkeys(days)] if cycle is Cycle.MONTH else days[:1]
    return list[int | str](day for mark, day in _LAST.items() if mark in clause)[:1]


def _month(cycle: Cycle, clause: str) -> int:
    """The month of a longer cycle: 末月 and what is not said are the last one, which is 0."""
    if cycle in (Cycle.MONTH, Cycle.WEEK):
        return 0
    found = _NTH.search(clause)
    if found:
        return {"首": 1, "第一": 1, "第二": 2, "第三": 3, "第四": 4, "第五": 5, "第六": 6}.get(found[1], 0)
    of_year = _MONTH_OF_YEAR.search(clause)
    if of_year is None or cycle is Cycle.QUARTER:
        return 0
    month = number(of_year[1])
    return month if month < (12 if cycle is Cycle.YEAR else 6) else 0
