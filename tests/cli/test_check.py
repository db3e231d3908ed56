"""`check`: all that is wrong or unsettled at once; nothing starts on broken content."""

from pathlib import Path

import pytest

from tests.bureau import change
from tests.cli.commands import fine, listed, yudu

KEYS = ["file", "line", "column", "level", "message", "suggestion"]


def break_home(home: Path) -> Path:
    """One mistake in each kind of file."""
    change(home, "config/roster.yaml", "home: 就业中心", "home: 就业所")
    change(home, "config/rules.yaml", "rest_day: next", "rest_day: nxt")
    change(home, "workflows/plan.yaml", "kind: report", "kind: reports")
    change(home, "notifications/receipt/subject.txt", "{{ line.title }}", "{{ line.titel }}")
    return home


@pytest.fixture
def broken(desk_home: Path) -> Path:
    return break_home(desk_home)


def test_it_finds_no_fault_in_the_shipped_content(shipped: Path) -> None:
    rows = listed("check")
    assert {tuple(row) for row in rows} == {tuple(KEYS)}
    assert {row["level"] for row in rows} == {"warning"}


def test_it_says_every_error_at_once_with_its_place_and_what_is_right(broken: Path) -> None:
    ran = yudu("check", "--json")
    errors = {row["file"]: row for row in ran.rows if row["level"] == "error"}
    assert ran.code == 2
    assert {file: row["suggestion"] for file, row in errors.items()} == {
        "config/roster.yaml": "是不是“就业中心”",
        "config/rules.yaml": "是不是“next”",
        "workflows/plan.yaml": "是不是“report”",
        "notifications/receipt/subject.txt": errors["notifications/receipt/subject.txt"]["suggestion"],
    }
    assert "title" in errors["notifications/receipt/subject.txt"]["suggestion"]
    assert all(type(row[name]) is int and row[name] > 0 for row in errors.values() for name in ("line", "column"))


def test_it_shows_people_one_line_a_finding(broken: Path) -> None:
    ran = yudu("check")
    lines = ran.out.splitlines()
    assert ran.code == 2
    assert "config/rules.yaml:5:11 错误 “rest_day”没有这个选项：“nxt” → 是不是“next”" in lines
    assert lines[-1] == "错误4处，提示0处。"


def test_it_counts_warnings_and_ends_well(shipped: Path) -> None:
    ran = fine("check")
    assert "提示 “李子健”的所在单位“办公室”是暂记的 → 核实后改 home，删去 home_placeholder" in ran.out
    assert ran.out.splitlines()[-1].startswith("错误0处，提示1")


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "tick",
        "status",
        "plan",
        "simulate --from 2020-09-18 --to 2020-09-19",
        "audit verify",
    ],
)
def test_it_lets_nothing_start_on_broken_content(broken: Path, command: str) -> None:
    ran = yudu(*command.split())
    assert (ran.code, ran.out) == (2, "")
    assert "config/rules.yaml:5:11：“rest_day”没有这个选项：“nxt”" in ran.err
    assert "内容有错，没有启动" in ran.err
    assert not (broken / "var").exists()


def test_it_lets_nothing_start_on_a_broken_message(desk_home: Path) -> None:
    change(desk_home, "notifications/receipt/subject.txt", "{{ line.title }}", "{{ line.title }")
    ran = yudu("tick", "--at", "2020-09-18T09:00")
    assert ran.code == 2
    assert "receipt/subject.txt" in ran.err


def test_it_names_the_files_that_an_empty_folder_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_HOME", str(tmp_path))
    ran = yudu("check")
    assert ran.code == 2
    assert "config/roster.yaml:1:1 错误 缺少这个文件" in ran.out


def test_it_warns_of_a_past_day_until_what_it_asked_for_was_opened(desk_home: Path) -> None:
    both = "units: [社保中心, 仲裁股]\n"
    change(desk_home, "workflows/plan.yaml", both, f"{both}            due: 2020-10-20\n")
    fine("tick", "--at", "2020-11-09T09:00")
    assert "分工2.1的完成时限已到，还没有列入限期事项的不会再列入" in fine("check").out
    (desk_home / "var" / "yudu-flow.db").unlink()
    fine("tick", "--at", "2020-09-18T09:00")
    assert "的完成时限已到" not in fine("check").out
