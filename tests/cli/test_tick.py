"""`tick`: one whole pass, in numbers."""

from pathlib import Path

import pytest

from tests.cli.commands import fine, listed, yudu

KEYS = [
    *("at", "opened", "fired", "skipped", "notices", "messages", "sent"),
    *("failed", "held", "suppressed", "overdue", "cases", "next_wake"),
]


def test_it_opens_the_first_month(desk_home: Path) -> None:
    [row] = listed("tick", "--at", "2020-09-18T09:00")
    assert list(row) == KEYS
    assert (row["at"], row["next_wake"]) == ("2020-09-18T09:00:00+08:00", "2020-09-21T09:00:00+08:00")
    assert (row["opened"], row["fired"], row["messages"], row["sent"], row["failed"]) == (7, 2, 2, 2, 0)


def test_it_does_nothing_twice(opened: Path) -> None:
    [row] = listed("tick", "--at", "2020-09-18T09:00")
    assert [row[name] for name in KEYS[1:-1]] == [0] * 11


def test_it_counts_what_became_overdue(opened: Path) -> None:
    [row] = listed("tick", "--at", "2020-09-28T09:00")
    assert (row["overdue"], row["cases"]) == (5, 0)
    assert row["sent"] == row["messages"] > 0


def test_it_writes_messages_as_files_until_a_server_is_set(opened: Path) -> None:
    files = [file.name for file in sorted((opened / "var" / "spool").rglob("*.eml"))]
    assert [name.split("-", 1)[1].rsplit("-", 1)[0] for name in files] == ["su-he", "zhou-yuan"]


def test_it_holds_at_night(desk_home: Path) -> None:
    [row] = listed("tick", "--at", "2020-09-18T21:00")
    assert (row["opened"], row["sent"], row["held"] > 0) == (7, 0, True)


def test_it_shows_people_a_table(desk_home: Path) -> None:
    shown = fine("tick", "--at", "2020-09-18T09:00").out.splitlines()
    assert shown[0].split() == ["项目", "数值"]
    assert "新开事项  7" in shown
    assert "下次      2020-09-21 09:00" in shown


def test_it_asks_for_a_sender_where_a_server_is_set(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_SMTP_URL", "smtp://127.0.0.1:2525?tls=none")
    ran = yudu("tick", "--at", "2020-09-21T09:00")
    assert ran.code == 2
    assert "YUDU_FLOW_MAIL_FROM" in ran.err
