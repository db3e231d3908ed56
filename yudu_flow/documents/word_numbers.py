"""The numbers that Word draws before paragraphs: 一、（一）1. They are in no text, only in lists and styles."""

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from yudu_flow.wording.numerals import numeral

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting"),
    *("ideographDigital", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanDigital2"),
}
_WHOLE = re.compile(r"-?[0-9]{1,9}")
DEEPEST = 20
"""Styles that rest on one another; a file may chain them in a ring."""


class Numbers:
    """Counts as Word does, from the first paragraph to the last; each paragraph is to be asked for once, in order."""

    def __init__(self, document: "Document") -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
        root = _numbering(document)
        if root is not None:
            self._learn(root)

    def _learn(self, root: "_Element") -> None:
        abstracts = {
            one.get(f"{W}abstractNumId"): {_level(lvl): _shape(lvl) for lvl in one.iter(f"{W}lvl")}
            for one in root.iter(f"{W}abstractNum")
        }
        for num in root.iter(f"{W}num"):
            number, link = num.get(f"{W}numId"), num.find(f"{W}abstractNumId")
            abstract = link.get(f"{W}val") if link is not None else ""
            self._abstract[number] = abstract if num.find(f"{W}lvlOverride") is None else f"{abstract}/{number}"
            self._levels[number] = {**abstracts.get(abstract, {})}
            for override in num.iter(f"{W}lvlOverride"):
                self._override(number, override)

    def _override(self, number: str, override: "_Element") -> None:
        level, lvl, start = _level(override), override.find(f"{W}lvl"), override.find(f"{W}startOverride")
        if lvl is not None:
            self._levels[number][level] = _shape(lvl)
        if start is not None and level in self._levels[number]:
            form, text, _ = self._levels[number][level]
            self._levels[number][level] = form, text, int_of(start.get(f"{W}val"), 1)

    def of(self, paragraph: "_Element") -> str:
        """The number drawn before a paragraph that has words; empty where none is."""
        number, level = self._asked(paragraph)
        shapes = self._levels.get(number, {})
        if number in ("", "0") or level not in shapes:
            return ""
        counts = self._counts[self._abstract[number]]
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        counts[level] = counts.get(level, shapes[level][2] - 1) + 1
        return self._drawn(shapes, counts, level)

    def _drawn(self, shapes: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        form, text, _ = shapes[level]
        if form in ("bullet", "none"):
            return ""

        def number(found: "re.Match[str]") -> str:
            at = int(found[1]) - 1
            return spelled(counts.get(at, shapes[at][2]), shapes[at][0]) if at in shapes else ""

        return re.sub(r"%(\d)", number, text)

    def _asked(self, paragraph: "_Element") -> tuple[str, int]:
        """The list and level that the paragraph, or the style that it rests on, asks for."""
        properties = paragraph.find(f"{W}pPr")
        number, level = _asks(properties)
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = style.get(f"{W}val") if style is not None else None
        for _ in range(DEEPEST):
            if number is not None or name not in self._styles:
                break
            element = self._styles[name]
            number, styled = _asks(element.find(f"{W}pPr"))
            level = styled if level is None else level
            above = element.find(f"{W}basedOn")
            name = above.get(f"{W}val") if above is not None else None
        return number or "", level or 0


def _numbering(document: "Document") -> "_Element | None":
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError):  # a document without lists has no such part
        return None


def _asks(properties: "_Element | None") -> tuple[str | None, int | None]:
    asked = properties.find(f"{W}numPr") if properties is not None else None
    if asked is None:
        return None, None
    number, level = asked.find(f"{W}numId"), asked.find(f"{W}ilvl")
    return (
        number.get(f"{W}val") if number is not None else None,
        int_of(level.get(f"{W}val"), 0) if level is not None else None,
    )


def _level(element: "_Element") -> int:
    return int_of(element.get(f"{W}ilvl"), 0)


def _shape(level: "_Element") -> tuple[str, str, int]:
    def text(name: str, otherwise: str) -> str:
        found = level.find(f"{W}{name}")
        return (found.get(f"{W}val") or otherwise) if found is not None else otherwise

    return text("numFmt", "decimal"), text("lvlText", ""), int_of(text("start", "1"), 1)


def int_of(text: str | None, otherwise: int) -> int:
    """A level or a first number; `otherwise` where it is none that Word could have written."""
    return int(text) if text and _WHOLE.fullmatch(text) else otherwise


def spelled(number: int, form: str) -> str:
    """A number as Word draws it in that form."""
    if form in _CHINESE:
        return numeral(number)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    return str(number)
