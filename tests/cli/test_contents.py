"""Plans, rules and the calendar by command: taken out as JSON, changed, shown with what it changes, written back."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import CLERK, OTHER_CLERK
from tests.cli.commands import fine, use, yudu

AT = ("--by", CLERK, "--at", "2020-09-21T09:00")


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use(monkeypatch, home)


def taken(here: Path, *named: str) -> tuple[Path, dict[str, Any]]:
    file = here / "out.json"
    fine("content", "get", *named, "--out", str(file))
    return file, json.loads(file.read_text(encoding="utf-8"))


def test_a_plan_is_shown_with_what_it_changes_then_written(here: Path) -> None:
    file, told = taken(here, "plan", "wenjiuye-2020")
    assert "没有改动" in fine("content", "put", str(file), *AT).out
    next(one for one in told["content"]["duties"] if one["kind"] == "report")["day"] = "20"
    file.write_text(json.dumps(told), encoding="utf-8")
    said = fine("content", "put", str(file), *AT, "--dry-run").out
    assert ("几日：27 → 20" in said, "最后一天" in said, "没有保存" in said) == (True, True, True)
    assert "已写入 workflows/" in fine("content", "put", str(file), *AT, "--why", "按新文件").out
    late = yudu("content", "put", str(file), "--by", OTHER_CLERK, *AT[2:])
    assert "刚刚被别人改过" in late.err
    assert "现在的内容是林秋2020-09-21 09:00保存的" in late.err
    assert f"您改好的 {file} 没有动：请用 content get 取出最新的" in late.err
    assert json.loads(file.read_text(encoding="utf-8")) == told
    assert yudu("check").code == 0


def test_what_is_wrong_is_named_at_its_field(here: Path) -> None:
    file, told = taken(here, "rules")
    told["content"]["return_days"] = "两天"
    file.write_text(json.dumps(told), encoding="utf-8")
    assert "错误：return_days" in fine("content", "put", str(file), *AT, "--dry-run").out
    assert yudu("content", "put", str(file), *AT).code == 2


def test_only_the_office_writes(here: Path) -> None:
    file, told = taken(here, "local")
    told["content"]["rest"] = ["2020-11-30"]
    file.write_text(json.dumps(told), encoding="utf-8")
    assert "由局办公室办理，苏禾不能办理" in yudu("content", "put", str(file), "--by", "苏禾", *AT[2:]).err
    fine("content", "put", str(file), *AT)
    assert "2020-11-30" in (here / "config" / "calendar.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("get plan", "请写方案编号"),
        ("get rules 甲", "不用写"),
        ("get roster", "应为 plan、rules、ladder、year、local"),
        ("get year 20", "没有这一年"),
        ("get plan 没有的", "没有方案"),
    ],
)
def test_what_does_not_exist_is_said(here: Path, line: str, said: str) -> None:
    ran = yudu("content", *line.split())
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_a_file_of_another_kind_is_refused(here: Path) -> None:
    for words in ("{", "[]", "{}", '{"form": "plan", "name": 1}'):
        (here / "x.json").write_text(words, encoding="utf-8")
        assert "x.json" in yudu("content", "put", str(here / "x.json"), *AT).err


def test_where_a_file_is_no_json_is_said_in_chinese(here: Path) -> None:
    (here / "x.json").write_text('{"form": "plan",\n "name" 1}', encoding="utf-8")
    assert "x.json 不是 JSON，请核对第2行第9个字前后\n" in yudu("content", "put", str(here / "x.json"), *AT).err
    (here / "x.json").write_bytes("方案".encode("gbk"))
    assert "x.json 不是 UTF-8 编码：" in yudu("content", "put", str(here / "x.json"), *AT).err
