"""Numbers at the head of a line: 一、 （一） 1. （1） ① 第一章. Which stands above which, the document itself shows."""

import re
from contextlib import suppress
from dataclasses import dataclass

from yudu_flow.documents.numerals import number

_STYLES = (
    ("chapter", re.compile(r"第([一二三四五六七八九十百]{1,4})(?:章|部分|篇)[\s、.:]*")),
    ("article", re.compile(r"第([一二三四五六七八九十百]{1,4})条[\s、.:]*")),
    ("chinese", re.compile(r"([一二三四五六七八九十]{1,3})[、.]\s*")),
    ("named", re.compile(r"(?:任务|行动|工程|举措|措施|问题|项目|事项|清单)([一二三四五六七八九十]{1,3})[、.:\s]\s*")),
    (
        "named",
        re.compile(
            r"(?:任务|行动|工程|举措|措施|问题|项目|事项|清单)(\d{1,3})(?:[、.:\s]\s*|(?=[一-鿿“《\"])(?![项个条件类处宗起年月日号批次大多余]))"
        ),
    ),
    ("filed", re.compile(r"第(\d{1,3})号(?:建议|提案|议案)?:\s*")),
    ("named", re.compile(r"[【\[](?:诉求|问题|事项|任务|案件|线索|隐患|建议|提案)(\d{1,3})[】\]]\s*")),
    ("bracketed chinese", re.compile(r"\(([一二三四五六七八九十]{1,3})\)[、.]?\s*")),
    ("bracketed chinese", re.compile(r"([㈠-㈩])[、.]?\s*")),
    ("figure", re.compile(r"([⒈-⒛])\s*")),
    ("bracketed figure", re.compile(r"([⑴-⒇])[、.]?\s*")),
    (
        "figure",
        re.compile(
            r"(\d{1,3})(?:[、.](?!\d)|\.(?=\d{4}年|1?\d月|\d*0(?:蒸?吨|公里|米|千[瓦伏]|[万亿个家户名人处亩台辆座条所项%]|平方|立方))|\s(?=[一-鿿]{4})(?!\s[年月日号个家人户名万亿亩份场次项期类处公]))\s*"
        ),
    ),
    ("bracketed figure", re.compile(r"\((\d{1,3})\)[、.]?\s*")),
    ("half bracket", re.compile(r"(\d{1,2})\)\s*")),
    ("circled", re.compile(r"([①-⑳])[、.]?\s*")),
    ("decimal", re.compile(r"\d{1,2}\.(\d{1,2})(?![\d%.月])(?:[、\s]\s*|(?=[一-鿿]))")),
)

_ANY = re.compile("|".join(pattern.pattern for _, pattern in _STYLES))
"""Most lines have none, and are asked often."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`style` is how it is numbered; the words begin `length` characters on."""

    style: str
    number: int
    length: int


def heading_at(key: str, start: int) -> Heading | None:
    """The number that stands at `start`, None where there is none."""
    if _ANY.match(key, start) is None:
        return None
    for style, pattern in _STYLES:
        if found := pattern.match(key, start):
            with suppress(ValueError):  # 一一、 is no number
                return Heading(style, number(found[1]), found.end() - start)
    return None
