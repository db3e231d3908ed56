"""A home that an older version made: it goes on by the words that came with the program, says so, and is renewed."""

import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.bureau import own_words
from tests.cli.commands import fine, listed, use, yudu
from yudu_flow.content.notifications.kinds import kinds

AT = "2020-09-21T09:00"
FIRST = (
    *("_frame", "case-decided", "case-proposed", "explanation-extended", "explanation-rejected", "explanation-waived"),
    *("extension-approved", "extension-refused", "hand-back-accepted", "hand-back-refused", "instructed"),
    *("leader-digest", "office-list", "receipt", "receipt-sealed", "receipt-unsealed", "report-due-today"),
    *("report-overdue", "report-overdue-again", "report-reminder", "return-limit", "returned", "seal-missing"),
    *("sign-in-link", "urged", "visit-list", "visit-overdue", "visit-reminder", "waived"),
)
"""The folders of words that the first version had."""


@pytest.fixture
def older(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home as the first version made it, with a word of the office's own."""
    words = own_words(home) / "notifications"
    for folder in [one for one in words.iterdir() if one.is_dir() and one.name not in FIRST]:
        shutil.rmtree(folder)
    frame = words / "report-reminder" / "subject.txt"
    frame.write_text(f"本局：{frame.read_text(encoding='utf-8')}", encoding="utf-8")
    return use(monkeypatch, home)


def parse(mail: Path) -> str:
    """Its subject."""
    return str(message_from_bytes(mail.read_bytes(), policy=default)["subject"])


def lacking() -> set[str]:
    return {row["file"].partition("/")[2] for row in listed("check") if row["file"].startswith("notifications/")}


def test_it_goes_on_and_says_what_it_lacks(older: Path) -> None:
    assert lacking() == {*kinds()} - {*FIRST}
    assert {row["level"] for row in listed("check") if row["file"].startswith("notifications/")} == {"warning"}
    fine("tick", "--at", AT)
    fine("instruct", "--to", "就业中心", "--by", "顾明远", "--text", "请加快", "--at", AT)
    fine("done", "--unit", "就业中心", "--by", "苏禾", "--text", "已办", "--at", "2020-09-21T09:05")
    fine("tick", "--at", "2020-09-21T09:10")
    said = [parse(one) for one in (older / "var").rglob("*.eml")]
    assert [one for one in said if one.startswith("本局：")], "its own words"
    assert [one for one in said if "办结" in one], "those of a message that it has not"
    assert "照程序自带的文字发" in yudu("doctor").out


def test_renewed_it_has_them_beside_its_own(older: Path) -> None:
    own = (older / "notifications" / "report-reminder" / "subject.txt").read_bytes()
    assert "补上" in fine("renew").out
    assert (lacking(), (older / "notifications" / "report-reminder" / "subject.txt").read_bytes()) == (set(), own)
    assert "补上" not in fine("renew").out
