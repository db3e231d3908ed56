"""What the board shows, to take away: typed cells, a calendar that programs read, Chinese file names."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from urllib.parse import quote

import icalendar
import pytest
from openpyxl import load_workbook

from tests.bureau import CLERK, DISPUTES, INSURANCE, JOBS, OTHER_CLERK, TRAINING, UNITS, instant, report_of
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.extension import ask_again, ask_extension, decide_extension
from yudu_flow.actions.views.board_view import month_of
from yudu_flow.actions.views.ledger import ledger
from yudu_flow.domain.facts import ExtensionChoice
from yudu_flow.storage.database import reading


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, after 就业中心 has filed and 培训股 got four days more."""
    desk = console.desk
    desk.until("2020-09-22T09:00")
    desk.file(JOBS, "2020-09-23T10:05", "苏禾")
    ask_extension(desk.bureau, report_of(TRAINING), "唐宁", desk.clock(), date(2020, 9, 29), "数据未出")
    decide_extension(desk.bureau, report_of(TRAINING), CLERK, desk.clock(), ExtensionChoice.APPROVE)
    return console.account(CLERK)


def test_the_ledger_has_typed_cells(clerk: Browser) -> None:
    answer = clerk.get("/office/ledger.xlsx?period=2020-09")
    assert quote("2020年9月台账.xlsx") in answer.headers["content-disposition"]
    book = load_workbook(BytesIO(answer.content))
    sheet = book["台账"]
    rows = {(row[1], row[2]): row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(rows) == len(UNITS) + 2
    jobs = rows[JOBS, "稳就业月报"]
    assert [f"{jobs[place]:%Y-%m-%d %H:%M}" for place in (3, 5)] == ["2020-09-27 23:59", "2020-09-23 10:05"]
    assert (jobs[0].__class__, jobs[4], jobs[7]) == (int, "已报待审核", "按时")
    assert "已延期" in str(rows[TRAINING, "稳就业月报"][9])
    assert {row[0]: row[1] for row in book["数字"].iter_rows(min_row=2, values_only=True)}["应报"] == len(UNITS)


def test_the_ledger_is_ready_to_print(clerk: Browser) -> None:
    sheet = load_workbook(BytesIO(clerk.get("/office/ledger.xlsx").content))["台账"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("C2", True)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"


def test_the_calendar_holds_each_deadline_once(clerk: Browser) -> None:
    answer = clerk.get("/office/deadlines.ics?period=2020-09")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = list(icalendar.Calendar.from_ical(answer.text).walk("VEVENT"))
    ends = {(str(event["summary"]), f"{event.decoded('dtend'):%m-%d %H:%M}") for event in events}
    month = "2020年9月稳就业月报"
    assert ends >= {(f"{month}截止（4项）", "09-28 00:00"), (f"培训股{month}截止", "09-30 00:00")}
    [report] = [event for event in events if str(event["summary"]) == f"{month}截止（4项）"]
    assert "就业中心　9月23日 10:05已报，按时，待审核\n" in str(report["description"])
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_a_deadline_that_moves_stays_one_entry_of_its_calendar(clerk: Browser, console: Console) -> None:
    """What a subscriber's program has by its name is moved, not entered a second time."""

    def read() -> dict[str, tuple[str, str]]:
        text = clerk.get("/office/deadlines.ics?period=2020-09").text
        events = icalendar.Calendar.from_ical(text).walk("VEVENT")
        return {str(one["uid"]): (f"{one.decoded('dtend'):%m-%d}", str(one["sequence"])) for one in events}

    desk, before = console.desk, read()
    ask_again(desk.bureau, report_of(TRAINING), CLERK, desk.clock(), date(2020, 10, 12), "系统停机")
    decide_extension(desk.bureau, report_of(TRAINING), OTHER_CLERK, desk.clock(), ExtensionChoice.APPROVE)
    after = read()
    assert [*after] == [*before]
    assert [(before[uid], after[uid]) for uid in before if before[uid] != after[uid]] == [
        (("09-30", "1"), ("10-13", "2"))
    ]


@pytest.mark.parametrize("file", ["ledger.xlsx", "deadlines.ics"])
def test_a_month_without_anything_has_no_file(clerk: Browser, file: str) -> None:
    assert "还没有事项" in clerk.look(f"/office/{file}?period=2031-01", 404)


def test_the_ledger_says_how_late_a_report_came(clerk: Browser, console: Console) -> None:
    """As the summary does; the report of 仲裁股 is not in yet."""
    console.desk.file(INSURANCE, "2020-09-30T10:00", "白桦")
    sheet = load_workbook(BytesIO(clerk.get("/office/ledger.xlsx?period=2020-09").content))["台账"]
    rows = {(row[1], row[2]): row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert [rows[unit, "稳就业月报"][7:9] for unit in (INSURANCE, DISPUTES, JOBS)] == [
        ("逾期补报", 3),
        ("逾期", 3),
        ("按时", None),
    ]


def test_an_office_hour_is_the_deadline_itself(clerk: Browser, console: Console) -> None:
    """Only 24:00 is written as the minute before."""
    desk = console.desk
    with reading(desk.bureau.engine) as db:
        month = month_of(desk.bureau, db, desk.clock(), "2020-09")
    items = tuple(replace(item, deadline=instant("2020-09-27T17:00")) for item in month.items)
    book = load_workbook(BytesIO(ledger(replace(month, items=items), "清溪县人社局", desk.clock())))
    assert f"{book['台账']['D2'].value:%Y-%m-%d %H:%M}" == "2020-09-27 17:00"
