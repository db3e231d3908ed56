"""`tick`: one whole pass, in numbers."""

import json
import os
import pty
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.commands import fine, listed, yudu
from yudu_flow.cli.passes import tick

KEYS = [
    *("at", "opened", "fired", "skipped", "notices", "messages", "sent", "written"),
    *("failed", "held", "suppressed", "overdue", "cases", "next_wake"),
]


def test_it_opens_the_first_month(desk_home: Path) -> None:
    [row] = listed("tick", "--at", "2020-09-18T09:00")
    assert list(row) == KEYS
    assert (row["at"], row["next_wake"]) == ("2020-09-18T09:00:00+08:00", "2020-09-21T09:00:00+08:00")
    assert [row[name] for name in ("opened", "fired", "messages", "sent", "written", "failed")] == [7, 2, 2, 0, 2, 0]


def test_it_does_nothing_twice(opened: Path) -> None:
    [row] = listed("tick", "--at", "2020-09-18T09:00")
    assert [row[name] for name in KEYS[1:-1]] == [0] * 12


def test_it_does_not_go_back_behind_the_last_pass(opened: Path) -> None:
    """Played at a past instant it would take the clock for corrected, and void what was decided since."""
    fine("tick", "--at", "2020-09-28T09:00")
    before = listed("why", "--unit", "社保中心", "--period", "2020-09")
    ran = yudu("tick", "--at", "2020-09-21T09:00")
    assert (ran.code, ran.err) == (2, "--at：不能早于上一遍的时刻 2020-09-28 09:00；查看过去请用 status 或 why\n")
    assert listed("why", "--unit", "社保中心", "--period", "2020-09") == before


def test_it_counts_what_became_overdue(opened: Path) -> None:
    [row] = listed("tick", "--at", "2020-09-28T09:00")
    assert (row["overdue"], row["cases"]) == (5, 0)
    assert row["written"] == row["messages"] > 0


def test_it_writes_messages_as_files_until_a_server_is_set(opened: Path) -> None:
    files = [file.name for file in sorted((opened / "var" / "spool").rglob("*.eml"))]
    assert [name.split("-", 1)[1].rsplit("-", 1)[0] for name in files] == ["su-he", "zhou-yuan"]


def test_it_holds_at_night(desk_home: Path) -> None:
    [row] = listed("tick", "--at", "2020-09-18T21:00")
    assert (row["opened"], row["written"], row["held"] > 0) == (7, 0, True)


def test_it_shows_people_a_table(desk_home: Path) -> None:
    shown = fine("tick", "--at", "2020-09-18T09:00").out.splitlines()
    assert shown[0].split() == ["项目", "数值"]
    assert "新开事项  7" in shown
    assert "下次      2020-09-21 09:00" in shown


def test_a_pass_that_ends_half_way_gives_the_terminal_its_cursor_back(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_a_pass(*_given: object, watch: Callable[[int, int], None], **_more: object) -> None:
        watch(100, 300)
        raise KeyboardInterrupt

    monkeypatch.setattr("yudu_flow.actions.engine.make_pass.make_pass", half_a_pass)
    near, far = pty.openpty()
    with os.fdopen(far, "w", encoding="utf-8") as screen, redirect_stderr(screen), pytest.raises(KeyboardInterrupt):
        tick()
    shown = b""
    with suppress(OSError):  # a terminal's end, once nobody writes to it any more
        while piece := os.read(near, 4096):
            shown += piece
    os.close(near)
    assert shown.rfind(b"\x1b[?25h") > shown.find(b"\x1b[?25l") >= 0


def test_it_asks_for_a_sender_where_a_server_is_set_and_texts_all_the_same(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUDU_FLOW_SMTP_URL", "smtp://127.0.0.1:2525?tls=none")
    ran = fine("tick", "--at", "2020-09-25T09:00")
    assert "邮件发不出去：设置了 YUDU_FLOW_SMTP_URL，还要设置发件人 YUDU_FLOW_MAIL_FROM" in ran.err
    states = {(row["channel"], row["state"]) for row in listed("messages") if row["queued_at"] > "2020-09-25"}
    assert states == {("email", "queued"), ("sms", "sent")}


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("YUDU_FLOW_SMS_URL", "gateway.example", "http:// 或 https://"),
        ("YUDU_FLOW_SMS_ACCEPTED", "code=0", "YUDU_FLOW_SMS_ACCEPTED：“code=0”"),
        ("YUDU_FLOW_SMS_DEAD", "空号", "YUDU_FLOW_SMS_DEAD"),
        ("YUDU_FLOW_PROXY", "socks5://127.0.0.1:1080", "YUDU_FLOW_PROXY"),
    ],
)
def test_a_channel_that_cannot_start_stops_nothing_else(
    opened: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, says: str
) -> None:
    monkeypatch.setenv("YUDU_FLOW_SMS_URL", "http://127.0.0.1:9")
    monkeypatch.setenv(setting, value)
    assert says in fine("tick", "--at", "2020-09-25T09:00").err
    rows = [row for row in listed("messages") if row["queued_at"] > "2020-09-25"]
    assert {(row["channel"], row["state"]) for row in rows} == {("email", "sent"), ("sms", "queued")}
    assert all(says in row["reply"] for row in rows if row["channel"] == "sms")
    [line] = [row for row in json.loads(yudu("doctor", "--json").out) if row["item"] == "短信"]
    assert (line["ok"], says in line["message"]) == (False, True)


def test_an_sms_is_not_told_until_the_gateways_answer_is_described(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gateway(b'{"code":22,"msg":"refused"}') as url:
        monkeypatch.setenv("YUDU_FLOW_SMS_URL", url)
        fine("tick", "--at", "2020-09-25T09:00")
        texts = [row for row in listed("messages") if row["channel"] == "sms"]
        assert {(row["state"], row["reply"]) for row in texts} == {("unconfirmed", '200 {"code":22,"msg":"refused"}')}
        assert "待确认" in fine("messages").out
        fine("tick", "--at", "2020-09-25T10:00")
        assert len([row for row in listed("messages") if row["channel"] == "sms"]) == len(texts)
    assert all(row["balanced"] for row in listed("reconcile", "--period", "2020-09", "--at", "2020-09-25T10:00"))
    [line] = [row for row in json.loads(yudu("doctor", "--json").out) if row["item"] == "短信"]
    assert (line["ok"], "YUDU_FLOW_SMS_ACCEPTED" in line["advice"]) == (False, True)


@contextmanager
def gateway(answer: bytes) -> Iterator[str]:
    """An SMS gateway on loopback that says the same to everything."""

    class Gate(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test reads the messages."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/send"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
