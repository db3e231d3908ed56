"""Titles of papers in lines: no word is cut where that can be helped, no mark stands alone, lines are about as long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yudu_flow.actions.papers.title_lines import ACROSS, title_lines


@pytest.mark.parametrize(
    "lines",
    [
        ["走访企业记录"],
        ["关于2020年12月", "贯彻落实情况月报延期申请的答复"],
        ["事业股2020年9月", "贯彻落实情况月报认定事项卷宗"],
        ["《关于做好“六稳”工作落实", "“六保”任务工作方案》2021年9月", "贯彻落实情况汇总（草稿）"],
        ["一二三四五六七八九十一", "二三四五六七八九十一二三"],
    ],
)
def test_it_breaks_where_a_word_has_ended(lines: list[str]) -> None:
    assert title_lines("".join(lines)) == lines


@given(st.text("甲乙丙丁的月《》“”（）：2019", max_size=70))
def test_it_loses_nothing(title: str) -> None:
    assert "".join(title_lines(title)) == title


@given(st.text("甲乙丙丁的月", max_size=70))
def test_no_line_is_longer_than_the_page_is_wide(title: str) -> None:
    assert max(len(line) for line in title_lines(title)) <= ACROSS


def test_a_number_is_never_cut() -> None:
    assert all("2021" in "\n".join(title_lines(f"{'甲' * before}2021年")) for before in range(50))
