"""Words of a document that order nothing: its head, preamble and signature, who was present, whom it is sent to."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.mentions import POSTED_HEAD
from yudu_flow.documents.outline import Item
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.titles import EARLY, is_title

_ADDRESSED = re.compile(r"^[^。;]{2,200}:$")
_HEAD = re.compile(
    r"文件$|纪要$|[〔\[(【]\d{4}[〕\])】]|的通知$|^\(?(?:\d{4}|[二〇○零一三四五六七八九]{4})年.{1,8}日\)?"
)
_PREAMBLE = re.compile(r"^(?:为|根据|按照?|依据|现将|经|近[期日年]|结合|今年|去年|\d{4}年)")
_DATE = re.compile(r"^\(?(?:\d{4}|[二〇○零一三四五六七八九]{4})年.{1,8}日(?:印发)?\)?$")
_ASIDE = re.compile(
    r"^(?:附件?|抄送|主送|分送|发送|抄报|联系|出席|列席|参[加会]|请假|主持|记录|缺席|签发|审核|制表|填[表报]|报送|注)[^。;]{0,8}[:：]|^附件?\d*[:：.]?|^\(?(?:此件|信息公开|联系人)"
)


_OF_LEADING = re.compile(r"要求|组织领导|组织保障|组织实施|保障措施|督导|督查|考核|附则|领导小组|专班")
"""In the title of a section: it says how the work is led as a whole."""


def formal(passage: Passage, items: Sequence[Item], charged: Sequence[int]) -> list[Span]:
    """The stretches of such words; `charged` are the places where anybody is charged."""
    begun = min([*(one.start for one in items[:1]), *charged], default=len(passage.text))
    sections = [one for one in items if one.above is None and _OF_LEADING.search(one.title[:16])]
    places = sorted(charged)
    beyond = [(o.start, o.end) for o in sections if bisect_left(places, o.start) == bisect_left(places, o.end)]
    return [*_head(passage, begun), *_asides(passage), *beyond]


def _head(passage: Passage, begun: int) -> Iterator[Span]:
    """All up to the last line that only a head has, and the preamble behind it."""
    lines = [line for line in passage.lines if line[1] <= begun]
    keys = [passage.key[start:end].replace(" ", "") for start, end in lines]
    heads = [at for at, key in enumerate(keys[:EARLY]) if _is_head(key)]
    if heads:
        yield 0, lines[heads[-1]][1]
    yield from (line for line, key in zip(lines, keys, strict=True) if _PREAMBLE.match(key))


def _is_head(key: str) -> bool:
    if POSTED_HEAD.match(key):
        return False
    return bool(_ADDRESSED.match(key) or (len(key) < 60 and _HEAD.search(key)) or is_title(key))


def _asides(passage: Passage) -> Iterator[Span]:
    lines = passage.lines
    for line, after in pairwise([*lines, (0, 0)]):
        key = passage.key[slice(*line)].replace(" ", "")
        behind = passage.key[slice(*after)].replace(" ", "")
        signed = _DATE.match(behind) or (line in lines[-SIGNATURE:] and heading_at(behind, 0) is None)
        if _ASIDE.match(key) or _SIGNED.match(key) or (signed and _PLAIN.match(key)):
            yield line


SIGNATURE = 4
"""Lines at a document's end that are its signature where they hold no mark."""
_PLAIN = re.compile(r"[一-鿿\d]{2,40}$")
_SIGNED = re.compile(r"[一-鿿]{4,40}(?:\d{4}|[二〇○零一三四五六七八九]{4})年.{1,8}日(?:印发)?$")
