"""The lines of a table: each column as wide as its widest cell, the last ones folded where there is no room for them.

Widths are cells of a terminal: a Chinese character takes two.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

GAP, LEAST_WIDTH = 2, 8
WORD = re.compile(r"\s*\S+\s*")


def laid_out(rows: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """Every line, a rule under the first row, which is the head."""
    widths = fitted([max(map(_wide, column)) for column in zip(*rows, strict=True)], room)
    head, *others = rows
    yield from _row(head, widths)
    yield "─" * (sum(widths) + GAP * (len(widths) - 1))
    for row in others:
        yield from _row(row, widths)


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths that fill `room` at most: what is not kept whole shares alike what the others leave."""
    found, whole = [*widths], kept_whole(widths, room)
    left = room - GAP * (len(widths) - 1) - sum(wide for wide, kept in zip(widths, whole, strict=True) if kept)
    folded = sorted((place for place, kept in enumerate(whole) if not kept), key=widths.__getitem__)
    for done, place in enumerate(folded):
        found[place] = max(min(widths[place], left // (len(folded) - done)), GAP)
        left -= found[place]
    return found


def kept_whole(widths: Sequence[int], room: int) -> list[bool]:
    """Which columns stay on one line: from the left, as long as those after them keep LEAST_WIDTH each."""
    whole: list[bool] = []
    left = room - GAP * (len(widths) - 1)
    for place, width in enumerate(widths, 1):
        whole.append(left - width >= LEAST_WIDTH * (len(widths) - place))
        left -= width if whole[-1] else LEAST_WIDTH
    return whole


def _wide(cell: str) -> int:
    return max(map(cell_len, _lines(cell)))


def _lines(cell: str) -> list[str]:
    return cell.expandtabs().split("\n") if "\n" in cell or "\t" in cell else [cell]


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    folded = [[*_folded(cell, wide)] for cell, wide in zip(cells, widths, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        padded = (part + " " * (wide - cell_len(part)) for part, wide in zip(parts, widths, strict=True))
        yield (" " * GAP).join(padded).rstrip()


def _folded(cell: str, room: int) -> Iterator[str]:
    for line in _lines(cell):
        if cell_len(line) <= room:
            yield line
        else:
            yield from (part.rstrip() for part in _broken(line, room))


def _broken(line: str, room: int) -> Iterator[str]:
    """Between words where each fits; a longer word begins on a line of its own."""
    begun = ""
    for word in WORD.findall(line):
        if cell_len(begun) + cell_len(word.rstrip()) <= room:
            begun += word
            continue
        if begun:
            yield begun
        *full, begun = chop_cells(word, room) if cell_len(word.rstrip()) > room else [word]
        yield from full
    yield begun
