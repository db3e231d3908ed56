"""The page of the year gives the year's archive, and notes that it did."""

from pathlib import Path

import pytest

from tests.bureau import CLERK
from tests.web.browser import Console
from yudu_flow.actions.papers.archive_check import check_archive
from yudu_flow.documents import libre_office


def test_the_office_takes_the_archive_away(console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libre_office, "program", lambda: None)
    console.desk.until("2020-09-22T09:00")
    clerk = console.account(CLERK)
    assert 'href="/office/archive.zip?year=2020"' in clerk.look("/office/year?year=2020")
    answer = clerk.get("/office/archive.zip?year=2020")
    assert answer.headers["content-type"] == "application/zip"
    file = tmp_path / "a.zip"
    file.write_bytes(answer.content)
    assert check_archive(file).whole
    assert "打包归档" in clerk.look("/office/audit")
