"""`tick` against relays as they are: what they refuse in passing, what ends an address, and what they get wrong."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import instant
from tests.cli.commands import fine, listed, yudu
from tests.delivery.fake_relay import Script, relay_beside
from yudu_flow.settings import Settings
from yudu_flow.upkeep.checkup import examine

MONDAY = "2020-09-21"
LIAISONS = {"lin-qiu", "su-he", "bai-hua", "tang-ning", "ye-zhou"}
REFUSALS = [
    ("RCPT", "550 Sender frequency limited. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000722"),
    ("RCPT", "550 Mailbox unavailable or access denied. https://open.work.weixin.qq.com/help2/pc/20052"),
    (".", "550 Mail content denied. http://service.mail.qq.com/detail/0/64"),
    (".", "554 DT:SPM smtp5,D8CowACHRmk,123 http://mail.163.com/help/help_spam_16.htm?ip=1.2.3.4&hostid=smtp5&time=1"),
    (
        ".",
        "554 5.7.0 Your message could not be sent. The limit on the number of allowed outgoing messages was exceeded.",
    ),
    (".", "552 Daily sending quota exceeded"),
    ("RCPT", "552 5.2.2 <a@test.local>: mailbox full"),
]

Ticked = Callable[..., dict[str, Any]]


def refuses(command: str, answer: str, whom: str = "") -> Script:
    return lambda line, _number: answer if line.startswith(command) and whom in line else None


@pytest.fixture
def tick(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> Ticked:
    """A pass with real relays; the first one opened the month."""

    def made(when: str, script: Script = lambda _l, _n: None, extensions: tuple[str, ...] = ()) -> dict[str, Any]:
        with relay_beside(script, extensions=extensions) as relay:
            monkeypatch.setenv("YUDU_FLOW_SMTP_URL", f"smtp://127.0.0.1:{relay.port}?tls=none")
            [row] = listed("tick", "--at", when)
        return row

    monkeypatch.setenv("YUDU_FLOW_MAIL_FROM", "office@test.local")
    made("2020-09-18T09:00")
    return made


def doctor(when: str) -> list[dict[str, Any]]:
    """What it finds, the machine's clock being at that instant."""
    return [asdict(finding) for finding in examine(Settings(), instant(when))]


def mails(day: str = MONDAY, whom: str = "") -> dict[str, dict[str, Any]]:
    """The mails of that day that went to the queue, by recipient."""
    rows = [row for row in listed("messages") if row["channel"] == "email" and row["queued_at"].startswith(day)]
    return {row["recipient"]: row for row in rows if row["recipient"].startswith(whom)}


@pytest.mark.long(but=["552 Daily", "550 Mailbox unav"])
@pytest.mark.parametrize(("command", "answer"), REFUSALS, ids=[answer[:40] for _, answer in REFUSALS])
def test_a_refusal_in_passing_is_tried_again_that_day(tick: Ticked, command: str, answer: str) -> None:
    extensions = ("PIPELINING",) if answer.startswith("550") else ()
    row = tick(f"{MONDAY}T09:00", refuses(command, answer), extensions)
    assert (row["sent"], row["failed"], row["next_wake"]) == (0, 0, f"{MONDAY}T09:01:00+08:00")
    assert {said["reply"] for said in mails().values()} == {answer}
    assert tick(f"{MONDAY}T09:01", extensions=extensions)["sent"] == len(LIAISONS)
    assert {said["state"] for said in mails().values()} == {"sent"}


def test_it_fails_visibly_when_the_day_is_over_and_the_address_lives(tick: Ticked) -> None:
    """At 18:21 the next try would be tomorrow's."""
    command, answer = REFUSALS[0]
    for when in ("09:00", "09:01", "09:06", "09:21", "10:21", "14:21"):
        assert tick(f"{MONDAY}T{when}", refuses(command, answer))["failed"] == 0
    assert tick(f"{MONDAY}T18:21", refuses(command, answer))["failed"] == len(LIAISONS)
    assert {said["state"] for said in mails().values()} == {"failed"}
    assert tick("2020-09-23T09:00")["sent"] == len(LIAISONS)


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        ("451 4.7.1 <a@test.local>: Recipient address rejected: Greylisted, try again in 300 seconds", "09:05:00"),
        ("451 4.7.1 Greylisted for 5 minutes", "09:05:00"),
        ("550 发信频率超限，请10分钟后再试", "09:10:00"),
    ],
)
def test_it_waits_as_long_as_it_is_asked_to(tick: Ticked, answer: str, again: str) -> None:
    assert tick(f"{MONDAY}T09:00", refuses("RCPT", answer))["next_wake"] == f"{MONDAY}T{again}+08:00"


def test_a_mail_that_comes_back_later_told_nobody(tick: Ticked) -> None:
    """By its address or by the Message-ID that the returned mail quotes; by the office alone."""
    tick(f"{MONDAY}T09:00")
    back, at = ("addresses", "bounced"), ("--at", f"{MONDAY}T11:00", "--reason", "550 5.2.2 邮箱已满")
    assert yudu(*back, "bai-hua@test.local", "--by", "苏禾", *at).err == "退信登记由局办公室办理，苏禾不能办理\n"
    said = fine(*back, "bai-hua@test.local", "--by", "林秋", *at).out
    assert said == f"已登记退信：{MONDAY} 09:00发给白桦的邮件，不再算作告知\n"
    twice = yudu(*back, "bai-hua@test.local", "--by", "林秋", *at)
    assert twice.err == "只有已送出的消息可以登记退信；这一条没有送出，或已经登记过退信\n"
    mail = mails(whom="bai-hua")["bai-hua"]
    assert (mail["state"], mail["reply"]) == ("failed", "退信：550 5.2.2 邮箱已满")
    quoted = f"<{mails(whom='su-he')['su-he']['message_id']}>"
    assert "发给苏禾的邮件" in fine(*back, quoted, "--by", "林秋", *at).out
    assert yudu(*back, quoted, "--by", "林秋", *at).err == twice.err
    assert yudu(*back, "nobody@test.local", "--by", "林秋", *at).err == "没有这条消息\n"
    about = ("--unit", "社保中心", "--period", "2020-09", "--at", f"{MONDAY}T12:00")
    assert "白桦（邮件）未送达" in fine("why", *about).out


def test_the_second_mail_in_a_row_that_comes_back_ends_the_address(tick: Ticked) -> None:
    back, why = ("addresses", "bounced", "bai-hua@test.local", "--by", "林秋"), ("--reason", "查无此人")
    for day, dead in ((MONDAY, 0), ("2020-09-23", 1)):
        tick(f"{day}T09:00")
        fine(*back, "--at", f"{day}T11:00", *why)
        assert len(listed("addresses", "list")) == dead
    [gone] = listed("addresses", "list")
    assert (gone["name"], gone["reply"]) == ("白桦", "退信：查无此人")
    [line] = [row for row in doctor("2020-09-23T12:00") if row["item"] == "停用的地址"]
    assert "白桦 bai-hua@test.local（退信：查无此人）" in line["message"]
    tick("2020-09-25T09:00")
    assert "bai-hua" not in mails("2020-09-25")
    assert "已恢复白桦的邮箱" in fine("addresses", "revive", "白桦", "--by", "林秋").out
    for day, dead in (("2020-09-27", 0), ("2020-09-28", 1)):  # it takes two again
        tick(f"{day}T09:00")
        assert "bai-hua" in mails(day)
        fine(*back, "--at", f"{day}T11:00", *why)
        assert len(listed("addresses", "list")) == dead


def test_no_such_user_ends_that_address_alone(tick: Ticked) -> None:
    gone = refuses("RCPT", "550 Mailbox not found. http://service.mail.qq.com/detail/122/166", "bai-hua")
    assert tick(f"{MONDAY}T09:00", gone)["failed"] == 1
    assert mails(whom="bai-hua")["bai-hua"]["state"] == "failed"
    tick("2020-09-23T09:00")
    assert "bai-hua" not in mails("2020-09-23")
    [dead] = listed("addresses", "list")
    assert (dead["name"], dead["address"], dead["since"]) == ("白桦", "bai-hua@test.local", f"{MONDAY}T09:00:00+08:00")
    assert dead["reply"].startswith("550 Mailbox not found.")
    [line] = [row for row in doctor("2020-09-23T09:00") if row["item"] == "停用的地址"]
    assert "白桦 bai-hua@test.local（550 Mailbox not found." in line["message"]
    assert "已恢复白桦的邮箱 bai-hua@test.local" in fine("addresses", "revive", "白桦", "--by", "林秋").out
    assert "没有停用的地址" in fine("addresses", "list").out
    after = doctor("2020-09-23T09:00")
    assert "停用的地址" not in {row["item"] for row in after}
    assert not [row["message"] for row in after if "白桦登记的邮箱不存在" in row["message"]]
    tick("2020-09-25T09:00")
    assert "bai-hua" in mails("2020-09-25")


def test_a_wave_of_no_such_user_is_the_relays_fault(tick: Ticked) -> None:
    row = tick(f"{MONDAY}T09:00", refuses("RCPT", "550 5.1.1 <a@test.local>: Recipient address rejected: User unknown"))
    assert (row["sent"], row["failed"]) == (0, 0)
    assert {said["state"] for said in mails().values()} == {"queued"}
    assert f"一天内{len(LIAISONS)}封同时被答复没有这个用户" in {row["message"] for row in doctor(f"{MONDAY}T09:00")}
    assert tick(f"{MONDAY}T09:01")["sent"] == len(LIAISONS)
    assert listed("addresses", "list") == []


def test_three_of_five_gone_are_gone(tick: Ticked) -> None:
    three = ("bai-hua", "su-he", "ye-zhou")

    def script(line: str, _number: int) -> str | None:
        return "550 5.1.1 no such user" if line.startswith("RCPT") and any(who in line for who in three) else None

    assert tick(f"{MONDAY}T09:00", script)["failed"] == 3
    assert {who for who, said in mails().items() if said["state"] == "failed"} == {*three}


def test_a_sender_that_is_refused_waits_for_the_relay_to_be_mended(tick: Ticked) -> None:
    for when in (f"{MONDAY}T09:00", f"{MONDAY}T18:00"):
        assert tick(when, refuses("MAIL", "550 5.7.1 sender not allowed"))["failed"] == 0
    assert tick("2020-09-22T09:00")["sent"] == len(LIAISONS)


def test_content_refused_to_one_ends_no_address(tick: Ticked) -> None:
    tick(f"{MONDAY}T09:00", refuses(".", "554 5.6.0 message cannot be converted"))
    assert {said["state"] for said in mails().values()} == {"failed"}
    assert tick("2020-09-23T09:00")["sent"] == len(LIAISONS)
