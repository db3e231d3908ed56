"""When two names are one: people, units, groups and firms, however a keyboard or an editor wrote their blanks and dots.

1. Full-width and half-width letters, and characters that only look compatible, are alike (NFKC).
2. Blanks of every width and whatever cannot be seen do not count: 李　明 is 李明.
3. Every middle dot is one, and a full stop in its place is one too: 阿依古丽•买买提 is 阿依古丽·买买提.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_BLANKS = " \u115f\u1160\u3164\uffa0\u2800"
"""What Python calls printable though nothing is drawn: the plain blank, and fillers, which are letters to Unicode."""
_PLAIN = {**dict.fromkeys(map(ord, "•・‧∙⋅●．.⸱᛫ꞏᐧ"), "·"), **dict.fromkeys(map(ord, _BLANKS))}

_ODD = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")

_BETWEEN = "、，,；;"
_OPENING, _CLOSING = "（([［〔【“「《", "）)]］〕】”」》"


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """What is compared in place of `name`; never shown."""
    whole = unicodedata.normalize("NFKC", name)
    # Nearly no name has one, and to translate takes each letter by itself.
    if _ODD.search(whole):
        whole = whole.translate(_PLAIN)
    if whole.isalnum():  # all of it is drawn: so are nearly all names, and a province has many
        return whole
    return "".join(character for character in whole if not is_unseen(character))


def is_unseen(character: str) -> bool:
    """Whether nothing is drawn for it: blanks, marks of direction, variants and joining, fillers."""
    return (
        not character.isprintable()
        or character in _BLANKS
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def same_name(one: str, other: str) -> bool:
    """Whether both name the same."""
    return name_key(one) == name_key(other)


def known_as(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `name` means, as it is spelled there; None where there is none."""
    key = name_key(name)
    return next((spelling for spelling in known if name_key(spelling) == key), None)


def names_in(typed: str) -> tuple[str, ...]:
    """Names one behind the other, with whatever mark between them; one within brackets or quotes is a name's own: of
    各县（市、区）、卫健局 there are two. Where a bracket is not closed, every mark is one between names.
    """
    words = [word.strip() for line in typed.splitlines() for word in _parted(line)]
    return tuple(word for word in words if word)


def _parted(line: str) -> Iterator[str]:
    depth, begun = 0, 0
    closed = sum(map(line.count, _OPENING)) == sum(map(line.count, _CLOSING))
    for at, character in enumerate(line):
        depth += (character in _OPENING) - (character in _CLOSING)
        if character in _BETWEEN and not (closed and depth > 0):
            yield line[begun:at]
            begun = at + 1
    yield line[begun:]
