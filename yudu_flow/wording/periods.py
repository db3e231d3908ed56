"""Periods in words: 2026年3月, 2026年第9周（2月23日—3月1日）, 2026年第一季度, and this one or the one before it."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Due
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty

QUARTERS = "一二三四"
HALVES = "上下"
EVERY = {
    Cycle.WEEK: "每周",
    Cycle.MONTH: "每月",
    Cycle.QUARTER: "每季度",
    Cycle.HALF_YEAR: "每半年",
    Cycle.YEAR: "每年",
}
THIS = {
    Cycle.WEEK: "本周",
    Cycle.MONTH: "本月",
    Cycle.QUARTER: "本季度",
    Cycle.HALF_YEAR: "本半年",
    Cycle.YEAR: "本年",
}
BEFORE = {
    Cycle.WEEK: "上周",
    Cycle.MONTH: "上月",
    Cycle.QUARTER: "上季度",
    Cycle.HALF_YEAR: "上个半年",
    Cycle.YEAR: "上年",
}
REPORTS = {
    Cycle.WEEK: "周报",
    Cycle.MONTH: "月报",
    Cycle.QUARTER: "季报",
    Cycle.HALF_YEAR: "半年报",
    Cycle.YEAR: "年报",
}
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def how_often(duty: Duty) -> str:
    """每月27日, 每周周五, 每季度; what names no day has its cycle alone."""
    every = EVERY[duty.every]
    if duty.kind.due is not Due.NAMED_DAY:
        return every
    if duty.every is Cycle.WEEK:
        return f"{every}{WEEKDAYS[duty.day - 1][1:]}"
    month = f"第{duty.month or duty.every.months}个月" if duty.every.months > 1 else ""
    return f"{every}{month}{duty.day}日"


@lru_cache(maxsize=4096)
def spell_period(id: str) -> str:
    """2020年9月; a week with its days, since nobody counts them."""
    period = Period.parse(id)
    days = f"（{month_and_day(period.first)}—{month_and_day(period.last)}）" if period.cycle is Cycle.WEEK else ""
    return f"{period.year}年{short_period(id)}{days}"


@lru_cache(maxsize=4096)
def short_period(id: str) -> str:
    """9月, 第9周, 第一季度, 上半年, 全年: where the year is known."""
    period = Period.parse(id)
    match period.cycle:
        case Cycle.WEEK:
            return f"第{period.number}周"
        case Cycle.QUARTER:
            return f"第{QUARTERS[period.number - 1]}季度"
        case Cycle.HALF_YEAR:
            return f"{HALVES[period.number - 1]}半年"
        case Cycle.YEAR:
            return "全年"
        case _:
            return f"{period.number}月"


def spell_owed(owner: str, period: str, title: str, *, once: bool) -> str:
    """就业中心2020年9月稳就业月报; what comes `once` has no period."""
    return f"{owner}{'' if once else spell_period(period)}{title}"


def this_period(id: str) -> str:
    """本月, 本周: as whoever owes it calls it."""
    return THIS[Period.parse(id).cycle]


def nothing_new(id: str) -> str:
    """本月无新进展: what a unit reports that has nothing to say."""
    return f"{this_period(id)}无新进展"


def report_name(id: str) -> str:
    """月报, 周报: what is reported in it."""
    return REPORTS[Period.parse(id).cycle]


def period_label(ids: Iterable[str]) -> str:
    """月份, where there are no other periods to choose from."""
    return "月份" if all(Period.parse(id).cycle is Cycle.MONTH for id in ids) else "周期"


def period_before(id: str) -> str:
    """上月, 上周."""
    return BEFORE[Period.parse(id).cycle]


def month_and_day(day: date) -> str:
    """9月27日."""
    return f"{day.month}月{day.day}日"
