"""Lines joined that a page or a converter broke, page numbers and the like left out, each character's place kept."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from yudu_flow.documents.days import due_in, is_days_alone
from yudu_flow.documents.feet import is_foot
from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.labels import LABEL, Role, label_at
from yudu_flow.documents.legends import BULLETS
from yudu_flow.documents.paper import LONGEST, Paper
from yudu_flow.documents.passage import CLOSING, OPENING, Passage, key_of
from yudu_flow.documents.sorts import Sort, looks_like_a_person, sort_of

_PAGE = re.compile(
    r"^(?:[-—–―－_·\s]*\d{1,3}[-—–―－_·\s]*|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+|page\s*\d+.*)$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[-=_*—~\s|:+]{3,}$")
_MARKDOWN = re.compile(
    r"^\s*(?:#{1,6}\s+|>\s+|[-*+]\s+(?=\**(?:[一-鿿①-⑳“《]|\d{1,4}[年月]))|—{1,2}\s*(?=[一-鿿]{2,8}[:：]))"
)
_ENDS = "。;!?:…」"
_DATE_ALONE = re.compile(r"^(?:\d{4}|[二〇○零一三四五六七八九]{4})年.{1,3}月.{1,3}日$")
_NUMBER_ALONE = re.compile(r"^[一-鿿]{1,12}[〔\[(【]\d{4}[〕\])】](?:第)?\d+号$")
_SIGNED = re.compile(
    r"^(?:[^。;,]{2,90}\s{2,}|[一-鿿]{2}(?:单位|部门|机关):[^。;]{2,30})\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$"
)
"""Who signed or drew it up, and on what day, on one line."""
_BOXED = re.compile(r"\([^()。]{0,40}(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[〕\])】]\s?\d+\s?号)[^()。]{0,40}\)")
"""Below a title its number or day: （云县防汛办 2023年4月12日）"""
_TIMED = re.compile(r"(?:时限|时间|期限):[^,。;:]{2,14}$")
"""A label's line that has come to its time limit is whole."""
_BOX = str.maketrans("┌┬┐├┼┤└┴┘─━┏┳┓┣╋┫┗┻┛", "-" * 20, "│┃")
BLANKS = " \t\u3000\u00a0"
INDENT = "\u3000\u3000"
"""What Chinese paragraphs begin with; lines that a converter broke do not."""
LEAST = 18
"""A line that is shorter than this and does not end a sentence is a heading or a signature, not half a sentence."""


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    key: str
    after_blank: bool
    indented: bool = False
    colon: int = -1
    """Where in the file the blank stands that does for a label's colon: 主办　县住建局."""
    after_table: bool = False
    lists: bool = False
    """It goes on with the names of a label's line above."""


def mend(paper: Paper) -> Passage:
    """The prose of the paper, one line a paragraph; tables are left out."""
    lines = [*_lines(paper)]
    repeated = _repeated(lines) if paper.broken else set()
    characters: list[str] = []
    places: list[int] = []
    before: _Line | None = None
    opened = until = 0
    kept = [one for one in lines if one.key not in repeated and not _is_none_of_it(one.key)]
    _set_colons(kept)
    # Only a page's lines are cut where they are full; others end where their writer ended them.
    full = max((_width(one.key) for one in kept), default=0) - NEARLY if paper.broken else LONGEST
    for at, (line, after) in enumerate(zip_longest(kept, kept[1:])):
        if opened and at > until:
            until = _closed_at(kept, at, opened)
        within = opened > 0 and at <= until
        if before is not None and not within and _width(before.key) < full and _lists_on(before, line, after):
            characters.append("、")
            places.append(max(line.start - 1, 0))
            line.lists = True
        elif before is not None and not within and not _joins(before, line, opened, full, broken=paper.broken):
            characters.append("\n")
            places.append(max(line.start - 1, 0))
            opened = 0
        _put(paper.text, line, characters, places)
        opened = max(0, opened + sum((c in OPENING) - (c in CLOSING) for c in line.key))
        before = line
    return Passage("".join(characters), places)


def _is_none_of_it(key: str) -> bool:
    return bool(_PAGE.match(key) or _RULE.match(key) or (is_foot([key]) and not _DAY_BEHIND.search(key)))


_DAY_BEHIND = re.compile(r"[^:：\s]\s*\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$")
"""填报单位：县督查室  2026年7月15日 says of what day the paper is."""


def _set_colons(lines: list[_Line]) -> None:
    """In a document that writes labels with a blank in place of the colon, a colon."""
    found = [(one, label) for one in lines if (label := _BLANK_LABEL.match(one.key)) and _is_value(label["value"])]
    for one, label in found if len(found) >= LEAST_LABELS else []:
        one.key = f"{label['label']}:{label['value']}"
        one.colon = one.start + len(label["label"])


LEAST_LABELS = 3
"""Lines of a label and a blank from which on that is the manner of the document."""
_BLANK_LABEL = re.compile(rf"(?P<label>{LABEL.pattern.replace('(?P<label>', '(?:')})[ \t]+(?P<value>[^ \t:].*)$")


def _is_value(words: str) -> bool:
    """Whether it may stand behind a label: names, or a day."""
    first = re.split("[、,;]", re.sub(r"\s", "", words))[0]
    return sort_of(first) is not Sort.UNKNOWN or due_in(first, 2000) is not None


NEARLY = 4
"""Characters that a line may lack of the longest, its indent among them, and be full: the next goes on amid a name."""


def _width(key: str) -> float:
    """In characters of Chinese; a figure or a letter is half as wide."""
    return sum(0.5 if character.isascii() and character not in ",.;:()" else 1 for character in key)


def _lines(paper: Paper) -> Iterator[_Line]:
    tables = [table.span for table in paper.tables]
    start, blank, tabled = 0, False, False
    for raw in paper.text.split("\n"):
        begun, start = start, start + len(raw) + 1
        if any(from_ <= begun < to or from_ < begun + len(raw) <= to for from_, to in tables):
            tabled = True
            continue
        mark = _MARKDOWN.match(raw)
        head = begun + (mark.end() if mark else len(raw) - len(raw.lstrip()))
        end = begun + len(raw.rstrip())
        key = key_of(paper.text[head:end]).replace("*", "").strip()
        if key:
            yield _Line(head, end, key, blank, raw.startswith(INDENT), after_table=tabled)
            tabled = False
        blank = not key


def _repeated(lines: list[_Line]) -> set[str]:
    """What stands on page after page: heads and feet. Never a label's line, which may well come again."""
    counted = Counter(line.key for line in lines if len(line.key) <= 30 and not label_at(line.key, 0, len(line.key)))
    return {key for key, times in counted.items() if times >= 3 and not heading_at(key, 0)}


def _closed_at(lines: list[_Line], at: int, opened: int) -> int:
    """The line on which a bracket that is open before the line `at` is closed; -1 where something else begins first."""
    for place in range(at, min(at + MOST_LINES, len(lines))):
        key = lines[place].key
        if heading_at(key, 0) or (key[0] in OPENING and label_at(key, 1, len(key))) or key[0] in "〔【":
            return -1
        for character in key:
            opened += (character in OPENING) - (character in CLOSING)
            if opened <= 0:
                return place
    return -1


MOST_LINES = 12
"""Lines over which the bracket of an attribution may run."""


def _lists_on(before: _Line, line: _Line, after: _Line | None) -> bool:
    """Names alone below a label's line belong to its list; above a date they are a signature."""
    if not (before.lists or _is_label_line(before.key)) or before.key[-1] in "、,。;" or line.after_blank:
        return False
    if after is None or _DATE_ALONE.match(after.key.replace(" ", "")) or _starts(line.key):
        return False
    names = re.split("[、,]", line.key.strip("、,;"))
    return all(len(one) <= LEAST and sort_of(one) in (Sort.UNIT, Sort.GROUP) for one in names)


def _is_label_line(key: str) -> bool:
    found = label_at(key, 0, len(key))
    return found is not None and found[0] in (Role.LEAD, Role.UNIT, Role.CO_UNIT)


def _joins(before: _Line, line: _Line, opened: int, full: float, *, broken: bool) -> bool:
    """Whether `line` goes on with the sentence of the line before it."""
    if _YEAR_CUT.search(before.key) and _MONTH_FIRST.match(line.key):
        return True
    if line.after_table or _starts(line.key):
        return False
    if _LABEL.match(line.key) and (_width(before.key) < full or label_at(before.key, 0, len(before.key))):
        return False
    if line.after_blank and not broken and _SIGNATURE.fullmatch(line.key):
        return False
    if line.indented and not before.key.endswith(("、", ",")):
        return False
    if before.key[-1] == "、":
        return True
    if not broken and _TIMED.search(before.key):
        return False
    if opened and len(before.key) > 1:
        return True
    if before.key[-1] in _ENDS or _closed(before.key) or (line.after_blank and before.key[-1] in CLOSING):
        return False
    if heading_at(before.key, 0) and len(before.key) < LEAST and not broken:
        return False
    if (
        _SIGNED.search(before.key)
        or _BOXED.fullmatch(before.key)
        or _NUMBER_ALONE.match(before.key.replace(" ", ""))
        or _DATE_ALONE.match(before.key.replace(" ", ""))
    ):
        return False
    if line.after_blank or not broken:
        numbered = heading_at(before.key, 0)
        words = before.key[numbered.length :] if numbered else before.key
        return len(words) >= LEAST and (len(words) >= 2 * LEAST or "," in words or "、" in words)
    return len(before.key) >= LEAST


_SIGNATURE = re.compile("[一-鿿]{2,16}(?:人民政府|办公室|委员会|领导小组|指挥部|局)")
"""Alone on its line, below an empty one."""
_YEAR_CUT = re.compile(r"\d{4}\s?年$")
_MONTH_FIRST = re.compile(r"\d{1,2}\s?月")
"""A day that a page breaks behind its year."""
_LABEL = re.compile(r"(?:\d{4}年)?(?!单位|部门|科室|股室|领导|时限|期限|时间)[一-鿿]{2,6}:")
"""A paragraph of its own, whatever it labels: 工作任务：…"""


def _closed(key: str) -> bool:
    """It ends with the bracket of an attribution."""
    return (
        key[-1] in CLOSING
        and len(key) > 12
        and re.search(r"责任|牵头|负责|配合|主办|时[限间]|期限|[月日年][底末]?前|[年月][底末]\W*$", key[-200:])
        is not None
    )


def _starts(key: str) -> bool:
    """Whether something of its own begins here: an item, a label's line, a number, a date, a title."""
    compact = key.replace(" ", "")
    return bool(
        heading_at(key, 0)
        or key[0] in BULLETS
        or is_days_alone(compact)
        or label_at(key, 0, len(key))
        or _NUMBER_ALONE.match(compact)
        or _DATE_ALONE.match(compact)
        or re.match(
            r"^附件?\s*\d*\s*[:.]|^附件\d*$|^抄送|^请(?:各|有关|相关|主办|牵头|责任|将)|^此件|^印发|^(?:说明|备注|注):|^(?:制表|填报|填表|编制)(?:单位|部门|机关):",
            key,
        )
        or (key[0] in OPENING and (label_at(key, 1, len(key)) or key[-1] in CLOSING))
    )


def _put(text: str, line: _Line, characters: list[str], places: list[int]) -> None:
    """Without Markdown's stars, and without blanks between Chinese characters or around figures beside them."""
    for place in range(line.start, line.end):
        character = text[place]
        if place == line.colon and character in BLANKS:
            character = "："
        if character == "*" and not (text[place - 1 : place].isdecimal() and text[place + 1 : place + 2].isdecimal()):
            continue
        if character in BLANKS and _needless(text, place, line, characters):
            continue
        characters.append(character)
        places.append(place)


WIDEST = 200
"""Blanks beyond which nobody looks what stands behind them."""


def _needless(text: str, place: int, line: _Line, characters: list[str]) -> bool:
    before = characters[-1] if characters else "\n"
    if before == " " or before == "\n":
        return True
    after = text[place + 1 : min(line.end, place + WIDEST)].lstrip(BLANKS)[:1]
    both = (before, after or "\n")
    if _is_label_gap(text, place, line.end) or _parts_names(text, place, line):
        return False
    return any("一" <= one <= "鿿" or one in "，。；：、〔〕（）《》“”%" for one in both) and not (
        both[0].isascii() and both[1].isascii()
    )


_CHARGING = re.compile("责任|牵头|配合|协办|承办|领导|负责")
_EDGE = re.compile(r"[^一-鿿·]+")


def _parts_names(text: str, place: int, line: _Line) -> bool:
    """A blank between two whole names in a line that charges somebody: 责任人：钱进 孙一鸣."""
    if not _CHARGING.search(line.key):
        return False
    left = _EDGE.split(text[max(line.start, place - 20) : place])[-1]
    right = _EDGE.split(text[place + 1 : min(line.end, place + 20)].lstrip(BLANKS))[0]
    return all(looks_like_a_person(one) for one in (left, right)) or all(
        len(one) > 2 and sort_of(one) is Sort.UNIT for one in (left, right)
    )


def _is_label_gap(text: str, place: int, end: int) -> bool:
    """A blank that parts two labels is a separator: 责任领导：李某 责任单位：甲局."""
    rest = key_of(text[place + 1 : min(end, place + 40)]).lstrip()
    return label_at(rest, 0, len(rest)) is not None
