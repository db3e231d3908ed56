"""Numbers as documents write them: 27, 廿七, 二十七, 一百零三, ⑤, ⑴, ㈠, 二〇二〇."""

_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_CIRCLED = {chr(first + n): n + 1 for first in (0x2460, 0x2474, 0x2488) for n in range(20)}
_CIRCLED |= {chr(0x3220 + n): n + 1 for n in range(10)}
"""①, ⑴, ⒈ and ㈠: one character each."""
_UNITS = "一二三四五六七八九"
BELOW_HUNDRED = rf"(?:\d{{1,2}}|(?<![{_UNITS}十])(?:[{_UNITS}]?十[{_UNITS}]?|廿[{_UNITS}]?|[{_UNITS}])(?![{_UNITS}十]))"
"""A figure or numeral that `number` knows, as a pattern: 二三 of 二三日前 is none, and nobody knows which is meant."""
_TIMES = (("百", 100), ("十", 10))
MOST_DIGITS = 9
"""Of a figure that is read: no document counts further, and Python refuses those of thousands."""


def number(words: str) -> int:
    """A figure, or a numeral below a thousand. Raises ValueError for anything else."""
    if words.isdecimal():
        return figure(words)
    if words in _CIRCLED:
        return _CIRCLED[words]
    return _below(words.replace("廿", "二十"), _TIMES)


def year_number(words: str) -> int:
    """2020 or 二〇二〇. Raises ValueError for anything else."""
    return figure(words) if words.isdecimal() else figure("".join(str(_digit(c)) for c in words))


def figure(words: str) -> int:
    """A whole number of at most nine digits. Raises ValueError for anything else."""
    if len(words) > MOST_DIGITS or not words.isdecimal():
        raise ValueError(words[: MOST_DIGITS + 1])
    return int(words)


def _below(words: str, times: tuple[tuple[str, int], ...]) -> int:
    """十二 is one ten and two; 一百零三 says its missing tens."""
    if not times:
        rest = words.removeprefix("零") or words
        return _digit(rest)
    (mark, factor), *smaller = times
    head, found, tail = words.partition(mark)
    if not found:
        return _below(words, tuple(smaller))
    return factor * (_digit(head) if head.removeprefix("零") else 1) + (_below(tail, tuple(smaller)) if tail else 0)


def _digit(word: str) -> int:
    if word not in _DIGIT:
        raise ValueError(word)
    return _DIGIT[word]
