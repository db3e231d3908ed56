"""A period is one turn of a cycle (周期); its deadline is four dates that follow from the day in the document.

Source: notice 三（三）"每月 27 日前", 2-semantics "A report's deadline, for a period", and 6-duties "Cycles".
"""

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, total_ordering
from zoneinfo import ZoneInfo

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.rules import RestDay, Rules
from yudu_flow.domain.workdays import DAY, Calendar

ZONE = ZoneInfo("Asia/Shanghai")
ID = re.compile(r"([0-9]{4})(?:-([WQH]?)([0-9]{1,2}))?")
SPELLED = {
    Cycle.WEEK: "-W{:02d}",
    Cycle.MONTH: "-{:02d}",
    Cycle.QUARTER: "-Q{}",
    Cycle.HALF_YEAR: "-H{}",
    Cycle.YEAR: "",
}
MARKS = {None: Cycle.YEAR, "": Cycle.MONTH, "W": Cycle.WEEK, "Q": Cycle.QUARTER, "H": Cycle.HALF_YEAR}


def at(day: date, clock: time = time()) -> datetime:
    """The instant of a wall-clock time on `day` in Asia/Shanghai."""
    return datetime.combine(day, clock, ZONE)


def midnight_after(day: date) -> datetime:
    """24:00 of `day`, the first instant of the next one."""
    return at(day + DAY)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One turn of a cycle: the `number`-th of its year. `str()` is 2020-09, 2020-W38 (ISO), 2020-Q3, 2020-H2 or 2020.

    What ends earlier is less; of what ends on one day, the shorter. Within a cycle the ids sort alike.
    """

    year: int
    number: int
    cycle: Cycle = Cycle.MONTH

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> "Period":
        """Read an id. Raises ValueError for anything else, and for a turn that its year does not have."""
        found = ID.fullmatch(text)
        period = cls(int(found[1]), int(found[3] or 1), MARKS[found[2]]) if found else None
        if period is None or not period._exists() or str(period) != text:
            raise ValueError(f"“{text}”不是周期，应写成 2020-09 这样的年-月，或 2020-W38、2020-Q3、2020-H2、2020")
        return period

    def _exists(self) -> bool:
        try:
            return Period.of(self.first, self.cycle) == self and self.last.year > 0
        except (ValueError, OverflowError):
            return False

    @classmethod
    def of(cls, day: date, cycle: Cycle = Cycle.MONTH) -> "Period":
        """The period that holds `day`."""
        if cycle is Cycle.WEEK:
            year, number, _ = day.isocalendar()
            return cls(year, number, cycle)
        return cls(day.year, (day.month - 1) // cycle.months + 1, cycle)

    def __str__(self) -> str:
        return f"{self.year:04d}{SPELLED[self.cycle].format(self.number)}"

    def __lt__(self, other: "Period") -> bool:
        return (self.last, other.first) < (other.last, self.first)

    @property
    def first(self) -> date:
        """Its first day; a week's is its Monday."""
        if self.cycle is Cycle.WEEK:
            return date.fromisocalendar(self.year, self.number, 1)
        return date(self.year, (self.number - 1) * self.cycle.months + 1, 1)

    @property
    def last(self) -> date:
        if self.cycle is Cycle.WEEK:
            return date.fromisocalendar(self.year, self.number, 7)
        return self.day(31)

    def day(self, number: int, month: int = 0) -> date:
        """That day of its `month`-th month, the last one by default, or that month's last where it is shorter.

        Of a week it is the weekday: 1 is Monday.
        """
        if self.cycle is Cycle.WEEK:
            return date.fromisocalendar(self.year, self.number, number)
        length = self.cycle.months
        month = (self.number - 1) * length + min(month or length, length)
        return date(self.year, month, min(number, months.monthrange(self.year, month)[1]))

    @property
    def months(self) -> tuple[str, ...]:
        """The ids of the months that it touches."""
        first, last = Period.of(self.first), Period.of(self.last)
        between = (last.year - first.year) * 12 + last.number - first.number
        return tuple(str(first.shift(count)) for count in range(between + 1))

    def shift(self, count: int) -> "Period":
        """The period `count` turns later (earlier where negative)."""
        if self.cycle is Cycle.WEEK:
            return Period.of(self.first + 7 * count * DAY, self.cycle)
        turns = 12 // self.cycle.months
        index = self.year * turns + self.number - 1 + count
        return Period(index // turns, index % turns + 1, self.cycle)


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


def is_expected(period: Period, calendar: Calendar) -> bool:
    """Whether anything is owed in `period`: not in a week without any working day."""
    return period.cycle is not Cycle.WEEK or next(calendar.days(period.first, period.last), None) is not None


def expected_before(period: Period, calendar: Calendar) -> Period:
    """The last period before it in which anything is owed."""
    before = period.shift(-1)
    return before if is_expected(before, calendar) else expected_before(before, calendar)


def ends_month(nominal: date, cycle: Cycle, calendar: Calendar) -> bool:
    """Whether the numbers of a month are whole with the period that has this day in the document: weeks, of which a
    month has several, are counted together when the last of them in which anything is owed is over.
    """
    if cycle is not Cycle.WEEK:
        return True
    later = nominal + timedelta(weeks=1)
    if later.month != nominal.month:
        return True
    return not is_expected(Period.of(later, cycle), calendar) and ends_month(later, cycle, calendar)


def report_deadline(period: Period, day: int, rules: Rules, calendar: Calendar, month: int = 0) -> Deadline:
    """A report's deadline in `period`; `day` is the day in the document (27 in the notice), as `Period.day` has it."""
    nominal = period.day(day, month)
    nominal = nominal if rules.inclusive else nominal - DAY
    if period.cycle is Cycle.WEEK and is_expected(period, calendar):
        # Of a Monday that is not itself in time, the day before lies in another week.
        return _within(period, deadline_on(max(nominal, period.first), rules, calendar), rules, calendar)
    return deadline_on(nominal, rules, calendar)


def _within(week: Period, due: Deadline, rules: Rules, calendar: Calendar) -> Deadline:
    """A week's deadline never leaves it: what would goes to the nearest working day on the other side."""
    last_day = due.last_day
    if last_day > week.last:
        last_day = calendar.on_or_before(week.last)
    elif last_day < week.first:
        last_day = calendar.on_or_after(week.first)
    worked = calendar.on_or_after(week.first)
    # Else reminders would count down to a day of the week before.
    remind_by = worked if due.remind_by < worked <= last_day else due.remind_by
    return Deadline(due.nominal, remind_by, last_day, _late_from(last_day, rules.cutoff))


def visit_deadline(period: Period, calendar: Calendar) -> Deadline:
    """Visits are due on the last working day of the period, until 24:00."""
    last_day = calendar.on_or_before(period.last)
    return Deadline(last_day, last_day, last_day, midnight_after(last_day))


@lru_cache(maxsize=4096)
def spell_day(day: date) -> str:
    """9月27日（星期日）: date and weekday in full, as every message prints them."""
    return f"{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）"


def spell_day_from(day: date, today: date) -> str:
    """The same, with its year where that is not today's."""
    return spell_day(day) if day.year == today.year else f"{day.year}年{spell_day(day)}"


@lru_cache(maxsize=4096)
def spell_deadline(late_from: datetime) -> str:
    """9月27日（星期日）24:00: midnight is written as 24:00 of the day before, so that nobody has to interpret."""
    local = late_from.astimezone(ZONE)
    if local.time() == time():
        return f"{spell_day(local.date() - DAY)}24:00"
    return f"{spell_day(local.date())}{local:%H:%M}"


def spell_date(day: date) -> str:
    """2020年9月27日, in Arabic figures without zeros before them."""
    return f"{day.year}年{day.month}月{day.day}日"


def spell_moment(instant: datetime) -> str:
    """9月27日 15:04: where the year is known."""
    local = instant.astimezone(ZONE)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
