"""The pieces of an attribution: between commas, at labels behind whole names, and at blanks that part names."""

import re
from collections.abc import Callable, Iterator

from yudu_flow.documents.labels import ANYWHERE, label_at
from yudu_flow.documents.lexicon import POST_BEFORE
from yudu_flow.documents.passage import Span, split, trimmed
from yudu_flow.documents.sorts import looks_like_a_person
from yudu_flow.documents.whole_names import whole

NAME = 60
"""Characters of the longest name."""
IsDue = Callable[[str], bool]


def pieces(key: str, start: int, end: int, is_due: IsDue) -> Iterator[Span]:
    """Split at commas, and before each label that stands behind a blank alone; `is_due` tells limits."""
    for piece in split(key, start, end, ",、"):
        yield from _at_labels(key, *piece, is_due)


def _at_labels(key: str, start: int, end: int, is_due: IsDue) -> Iterator[Span]:
    """Blanks that mending has left between Chinese words part names, or a name and a label."""
    begun = start
    for label in _unparted(key, start, end):
        yield from _at_blanks(key, begun, label, is_due)
        begun = label
    yield from _at_blanks(key, begun, end, is_due)


def _unparted(key: str, start: int, end: int) -> Iterator[int]:
    """Where labels begin right behind a whole name, the mark between them left out: 冉莉牵头股室："""
    begun = start
    for label in ANYWHERE.finditer(key, start + 2, end):
        near = max(begun, label.start() - NAME)
        before = _LABELLED.split(key[near : label.start()])[-1].strip()
        if label_at(key, begun, end) and not _LABELLED.search(key, begun, label.start()):
            continue  # 包保领导 is one label, though 包保 looks like a name
        if before and label_at(key, label.start(), end) and whole(before):
            yield label.start()
            begun = label.start()


def _at_blanks(key: str, start: int, end: int, is_due: IsDue) -> Iterator[Span]:
    begun = start
    for blank in _BLANK.finditer(key, start, end):
        after = blank.end()
        if _ALONE.match(key, after, end) or blank.start() - begun == 1:  # 罗 明 is one name, set to a width
            continue
        if _is_post(key[begun : blank.start()], key[after:end]):
            continue
        if label_at(key, after, end) or not is_due(key[begun:end]):
            yield from trimmed(key, begun, after)
            begun = after
    yield from trimmed(key, begun, end)


def _is_post(before: str, behind: str) -> bool:
    """县发改局局长 李宁 is one person."""
    post, name = _SET_OFF.split(before[-NAME:])[-1], _APART.split(behind[:NAME])[0]
    return bool(POST_BEFORE.match(post + name)) and looks_like_a_person(name)


_APART = re.compile(r"[^一-鿿·]")
_LABELLED = re.compile(r"[:\]】〗]")
_SET_OFF = re.compile(r"[:\]】〗(\[〔【]")
_BLANK = re.compile(r"(?<=[一-鿿)])[ \t]+(?=[一-鿿])")
_ALONE = re.compile(r"[一-鿿](?=[ \t、,;。\n]|$)")
