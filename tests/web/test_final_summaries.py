"""A final summary has a number and is the leaders' to read; a draft is the office's alone."""

from io import BytesIO

import pytest
from docx import Document

from tests.bureau import CLERK, JOBS, LEADER, SEPTEMBER, instant
from tests.web.browser import Console
from yudu_flow.actions.acts.edit_summary import set_state
from yudu_flow.actions.papers.summary import DRAFT, FINAL, summary

PLAN = "wenjiuye-2020"
FILE = f"/leader/summary.docx?period={SEPTEMBER}&plan={PLAN}"


def turn(console: Console, state: str, period: str = SEPTEMBER) -> int:
    """Make it final or a draft; its number then."""
    desk = console.desk
    with desk.bureau.reading() as db:
        seen = summary(desk.bureau, db, desk.clock(), PLAN, period).version
    set_state(desk.bureau, PLAN, period, CLERK, desk.clock(), seen, state)
    with desk.bureau.reading() as db:
        return summary(desk.bureau, db, desk.clock(), PLAN, period).number


@pytest.fixture
def two_months(console: Console) -> Console:
    """The middle of October."""
    console.desk.until("2020-09-22T09:00")
    console.desk.file(JOBS, "2020-09-23T10:05")
    console.desk.until("2020-11-03T09:00")
    console.desk.clock.now = instant("2020-11-03T10:00")
    return console


def test_a_number_is_given_once_and_kept(two_months: Console) -> None:
    assert turn(two_months, FINAL, "2020-10") == 1
    assert turn(two_months, FINAL) == 2
    assert (turn(two_months, DRAFT), turn(two_months, FINAL)) == (2, 2)
    assert "第2期" in two_months.account(CLERK).look(f"/office/summary?period={SEPTEMBER}")


def test_leaders_read_what_is_final(two_months: Console) -> None:
    leader = two_months.account(LEADER)
    assert "还没有定稿的汇总" in leader.look("/leader/summaries")
    assert (leader.get(FILE).status_code, leader.get(FILE.replace(".docx", "")).status_code) == (404, 404)
    turn(two_months, FINAL)
    assert "第1期" in leader.look("/leader/summaries")
    assert "已落实各项任务" in leader.look(FILE.replace(".docx", ""))
    said = [one.text for one in Document(BytesIO(leader.get(FILE).content)).paragraphs if one.text]
    assert (said[0].endswith("汇总"), said[1]) == (True, "第1期")
    turn(two_months, DRAFT)
    assert leader.get(FILE).status_code == 404
