"""Tables as a terminal shows them."""

import os
import pty
import subprocess
import sys

from tests.bureau import SHIPPED


def test_a_head_has_no_colours_on_a_terminal() -> None:
    near, far = pty.openpty()
    env = {"TERM": "xterm-256color", "YUDU_FLOW_HOME": str(SHIPPED), "PYTHONPATH": str(SHIPPED), "PYTHONUTF8": "1"}
    with subprocess.Popen([sys.executable, "-m", "yudu_flow", "plan"], env=env, stdin=far, stdout=far) as process:
        os.close(far)
        shown = os.read(near, 4000).decode(errors="ignore")
        process.kill()
    os.close(near)
    assert shown.split()[:3] == ["分工", "措施", "责任领导"]
