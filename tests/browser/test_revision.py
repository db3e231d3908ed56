"""A clerk imports a revised document and writes what was revised into the plan in force."""

import pytest
from playwright.sync_api import FilePayload

from tests.browser.conftest import Place
from tests.web.test_revision import REVISED


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_clerk_takes_over_what_was_revised(place: Place) -> None:
    place.until("2020-09-21T09:00")
    clerk = place.crowd.signed_in(place.desk.bureau, place.desk.clock, "lin-qiu")
    clerk.look("/office/plans")
    document: FilePayload = {"name": "修订稿.txt", "mimeType": "text/plain", "buffer": REVISED.encode()}
    clerk.page.get_by_label("文件", exact=True).set_input_files(document)
    clerk.page.get_by_role("button", name="读文件").click()
    assert clerk.fits
    clerk.page.get_by_role("link", name="与执行中的方案比较").click()
    clerk.page.get_by_label("分工1.1 责任单位").wait_for()
    assert clerk.fits
    clerk.page.get_by_label("事项“稳就业月报” 几日").uncheck()
    clerk.page.get_by_role("button", name="看改了什么").click()
    clerk.page.get_by_role("button", name="写入方案").wait_for()
    assert clerk.fits
    clerk.page.get_by_role("button", name="写入方案").click()
    clerk.page.get_by_text("已写入方案").wait_for()
    plan = (place.app.hall.settings.home / "workflows" / "plan.yaml").read_text(encoding="utf-8")
    assert all(words in plan for words in ("title: 办好招聘会", "day: 27", "title: 稳就业工作方案（修订稿）"))
