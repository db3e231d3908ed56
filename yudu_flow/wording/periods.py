"""Periods in words: 2026年3月, 2026年第9周（2月23日—3月1日）, 2026年第一季度, and this one or the one before it."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Due
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty

QUARTERS = "一二三四"
HALVES = "上下"


class CycleWords(NamedTuple):
    """How periods of a cycle are spoken of: how often, this one, the one before, and what is reported in it."""

    every: str
    this: str
    before: str
    report: str


OF_CYCLES = {
    Cycle.WEEK: CycleWords("每周", "本周", "上周", "周报"),
    Cycle.MONTH: CycleWords("每月", "本月", "上月", "月报"),
    Cycle.QUARTER: CycleWords("每季度", "本季度", "上季度", "季报"),
    Cycle.HALF_YEAR: CycleWords("每半年", "本半年", "上个半年", "半年报"),
    Cycle.YEAR: CycleWords("每年", "本年", "上年", "年报"),
}
EVERY = {cycle: words.every for cycle, words in OF_CYCLES.items()}
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
    return OF_CYCLES[Period.parse(id).cycle].this


def nothing_new(id: str) -> str:
    """本月无新进展: what a unit reports that has nothing to say."""
    return f"{this_period(id)}无新进展"


def report_name(id: str) -> str:
    """月报, 周报: what is reported in it."""
    return OF_CYCLES[Period.parse(id).cycle].report


def period_label(ids: Iterable[str]) -> str:
    """月份, where there are no other periods to choose from."""
    return "月份" if all(Period.parse(id).cycle is Cycle.MONTH for id in ids) else "周期"


def period_before(id: str) -> str:
    """上月, 上周."""
    return OF_CYCLES[Period.parse(id).cycle].before


def month_and_day(day: date) -> str:
    """9月27日."""
    return f"{day.month}月{day.day}日"
