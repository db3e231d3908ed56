"""What a document is: its number (文号) and its day; and the year of days in it that name none."""

import re
from datetime import date
from itertools import pairwise

from yudu_flow.documents.labels import Role, label_at
from yudu_flow.documents.numerals import number, year_number
from yudu_flow.documents.passage import Passage, key_of
from yudu_flow.documents.titles import EARLY

_NUMBER = re.compile(r"[一-鿿]{1,14}(?:\([一-鿿]{1,4}\))?[〔\[(【]\d{4}[〕\])】](?:第)?\d{1,4}号")
_MINUTES = re.compile(
    r"(?P<number>[一-鿿]{0,14}\(?[〔\[(【]\d{4}[〕\])】](?:第)?\d{1,4}(?:期|号)\)?|\(?第\d{1,4}[期号]\)?)"
)
"""On a line by itself, below the name of the paper: 〔2024〕第15期, 第32期."""
_DAY = re.compile(
    r"(\d{4}|[二〇○零一三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_DECIDED = re.compile(rf"\({_DAY.pattern}[^()]{{2,50}}(?:审定|通过|审议|批准|印发|公布|修订|同意)\)")
"""What stands under a title: who decided on it, and when."""
_ENDING = re.compile("有效期|施行|执行|截[至止]|期限|自.{4,12}起")
"""In the line of a day: it says how long the paper holds, and not when it was signed."""
NO_YEAR = 2000
"""Stands for the year of a document that names none: days without a year are then nobody's to tell."""


def number_of(passage: Passage) -> str:
    """The document's own number as it is written: on a line by itself or with its day in brackets, behind 文号, or the
    first that is not quoted; empty where it has none.
    """
    lines = [_BLANK.sub("", passage.text[start:end]) for start, end in passage.lines]
    for words in lines:
        line = key_of(words)
        boxed = _BOXED.fullmatch(line)
        found = _NUMBER.search(line)
        own = found and (boxed or found.start() == 0 or not _cited(line, found.start()))
        if found and own and len(line) - len(found[0]) <= 12:
            return words[slice(*found.span())]
    early = [(words, key_of(words)) for words in lines[:HEAD]]
    told = ((words, found) for words, key in early if (found := _CALLED.search(key) or _MINUTES.fullmatch(key)))
    return next((words[slice(*found.span("number"))] for words, found in told), "")


_BLANK = re.compile(r"[ \t　\xa0]")
_BOXED = re.compile(rf"\({_NUMBER.pattern}(?:[,、;]?{_DAY.pattern})?\)")
"""Below a title: （云府办发〔2020〕9号 2020年3月16日）"""
_CALLED = re.compile(rf"(?:发文字号|发文文号|文号|文件编号):(?P<number>{_NUMBER.pattern})")


def _cited(line: str, at: int) -> bool:
    return line[at - 1] in "([〔《"


def dated(passage: Passage, whole: str) -> date | None:
    """The day of signing: alone on a line or broken over two, else at a line's end, of printing, or of the decision; in
    a ledger the day on which it was drawn up, wherever in the `whole` text that stands.
    """
    every = (passage.key[start:end].replace(" ", "") for start, end in passage.lines)
    lines = [line for line in every if not _ENDING.search(line) and not _is_limit(line)]
    wrapped = [one + other for one, other in pairwise(lines) if other[0] in "0123456789年月日"]
    alone = [found for line in (*lines, *wrapped) if (found := _DAY.fullmatch(line.strip("()")))]
    ending = [found for line in lines if "印发" in line and (found := _DAY.search(line))]
    bare = [line.strip("()").removesuffix("印") for line in lines]
    signed = [found for line in bare if len(line) <= 40 and (found := _DAY.search(line)) and line.endswith(found[0])]
    decided = [found for line in lines[:EARLY] if (found := _DECIDED.fullmatch(line))]
    for found in (*alone, *signed, *ending, *decided):
        if day := _day(found):
            return day
    key = key_of(whole)
    drawn = _DRAWN_UP.search(key) or _DRAWN_UP_BY.search(key)
    return _day(drawn) if drawn else None


def _is_limit(line: str) -> bool:
    """整改时限：2024年9月30日"""
    label = label_at(line, 0, len(line))
    return label is not None and label[0] is Role.DUE


_DRAWN_UP = re.compile(
    r"(?:制表|填报|填表|编制|制定|统计|更新|成文|印发|会议)(?:日期|时间):\s*(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})(?!\d)"
)

_DRAWN_UP_BY = re.compile(
    r"(?:制表|填报|填表|编制|制定|印发|发文)(?:单位|部门|机关):[^\d:。;]{2,40}?\s(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日\s"
)
"""Above a table: who drew it up, and on what day."""


def _day(found: "re.Match[str]") -> date | None:
    try:
        return date(year_number(found[1]), number(found[2]), number(found[3]))
    except ValueError:
        return None


def year_of(passage: Passage, day: date | None, whole: str) -> int:
    """The year that a day without one is in: the document's, else that of its number, else the first that it names."""
    if day:
        return day.year
    found = _NUMBERED.search(passage.key) or _YEAR.search(passage.key)
    found = found or _YEAR.search(whole)  # a ledger may name it in its rows alone
    return int(found[1]) if found else NO_YEAR


def names_its_year(passage: Passage, day: date | None) -> bool:
    """Whether the document says of which year it is: by its day, its number or in its head."""
    head = "\n".join(passage.key[start:end] for start, end in passage.lines[:HEAD])
    return bool(day or _NUMBERED.search(passage.key) or _YEAR.search(head))


HEAD = 4
"""Lines in which a title without a number names the year."""
_NUMBERED = re.compile(r"[〔\[(【](20\d\d)[〕\])】]")
_YEAR = re.compile(r"(20\d\d)年")


_SAYS_YEAR = re.compile(r"\d{4}|[二〇○零一三四五六七八九]{4}年|今年|明年|本年|当年|年[底末内]|全年")


def year_doubt(due: date, words: str, issued: date | None, *, guessed: bool) -> str:
    """In Chinese, empty where the `words` say the year or it is plain. `guessed`: the document names none itself."""
    if _SAYS_YEAR.search(words):
        return ""
    said = f"“{words[:30]}”" if words else ""
    if guessed:
        return f"完成时限{said}没有写年份，文件也没有写明是哪一年，按{due.year}年读了，请核对"
    if issued and due < issued:
        return f"完成时限{said}没有写年份，{due.year}年的这一天在印发日期之前，请看是哪一年"
    return ""
