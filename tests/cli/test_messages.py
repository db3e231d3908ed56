"""`messages`: what was sent to whom, word for word."""

from pathlib import Path

from tests.cli.commands import fine, listed, yudu

KEYS = [
    *("id", "message_id", "recipient", "address", "channel", "kind", "subject"),
    *("text", "state", "queued_at", "sent_at", "attempts", "reply"),
]


def test_it_prints_the_contract_s_keys(played: Path) -> None:
    assert {tuple(row) for row in listed("messages")} == {tuple(KEYS)}


def test_it_prints_what_the_first_reminder_said(played: Path) -> None:
    first = next(row for row in listed("messages") if row["recipient"] == "bai-hua")
    assert (first["address"], first["channel"], first["state"]) == ("bai-hua@test.example", "email", "sent")
    assert first["subject"] == "9月27日24:00截止：社保中心2020年9月稳就业月报"
    assert first["sent_at"] == first["queued_at"] == "2020-09-21T09:00:00+08:00"
    assert first["attempts"] == 1


def test_it_prints_an_sms_with_its_signature_within_70_characters(played: Path) -> None:
    texts = [row["text"] for row in listed("messages") if row["channel"] == "sms"]
    assert texts
    assert all(text.startswith("【于都人社局】") and len(text) <= 70 for text in texts)


def test_it_shows_one_line_a_message_with_names(played: Path) -> None:
    shown = fine("messages").out
    assert shown.splitlines()[0].split() == ["时间", "收件人", "渠道", "内容", "状态"]
    assert "2020-09-21 09:00  白桦    邮件  9月27日24:00截止：社保中心2020年9月稳就业月报" in shown
    assert "bai-hua" not in shown
    assert "sent" not in shown


def test_it_lists_as_many_as_asked_for(played: Path) -> None:
    assert len(listed("messages", "--limit", "3")) == 3
    assert yudu("messages", "--limit", "三").err == "--limit：应为整数\n"


def test_it_says_that_there_are_none_yet(desk_home: Path) -> None:
    assert fine("messages").out == "还没有消息。\n"
