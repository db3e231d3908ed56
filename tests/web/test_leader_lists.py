"""A leader's lists, taken away as workbooks: what the desk shows, whole, and nothing of another leader."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.bureau import INSURANCE, JOBS
from tests.web.browser import Browser, Console
from tests.web.test_office_lists import HOSTILE, fit_to_print
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.views import leader_view
from yudu_flow.actions.views.leader_exceptions import EXCEPTIONS
from yudu_flow.actions.views.leader_sheets import HEADINGS

OTHER_LEADER = "shen-qing"


@pytest.fixture
def console_late(console: Console) -> Console:
    """15 October: cases are proposed, something was given with words that a workbook could take for a formula."""
    console.desk.until("2020-09-22T10:00")
    instruct(
        console.desk.bureau, [INSURANCE], "沈清", console.desk.clock(), Errand(HOSTILE, date(2020, 9, 30), reason="急")
    )
    open_request(
        console.desk.bureau, "苏禾", console.desk.clock(), Asking("长河电子", "社保", HOSTILE, INSURANCE, [JOBS])
    )
    console.desk.until("2020-10-15T09:00")
    return console


@pytest.fixture
def leader(console_late: Console) -> Browser:
    """沈清, under whom 社保中心 is."""
    return console_late.account(OTHER_LEADER)


def opened(leader: Browser, path: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet, below its heading."""
    answer = leader.get(path)
    assert answer.status_code == 200, answer.text[-300:]
    sheets = [sheet for sheet in load_workbook(BytesIO(answer.content)).worksheets if isinstance(sheet, Worksheet)]
    for sheet in sheets:
        assert fit_to_print(sheet), sheet.title
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}, "f is a formula"
    return {sheet.title: [*sheet.iter_rows(min_row=2, values_only=True)] for sheet in sheets}


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_each_list_has_as_many_rows_as_its_page_says(leader: Browser, name: str) -> None:
    page = leader.look(f"/leader/todo/{name}")
    [rows] = opened(leader, f"/leader/todo/{name}.xlsx").values()
    assert (f'class="count">{len(rows)}<' in page, f"/leader/todo/{name}.xlsx" in page) == (bool(rows), bool(rows))
    assert all(str(row[0]) in page for row in rows)


def test_the_desk_is_taken_away_whole(leader: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leader_view, "FIRST", slice(0))
    assert 'href="/leader/desk.xlsx?period=2020-10"' in leader.look("/leader")
    found = opened(leader, "/leader/desk.xlsx?period=2020-09")
    assert [*found] == [*(HEADINGS[name] for name in EXCEPTIONS), "各项措施", "指标", "逐期", "近十二个月"]
    for name in EXCEPTIONS:
        assert found[HEADINGS[name]] == opened(leader, f"/leader/todo/{name}.xlsx")[HEADINGS[name]]
    assert [row[1] for row in found[HEADINGS["instructions"]]] == [HOSTILE]
    units = {row[3] for row in found["各项措施"]}
    assert (INSURANCE in units, JOBS in units) == (True, False), "nothing of another leader"
    assert found["近十二个月"][-1][0] == "2020年9月"


def test_what_firms_ask_for_too(console_late: Console, leader: Browser) -> None:
    assert 'href="/leader/requests.xlsx"' in leader.look("/leader/requests")
    assert len(opened(leader, "/leader/requests.xlsx")["诉求"]) == 1


def test_before_the_first_month_there_is_nothing_to_take(console: Console) -> None:
    leader = console.account(OTHER_LEADER)
    assert "desk.xlsx" not in leader.look("/leader")
    assert leader.get("/leader/desk.xlsx").status_code == 404
