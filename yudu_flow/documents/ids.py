"""Ids made of Chinese names, by their sounds: clerks make none up."""

import os
import re
from datetime import date

LONGEST = 40
_NAMED = re.compile(r"^关于(?:做好|进一步|印发|加强|开展|推进)*|《|》|[^一-鿿A-Za-z0-9]")
FALLBACK = "plan"


def plan_id(title: str, dated: date | None) -> str:
    """A slug of the title's first words and the year: 工作任务分工方案, 2024 → gong-zuo-ren-wu-fen-2024."""
    year = f"-{dated.year}" if dated else ""
    return (sounds(_NAMED.sub("", title)[:5]) or FALLBACK) + year


def sounds(name: str) -> str:
    """Its syllables with hyphens, in lower case and without tones; empty where it has none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 11 MB then instead of 55; an id may say 重 as it likes
    from pypinyin import lazy_pinyin

    syllables = [re.sub(r"[^a-z0-9]", "", one.lower().replace("ü", "v")) for one in lazy_pinyin(name)]
    return "-".join(one for one in syllables if one)[:LONGEST].strip("-")
