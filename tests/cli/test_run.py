"""`run`: says where everything goes and what comes next, and stops cleanly when told."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bureau import SHIPPED
from tests.cli.commands import listed
from yudu_flow.clock import wall_clock


def started(home: Path) -> subprocess.Popen[str]:
    """The scheduler process in `home`."""
    environment = {**os.environ, "YUDU_FLOW_HOME": str(home), "PYTHONPATH": str(SHIPPED), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "yudu_flow", "run"]
    return subprocess.Popen(
        command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def heard(process: subprocess.Popen[str]) -> list[str]:
    """What it says until it waits."""
    assert process.stdout is not None
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
    assert "在办事项" in said[5]
    assert "接下来：" in said[5]
    assert (process.returncode, rest, complaints) == (0, "已停止。\n", "")


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
