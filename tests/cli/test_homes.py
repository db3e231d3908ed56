"""Commands for a folder of homes: which there are, their backup as one, and the key of whoever supervises them."""

import json
import os
import shutil
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.bureau import Clock, change
from tests.cli.commands import fine, yudu
from tests.homes import add_home
from tests.warm import Program
from yudu_flow.clock import wall_clock
from yudu_flow.homes import Homes
from yudu_flow.rounds import Rounds
from yudu_flow.settings import read_settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two homes that have had a pass; west has an attachment."""
    folder = tmp_path / "homes"
    for name in ("east", "west"):
        add_home(folder, name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("YUDU_FLOW_HOME", raising=False)
    monkeypatch.delenv("YUDU_FLOW_DATABASE_URL", raising=False)
    monkeypatch.setenv("YUDU_FLOW_HOMES", str(folder))
    Rounds(Homes(read_settings()), Clock()).make()
    kept = folder / "west/var/attachments/ab/abcd"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"stamped")
    return folder


def test_run_sweeps_each_home_and_names_once_which_stand_still(folder: Path) -> None:
    """What was taken out of a draft two hours ago leaves the disk; what is kept stays."""
    add_home(folder, "north")
    shutil.copytree(folder / "north", folder / "south")
    now = wall_clock().timestamp()
    old, fresh = (folder / home / f"var/attachments/ab/{hash * 64}" for home, hash in (("east", "a"), ("west", "b")))
    for file, age in ((old, 7200), (fresh, 60)):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"taken out")
        os.utime(file, (now - age, now - age))
    with Program("run", cwd=folder, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as process:
        try:
            patience = time.monotonic() + 20
            while old.exists() and time.monotonic() < patience:
                time.sleep(0.05)
        finally:
            process.terminate()
            said, _ = process.communicate(timeout=30)
    assert (old.exists(), fresh.exists()) == (False, True)
    assert [said.count(f"停用　　{home}：") for home in ("north", "south")] == [1, 1]


def test_list_names_each_home_and_why_one_stands_still(folder: Path) -> None:
    change(folder / "west", "config/roster.yaml", "kind: office", "kind: nothing")
    shown = yudu("homes", "list")
    assert shown.code == 1
    east, west = shown.out.splitlines()
    assert east == "east　east　east县人力资源和社会保障局　网页 /b/east"
    assert "停用：内容有1处错误，先看：config/roster.yaml" in west
    rows = json.loads(yudu("homes", "list", "--json").out)
    assert [(row["home"], bool(row["fault"])) for row in rows] == [("east", False), ("west", True)]


def test_one_backup_holds_all_homes_and_puts_them_back(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    fine("backup", str(file))
    with ZipFile(file) as archive:
        names = {*archive.namelist()}
    assert {"database.db", "homes/east/config/roster.yaml", "homes/west/workflows/plan.yaml"} < names
    assert "homes/west/attachments/ab/abcd" in names
    shutil.rmtree(folder / "west/var/attachments")
    fine("restore", str(file), "--yes")
    assert (folder / "west/var/attachments/ab/abcd").read_bytes() == b"stamped"
    assert not [*(folder / "var/audit.notes").glob("*")]


@pytest.mark.parametrize("words", [("backup", "one.zip"), ("restore", "one.zip", "--yes")])
def test_one_home_out_of_many_is_not_put_back_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("YUDU_FLOW_HOME", str(folder / "east"))
    shown = yudu(*words)
    assert shown.code == 2
    assert "共用一个数据库" in shown.err
    assert not Path("one.zip").exists()


def test_a_supervisors_key_is_shown_once_and_its_line_is_a_setting(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, more in (("赣州市", ["--home", "east"]), ("江西省", [])):
        lines = fine("homes", "supervisor", name, *more).out.splitlines()
        assert lines[0].startswith(f"口令（只显示这一次，交给{name}）：")
        (folder / ".env").write_text(f"{lines[2]}\n", encoding="utf-8")
        assert lines[0].rpartition("：")[2] not in lines[2]
    found = read_settings().supervisors
    assert {name: one.homes for name, one in found.items()} == {"赣州市": ["east"], "江西省": []}


def test_without_a_folder_of_homes_it_says_what_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_HOME", str(folder / "east"))
    shown = yudu("homes", "list")
    assert shown.code == 2
    assert "YUDU_FLOW_HOMES" in shown.err
