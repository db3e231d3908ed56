"""How the program speaks of a document that revises a plan."""

from collections import Counter
from collections.abc import Iterable

SCOPES = {"whole": "整份方案", "supplement": "补充或部分调整"}
SAME = "分工、时限、指标和定期要办的事没有不同"
WAYS = {"added": "新增", "gone": "文件里没有", "changed": "不同"}


def spell_count(ways: Iterable[str]) -> str:
    """新增1处、不同3处; empty where there is none."""
    counted = Counter(ways)
    return "、".join(f"{word}{counted[way]}处" for way, word in WAYS.items() if counted[way])
