"""`target import` and `target template`: figures of several months in a workbook."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.commands import fine, listed, play, yudu

AT = ("--at", "2020-09-23T10:00")


def filled(file: Path, value: str) -> str:
    book = load_workbook(file)
    book["指标数字"]["D2"] = value
    book.save(file)
    return str(file)


def test_what_a_report_came_without_is_filled_in_and_taken_in(desk_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "指标.xlsx"
    report = "file --unit 社保中心 --period 2020-09 --by 白桦 --progress 已落实 --sure --at 2020-09-22T10:00"
    play("tick --at 2020-09-18T09:00", report)
    fine("target", "template", str(file), *AT)
    with pytest.raises(AssertionError, match="表里没有填写数字"):
        fine("target", "import", str(file), "--by", "白桦", *AT)
    bad = yudu("target", "import", filled(file, "约三万"), "--by", "白桦", *AT)
    assert (bad.code, "不收 2020-09　参保人数：参保人数请填数字" in bad.out) == (1, True)
    tried = fine("target", "import", filled(file, "3.1万"), "--by", "白桦", "--dry-run", *AT)
    assert tried.out == "第2行 补报 2020-09　参保人数：补报31,000人\n补报1个。\n没有存入。\n"
    assert listed("target", "list", *AT)[0]["value"] is None
    assert "已存入数字。" in fine("target", "import", str(file), "--by", "白桦", *AT).out
    assert listed("target", "list", *AT)[0]["value"] == 31000
    assert "不变1个" in fine("target", "import", str(file), "--by", "白桦", *AT).out
