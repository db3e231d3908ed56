"""Ids made of Chinese names, by their sounds: nobody makes one up, and one that was given stays."""

import os
import re
from collections.abc import Container

LONGEST = 40
_ASIDE = re.compile(r"[（(].*")


def sounds(name: str) -> str:
    """Its syllables with hyphens, in lower case and without tones; empty where it has none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 11 MB then instead of 55; an id may say 重 as it likes
    from pypinyin import lazy_pinyin

    syllables = [re.sub(r"[^a-z0-9]", "", one.lower().replace("ü", "v")) for one in lazy_pinyin(name)]
    return "-".join(one for one in syllables if one)[:LONGEST].strip("-")


def new_id(name: str, taken: Container[str], otherwise: str, prefix: str = "") -> str:
    """An id that is not `taken`: 李明（就业局） → li-ming, and li-ming-2 where that is somebody else's."""
    first = prefix + (sounds(_ASIDE.sub("", name)) or otherwise)
    found, number = first, 1
    while found in taken:
        number += 1
        found = f"{first}-{number}"
    return found
