"""Characters that look like nothing, or like the mark that YAML wants: which they are, and where they do harm.

A full-width colon or a blank that is none lets YAML read two lines as one, and it stumbles over the next; so what is
odd in the lines before is named, each with its own place. In a text they do no harm and are not looked for.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from yudu_flow.domain.names import is_unseen

NAMES = {
    "\t": "制表符（Tab）",
    "\u00a0": "不间断空格",
    "\u3000": "全角空格",
    "\u200b": "零宽空格",
    "\u200c": "零宽字符",
    "\u200d": "零宽字符",
    "\u2060": "零宽字符",
    "\u00ad": "软连字符",
    "\ufeff": "文件标记（BOM）",
}
RETYPE = "删去它，用英文输入法重新输入空格"
REGULAR = re.compile(r"""\s*(?:-\s+)*["']?[^\s:：#"'][^:：]*:(?:\s|$)""")
AT_START = re.compile(r" *(-[^\S\n])?")
FULL_COLON = re.compile(r"""( *(?:- +)*["']?[^\s:：#"'{\[，,]{1,40}["']?)：""")
TIGHT_COLON = re.compile(r"""( *(?:- +)*["']?[^\s:：#"'{\[，,]{1,40}["']?:)(.)""")
MARKS = dict(zip("｛｝［］”’＂＇", "{}[]\"'\"'", strict=True))
FURTHEST = 30


class OddCharacter(NamedTuple):
    """A character at a place, counted from 1, and what to do about it."""

    line: int
    column: int
    message: str
    suggestion: str


def called(character: str) -> str:
    """What it is called, with its number: 全角空格（U+3000）."""
    name = NAMES.get(character) or unicodedata.name(character, "控制字符")
    return f"{name}（U+{ord(character):04X}）"


def unseen_in(text: str) -> str:
    """What the first character is called of which nothing shows, plain blanks aside; empty where all can be seen."""
    found = next((one for one in text if one not in " \n\r" and is_unseen(one)), None)
    return called(found) if found else ""


def half_width(text: str) -> str:
    """The same in half-width signs: ２７ is 27, － is -."""
    return unicodedata.normalize("NFKC", text)


def odd_before(text: str, line: int) -> list[OddCharacter]:
    """What is odd in the line over which YAML stumbled and in those that it read together with it."""
    lines = text.split("\n")
    found: list[OddCharacter] = []
    for number in range(min(line, len(lines)), max(0, line - FURTHEST), -1):
        odd = [*_odd_in(lines[number - 1], number)]
        found = odd + found
        # A line that reads by itself is no part of what went wrong, nor is anything above it.
        if number < line and not odd and REGULAR.match(lines[number - 1]):
            break
    return found or _indented_oddly(lines, line)


def _indented_oddly(lines: list[str], line: int) -> list[OddCharacter]:
    """A line that begins with what is no blank seems to end everything around it, and the next ones seem astray."""
    near = range(max(1, line - FURTHEST), min(line, len(lines)) + 1)
    return [
        OddCharacter(number, 1, f"行首混有{called(lines[number - 1][0])}", RETYPE)
        for number in near
        if lines[number - 1][:1].strip(" ") and is_unseen(lines[number - 1][0])
    ]


def _odd_in(line: str, number: int) -> Iterator[OddCharacter]:
    begun = AT_START.match(line)
    start = begun.end() if begun else 0
    if line[start : start + 1] and is_unseen(line[start]):
        yield OddCharacter(number, start + 1, f"行首混有{called(line[start])}", RETYPE)
    if line[start : start + 1] == "－":
        yield OddCharacter(number, start + 1, "列表用了全角的“－”", "换成英文的“-”，后面空一格")
    full, tight = FULL_COLON.match(line), TIGHT_COLON.match(line)
    if full:
        yield OddCharacter(number, full.end(), "这里用了全角冒号“：”", "冒号要用英文“:”，后面空一格")
    elif tight and tight[2] != " " and is_unseen(tight[2]):
        yield OddCharacter(number, tight.end(), f"冒号后面混有{called(tight[2])}", RETYPE)
    yield from _marks(line, number)


def _marks(line: str, number: int) -> Iterator[OddCharacter]:
    """Full-width brackets and quotes around a list or a quoted text that is not whole in its own line."""
    value = line.split(": ", 1)[-1]
    offset, opens = len(line) - len(value), value.lstrip()[:1]
    if opens in ("｛", "［"):
        yield _mark(number, offset + 1, opens)
    closing = {'"': "”＂", "'": "’＇"}.get(opens, "") if value.count(opens or " ") % 2 else ""
    if opens in ("[", "{") and _count(value, "[{") > _count(value, "]}"):
        closing = "｝］"
    for place, character in enumerate(value):
        if character in closing:
            yield _mark(number, offset + place + 1, character)


def _count(text: str, characters: str) -> int:
    return sum(text.count(one) for one in characters)


def _mark(line: int, column: int, character: str) -> OddCharacter:
    return OddCharacter(line, column, f"这里用了全角的“{character}”", f"换成英文的“{MARKS[character]}”")
