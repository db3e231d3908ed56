"""`run`: says where everything goes and what comes next, and stops cleanly when told."""

import os
import re
import signal
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.cli.commands import fine, listed
from tests.warm import Program
from yudu_flow.clock import wall_clock


def started(home: Path) -> Program:
    """The scheduler process in `home`."""
    return Program("run", cwd=home, env={**os.environ, "YUDU_FLOW_HOME": str(home), "PYTHONUNBUFFERED": "1"})


def heard(process: Program) -> list[str]:
    """What it says until it waits."""
    said = []
    for line in process.stdout:
        said.append(line.rstrip("\n"))
        if "Ctrl+C" in line:
            return said
    raise AssertionError(process.communicate())


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_introduces_itself_and_stops_when_told(desk_home: Path, stop: signal.Signals) -> None:
    with started(desk_home) as process:
        try:
            said = heard(process)
            process.send_signal(stop)
            rest, complaints = process.communicate(timeout=30)
        finally:
            process.kill()
    assert said[0] == "yudu-flow 已启动：清溪县人力资源和社会保障局"
    assert said[1].startswith("  数据库　")
    assert [line.split("　")[0].strip() for line in said[2:4]] == ["邮件", "短信"]
    assert any("，发出消息0条" in line for line in said)
    [begun] = [line for line in said if "在办事项" in line]
    assert "接下来：" in begun
    assert (process.returncode, rest, complaints) == (0, "已停止。\n", "")


def test_it_writes_the_sign_in_link_that_somebody_asked_for(desk_home: Path) -> None:
    """Without a mail server: into a file, with the address of this process."""
    fine("people", "add", "陶然")
    with started(desk_home) as process:
        try:
            here = next(line.split("　")[-1] for line in heard(process) if line.strip().startswith("网页"))
            with httpx2.Client(base_url=here, follow_redirects=True) as browser:
                post(browser, "/sign-in", "/sign-in/link", who="陶然")
                path = urlsplit(waited_for(desk_home / "var" / "spool", here)).path
                post(browser, path, path)
                shown = browser.get("/account").text
            process.terminate()
            _, complaints = process.communicate(timeout=30)
        finally:
            process.kill()
    assert ("陶然" in shown, complaints) == (True, "")


def post(browser: httpx2.Client, page: str, path: str, **said: str) -> None:
    """Fill in the form of a page."""
    token = browser.get(page).text.partition('name="token" value="')[2].partition('"')[0]
    assert browser.post(path, data={"token": token, **said}).status_code == 200


def waited_for(spool: Path, here: str) -> str:
    """The link of the mail that is written any moment."""
    for _ in range(100):
        for file in spool.rglob("*-tao-ran-*.eml"):
            body = message_from_bytes(file.read_bytes(), policy=policy.default).get_body(("plain",))
            assert isinstance(body, EmailMessage)
            if found := re.search(rf"{re.escape(here)}/enter/\S+", body.get_content()):
                return found[0]
        time.sleep(0.1)
    raise AssertionError([*spool.rglob("*")])


def test_it_leaves_a_database_that_the_other_commands_read(desk_home: Path) -> None:
    at = wall_clock().isoformat()
    with started(desk_home) as process:
        try:
            heard(process)
            rows = listed("status", "--at", at)
            process.terminate()
            process.communicate(timeout=30)
        finally:
            process.kill()
    assert listed("status", "--at", at) == rows


@pytest.mark.parametrize(
    ("host", "shown"),
    [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("10.1.2.3", "10.1.2.3")],
)
def test_a_link_leads_to_an_address_that_can_be_opened(
    desk_home: Path, monkeypatch: pytest.MonkeyPatch, host: str, shown: str
) -> None:
    monkeypatch.setenv("YUDU_FLOW_WEB_HOST", host)
    assert f"\nhttp://{shown}:0/enter/" in fine("people", "add", "陶然").out
