"""Columns of months (1月, 2月 …) or quarters with ticks: the last one that a row ticks is when it is to be done."""

import re
from collections.abc import Mapping
from datetime import date

from yudu_flow.documents.columns import compact_key
from yudu_flow.documents.days import due_in
from yudu_flow.documents.lexicon import NOTHING
from yudu_flow.documents.paper import Row

_HEAD = re.compile(r"(?:\d{4}年)?(?:(?:[1-9]|1[0-2]|[一二三四五六七八九十]{1,2})月份?|第?[一二三四1-4]季度)")
LEAST = 3
"""Columns of months from which on they are a schedule; a single one may head anything."""


def month_columns(heads: Mapping[int, str]) -> set[int]:
    """Those headed by a month or a quarter, where they are enough."""
    found = {place for place, head in heads.items() if _HEAD.fullmatch(head)}
    return found if len(found) >= LEAST else set()


def last_ticked(text: str, row: Row, heads: Mapping[int, str], year: int) -> tuple[str, date] | None:
    """Of the columns by these heads the last in which the row says anything, and the day on which its month ends; None
    where it says nothing.
    """
    days = _days(heads, year)
    said = [at for at in days if at < len(row) and compact_key(text, row[at]) not in ("", *NOTHING)]
    last = max(said, key=days.__getitem__, default=None)
    return (heads[last], days[last]) if last is not None else None


def _days(heads: Mapping[int, str], year: int) -> dict[int, date]:
    """By column the day on which its month ends; what stands behind December is of the next year."""
    found: dict[int, date] = {}
    for place, head in sorted(heads.items()):
        if day := due_in(head, year):
            found[place] = day.replace(year=day.year + (day < max(found.values(), default=day)))
    return found
