"""A disk that takes nothing: whoever saves is told so, keeps what was typed, and nothing is half done."""

import sqlite3
from contextlib import closing

import pytest

from tests.bureau import CLERK, JOBS, own_words
from tests.intake.papers import docx
from tests.web.browser import Browser, Console
from yudu_flow.actions.papers.finished import shipped
from yudu_flow.storage import database

pytestmark = pytest.mark.usefixtures("unplayed")
SAID = "文件读写出错，刚才的操作没有保存：磁盘没有空间了，请联系管理员"

WRITTEN = "九月办了三场招聘会，来了四十二家企业"


@pytest.fixture
def clerk(console: Console) -> Browser:
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is not taken; what is there is read."""

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)


def test_a_report_with_its_page_is_handed_back(console: Console, clerk: Browser, full: None) -> None:
    unit, id = console.guest("su-he", JOBS), console.id_of(JOBS)
    unit.look(f"/mine/{id}/report")
    said = unit.press(
        f"/mine/{id}/report",
        {"part-1.1": WRITTEN},
        503,
        files={"files": ("材料.docx", docx(), "application/octet-stream")},
    )
    assert SAID in said
    assert WRITTEN in said
    assert "九月" not in unit.look("/mine")


def test_a_layout_and_a_draft_are_not_taken(console: Console, clerk: Browser, full: None) -> None:
    home = own_words(console.hall.settings.home)
    clerk.look("/office/papers")
    layout = {"file": ("版式.docx", shipped("urge"), "application/octet-stream")}
    assert "没有保存：文件写不进去" in clerk.press("/office/papers/urge", {}, 503, files=layout)
    clerk.look("/office/plans")
    said = clerk.press("/office/plans/blank", {"title": "秋季工作方案", "dated": "2020-09-21"}, 503)
    assert SAID in said
    assert "秋季工作方案" in said
    left = [
        path.name for path in home.rglob("*") if path.name.endswith((".tmp", "urge.docx")) or "drafts" in path.parts
    ]
    assert left in ([], ["drafts"])


@pytest.mark.only_sqlite
def test_whoever_writes_while_another_program_keeps_the_file_is_told_to_come_back(
    console: Console, clerk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT", 0.05)
    unit, id = console.guest("su-he", JOBS), console.id_of(JOBS)
    unit.look(f"/mine/{id}/report")
    with closing(sqlite3.connect(str(console.desk.bureau.engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = unit.press(f"/mine/{id}/report", {"part-1.1": WRITTEN}, 503)
    assert "数据库暂时用不了" in said
    unit.look("/mine")
