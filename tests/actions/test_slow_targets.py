"""Targets that are slow (进度缓慢), judged by figures: it …

The one target of 社保中心 is 48,200人 by the year's end: 75.0 % are due at the end of September, 83.3 % of October,
91.7 % of November. Of it 31,812 are 66.0 %, 36,151 are 75.002 %.
"""

from typing import Any

import pytest

from tests.bureau import INSURANCE, LIAISON, SEPTEMBER, Desk, instant, report_of
from yudu_flow.actions.acts.act import Done
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.settle_case import case_of, decide_case
from yudu_flow.actions.engine.reconcile import lines
from yudu_flow.domain.facts import CaseChoice

FIGURE, OCTOBER, NOVEMBER = "参保人数", "2020-10", "2020-11"
LEADER = "shen-qing"
WHEN = {SEPTEMBER: "2020-09-24T10:00", OCTOBER: "2020-10-23T10:00", NOVEMBER: "2020-11-24T10:00"}
NEXT = {SEPTEMBER: "2020-09-25T09:00", OCTOBER: "2020-10-26T09:00", NOVEMBER: "2020-11-25T09:00"}


def file(desk: Desk, value: float | None, period: str = SEPTEMBER, when: str = "") -> Done:
    """The report with that figure, or without one."""
    at = desk.clock.set(when or WHEN[period])
    said = Report(f"{period}已落实", figures={} if value is None else {FIGURE: value})
    return file_report(desk.bureau, report_of(INSURANCE, period), LIAISON[INSURANCE], at, said)


def month(desk: Desk, value: float | None, period: str) -> None:
    """A month up to the pass after its report was filed."""
    desk.until(f"{WHEN[period][:10]}T09:00")
    file(desk, value, period)
    desk.until(NEXT[period])


def decided(desk: Desk, period: str) -> dict[str, tuple[str, str]]:
    """What was decided about figures in a period."""
    rows = desk.trace(INSURANCE, period=period)["rungs"]
    return {row["rung"]: (row["verdict"], row["reason"]) for row in rows if row["rung"] in ("G", "P")}


def case(desk: Desk, period: str) -> dict[str, Any]:
    """The case of that period."""
    return case_of(desk.bureau, report_of(INSURANCE, period), desk.clock())


def test_it_proposes_at_the_first_red(desk: Desk) -> None:
    month(desk, 21000, SEPTEMBER)  # 43.6 %, 31.4 points behind
    assert decided(desk, SEPTEMBER) == {"G": ("fired", "due"), "P": ("fired", "slow")}
    assert {LIAISON[INSURANCE], "luo-ping", LEADER} <= set(desk.mails())
    said = case(desk, SEPTEMBER)
    assert (
        "参保人数21,000人（目标48,200人，完成43.6%，序时进度75.0%，滞后于序时进度31.4个百分点，严重滞后"
        in said["facts"]
    )
    assert "催办" not in said["facts"]


def test_it_waits_for_the_second_yellow_in_a_row(desk: Desk) -> None:
    month(desk, 31000, SEPTEMBER)  # 64.3 %, 10.7 points behind
    assert decided(desk, SEPTEMBER) == {"G": ("fired", "due")}
    month(desk, 33000, OCTOBER)  # 68.5 %, 14.9 points behind
    assert decided(desk, OCTOBER) == {"P": ("fired", "slow")}


@pytest.mark.parametrize("second", [36151.0, 40167.0])
def test_it_proposes_nothing_while_the_pace_is_kept_up(desk: Desk, second: float) -> None:
    month(desk, 36151, SEPTEMBER)
    month(desk, second, OCTOBER)  # 75.002 %, 8.3 points behind, and 83.3 %
    assert (decided(desk, SEPTEMBER), decided(desk, OCTOBER)) == ({}, {})


def test_it_never_takes_a_missing_figure_for_one_in_time(desk: Desk) -> None:
    month(desk, None, SEPTEMBER)
    assert (decided(desk, SEPTEMBER), LEADER in desk.mails()) == ({}, False)
    month(desk, None, OCTOBER)
    assert decided(desk, OCTOBER) == {"G": ("fired", "unknown")}
    assert "社保中心：参保人数2020年9月、2020年10月没有数字，进度不明" in desk.mails()[LEADER].text


def test_it_judges_what_nobody_filed_at_the_deadline(desk: Desk) -> None:
    month(desk, 31000, SEPTEMBER)
    desk.until("2020-10-28T09:00")  # due on the 27th
    assert decided(desk, OCTOBER) == {}
    desk.until("2020-11-30T09:00")
    assert decided(desk, NOVEMBER) == {"G": ("fired", "unknown")}


def test_it_judges_a_late_figure_when_it_comes(desk: Desk) -> None:
    month(desk, 31000, SEPTEMBER)
    desk.until("2020-10-29T09:00")
    file(desk, 33000, OCTOBER, "2020-10-29T10:00")
    desk.until("2020-10-30T09:00")
    assert decided(desk, OCTOBER) == {"P": ("fired", "slow")}


def test_it_proposes_no_second_case_while_one_is_open(desk: Desk) -> None:
    month(desk, 21000, SEPTEMBER)
    month(desk, 22000, OCTOBER)
    assert decided(desk, OCTOBER) == {}


@pytest.mark.parametrize(
    ("value", "again"), [(31800.0, {}), (22000.0, {"P": ("fired", "slow")})], ids=["yellow", "red"]
)
def test_it_counts_anew_after_a_case_that_was_dismissed(desk: Desk, value: float, again: dict[str, Any]) -> None:
    month(desk, 21000, SEPTEMBER)
    desk.until("2020-10-12T09:00")
    target, at = report_of(INSURANCE), instant("2020-10-12T10:00")
    decide_case(desk.bureau, target, LEADER, at, CaseChoice.DISMISS, "正在补录")
    desk.clock.now = at
    month(desk, value, OCTOBER)  # 66.0 %, 17.4 points behind, and 45.6 %
    assert decided(desk, OCTOBER) == again


def test_a_report_in_time_does_not_lift_it(desk: Desk) -> None:
    month(desk, 21000, SEPTEMBER)
    desk.until("2020-10-12T09:00")
    decide_case(
        desk.bureau, report_of(INSURANCE), LEADER, instant("2020-10-12T10:00"), CaseChoice.CONFIRM, "进度严重滞后"
    )
    assert case(desk, SEPTEMBER)["stage"] == "confirmed"


def test_the_books_balance(desk: Desk) -> None:
    month(desk, 21000, SEPTEMBER)
    with desk.bureau.reading() as db:
        assert [line for line in lines(desk.bureau, db, desk.clock()) if not line.account.balanced] == []
