"""Days as documents write them: 2020年12月底前, 6月底, 年内, 二十七日."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

from yudu_flow.documents.numerals import BELOW_HUNDRED, number, year_number

_YEAR = r"(\d{4}|[一二三四五六七八九零〇○]{4})年"
_DAY = re.compile(
    rf"(?:{_YEAR})?(?:(今年|当年|本年|[明次]年))?(?<![A-Za-z.\d])({BELOW_HUNDRED})月(?:份)?(?:({BELOW_HUNDRED})[日号]|(底|末|下旬|中旬|上旬|初))?"
)
_NUMERIC = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?!\d)")
_YEAR_END = re.compile(
    rf"(?:{_YEAR}|(今年|当年|本年|明年|(?<![一二两三四五六七八九十几\d])年))(底|末|内|度|以内)?(?:之?前|以前)?"
)
_QUARTER = re.compile(rf"(?:{_YEAR})?(?:今年|当年)?第?([一二三四1-4])季度(末|底|内)?")
_HALF = re.compile(rf"(?:{_YEAR})?(?:今年|当年)?(上半年|下半年)")
_DONE = re.compile(r"完成|办结|前|底|末|内|年|落实|到位|见效|建成|[日号]$|月份?$|季度|旬|初|半年|\d{4}[-./]\d")
_LASTING = re.compile(
    r"^已(?:完成|办结|销号|启动|建成)|长期坚持|常年|长期|持续推进|持续|常态化|立行立改|全程$|全年|贯穿全年|即知即改|每(?:半?年|个?季|个?月|周)|随时|经常性|定期|立即(?:办理|整改|落实|实施)?$|即时|按[一-鿿]{1,6}(?:推进|落实)$|(?:汛|防火|采暖|供暖|封山)期(?:间|内)?$"
)
_FEAST = re.compile(r"春节|元旦|国庆|中秋|清明|端午|五一|汛期|开学|放假|节前|两会")
"""Its day is in no calendar that the document carries."""
_FIXED = {"元旦": (12, 31), "五一": (4, 30), "七一": (6, 30), "八一": (7, 31), "国庆": (9, 30)}
_BEFORE_FEAST = re.compile(
    rf"(?:{_YEAR}|今年)?[“\"]?({'|'.join(_FIXED)})[”\"]?(?:劳动|建党|建军)?(?:节)?(?:之|以)?前(?:完成)?"
)
"""The eve of a feast that stands on the same day each year."""
_MARKS = {"底": 31, "末": 31, "下旬": 31, "中旬": 20, "上旬": 10, "初": 10}


def is_lasting(words: str) -> bool:
    """Whether it says that it goes on: 长期坚持 has no day."""
    return bool(_LASTING.search(words)) and len(words) <= 10


def is_days_alone(words: str) -> bool:
    """Whether they are nothing but a time limit by a day: 三月底前完成. A date (2026年3月2日) is none."""
    return _DAYS_ALONE.fullmatch(words) is not None


_DAYS = "[0-9一二三四五六七八九十〇零年月日号底末初旬中上下第季度半今明前内以之到至]+"
_DAYS_ALONE = re.compile(
    rf"{_DAYS}(?:前|底|末|内|季度|旬|完成|办结):?|(?:[1-9]|1[0-2]|[一二三四五六七八九十]{1, 2})月份?:?"
)
DAYS_FIRST = re.compile(rf"(?:于|在|力争|确保)?{_DAYS}(?<=[前底末内旬])(?:(?:全部|全面)?(?:完成|办结))?")
"""A time limit at the head of a clause."""


def is_undated(words: str) -> bool:
    """Whether it is a time limit by a feast or a season, whose day the document does not say: 汛期前."""
    return _BY_FEAST.fullmatch(words) is not None


_BY_FEAST = re.compile(rf"(?:\d{{4}}年|今年)?(?:{_FEAST.pattern})节?(?:之|以)?(?:前|后|期间)(?:完成)?")


def due_in(words: str, year: int) -> date | None:
    """The last day that is meant where the words are a time limit and little else; `year` is the document's."""
    if feast := _BEFORE_FEAST.fullmatch(words):
        named = year_number(feast[1]) - (feast[2] == "元旦") if feast[1] else year
        return date(named, *_FIXED[feast[2]])
    if len(words) > 30 or not _DONE.search(words) or is_lasting(words) or _FEAST.search(words):
        return None
    return day_in(words, year)


def day_in(words: str, year: int) -> date | None:
    """The last of the days that the words name, None where they name none."""
    return max(_named(words, year), default=None)


def days_apart(words: str, year: int) -> set[date]:
    """The days that the words name, each the end of a stretch (7月至10月) where they name stretches."""
    return {day for part in _BETWEEN.split(words) if (day := day_in(part, year))}


_BETWEEN = re.compile(r"(?<![至到—\-~～])[,，、;；](?![至到—\-~～])|(?<=[前底末启动成])(?=\d{1,4}[年月])")


def _named(words: str, year: int) -> list[date]:
    found = [*_numeric(words), *_by_month(words, year)]
    return found or [*_by_quarter(words, year), *_by_half(words, year)] or [*_by_year(words, year)]


def _numeric(words: str) -> list[date]:
    return _valid((int(y), int(m), int(d) if d else 31) for y, m, d in _NUMERIC.findall(words))


def _by_month(words: str, year: int) -> list[date]:
    found, current = [], year
    for y, word, month, day, mark in _DAY.findall(words):
        current = year_number(y) if y else current + 1 if word in ("明年", "次年") else current
        found.append((current, number(month), number(day) if day else _MARKS.get(mark, 31)))
    return _valid(found)


def _by_quarter(words: str, year: int) -> list[date]:
    return _valid((year_number(y) if y else year, 3 * number(q), 31) for y, q, _ in _QUARTER.findall(words))


def _by_half(words: str, year: int) -> list[date]:
    return _valid(
        (year_number(y) if y else year, 6 if half == "上半年" else 12, 31) for y, half in _HALF.findall(words)
    )


def _by_year(words: str, year: int) -> list[date]:
    ends = [
        (y, word, mark)
        for y, word, mark in _YEAR_END.findall(words)
        if y or word in ("今年", "当年", "本年", "明年") or mark
    ]
    return _valid((year_number(y) if y else year + (word == "明年"), 12, 31) for y, word, _ in ends)


def _valid(days: Iterable[tuple[int, int, int]]) -> list[date]:
    found = []
    for y, m, d in days:
        if 2000 <= y <= 2100 and 1 <= m <= 12 and d >= 1:
            found.append(date(y, m, min(d, calendar.monthrange(y, m)[1])))
    return found
