"""What shows that something is done goes along with the words of its owner, where the unit likes; it …"""

from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from tests.bureau import JOBS, LIAISON
from tests.cli.commands import fine, use
from tests.web.browser import Browser, Console
from tests.web.programs import program_of
from tests.web.unit_pages import blank_page
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.storage import attachments
from yudu_flow.storage.database import reading

SCRIPT = {"HX-Request": "true"}
WORDS = {"text": "已摸清，返乡1200人", "purpose": "done"}


@pytest.fixture
def item(console: Console) -> int:
    """Something that a leader gave 就业中心."""
    words, now = Errand("摸清返乡务工人员底数", date(2020, 10, 12)), console.desk.clock()
    return instruct(console.desk.bureau, [JOBS], "顾明远", now, words)[0].sight.owed.id


@pytest.fixture
def guest(console: Console, item: int) -> Browser:
    found = console.account(LIAISON[JOBS])
    found.look(f"/mine/{item}")
    return found


def kept(console: Console, id: int) -> list[tuple[str, bool]]:
    """The files, each with whether it is part of what was said; a picture that came in is drawn anew, as JPEG."""
    with reading(console.desk.bureau.engine) as db:
        return [(row.name, row.event_id is not None) for row in attachments.of(db, console.desk.bureau.key, id)]


def test_is_seen_by_whoever_confirms(console: Console, guest: Browser, item: int) -> None:
    page = guest.press(f"/mine/{item}/done", WORDS, files={"files": blank_page("名单.png")})
    assert ("已报办结，等待确认" in page, "名单.jpg" in page) == (True, True)
    assert ("印章" in page, kept(console, item)) == (False, [("名单.jpg", True)])
    assert "名单.jpg" in console.account("gu-mingyuan").look(f"/leader/{item}")
    assert "名单.jpg" in console.account("lin-qiu").look(f"/office/{item}")


def test_waits_where_it_was_uploaded_first(console: Console, guest: Browser, item: int) -> None:
    guest.press(f"/mine/{item}/files", WORDS, files={"files": blank_page("名单.png")}, headers=SCRIPT)
    assert kept(console, item) == [("名单.jpg", False)]
    guest.look(f"/mine/{item}")
    guest.press(f"/mine/{item}/done", WORDS)
    assert kept(console, item) == [("名单.jpg", True)]


def test_is_kept_where_the_words_are_missing(console: Console, guest: Browser, item: int) -> None:
    page = guest.press(f"/mine/{item}/done", {**WORDS, "text": ""}, 400, files={"files": blank_page("名单.png")})
    assert ("请写明办理情况" in page, "名单.jpg" in page) == (True, True)


def test_is_not_asked_for(console: Console, guest: Browser, item: int) -> None:
    guest.press(f"/mine/{item}/done", WORDS)
    assert kept(console, item) == []
    guest.press(f"/mine/{item}/files", WORDS, 409, files={"files": blank_page()}, headers=SCRIPT)


def test_comes_from_a_program_and_a_command_alike(
    console: Console, item: int, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, data, _ = blank_page("名单.png")
    program = program_of(console, LIAISON[JOBS])
    program.does(item, "done", text="已摸清", files=[{"name": name, "content": b64encode(data).decode()}])
    program_of(console, "gu-mingyuan").does(item, "return", reason="缺分乡镇数据")
    (tmp_path / "分乡镇.png").write_bytes(blank_page(tall=500)[1])
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", console.desk.bureau.engine.url.render_as_string(hide_password=False))
    use(monkeypatch, home)
    said = (
        f"done --unit {JOBS} --by {LIAISON[JOBS]} --text 已补 --attach {tmp_path / '分乡镇.png'} --at 2020-09-23T10:00"
    )
    assert "已报办结" in fine(*said.split()).out
    assert kept(console, item) == [("名单.jpg", True), ("分乡镇.png", True)]


def test_is_taken_out_without_a_script_beside_words_that_stay(console: Console, guest: Browser, item: int) -> None:
    guest.press(f"/mine/{item}/files", WORDS, files={"files": blank_page("名单.png")}, headers=SCRIPT)
    with reading(console.desk.bureau.engine) as db:
        [file] = attachments.of(db, console.desk.bureau.key, item)
    guest.look(f"/mine/{item}")
    page = guest.press(f"/mine/{item}/files/{file.id}/remove", WORDS)
    assert ("文件已删去" in page, WORDS["text"] in page, kept(console, item)) == (True, True, [])
