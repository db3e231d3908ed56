"""The office's year: what reports cost their writers."""

from io import BytesIO

from openpyxl import load_workbook

from tests.bureau import CLERK, INSURANCE, JOBS, report_of
from tests.web.browser import Console
from tests.web.programs import CLERK_ID, program_of
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
    assert 'href="/office/burden?year=2020"' in clerk.look("/office/year?year=2020")
    page = clerk.look("/office/burden?year=2020")
    assert "35分钟" in page
    assert "不记是谁" in page


def test_the_office_answers_on_the_page_once(console: Console) -> None:
    desk = console.desk
    desk.at("2020-09-18T09:00")
    desk.at("2020-11-02T09:00")
    clerk = console.account(CLERK)
    assert "3类事项是否还需要" in clerk.look("/office/year")
    page = clerk.look("/office/duties/report")
    assert all(word in page for word in ("清人社〔2020〕9号 三（一）", "保留", "改为每季度一次", "停止", "无新进展"))
    told = clerk.press("/office/duties/report", {"choice": "thin", "reason": "一季度一次够了"})
    assert "稳就业月报：改为每季度一次，从下一期起每季度一次" in told
    assert "2020年：<b>改为每季度一次</b>" in told
    assert "请答复" not in told
    assert "2类事项是否还需要" in clerk.look("/office/year")
    assert "every: quarter" in (console.hall.settings.home / "workflows" / "plan.yaml").read_text(encoding="utf-8")
    clerk.press("/office/duties/report", {"choice": "stop"}, 409)


def test_programs_ask_and_answer_the_same(console: Console) -> None:
    console.desk.at("2020-09-18T09:00")
    console.desk.at("2020-11-02T09:00")
    office = program_of(console, CLERK_ID)
    asked = {one["duty"]: [choice["choice"] for choice in one["choices"]] for one in office.asks("/duties")}
    assert asked == {duty: ["keep", "thin", "stop"] for duty in ("report", "visit-3", "visit-zhou")}
    said = office.posts("/duties/answer", {"duty": "visit-zhou", "choice": "stop"})["says"]
    assert said.startswith("走访企业：停止")
    office.posts("/duties/answer", {"duty": "visit-zhou", "choice": "stop"}, 409)
