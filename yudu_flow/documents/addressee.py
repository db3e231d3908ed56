"""To whom a letter is written, whom it calls 你局."""

import re

from yudu_flow.documents.passage import Passage
from yudu_flow.documents.sorts import Sort, sort_of

EARLY = 12
"""Lines from a letter's begin in which its addressee stands."""
_LINE = re.compile(r"(?P<name>[^,。;:、\s]{3,20})[:]")
_YOU = re.compile(r"[省市县区镇乡]?(?:你|贵)(?:[局委办厅县市区镇乡州院校司]|中心|单位|公司|街道|部门)")
"""What a letter calls its addressee; a place before it was lent."""


def addressed(name: str, passage: Passage, doubts: list[str]) -> str:
    """The name, or whom it means where it is 你局; a doubt where nobody knows."""
    if not _YOU.fullmatch(name):
        return name
    said = _addressee(passage)
    if not said:
        doubts.append(f"“{name}”说的是主送单位，请写明是哪个单位")
    return said or name


def _addressee(passage: Passage) -> str:
    """The one unit that a letter is written to; empty where there is none, or several."""
    for start, end in passage.lines[:EARLY]:
        if found := _LINE.fullmatch(passage.key, start, end):
            return found["name"] if sort_of(found["name"]) is Sort.UNIT else ""
    return ""
