"""A period (周期) is a calendar month; its deadline is four dates that follow from the day in the document.

Source: notice 三（三）"每月 27 日前", and 2-semantics "A report's deadline, for a period".
"""

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from yudu_flow.domain.rules import RestDay, Rules
from yudu_flow.domain.workdays import DAY, Calendar

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: date, clock: time = time()) -> datetime:
    """The instant of a wall-clock time on `day` in Asia/Shanghai."""
    return datetime.combine(day, clock, ZONE)


def midnight_after(day: date) -> datetime:
    """24:00 of `day`, the first instant of the next one."""
    return at(day + DAY)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A calendar month. Ordered, hashable; `str()` is 2020-09."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2020-09`. Raises ValueError for anything else."""
        year, _, month = text.partition("-")
        if not (re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) and 1 <= int(month) <= 12 and int(year)):
            raise ValueError(f"“{text}”不是月份，应写成 2020-09 这样的年-月")
        return cls.of(date(int(year), int(month), 1))

    @classmethod
    def of(cls, day: date) -> "Period":
        """The period that holds `day`."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        """The month's first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The month's last day."""
        return self.day(31)

    def day(self, number: int) -> date:
        """That day of the month, or the last one where the month is shorter."""
        return date(self.year, self.month, min(number, months.monthrange(self.year, self.month)[1]))

    def shift(self, count: int) -> "Period":
        """The period `count` months later (earlier where negative)."""
        index = self.year * 12 + self.month - 1 + count
        return Period(index // 12, index % 12 + 1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due: reminders count down to `remind_by`, the later ladder counts from `last_day`.

    `late_from` is the first instant that is late: in time if and only if filed before it.
    """

    nominal: date
    remind_by: date
    last_day: date
    late_from: datetime

    @property
    def late_after(self) -> datetime:
        """The last second in time, as JSON prints it."""
        return self.late_from - timedelta(seconds=1)


def deadline_on(nominal: date, rules: Rules, calendar: Calendar) -> Deadline:
    """The deadline whose day in the document is `nominal`, itself in time."""
    last_day = _last_day(nominal, rules.rest_day, calendar)
    return Deadline(nominal, calendar.on_or_before(nominal), last_day, _late_from(last_day, rules.cutoff))


def _last_day(nominal: date, rest_day: RestDay, calendar: Calendar) -> date:
    match rest_day:
        case RestDay.KEEP:
            return nominal
        case RestDay.PREVIOUS:
            return calendar.on_or_before(nominal)
        case RestDay.NEXT_IF_HOLIDAY if not calendar.is_holiday(nominal):
            return nominal
        case _:
            return calendar.on_or_after(nominal)


def _late_from(last_day: date, cutoff: time | None) -> datetime:
    return midnight_after(last_day) if cutoff is None else at(last_day, cutoff)


def report_deadline(period: Period, day: int, rules: Rules, calendar: Calendar) -> Deadline:
    """A report's deadline in `period`; `day` is the day of the month in the document (27 in the notice)."""
    nominal = period.day(day)
    return deadline_on(nominal if rules.inclusive else nominal - DAY, rules, calendar)


def visit_deadline(period: Period, calendar: Calendar) -> Deadline:
    """Visits are due on the last working day of the month, until 24:00."""
    last_day = calendar.on_or_before(period.last)
    return Deadline(last_day, last_day, last_day, midnight_after(last_day))


@lru_cache(maxsize=4096)
def spell_day(day: date) -> str:
    """9月27日（星期日）: date and weekday in full, as every message prints them."""
    return f"{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）"


@lru_cache(maxsize=4096)
def spell_deadline(late_from: datetime) -> str:
    """9月27日（星期日）24:00: midnight is written as 24:00 of the day before, so that nobody has to interpret."""
    local = late_from.astimezone(ZONE)
    if local.time() == time():
        return f"{spell_day(local.date() - DAY)}24:00"
    return f"{spell_day(local.date())}{local:%H:%M}"


def spell_moment(instant: datetime) -> str:
    """9月27日 15:04: where the year is known."""
    local = instant.astimezone(ZONE)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
