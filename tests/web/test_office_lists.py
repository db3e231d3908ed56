"""Every list of the office is exported with what its page shows: typed, ready to print, and nothing is a formula."""

from datetime import date, datetime
from io import BytesIO

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.bureau import CLERK, INSURANCE, JOBS, TRAINING, report_of
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.urge import urge
from yudu_flow.actions.views.board_view import LISTS
from yudu_flow.web.app import rooms

HOSTILE = '=HYPERLINK("http://evil.example","点我")'
EXPORTS = {
    "/office": "/office/ledger.xlsx?period=2020-09",
    **{f"/office/todo/{name}": f"/office/todo/{name}.xlsx" for name in LISTS},
    "/office/call-sheet": "/office/todo/calls.xlsx",
    "/office/year?year=2020": "/office/matrix.xlsx?year=2020&amp;duty=report",
    "/office/burden?year=2020": "/office/burden.xlsx?year=2020",
    "/office/outbox?person=bai-hua": "/office/outbox.xlsx?person=bai-hua",
    "/office/audit": "/office/audit.xlsx",
    "/office/books?day=2020-09-21": "/office/books.xlsx?period=&amp;day=2020-09-21",
    "/office/duties": "/office/duties.xlsx",
    "/office/plans/wenjiuye-2020": "/office/plans/wenjiuye-2020/plan.xlsx",
    "/office/targets?period=2020-09": "/office/targets.xlsx?period=2020-09",
    "/office/requests": "/office/requests.xlsx",
    "/office/firms": "/office/firms.xlsx?text=&amp;owner=&amp;gone=",
}
"""A page with a list, and the link that it carries."""
NO_LISTS = (
    "/office/urge-all",
    "/office/review",
    "/office/calendar",
    "/office/plans",
    "/office/bulletin",
    "/office/summary",
)
"""Pages with a table that is a form, or part of a paper that is taken away as such."""


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋 on 29 September, of everything something, with words that a workbook could take for a formula."""
    desk, bureau = console.desk, console.desk.bureau
    desk.email.refuse("luo-ping@test.local")
    desk.until("2020-09-22T10:00")
    ask_extension(bureau, report_of(TRAINING), "唐宁", desk.clock(), date(2020, 9, 30), HOSTILE)
    instruct(bureau, [INSURANCE], "沈清", desk.clock(), Errand(HOSTILE, date(2020, 9, 25), reason=HOSTILE))
    open_request(bureau, "苏禾", desk.clock(), Asking("长河电子", "社保", HOSTILE, INSURANCE, [JOBS]))
    hand_back(bureau, report_of(JOBS), "苏禾", desk.clock(), "1.1", HOSTILE)
    urge(bureau, report_of(JOBS), CLERK, desk.clock(), HOSTILE)
    note(bureau, report_of(JOBS), CLERK, desk.clock(), HOSTILE)
    file_report(bureau, report_of(JOBS), "苏禾", desk.clock(), Report(progress=HOSTILE))
    desk.until("2020-09-29T10:00")
    return console.account(CLERK)


def opened(clerk: Browser, path: str) -> list[Worksheet]:
    """The sheets of a workbook."""
    answer = clerk.get(path.replace("&amp;", "&"))
    assert answer.status_code == 200, (path, answer.text[-300:])
    book = load_workbook(BytesIO(answer.content))
    return [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def test_a_list_is_taken_away_as_its_page_shows_it(clerk: Browser) -> None:
    for page, link in EXPORTS.items():
        shown = clerk.look(page)
        sheets = opened(clerk, link) if f'href="{link}"' in shown else []
        assert sheets or "没有" in shown, page
        for sheet in sheets:
            assert fit_to_print(sheet), link
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}, "f is a formula"
        rows = [row for sheet in sheets[:1] for row in sheet.iter_rows(min_row=2, values_only=True) if any(row)]
        for row in rows[:50]:
            assert any(cell in shown for cell in row[:3] if isinstance(cell, str)), (page, row)


def fit_to_print(sheet: Worksheet) -> bool:
    on_a4 = (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    return on_a4 and sheet.print_title_rows == "$1:$1"


@pytest.mark.long
def test_the_preview_is_taken_away_once_it_was_played(clerk: Browser) -> None:
    clerk.look("/office/preview")
    assert "/office/preview.xlsx" in clerk.press("/office/preview")
    [sheet] = opened(clerk, "/office/preview.xlsx")
    assert (fit_to_print(sheet), sheet.max_row > 50) == (True, True)


def test_a_list_of_the_board_is_exported_whole(clerk: Browser) -> None:
    for name in LISTS:
        [sheet] = opened(clerk, f"/office/todo/{name}.xlsx")
        rows = [*sheet.iter_rows(min_row=2, values_only=True)]
        shown = clerk.look(f"/office/todo/{name}")
        assert (f'class="count">{len(rows)}<' in shown) == bool(rows)
        hostile = any(HOSTILE in str(cell) for row in rows for cell in row)
        assert hostile or name not in ("waiting", "given", "hand_backs")
        assert all(isinstance(row[3], datetime) for row in rows) or name in ("calls", "unsure", "hand_backs")


def test_the_outbox_keeps_the_filter_of_its_page(clerk: Browser) -> None:
    everybody, one = (opened(clerk, f"/office/outbox.xlsx{query}")[0] for query in ("", "?person=bai-hua"))
    names = {row[0] for row in one.iter_rows(min_row=2, values_only=True)}
    assert (names, everybody.max_row > one.max_row > 2) == ({"白桦"}, True)


def test_the_call_sheet_has_the_whole_number_and_room_to_write(clerk: Browser) -> None:
    page = clerk.look("/office/call-sheet")
    [sheet] = opened(clerk, "/office/todo/calls.xlsx")
    rows = [*sheet.iter_rows(min_row=2, values_only=True)]
    assert rows[0][1:3] == ("罗平", "13900000006")
    assert ("13900000006" in page, 'class="room"' in page, "data-print" in page) == (True, True, True)
    assert rows[0][-1] in (None, "")


def test_what_grows_for_ever_is_cut_and_says_so(clerk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yudu_flow.web.office.lists.MOST", 3)
    for path in ("/office/outbox.xlsx", "/office/audit.xlsx"):
        [sheet] = opened(clerk, path)
        assert str(sheet.cell(sheet.max_row, 1).value).startswith("只列最近的")
        assert sheet.max_row == 6


def test_targets_are_exported_over_their_months(clerk: Browser) -> None:
    assert [sheet.title for sheet in opened(clerk, "/office/targets.xlsx?period=2020-09")] == ["指标", "逐期"]


def test_no_list_is_left_out(clerk: Browser) -> None:
    routes = {
        str(route.path)
        for route in iter_route_contexts(rooms(playing=False).routes)
        if isinstance(route.original_route, APIRoute) and "GET" in (route.methods or ())
    }
    pages = {path for path in routes if path.startswith("/office") and not set("{.") & set(path)}
    shown = {path: clerk.get(path).text for path in pages if not path.startswith(NO_LISTS)}
    assert {path for path, said in shown.items() if "<tbody>" in said and ".xlsx" not in said} == set()
    assert len(shown) > 10
