"""For programs: layouts taken, changed, given up; a month's attachments; a year's archive, and whether it is whole."""

from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from tests.bureau import CLERK, INSURANCE, JOBS, SEPTEMBER, own_words
from tests.web.browser import Console
from tests.web.programs import Program, program_of
from tests.web.test_attachment_bundle import filed
from yudu_flow.documents import libre_office
from yudu_flow.web.api import archives


@pytest.fixture
def clerk(console: Console, monkeypatch: pytest.MonkeyPatch) -> Program:
    """林秋's program, on 22 September."""
    monkeypatch.setattr(libre_office, "program", lambda: None)
    own_words(console.hall.settings.home)
    console.desk.until("2020-09-22T09:00")
    return program_of(console, CLERK)


def packed(data: bytes) -> dict[str, str]:
    return {"content": b64encode(data).decode()}


def test_a_layout_is_taken_changed_used_and_given_up(clerk: Program) -> None:
    document, out = Document(BytesIO(clerk.get("/api/v1/layouts/urge.docx").content)), BytesIO()
    document.paragraphs[0].insert_paragraph_before("清溪县人社局")
    document.save(out)
    assert clerk.posts("/layouts/urge/use", packed(out.getvalue()))["says"] == "催办通知单已换上本局的版式"
    assert [one["form"] for one in clerk.asks("/layouts") if one["own"]] == ["urge"]
    assert Document(BytesIO(clerk.get("/api/v1/layouts/urge.docx").content)).paragraphs[0].text == "清溪县人社局"
    assert clerk.posts("/layouts/urge/restore", {})["says"] == "催办通知单已改回程序自带的版式"
    assert "用的就是程序自带的版式" in clerk.posts("/layouts/urge/restore", {}, 409)["message"]


def test_a_broken_layout_is_not_put_in_use(clerk: Program) -> None:
    clerk.posts("/layouts/urge/use", packed(b"no document"), 400)
    assert not any(one["own"] for one in clerk.asks("/layouts"))


def test_a_month_s_attachments_come_in_one_file(console: Console, clerk: Program) -> None:
    assert clerk.asks(f"/attachments.zip?period={SEPTEMBER}", 404)["message"] == "这一期还没有附件"
    filed(console, JOBS, "a.jpg")
    filed(console, INSURANCE, "b.jpg")
    with ZipFile(BytesIO(clerk.get(f"/api/v1/attachments.zip?period={SEPTEMBER}").content)) as archive:
        assert archive.namelist() == ["就业中心_2020年9月_盖章页.jpg", "社保中心_2020年9月_盖章页.jpg"]


def test_an_archive_is_built_and_what_was_changed_in_it_is_found(clerk: Program) -> None:
    answer = clerk.get("/api/v1/archive.zip?year=2020")
    built = answer.content
    assert answer.headers["content-type"] == "application/zip"
    found = clerk.posts("/archive/verify", packed(built))
    assert (found["whole"], found["total"] > 10, len(found["code"])) == (True, True, 64)
    out = BytesIO()
    with ZipFile(BytesIO(built)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"x" if name.endswith("台账.xlsx") else old.read(name))
    found = clerk.posts("/archive/verify", packed(out.getvalue()))
    assert (found["whole"], found["changed"]) == (False, ["2020年台账.xlsx"])


def test_what_is_no_archive_or_too_large_unpacked_is_refused(clerk: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "这不是归档" in clerk.posts("/archive/verify", packed(b"PK"), 400)["message"]
    built = clerk.get("/api/v1/archive.zip?year=2020").content
    monkeypatch.setattr(archives, "UNPACKED", 1000)
    assert "解开以后太大" in clerk.posts("/archive/verify", packed(built), 400)["message"]
