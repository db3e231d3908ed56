"""The State Council's notice of a year's holidays (国务院办公厅关于…年部分节假日安排的通知), read from its words.

Its ways of writing: 1月1日放假，共1天 · 1月1日至3日放假调休，共3天。1月4日（星期日）上班 · 1月1日（周四）至3日….
What contradicts itself (a weekday, a number of days) or is missing is said, and nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import normalize

from yudu_flow.content.calendar.reading import counted, days_of
from yudu_flow.content.calendar.statutory import statutory
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import spell_day

YEAR = re.compile(r"关于(?:做好)?(20\d\d)年(?:部分)?节假日|(20\d\d)年(?:部分)?节假日安排")
CLAUSE = re.compile(r"[一二三四五六七八九十]+、((?:元旦|春节|清明节|劳动节|端午节|中秋节|国庆节|[、和])+)[:：]")


def _pattern(part: str) -> str:
    """A day, its year and month where they are said, and what stands in brackets behind it."""
    number = rf"(?:(?P<year{part}>20\d\d)年)?(?:(?P<month{part}>\d{{1,2}})月)?(?P<day{part}>\d{{1,2}})日"
    return rf"{number}(?P<aside{part}>(?:[(（][^)）]*[)）])?)"


BREAK = re.compile(
    rf"{_pattern('')}(?:(?:至|到|—|-|~){_pattern('_to')})?放假(?:调休)?(?:，?共?(?P<count>\d{{1,4}})天)?"
)
ONE = re.compile(_pattern(""))
SENTENCE = re.compile(r"[^。；;\n]+")
WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])")
WEEKDAYS = "一二三四五六日"
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
NO_NOTICE = "没有读出放假安排：请粘贴“国务院办公厅关于…年部分节假日安排的通知”的全文，含“一、元旦：…”各条"
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Break:
    """An announced break, both ends included."""

    start: date
    end: date
    name: str


@dataclass(frozen=True, slots=True)
class YearAnnounced:
    """What a notice orders for a year; `doubts` are what whoever reads it is to look at."""

    year: int
    breaks: tuple[Break, ...]
    worked: tuple[date, ...]
    doubts: tuple[str, ...]


def read_notice(text: str, year: int) -> YearAnnounced:
    """What the notice orders; `year` is meant where it does not say one. Raises BadRequest where it is none."""
    # NFKC for what is written １月; it makes the comma of sentences one of figures, which is put back.
    words = re.sub(r"[ \t\r\n\u3000]+", "", normalize("NFKC", text[:MOST]).replace(",", "，"))
    said = YEAR.search(words)
    meant = int(said[1] or said[2]) if said else year
    clauses = [*_clauses(words)]
    if not clauses:
        raise BadRequest(NO_NOTICE, needs=("notice",))
    doubts: list[str] = []
    breaks = [one for name, body in clauses for one in _breaks(name, body, meant, doubts)]
    worked = [day for name, body in clauses for day in _worked(name, body, meant, doubts)]
    found = YearAnnounced(meant, tuple(breaks), tuple(dict.fromkeys(sorted(worked))), ())
    return replace(found, doubts=(*doubts, *contradictions(found)))


def contradictions(found: YearAnnounced) -> list[str]:
    """What cannot be right, or is missing, in a year's holidays."""
    off = {day for one in found.breaks for day in days_of(one.start, one.end)}
    named = "、".join(one.name for one in found.breaks)
    missing = [f"没有读到{name}的安排" for name in FESTIVALS if name not in named]
    lost = sorted(day for day in _statutory(found.year) if day not in off and day.weekday() < 5)
    return [
        *missing,
        # Of a festival that was not read at all each day is lost, which its name has said already.
        *(f"{spell_day(day)}是法定节假日，没有列入放假" for day in lost if not missing),
        *(f"{spell_day(day)}本来就是工作日，不用调休上班" for day in found.worked if day.weekday() < 5),
        *(f"{spell_day(day)}既放假又上班" for day in found.worked if day in off),
    ]


def _statutory(year: int) -> Iterable[date]:
    """Those of the law; in-lieu days, which the notice itself decides, stand among them only on weekdays."""
    known = statutory(year)
    fixed = {date(year, 1, 1), date(year, 5, 1), date(year, 10, 1), date(year, 10, 2), date(year, 10, 3)}
    return fixed | ({day for day in known if day.month in (1, 2, 4, 6, 9)} if known else counted({year}) & fixed)


def _clauses(words: str) -> Iterator[tuple[str, str]]:
    heads = [*CLAUSE.finditer(words)]
    for at, head in enumerate(heads):
        yield head[1], words[head.end() : heads[at + 1].start() if at + 1 < len(heads) else len(words)]


def _breaks(name: str, body: str, year: int, doubts: list[str]) -> Iterator[Break]:
    found = [match for sentence in SENTENCE.findall(body) for match in BREAK.finditer(sentence)]
    if not found:
        doubts.append(f"没有读出{name}哪天放假")
    for match in found[:1]:
        start = _day(match, "", year, None, doubts)
        end = _day(match, "_to", year, start, doubts) if match["day_to"] and start else start
        if start is None or end is None or end < start:
            doubts.append(f"{name}的日期看不懂：{match[0]}")
            continue
        if match["count"] and int(match["count"]) != (end - start).days + 1:
            doubts.append(f"{name}写着共{match['count']}天，从头到尾是{(end - start).days + 1}天")
        yield Break(start, end, name)


def _worked(name: str, body: str, year: int, doubts: list[str]) -> Iterator[date]:
    for sentence in SENTENCE.findall(body):
        if "上班" not in sentence:
            continue
        before = None
        for match in ONE.finditer(sentence[: sentence.index("上班")]):
            before = _day(match, "", year, before, doubts)
            if before is None:
                doubts.append(f"{name}的上班日期看不懂：{match[0]}")
            else:
                yield before


def _day(match: re.Match[str], part: str, year: int, before: date | None, doubts: list[str]) -> date | None:
    """A day that may leave out its year and month where they are those of the one before."""
    month = int(match[f"month{part}"] or (before.month if before else 0))
    # New Year's break may begin in the December before, and a notice need not say of which year.
    own = int(match[f"year{part}"] or (year - 1 if month == 12 and before is None else before.year if before else year))
    try:
        day = date(own, month, int(match[f"day{part}"]))
    except ValueError:
        return None
    said = WEEKDAY.search(match[f"aside{part}"] or "")
    if said and WEEKDAYS[day.weekday()] != said[1].replace("天", "日"):
        doubts.append(f"{spell_day(day)}，文中写的是星期{said[1]}")
    return day
