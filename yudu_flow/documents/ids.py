"""Ids made of Chinese names, by their sounds: clerks make none up."""

import re
from datetime import date

from yudu_flow.content.ids import sounds

_NAMED = re.compile(r"^关于(?:做好|进一步|印发|加强|开展|推进)*|\d{4}年度?|[^一-鿿A-Za-z0-9]")
FALLBACK = "plan"


def plan_id(title: str, dated: date | None) -> str:
    """A slug of the title's first words and the year: 工作任务分工方案, 2024 → gong-zuo-ren-wu-fen-2024."""
    year = f"-{dated.year}" if dated else ""
    return (sounds(_NAMED.sub("", title)[:5]) or FALLBACK) + year
