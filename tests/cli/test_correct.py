"""`correct`: what a closed month says stays, and a dated correction stands beside it."""

from pathlib import Path

import pytest

from tests.cli.commands import fine, listed, yudu
from tests.cli.conftest import OPENING, GoesOn

RIGHT = "correct --unit 社保中心 --period 2020-09 --by 林秋 --at 2020-11-03T10:00 --reason 报告已送窗口 --to on_time"


@pytest.fixture
def closed(goes_on: GoesOn) -> Path:
    """September is over and nobody reported."""
    return goes_on(OPENING, "tick --at 2020-09-28T09:00", "tick --at 2020-10-31T00:30")


def test_a_correction_stands_beside_the_first_word(closed: Path) -> None:
    fine(*RIGHT.split())
    rows = listed("status", "--unit", "社保中心", "--period", "2020-09")
    [row] = [one for one in rows if one["owner"] == "社保中心"]
    assert (row["outcome"], row["says"]) == ("missing", "未报，逾期20个工作日，更正为按时")
    assert "corrected" in row["flags"]
    traces = listed("why", "--unit", "社保中心", "--period", "2020-09")
    [act] = [act for trace in traces for act in trace["acts"] if act["by"]]
    assert act == {
        "at": "2020-11-03T10:00:00+08:00",
        "by": "林秋",
        "act": "corrected",
        "detail": {"choice": "on_time", "reason": "报告已送窗口"},
    }
    told = fine("why", "--unit", "社保中心", "--period", "2020-09").out
    assert "改为按时；报告已送窗口" in told
    assert "，完整；" in fine("audit", "verify").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (RIGHT.replace("on_time", "missing"), "现在记录的就是这个结果，不用更正"),
        (RIGHT.replace("on_time", "confirm"), "--to：“confirm”应为 on_time 或 late 或 extended 或 excused 或 missing"),
        (RIGHT.replace("林秋", "白桦"), "社保中心的这一事项由局办公室办理，白桦不能办理"),
        (RIGHT.replace("社保中心", "办公室"), "林秋不能办理"),
        (RIGHT.replace("2020-09 ", "2020-10 "), "社保中心本期还没有结束，不用更正"),
    ],
)
def test_it_is_refused_in_words(closed: Path, line: str, said: str) -> None:
    ran = yudu(*line.split())
    assert (ran.code, said in ran.err) == (2, True), ran.err
