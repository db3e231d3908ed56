"""A time limit that the words of a measure state outside its attribution: 完成时限为11月30日, 8月15日前完成."""

import re
from datetime import date

from yudu_flow.documents.days import day_in
from yudu_flow.documents.passage import Passage

_LIMIT = re.compile(r"(?:完成|办结|整改)?(?:时限|期限)(?:为|是|:)([^。;,()]{2,20})")
_DAY = r"(?:\d{4}年)?(?:今年)?(?:\d{1,2}|十?[一二三四五六七八九十])月(?:\d{1,2}[日号]|底|末|[上中下]旬|份)?"
_DONE_BY = re.compile(
    rf"{_DAY}(?:之|以)?前[^。;,:()]{{0,12}}?(?:完成|到位|办结|建成|销号|见效|投用|投入使用|完工|竣工)"
)


def limit_stated(passage: Passage, start: int, end: int, year: int) -> date | None:
    """The day behind 完成时限为 in [start, end); None where there is none."""
    found = _LIMIT.search(passage.key, start, end)
    return day_in(found[1], year) if found else None


def limit_hinted(passage: Passage, start: int, end: int) -> str:
    """Words that may be the time limit, or that of one step of several; "" where there are none."""
    found = _DONE_BY.search(passage.key, start, end)
    return passage.text[found.start() : found.end()] if found else ""
