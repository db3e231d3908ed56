"""What a document is: its number (文号), its title and its day."""

import re
from datetime import date

from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.numerals import number, year_number
from yudu_flow.documents.passage import Passage

_NUMBER = re.compile(r"[一-鿿]{1,14}(?:\([一-鿿]{1,4}\))?[〔\[(【]\d{4}[〕\])】](?:第)?\d{1,4}号")
_DAY = re.compile(
    r"(\d{4}|[二〇○零一三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_QUOTED = re.compile(r"(?:印发|转发|下发)(?:了)?《(.{4,80})》的(?:通知|函)")
_TITLE = re.compile(
    r"(?:方案|意见|通知|计划|办法|规定|要点|清单|分工|措施|决定|任务|细则|台账|报告|纲要|安排|表|规划|分解)$"
)
_ISSUED = re.compile(r"关于(?:印发|转发|下发)(?:了)?([^《》]{4,80})的通知$")
_SENT = re.compile(r"(?:印发|转发).*的通知$")
NO_YEAR = 2000
"""Stands for the year of a document that names none: days without a year are then nobody's to tell."""
EARLY = 40
"""Lines in which a title may stand."""


def number_of(passage: Passage) -> str:
    """The document's own number: on a line by itself, or the first that is not quoted; empty where it has none."""
    for start, end in passage.lines():
        line = passage.key[start:end].replace(" ", "")
        found = _NUMBER.search(line)
        if found and (found.start() == 0 or not _cited(line, found.start())) and len(line) - len(found[0]) <= 12:
            return _own(found[0])
    return ""


def _cited(line: str, at: int) -> bool:
    return line[at - 1] in "([〔《"


def _own(key: str) -> str:
    """With the brackets of the standard, whichever were typed."""
    return re.sub(r"[〔\[(【](\d{4})[〕\])】](第?)", r"〔\1〕\2", key)


def title_of(passage: Passage) -> str:
    """The plan's title: what the cover notice says that it issues, else the first line that reads like one."""
    head = [passage.text[start:end] for start, end in passage.lines()][:EARLY]
    keys = [passage.key[start:end] for start, end in passage.lines()][:EARLY]
    for line, key in zip(head, keys, strict=True):
        found = _QUOTED.search(key)
        if found:
            return _unspaced(line[found.start(1) : found.end(1)])
    for line, key in zip(head, keys, strict=True):
        if issued := _ISSUED.search(key):
            return _unspaced(line[issued.start(1) : issued.end(1)])
    return next((_unspaced(line) for line, key in zip(head, keys, strict=True) if _is_title(key)), "")


def _is_title(key: str) -> bool:
    bare = key.strip().rstrip("》")
    return (
        6 <= len(bare) <= 80
        and heading_at(key, 0) is None
        and not re.search(r"[。;:,]", bare)
        and bool(_TITLE.search(bare) or _TITLE.search(re.sub(r"\(.*?\)$", "", bare)))
        and not _SENT.search(bare)
    ) or bool(re.match(r"关于.{4,60}的(?:通知|意见|实施意见)$", bare))


def _unspaced(words: str) -> str:
    return re.sub(r"[\s　]+", "", words).strip("#* ")


def dated(passage: Passage) -> date | None:
    """The day of signing: a day on a line by itself, else the day of printing, else the first that is named."""
    lines = [passage.key[start:end].replace(" ", "") for start, end in passage.lines()]
    alone = [found for line in lines if (found := _DAY.fullmatch(line.strip("()")))]
    ending = [found for line in lines if "印发" in line and (found := _DAY.search(line))]
    signed = [found for line in lines if len(line) <= 40 and (found := _DAY.search(line)) and line.endswith(found[0])]
    for found in (*alone, *signed, *ending):
        if day := _day(found):
            return day
    return None


def _day(found: "re.Match[str]") -> date | None:
    try:
        return date(year_number(found[1]), number(found[2]), number(found[3]))
    except ValueError:
        return None


def year_of(passage: Passage, day: date | None, whole: str) -> int:
    """The year that a day without one is in: the document's, else that of its number, else the first that it names."""
    if day:
        return day.year
    found = re.search(r"[〔\[(【](20\d\d)[〕\])】]", passage.key) or re.search(r"(20\d\d)年", passage.key)
    found = found or re.search(r"(20\d\d)年", whole)  # a ledger may name it in its rows alone
    return int(found[1]) if found else NO_YEAR
