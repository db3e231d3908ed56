"""The office's year: what reports cost their writers."""

from io import BytesIO

from openpyxl import load_workbook

from tests.bureau import CLERK, INSURANCE, JOBS, report_of
from tests.web.browser import Console
from yudu_flow.actions.acts.review_report import return_report


def test_minutes_count_from_the_first_opening_and_nobody_is_named(console: Console) -> None:
    desk = console.desk
    desk.at("2020-09-21T09:00")
    guest, path = console.guest("su-he", JOBS), f"/mine/{console.id_of(JOBS)}/report"
    guest.look(path)
    desk.clock.set("2020-09-21T09:20")
    guest.look(path)
    desk.file(JOBS, "2020-09-21T09:34:30")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock(), "请补充数据")
    guest.look(path)
    clerk = console.account(CLERK)
    sheet = load_workbook(BytesIO(clerk.get("/office/burden.xlsx?year=2020").content))["负担"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True) if row[1] == "2020-09"}
    assert rows[JOBS][6:] == (1, 35)
    assert rows[INSURANCE][6:] == (0, None)
    page = clerk.look("/office/year?year=2020")
    assert "35分钟" in page
    assert "不记是谁" in page
