"""What a document is: its number (文号), its title and its day."""

import re
from datetime import date
from itertools import islice, pairwise

from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.numerals import number, year_number
from yudu_flow.documents.passage import Passage, key_of

_NUMBER = re.compile(r"[一-鿿]{1,14}(?:\([一-鿿]{1,4}\))?[〔\[(【]\d{4}[〕\])】](?:第)?\d{1,4}号")
_MINUTES = re.compile(r"[一-鿿]{0,14}\(?[〔\[(【]\d{4}[〕\])】](?:第)?\d{1,4}(?:期|号)\)?")
"""On a line by itself, below the name of the paper: 〔2024〕第15期."""
_DAY = re.compile(
    r"(\d{4}|[二〇○零一三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_DECIDED = re.compile(rf"\({_DAY.pattern}[^()]{{2,50}}(?:审定|通过|审议|批准|印发|公布|修订|同意)\)")
"""What stands under a title: who decided on it, and when."""
_QUOTED = re.compile(r"(?:印发|转发|下发)(?:了)?《(.{4,80})》的(?:通知|函)")
_TITLE = re.compile(
    r"(?:方案|意见|通知|计划|办法|规定|要点|清单|分工|措施|决定|任务|细则|台账|报告|纲要|安排|表|规划|分解)$"
)
_ENCLOSED = re.compile(r"现将《([^《》]{4,80})》(?:印发|转发|下发)")
"""What a notice says of its own enclosure."""
_ADDRESSED = re.compile(r"(?<=[案点单表排工划法])(?:各|机关|局属)[一-鿿（）()、，,]{2,60}[：:]$")
_OF = re.compile(r"关于|\d{4}年")
_BEGINS = {
    True: re.compile(r"[一-鿿]{2,30}(?:局|委|办|会|组|政府|办公室|党组|中心)"),
    False: re.compile(r"(?:[一-鿿]{2,30})?关于[^。;:,《》]{6,40}"),
}
"""What the line above a title's line is where it is the title's too: by whether that one begins with 关于 or a year."""
_ISSUED = re.compile(r"关于(?:印发|转发|下发)(?:了)?([^《》]{4,80})的通知$")
_ENDING = re.compile("有效期|施行|执行|截[至止]|期限|自.{4,12}起")
"""In the line of a day: it says how long the paper holds, and not when it was signed."""
_OF_MINUTES = re.compile("[^。;:,]{2,60}(?:会议|办公会)纪要")
"""Minutes whose title has no 关于: 全县冬季公路安全专题会议纪要."""
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
    early = (passage.key[start:end].replace(" ", "") for start, end in islice(passage.lines(), HEAD))
    return next((_own(line) for line in early if _MINUTES.fullmatch(line)), "")


def _cited(line: str, at: int) -> bool:
    return line[at - 1] in "([〔《"


def _own(key: str) -> str:
    """With the brackets of the standard, whichever were typed."""
    return re.sub(r"[〔\[(【](\d{4})[〕\])】](第?)", r"〔\1〕\2", key)


def title_of(passage: Passage) -> str:
    """The plan's title: what the cover notice says that it issues, else the first line that reads like one."""
    lines = _first_lines(passage)
    keys = [key_of(line) for line in lines]
    for pattern in (_QUOTED, _ISSUED, _ENCLOSED):
        for line, key in zip(lines, keys, strict=True):
            if found := pattern.search(key):
                return _unspaced(line[found.start(1) : found.end(1)])
    titles = [at for at, key in enumerate(keys) if is_title(key)]
    titles = titles or [at for at, key in enumerate(keys) if _OF_MINUTES.fullmatch(key.strip())]
    at = next((at for at in titles if "印发" not in keys[at]), titles[0] if titles else None)
    return _unspaced("".join(lines[_begun(keys, at) : at + 1])) if at is not None else ""


def _first_lines(passage: Passage) -> list[str]:
    """Those in which a title may stand, without an addressee joined to one; what 《 opens goes on to its 》."""
    lines: list[str] = []
    for start, end in islice(passage.lines(), EARLY):
        line = _ADDRESSED.sub("", passage.text[start:end])
        if lines and lines[-1].count("《") > lines[-1].count("》") and "》" in line:
            lines[-1] += line.strip()
        else:
            lines.append(line)
    return lines


def _begun(keys: list[str], at: int) -> int:
    """The line in which the title that ends in line `at` begins: whose 关于… it is, and 关于… without its end."""
    while at and _BEGINS[bool(_OF.match(keys[at].strip()))].fullmatch(keys[at - 1].strip()):
        at -= 1
    return at


def is_title(key: str) -> bool:
    """Whether a line reads like a document's title."""
    bare = key.strip().rstrip("》")
    return (
        6 <= len(bare) <= 80
        and heading_at(key, 0) is None
        and not re.search(r"[。;:,]", bare)
        and bool(_TITLE.search(bare) or _TITLE.search(re.sub(r"\(.*?\)$", "", bare)))
        and not _SENT.search(bare)
    ) or bool(re.match(r"关于.{4,60}的(?:通知|意见|实施意见|(?:专题)?(?:会议)?纪要)$", bare))


def _unspaced(words: str) -> str:
    return re.sub(r"[\s　]+", "", words).strip("#* ")


def dated(passage: Passage, whole: str) -> date | None:
    """The day of signing: alone on a line or broken over two, else at a line's end, of printing, or of the decision; in
    a ledger the day on which it was drawn up, wherever in the `whole` text that stands.
    """
    every = (passage.key[start:end].replace(" ", "") for start, end in passage.lines())
    lines = [line for line in every if not _ENDING.search(line)]
    wrapped = [one + other for one, other in pairwise(lines) if other[0] in "0123456789年月日"]
    alone = [found for line in (*lines, *wrapped) if (found := _DAY.fullmatch(line.strip("()")))]
    ending = [found for line in lines if "印发" in line and (found := _DAY.search(line))]
    signed = [found for line in lines if len(line) <= 40 and (found := _DAY.search(line)) and line.endswith(found[0])]
    decided = [found for line in lines[:EARLY] if (found := _DECIDED.fullmatch(line))]
    for found in (*alone, *signed, *ending, *decided):
        if day := _day(found):
            return day
    key = key_of(whole)
    drawn = _DRAWN_UP.search(key) or _DRAWN_UP_BY.search(key)
    return _day(drawn) if drawn else None


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
    head = "\n".join(passage.key[start:end] for start, end in islice(passage.lines(), HEAD))
    return bool(day or _NUMBERED.search(passage.key) or _YEAR.search(head))


HEAD = 4
"""Lines in which a title without a number names the year."""
_NUMBERED = re.compile(r"[〔\[(【](20\d\d)[〕\])】]")
_YEAR = re.compile(r"(20\d\d)年")
