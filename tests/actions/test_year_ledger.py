"""The year's ledger: every item with what became of it, targets' last figures, decisions; sums that add up."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.bureau import CLERK, INSURANCE, JOBS, OFFICE, TRAINING, UNITS, build_home, desk_in, report_of
from tests.cli.commands import fine, use, yudu
from yudu_flow.actions.acts.answer_duty import answer_duty
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.views.year_ledger import year_ledger

FORMULA = '=HYPERLINK("http://example.test","看这里")'


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """November: 就业中心 in time, returned and accepted; 社保中心 late with a figure and a reason; 办公室 excused."""
    folder = tmp_path_factory.mktemp("year")
    home = build_home(folder / "home")
    desk = desk_in(home, f"sqlite:///{folder / 'test.db'}")
    desk.until("2020-09-22T09:00")
    desk.file(JOBS, "2020-09-22T10:00")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-22T10:30"), FORMULA)
    desk.file(JOBS, "2020-09-23T10:00")
    accept_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-23T10:30"))
    waive(desk.bureau, report_of(OFFICE), "顾明远", desk.clock.set("2020-09-23T11:00"), "本月负责汇总")
    desk.until("2020-09-28T10:00")
    explain(desk.bureau, report_of(INSURANCE), "白桦", desk.clock(), "系统故障")
    desk.file(INSURANCE, "2020-09-29T10:05", report=Report("已扩面", figures={"参保人数": 30000}))
    desk.until("2020-11-04T09:00")
    answer_duty(home, desk.bureau, "report", "keep", CLERK, desk.clock(), "仍要")
    with desk.bureau.reading() as db:
        data = year_ledger(desk.bureau, db, 2020, desk.clock())
    desk.bureau.engine.dispose()
    return load_workbook(BytesIO(data))


def rows_of(book: Any, name: str) -> list[dict[str, Any]]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_it_has_all_that_the_year_brought(book: Any) -> None:
    rows = rows_of(book, "台账")
    september = {row["责任单位"]: row for row in rows if (row["周期"], row["事项"]) == ("2020年9月", "稳就业月报")}
    assert [*september] == [*UNITS], "in the roster's order"
    jobs, insurance, training = (september[unit] for unit in (JOBS, INSURANCE, TRAINING))
    assert (jobs["结果"], jobs["退回次数"], jobs["催办次数"], jobs["逾期工作日"]) == ("按时", 1, 0, None)
    assert f"{jobs['完成时间']:%Y-%m-%d %H:%M}" == "2020-09-22 10:00", "a return in time keeps the first filing's"
    assert (insurance["结果"], insurance["逾期工作日"], insurance["催办次数"]) == ("逾期补报", 2, 1)
    assert (insurance["所述原因"], september[OFFICE]["结果"]) == ("系统故障", "免报")
    assert (training["结果"], training["催办次数"]) == ("未报", 2)
    assert training["认定事项"].startswith("落实不力：拟认定")
    assert jobs["措施"] == "1.稳定就业岗位；3.走访企业"
    visits = [row for row in rows if row["责任人"] == "周远"]
    assert {row["责任单位"] for row in visits} == {INSURANCE}
    assert [row["序号"] for row in rows] == [*range(1, len(rows) + 1)]


def test_its_counts_add_up_to_what_was_owed(book: Any) -> None:
    counts = rows_of(book, "数字")
    for row in counts:
        assert row["应办"] == sum(value for name, value in row.items() if name not in ("事项", "应办"))
    assert counts[-1]["事项"] == "合计"
    assert counts[-1]["应办"] == len(rows_of(book, "台账")) == sum(row["应办"] for row in counts[:-1])


def test_it_ends_with_the_targets_last_figures(book: Any) -> None:
    [target] = rows_of(book, "指标")
    assert (target["指标"], target["目标"], target["完成"], target["截至"]) == ("参保人数", 48200, 30000, "2020年9月")
    assert (target["完成率%"], target["责任单位"], target["计量单位"]) == (62.2, INSURANCE, "人")


def test_it_says_who_decided_what(book: Any) -> None:
    said = {(row["决定"], row["决定人"], row["说明"]) for row in rows_of(book, "决定")}
    assert {("已免报", "顾明远", "本月负责汇总"), ("答复是否还需要", CLERK, "仍要"), ("退回", CLERK, FORMULA)} <= said
    days = [row["时间"] for row in rows_of(book, "决定")]
    assert days == sorted(days)


def test_nobodys_words_become_a_formula(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert FORMULA in {cell.value for cell in cells}
    assert all(cell.hyperlink is None for cell in cells)
    sheet = book["台账"]
    assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.print_title_rows) == ("D2", "landscape", "$1:$1")


def test_the_command_writes_it_too(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, home)
    fine("tick", "--at", "2020-09-21T09:00")
    fine("ledger", "--year", "2020", "--at", "2020-09-21T10:00", "--out", str(tmp_path / "l.xlsx"))
    assert len(rows_of(load_workbook(tmp_path / "l.xlsx"), "台账")) == len(UNITS) + 2
    assert yudu("ledger", "--year", "20").code == 2
