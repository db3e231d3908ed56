"""Working days as plain dates: the State Council's calendar, the office's overlay, and a projection for other years.

A year is known if chinesecalendar has it or config/calendar.yaml writes it down, swapped days included. The overlay
comes before the library, year by year.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar.constants import holidays as LIBRARY_BREAKS
from chinese_calendar.constants import workdays as LIBRARY_WORKED

from yudu_flow.content.calendar.shape import BreakShape, CalendarShape, YearShape
from yudu_flow.content.calendar.statutory import statutory
from yudu_flow.content.complaints import shaped
from yudu_flow.content.findings import has_errors
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.source import Source
from yudu_flow.domain.workdays import DAY, Calendar

LIBRARY_YEARS = frozenset(day.year for day in LIBRARY_BREAKS)
LONGEST_BREAK = timedelta(days=15)


def calendar_in(source: Source, years: Iterable[int]) -> Calendar | None:
    """The calendar with the overlay that `source` holds, None where it has errors; they are noted in it."""
    shape = shaped(source, CalendarShape)
    if shape is None:
        return None
    _check(shape, source)
    return None if has_errors(source.findings) else _calendar(shape, set(years))


def _calendar(shape: CalendarShape, years: set[int]) -> Calendar:
    overlay = {int(year): days for year, days in shape.years.items()}
    breaks = {day for day in LIBRARY_BREAKS if day.year not in overlay}
    worked = {day for day in LIBRARY_WORKED if day.year not in overlay}
    for announced in overlay.values():
        breaks.update(day for span in announced.breaks for day in days_of(span.start, span.end))
        worked.update(announced.worked)
    known = LIBRARY_YEARS | overlay.keys()
    breaks |= projected(years - known)
    rest, local = set(shape.local.rest), set(shape.local.worked)
    # A day in `worked` is worked whatever the breaks say, so one that the place rests on has to leave it.
    return _one(
        Calendar(frozenset(breaks | rest), frozenset((worked - rest) | local), frozenset(known), frozenset(rest))
    )


@lru_cache(maxsize=64)
def _one(calendar: Calendar) -> Calendar:
    """The first one that is equal: what was counted by a calendar is looked up by it, and most homes share theirs."""
    return calendar


def projected(years: set[int]) -> set[date]:
    """Statutory days by rule, without swapped days; empty for no years."""
    written = {year: days for year in years if (days := statutory(year))}
    return {day for days in written.values() for day in days} | counted(years - written.keys())


def counted(years: set[int]) -> set[date]:
    """The same as the library counts them."""
    if not years:
        return set()
    from holidays import country_holidays  # reads every country there is, and few need a year that is not written down

    return set(country_holidays("CN", years=sorted(years)))


def days_of(start: date, end: date) -> list[date]:
    """Both ends included."""
    return [start + DAY * offset for offset in range((end - start).days + 1)]


def _check(shape: CalendarShape, source: Source) -> None:
    for year, announced in shape.years.items():
        if not (year.isascii() and year.isdigit() and 2000 <= int(year) <= 2100):
            source.error(("years", year), f"“{year}”不是年份", "写成 2027 这样的四位数", value=year, at_key=True)
        else:
            _check_year(int(year), announced, ("years", year), source)
    for index, day in enumerate(shape.local.worked):
        if day in shape.local.rest:
            source.error(("local", "worked", index), f"“{day}”既写了放假又写了上班", "删去一处", value=str(day))


def _check_year(year: int, announced: YearShape, trail: Trail, source: Source) -> None:
    for index, span in enumerate(announced.breaks):
        _check_break(year, span, (*trail, "breaks", index), source)
    if has_errors(source.findings):
        return
    off = {day for span in announced.breaks for day in days_of(span.start, span.end)}
    for index, day in enumerate(announced.worked):
        place = (*trail, "worked", index)
        if not _belongs(day, year):
            source.error(place, f"“{day}”不在 {year} 年", "检查年份", value=str(day))
        elif day in off:
            source.error(place, f"“{day}”既写了放假又写了上班", "删去一处", value=str(day))
        elif day.weekday() < 5:
            source.error(place, f"“{day}”不是周六、周日，本来就上班", "只写调休上班的周六、周日", value=str(day))


def _check_break(year: int, span: BreakShape, trail: Trail, source: Source) -> None:
    shown = f"“{span.start} 至 {span.end}”"
    if span.end < span.start:
        source.error((*trail, "to"), f"放假{shown}的结束早于开始", "检查 from 和 to", value=str(span.end))
    elif not (_belongs(span.start, year) and _belongs(span.end, year)):
        source.error((*trail, "from"), f"放假{shown}不在 {year} 年", "检查年份", value=str(span.start))
    elif span.end - span.start >= LONGEST_BREAK:
        source.error((*trail, "to"), f"放假{shown}超过 15 天", "检查月份是否写错", value=str(span.end))


def _belongs(day: date, year: int) -> bool:
    """In the year, or in the December before it, where New Year's break may begin."""
    return day.year == year or (day.year == year - 1 and day.month == 12)
