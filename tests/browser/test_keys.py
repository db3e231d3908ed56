"""The office's keys: along a list, to the next report and its buttons; never in a field, and they can be put off."""

import pytest

from tests.browser.conftest import Place
from tests.bureau import INSURANCE, JOBS, report_of
from yudu_flow.actions.acts.file_report import Report, file_report

FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def size() -> str:
    """A desk's screen."""
    return "desk"


def test_reports_are_read_and_accepted_by_keys(place: Place) -> None:
    place.until("2020-09-22T10:00")
    for unit, person in ((JOBS, "苏禾"), (INSURANCE, "白桦")):
        file_report(place.desk.bureau, report_of(unit), person, place.desk.clock(), Report(progress="已落实"))
    clerk = place.crowd.signed_in(place.desk.bureau, place.desk.clock, "lin-qiu")
    clerk.look("/office/todo/review")
    page = clerk.page
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == JOBS
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == INSURANCE
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/office/{place.id_of(JOBS)}")
    page.locator("summary", has_text="写备注").click()
    page.locator("#note-note").press_sequentially("nja")
    assert page.locator("#note-note").input_value() == "nja"
    page.locator("h1").click()
    page.keyboard.press("n")
    assert page.evaluate(FOCUSED) == "接收并看下一份"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/office/{place.id_of(INSURANCE)}")
    page.get_by_role("button", name="关闭", exact=True).click()
    page.locator("h1").click()
    page.keyboard.press("a")
    assert page.evaluate(FOCUSED) != "接收报告"
