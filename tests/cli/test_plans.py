"""`plan list|pause|resume|end`: the state of the plans, and the acts that change it."""

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.commands import fine, listed, play, yudu

PLAN = "wenjiuye-2020"
BY = ("--by", "林秋", "--at", "2020-09-21T10:00")


def states() -> list[str]:
    return [f"{row['plan']} {row['state']} {row['open']}" for row in listed("plan", "list", "--at", "2020-09-21T10:00")]


def test_a_plan_is_paused_resumed_and_ended(desk_home: Path) -> None:
    play("tick --at 2020-09-18T09:00")
    assert states() == [f"{PLAN} runs 7"]
    assert "起暂停" in fine("plan", "pause", PLAN, *BY, "--reason", "等新文件").out
    assert states() == [f"{PLAN} paused 7"]
    assert "恢复执行" in fine("plan", "resume", PLAN, *BY, "--reason", "文件到了").out
    assert (
        "10月1日（星期四）起结束" in fine("plan", "end", PLAN, *BY, "--from", "2020-10-01", "--reason", "任务完成").out
    )
    assert states() == [f"{PLAN} runs 7"], "until that day it goes on"
    refused = yudu("plan", "pause", PLAN, *BY, "--reason", "再停")
    assert (refused.code, "已经定于10月1日（星期四）起结束" in refused.err) == (2, True)
    assert "ended: {from: 2020-10-01, why: 任务完成}" in (desk_home / "workflows" / "plan.yaml").read_text("utf-8")


def test_its_table_is_taken_away(desk_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "任务分解表.xlsx"
    fine("plan", "export", PLAN, str(file))
    parts, targets, duties = load_workbook(file).worksheets
    rows = [*parts.iter_rows(min_row=2, values_only=True)]
    assert [str(row[5]).split("、") for row in rows] == [
        [*one["units"], *one["groups"], *one["people"]] for one in listed("plan")
    ]
    assert [cell.value for cell in targets[2][1:4]] == ["参保人数", 48200, "人"]
    assert duties.cell(2, 3).value == "每月27日"
    assert "没有方案" in yudu("plan", "export", "guessed", str(file)).err


def test_nobody_is_taken_into_a_period_that_has_everybody(desk_home: Path) -> None:
    play("tick --at 2020-09-18T09:00")
    refused = yudu("plan", "join", PLAN, "report", *BY, "--reason", "本月就报")
    assert (refused.code, "本期已经都列入" in refused.err) == (2, True)
