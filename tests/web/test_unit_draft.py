"""A report that is being written: kept, as one person's, and never written over by another."""

import pytest

from tests.bureau import JOBS
from tests.web.browser import Browser, Console
from tests.web.unit_pages import drafted

pytestmark = pytest.mark.usefixtures("reminded")


def test_a_draft_is_kept_while_somebody_writes(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    assert guest.press(f"{report}/draft", {"part-1.1": "写到一半"}) == "已保存 09:00"
    page = guest.look(f"{report}/report")
    assert ("写到一半" in page, "接着苏禾9月21日 09:00保存的草稿" in page) == (True, True)
    assert console.desk.trace(JOBS)["acts"] == []


def test_a_button_keeps_the_draft_without_a_script(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    assert "草稿已保存" in guest.press(f"{report}/report", {"part-1.1": "写到一半", "do": "draft"})
    assert drafted(console, report) == "苏禾"


def test_another_persons_draft_is_not_written_over(console: Console, guest: Browser, report: str) -> None:
    head = console.guest("han-song", JOBS)
    for browser in (guest, head):
        browser.look(f"{report}/report")
    guest.press(f"{report}/draft", {"part-1.1": "苏禾写的", "known": ""})
    script = {"hx-request": "true"}
    said = {"part-1.1": "韩松写的", "known": ""}
    assert "苏禾2020年9月21日 09:00也保存了一份草稿" in head.press(f"{report}/draft", said, headers=script)
    head.press(f"{report}/draft", said, 409)
    page = head.press(f"{report}/report", {**said, "do": "draft"}, 422)
    assert ("韩松写的" in page, "没有被覆盖" in page, drafted(console, report)) == (True, True, "苏禾")
    head.press(f"{report}/report", {**said, "do": "draft", "sure": "draft"})
    assert drafted(console, report) == "韩松"


def test_a_draft_too_long_is_refused(guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    assert "作为附件上传" in guest.press(f"{report}/draft", {"part-1.1": "x" * 200_001}, 400)
