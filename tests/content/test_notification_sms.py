"""The 70 units of an SMS. It holds for any title, count, deadline and link."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yudu_flow.content.notifications.kinds import sections
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.content.notifications.samples import LETTER, LINE, LONGEST_DEADLINE, MOST_LINES
from yudu_flow.content.notifications.short_message import shorten, units

SAYS = Notifications.load(Path(__file__).parents[2] / "notifications", "于都人社局", 70)
CODES = st.text("AbCdEfGhIj0123456789", max_size=60)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def short(kind: str, title: str, count: int, day: date, link: str) -> str:
    line = replace(LINE, kind=kind, title=title, short_deadline=f"{day.month}月{day.day}日24:00")
    return SAYS.sms(replace(LETTER, lines=(line,) * count, link=link)).text


@given(st.sampled_from(sections()), st.text(max_size=90), st.integers(1, 99), DAYS, CODES)
def test_it_is_never_longer_than_one_message(kind: str, title: str, count: int, day: date, code: str) -> None:
    text = short(kind, title, count, day, f"https://x.invalid/{code}" if code else "")
    assert units(text) <= 70
    assert f"{day.month}月{day.day}日24:00" in text
    assert "【" not in text[1:]
    assert "\n" not in text


@given(st.sampled_from(sections()), st.text(max_size=90), st.integers(2, 99), DAYS)
def test_it_keeps_the_whole_link_and_the_count(kind: str, title: str, count: int, day: date) -> None:
    text = short(kind, title, count, day, LETTER.link)
    assert text.endswith(f" {LETTER.link}")
    assert f"等{count}项" in text


@given(st.text(), st.integers(0, 80))
def test_it_never_cuts_a_pair_in_two(text: str, limit: int) -> None:
    kept = shorten(text, limit)
    assert units(kept) <= limit
    assert kept.encode("utf-16-le").decode("utf-16-le") == kept


@pytest.mark.parametrize("kind", ["report-reminder", "report-due-today", "report-overdue", "visit-reminder"])
def test_it_names_the_unit_and_the_month_at_its_worst(kind: str) -> None:
    """One person may be the contact of two units: 月报 alone says neither whose nor which."""
    line = replace(LINE, kind=kind, period="2020年12月", short_deadline=LONGEST_DEADLINE)
    said = SAYS.sms(replace(LETTER, lines=(line,) * MOST_LINES, link="https://rsj.yudu.gov.cn/s/AbCdEfGhIj")).text
    assert "就业局12月" in said
    assert units(said) <= 70


def test_it_keeps_the_month_where_a_unit_s_name_is_too_long() -> None:
    line = replace(LINE, kind="report-overdue-again", owner="县就业创业服务中心城南分中心", period="2020年12月")
    said = SAYS.sms(replace(LETTER, lines=(line,) * 3, link="https://rsj.yudu.gov.cn/s/AbCdEfGhIj")).text
    assert "…12月" in said
    assert units(said) <= 70


def test_it_shortens_the_title_with_an_ellipsis() -> None:
    assert "…" in short("report-reminder", "落实" * 40, 1, date(2020, 9, 27), LETTER.link)


def test_it_drops_a_link_that_cannot_fit_rather_than_cut_it() -> None:
    text = short("report-reminder", "月报", 1, date(2020, 9, 27), "https://x.invalid/" + "a" * 80)
    assert text == "【于都人社局】9月27日24:00截止"


def test_it_puts_no_carrier_brackets_inside() -> None:
    assert "〔急〕月报" in short("report-reminder", "【急】月报", 1, date(2020, 9, 27) + timedelta(days=1), "")


def test_it_counts_utf16_units() -> None:
    assert [units(text) for text in ("", "a", "【于都】", "😀", "\ud83d")] == [0, 1, 4, 2, 1]
