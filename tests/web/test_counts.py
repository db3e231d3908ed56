"""What counts say of a month: the board, the ledger, the summary and the year put each report in the same place."""

import re
from dataclasses import asdict
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.bureau import CLERK, DISPUTES, INSURANCE, JOBS, LIAISON, OFFICE, SEPTEMBER, TRAINING, report_of
from tests.web.browser import Console
from yudu_flow.actions.acts.file_report import Report, file_report, seal_report
from yudu_flow.actions.views.board_figures import PeriodFigures
from yudu_flow.actions.views.board_view import month_of
from yudu_flow.actions.views.leader_view import leader_page
from yudu_flow.actions.views.ledger import FIGURES
from yudu_flow.actions.views.year_outcomes import IN_ORDER
from yudu_flow.storage.database import reading

PAPER, LEDGER = f"/office/summary/print?period={SEPTEMBER}", f"/office/ledger.xlsx?period={SEPTEMBER}"
REST = ("ahead", "missing", "excused", "accepted", "late", "extended")


def form(console: Console, unit: str, when: str) -> None:
    """The unit's form without its page."""
    desk, said = console.desk, Report(f"{unit}写了这些")
    file_report(desk.bureau, report_of(unit), LIAISON[unit], desk.clock.set(when), said, sealed=False)


@pytest.fixture
def running(console: Console) -> Console:
    """社保中心 filed whole, two of the others their forms alone."""
    console.desk.until("2020-09-22T09:00")
    console.desk.file(INSURANCE, "2020-09-23T10:00")
    form(console, JOBS, "2020-09-24T10:00")
    form(console, DISPUTES, "2020-09-24T11:00")
    return console


@pytest.fixture
def closed(running: Console) -> Console:
    """After September closed one of the two pages came, the form of 培训股, and 办公室's whole report."""
    desk = running.desk
    desk.until("2020-11-02T09:00")
    seal_report(desk.bureau, report_of(JOBS), LIAISON[JOBS], desk.clock.set("2020-11-02T10:00"))
    form(running, TRAINING, "2020-11-02T11:00")
    desk.file(OFFICE, "2020-11-02T12:00", report=Report("办公室写了这些"))
    desk.until("2020-11-03T09:00")
    return running


def figures(console: Console) -> PeriodFigures:
    """The board's, of September."""
    bureau = console.desk.bureau
    with reading(bureau.engine) as db:
        return month_of(bureau, db, console.desk.clock(), SEPTEMBER).figures


def test_while_it_runs_a_form_is_counted_by_what_may_become_of_its_page(running: Console) -> None:
    running.desk.clock.set("2020-09-28T10:00")
    assert figures(running) == PeriodFigures(5, filed=1, unsealed=2, overdue=2, unpaged=0, **dict.fromkeys(REST, 0))
    assert "已报送3个（其中2个待补盖章页）。" in running.account(CLERK).look(PAPER)
    running.desk.until("2020-10-12T10:00")
    assert figures(running) == PeriodFigures(5, filed=1, unpaged=2, overdue=2, unsealed=0, **dict.fromkeys(REST, 0))
    later = running.account(CLERK).look(PAPER)
    assert "已报送3个（其中2个未补盖章页）。" in later
    assert "已报，未补盖章页2个：就业中心（逾期3个工作日）、仲裁股（逾期3个工作日）。" in later
    assert not re.search("(尚未报送|未报)[0-9]+个：[^。]*仲裁股", later)


def test_what_came_after_it_closed_changes_no_count_and_is_counted_where_it_is_printed(closed: Console) -> None:
    clerk = closed.account(CLERK)
    paper = clerk.look(PAPER)
    assert "共5个，已报送3个（其中2个未补盖章页），期满后补报2个。" in paper
    assert paper.count("写了这些") == 4
    for said in (
        "按时报送1个：社保中心。",
        "已报，未补盖章页1个：仲裁股（逾期17个工作日）。",
        "已报，未补盖章页，期满后补交1个：就业中心。",
        "未报，期满后补报1个：办公室。",
        "未报，期满后补报，未补盖章页1个：培训股（逾期17个工作日）。",
    ):
        assert said in paper
    board = clerk.look(f"/office?period={SEPTEMBER}")
    assert "<b>2</b><span>未补盖章页</span>" in board
    assert "<b>2</b><span>未报</span>" in board


def test_board_ledger_and_year_agree(closed: Console) -> None:
    bureau, counted = closed.desk.bureau, asdict(figures(closed))
    book = load_workbook(BytesIO(closed.account(CLERK).get(LEDGER).content))["数字"]
    written = {row[0]: row[1] for row in book.iter_rows(min_row=2, values_only=True)}
    assert written == {word: counted[name] for name, word in FIGURES.items()}
    with reading(bureau.engine) as db:
        month = leader_page(bureau, db, closed.desk.clock(), frozenset(bureau.roster.posts)).months[0]
    year = {str(kind): count for kind, count in zip(IN_ORDER, month.counts, strict=True)}
    assert (month.expected, year["on_time"], year["unpaged"], year["missing"]) == (5, 1, 2, 2)
    assert (counted["filed"], counted["unpaged"], counted["missing"], counted["overdue"]) == (1, 2, 2, 0)
