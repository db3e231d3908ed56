"""A year's calendar as twelve small months: which days are off, worked for others, or plain."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yudu_flow.domain.workdays import Calendar

OFF, SWAPPED, REST, WORK = "off", "swapped", "rest", ""
WORDS = {OFF: "休", SWAPPED: "班", REST: "", WORK: ""}


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day of the month, 0 for a blank; what it is, and the sign that says so without colours."""

    number: int
    sort: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class MonthShown:
    """Weeks from Monday on."""

    number: int
    weeks: tuple[tuple[DayShown, ...], ...]


def year_sheet(known: Calendar, year: int) -> list[MonthShown]:
    return [
        MonthShown(
            month,
            tuple(tuple(_days(known, week, month)) for week in calendar.Calendar().monthdatescalendar(year, month)),
        )
        for month in range(1, 13)
    ]


def _days(known: Calendar, week: Iterable[date], month: int) -> Iterable[DayShown]:
    for day in week:
        sort = _sort(known, day)
        yield DayShown(day.day, sort, WORDS[sort]) if day.month == month else DayShown(0)


def _sort(known: Calendar, day: date) -> str:
    if known.is_holiday(day):
        return OFF
    if day.weekday() >= 5:
        return SWAPPED if known.is_working(day) else REST
    return WORK
