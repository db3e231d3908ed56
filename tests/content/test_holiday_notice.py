"""A notice of holidays is read into the very days that the library counts for its year."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from yudu_flow.content.calendar.notice import Break, read_notice
from yudu_flow.content.calendar.reading import calendar_in
from yudu_flow.content.source import Source
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.workdays import Calendar

NOTICES = (Path(__file__).parent / "holiday-notices.txt").read_text(encoding="utf-8").split("====\n")
BY_YEAR = dict(zip(range(2020, 2027), NOTICES, strict=True))
LENGTHENED = {date(2020, 1, 31), date(2020, 2, 1)}
"""Spring Festival of 2020 was made longer in January, by another notice."""


def of_library(year: int) -> Calendar:
    found = calendar_in(Source("config/calendar.yaml", {}), [year])
    assert found is not None
    return found


def test_a_count_of_thousands_of_figures_is_no_count() -> None:
    assert read_notice(f"一、元旦：2027年1月1日放假，共{'9' * 5000}天。", 2027).breaks[0].name == "元旦"


@pytest.mark.parametrize("year", BY_YEAR)
def test_each_notice_gives_the_days_of_its_year(year: int) -> None:
    found = read_notice(BY_YEAR[year], 1999)
    breaks = {one.start + timedelta(days=at) for one in found.breaks for at in range((one.end - one.start).days + 1)}
    read, right = Calendar(frozenset(breaks), frozenset(found.worked)), of_library(year)
    days = [date(year, 1, 1) + timedelta(days=at) for at in range(365)]
    assert {day for day in days if read.is_working(day) != right.is_working(day)} == (
        LENGTHENED if year == 2020 else set()
    )
    assert (found.year, found.doubts) == (year, ())


def test_lines_and_signs_of_any_paste_are_read() -> None:
    pasted = (
        BY_YEAR[2026].replace("（", "(").replace("，", ",").replace("1月1日", "１月\n 1 日").replace("。", "。\r\n")
    )
    assert read_notice(pasted, 2026) == read_notice(BY_YEAR[2026], 2026)


def test_new_years_break_may_begin_in_december() -> None:
    assert read_notice(BY_YEAR[2023], 2023).breaks[0] == Break(date(2022, 12, 31), date(2023, 1, 2), "元旦")


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("5月9日（周六）上班", "5月9日（周日）上班", "5月9日（星期六），文中写的是星期日"),
        ("至5日（周二）放假调休，共5天", "至5日（周二）放假调休，共4天", "劳动节写着共4天，从头到尾是5天"),
        ("五、端午节：6月19日（周五）至21日（周日）放假，共3天。", "", "没有读到端午节的安排"),
        ("10月10日（周六）上班", "10月9日（周五）上班", "10月9日（星期五）本来就是工作日，不用调休上班"),
        ("10月10日（周六）上班", "10月3日（周六）上班", "10月3日（星期六）既放假又上班"),
        ("4月4日（周六）至6日（周一）放假", "4月31日（周六）至6日（周一）放假", "清明节的日期看不懂"),
        (
            "10月1日（周四）至7日（周三）放假调休，共7天",
            "10月2日（周五）至7日（周三）放假调休，共6天",
            "10月1日（星期四）是法定节假日",
        ),
    ],
)
def test_what_contradicts_itself_is_asked_about(old: str, new: str, doubt: str) -> None:
    assert old in BY_YEAR[2026]
    doubts = read_notice(BY_YEAR[2026].replace(old, new), 2026).doubts
    assert any(doubt in one for one in doubts), doubts


def test_another_text_is_no_notice() -> None:
    with pytest.raises(BadRequest, match="部分节假日安排的通知"):
        read_notice("关于做好技能培训工作的方案", 2027)
