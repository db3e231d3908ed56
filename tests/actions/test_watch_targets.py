"""Figures behind the calendar: it …"""

import pytest

from tests.bureau import INSURANCE, Desk
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.domain.errors import BadRequest

BEHIND = (
    "社保中心：参保人数24,100人（目标48,200人，完成50.0%，序时进度75.0%，滞后于序时进度25.0个百分点；"
    "按此进度到2020年12月31日约32,133人，今后每月需8,034人）"
)
"""24100 / 9 × 12 = 32133.3; 24100 / 3 = 8033.3."""


def figures(value: int) -> Report:
    """A report whose only target stands at `value` of 48200."""
    return Report(progress="已落实", figures={"参保人数": value})


def test_it_tells_the_leader_at_the_next_pass(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    desk.file(INSURANCE, "2020-09-24T10:00", report=figures(24100))
    assert "shen-qing" not in {m.recipient for m in (desk.run(), desk.email)[1].sent if "指标" in m.text}
    desk.until("2020-09-25T09:00")
    said = desk.mails()["shen-qing"]
    assert BEHIND in said.text
    assert said.subject == "分管事项情况：指标滞后1项"


def test_it_says_nothing_while_the_figures_keep_pace(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    desk.file(INSURANCE, "2020-09-24T10:00", report=figures(36150))
    desk.until("2020-09-25T09:00")
    assert "shen-qing" not in desk.mails()


def test_it_refuses_a_figure_for_what_is_no_target_of_the_unit(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    with pytest.raises(BadRequest, match="“参保数”不是社保中心的指标；可填的指标：参保人数"):
        desk.file(INSURANCE, "2020-09-24T10:00", report=Report(progress="已落实", figures={"参保数": 1}))
