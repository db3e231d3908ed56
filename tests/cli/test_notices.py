"""`notice`: what the office announces, by command: looked at, sent, listed, withdrawn."""

import json
from pathlib import Path
from typing import Any

from tests.cli.commands import fine, listed, yudu

SAID = ("--title", "年终归档", "--text", "请整理全年材料", "--by", "林秋")
NIGHT = ("--at", "2020-09-22T21:00")


def test_it_is_looked_at_sent_listed_and_withdrawn(desk_home: Path) -> None:
    looked_at = fine("notice", "send", *SAID, "--preview", *NIGHT).out
    assert looked_at.strip() == "4个单位，4人各收到一封邮件；9月23日 09:00起发出"
    assert listed("notice", "list", *NIGHT) == [], "nothing is sent by it"
    assert "第1号通知已安排发出" in fine("notice", "send", *SAID, "--unit", "就业中心", *NIGHT).out
    [one] = listed("notice", "list", *NIGHT)
    assert (one["title"], one["by"], one["urgent"], one["withdrawn"]) == ("年终归档", "林秋", False, None)
    assert one["readers"] == [{"unit": "就业中心", "person": "苏禾", "state": "held", "says": "邮件待发"}]
    assert "苏禾" in fine("notice", "list", *NIGHT).out
    assert "第1号通知" in fine("reconcile", "--period", "2020-09", *NIGHT).out
    assert "已撤回，谁也不会收到" in fine("notice", "withdraw", "1", "--by", "林秋", *NIGHT).out
    again = yudu("notice", "withdraw", "1", "--by", "林秋", *NIGHT)
    assert (again.code, "这份通知已经撤回过" in again.err) == (2, True)


def played(script: Path, to: str) -> list[dict[str, Any]]:
    said = fine("simulate", "--from", "2020-09-18", "--to", to, "--script", str(script), "--json").out
    return [json.loads(line) for line in said.splitlines()]


def test_a_play_sends_it_to_all_units(desk_home: Path) -> None:
    script = desk_home / "script.yaml"
    script.write_text("- {at: 2020-09-22T21:00, do: notify, title: 年终归档, text: 请整理}\n", encoding="utf-8")
    said = played(script, "2020-09-23")
    mails = [row for row in said if row["event"] == "message" and row["at"].startswith("2020-09-23")]
    assert len(mails) == 5
    script.write_text("- {at: 2020-09-22T10:00, do: notify, title: 年终归档, text: 请整理}\n", encoding="utf-8")
    said = played(script, "2020-09-22")
    alone = [row["recipient"] for row in said if row["event"] == "message" and row["reason"] == "announcement"]
    assert sorted(alone) == ["bai-hua", "su-he", "tang-ning", "ye-zhou"]
