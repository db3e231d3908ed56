"""Tables as a terminal shows them."""

import os
import pty
import subprocess
import sys

import pytest
from rich.cells import cell_len

from tests.bureau import SHIPPED
from yudu_flow.cli.columns import laid_out

ROWS = [["单位", "事情"], ["就业局", "9月27日24:00截止：就业局2020年9月贯彻落实情况月报"], ["专技股", "a b"]]


def test_it_aligns_what_has_room() -> None:
    assert [*laid_out([["单位", "数"], ["就业局", "1"], ["A股", "12"]], 80)] == [
        "单位    数",
        "──────────",
        "就业局  1",
        "A股     12",
    ]


def test_it_folds_the_last_column_between_words_and_within_long_ones() -> None:
    told = ["开始", "2020年9月 走访对口企业：就业局、专技股"]
    assert [*laid_out([["事", "内容"], told], 22)] == [
        "事    内容",
        "─" * 22,
        "开始  2020年9月",
        "      走访对口企业：就",
        "      业局、专技股",
    ]


def test_it_keeps_the_lines_of_a_cell() -> None:
    assert [*laid_out([["事", "内容"], ["甲", "一\n\n二"]], 80)][2:] == ["甲  一", "", "    二"]


@pytest.mark.parametrize("room", [9, 12, 20, 33, 60])
def test_it_loses_no_word_and_stays_within_the_terminal(room: int) -> None:
    lines = [*laid_out(ROWS, room)]
    assert max(map(cell_len, lines)) <= room
    assert sorted("".join(lines).replace("─", "").replace(" ", "")) == sorted(
        "".join(map("".join, ROWS)).replace(" ", "")
    )


def test_a_head_has_no_colours_on_a_terminal() -> None:
    near, far = pty.openpty()
    env = {"TERM": "xterm-256color", "YUDU_FLOW_HOME": str(SHIPPED), "PYTHONPATH": str(SHIPPED), "PYTHONUTF8": "1"}
    with subprocess.Popen([sys.executable, "-m", "yudu_flow", "plan"], env=env, stdin=far, stdout=far) as process:
        os.close(far)
        shown = os.read(near, 4000).decode(errors="ignore")
        process.kill()
    os.close(near)
    assert shown.split()[:3] == ["分工", "措施", "责任领导"]
