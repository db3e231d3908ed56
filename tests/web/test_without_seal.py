"""A duty whose plan asks for no seal (sealed: false): its form is the whole report, by pages, API and mail alike."""

from pathlib import Path

import pytest

from tests.bureau import CLERK, JOBS, TRAINING, Desk, change, instant, report_of
from tests.web.browser import Console
from tests.web.programs import program_of
from tests.web.unit_pages import filled, guest_of, path_of
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.review_report import return_report

PAGE = "盖章"


@pytest.fixture
def home(home: Path) -> Path:
    change(home, "workflows/plan.yaml", "sealed: true", "sealed: false")
    return home


def test_the_form_is_complete_whatever_is_said_of_a_page_and_nothing_asks_for_one(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    at = desk.clock.set("2020-09-26T10:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", at, Report("已落实"), sealed=False)
    assert (desk.status(JOBS)["standing"], desk.status(JOBS)["outcome"]) == ("filed", "on_time")
    desk.until("2020-10-12T09:00")
    assert {name for name, (verdict, _) in desk.rungs(JOBS).items() if verdict == "fired"} == {"R-5", "R-3", "R-1", "N"}


def test_slips_urge_for_the_report_and_a_return_for_the_text(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    assert desk.rungs(TRAINING)["E+1"] == ("fired", "due")
    at = desk.clock.set("2020-09-28T10:00")
    file_report(desk.bureau, report_of(TRAINING), "唐宁", at, Report("已落实"), sealed=False)
    assert desk.status(TRAINING)["outcome"] == "late"
    return_report(desk.bureau, report_of(TRAINING), CLERK, instant("2020-09-28T11:00"), "缺数据")
    desk.until("2020-09-29T09:00")
    assert all(PAGE not in mail.text for mail in desk.mails().values())


def test_the_pages_of_the_unit_ask_for_no_page(console: Console) -> None:
    console.desk.at("2020-09-21T09:00")
    guest, path = guest_of(console), path_of(console)
    assert "附件里有盖章页" not in (form := guest.look(f"{path}/report"))
    assert "本事项不要求盖章" in form
    page = guest.press(f"{path}/report", filled())
    assert "报告已收到。" in page
    assert PAGE not in page


def test_a_program_files_without_files(console: Console) -> None:
    console.desk.until("2020-09-22T09:00")
    unit = program_of(console, "su-he")
    unit.does(console.id_of(JOBS), "file", progress="已落实")
    assert console.desk.status(JOBS)["standing"] == "filed"
