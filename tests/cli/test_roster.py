"""The roster by command: every change of the table, shown first where that is asked for, and as a workbook."""

import json
from pathlib import Path

import pytest

from tests.bureau import CLERK
from tests.cli.commands import fine, use, yudu
from yudu_flow.cli.roster_acts import made
from yudu_flow.content.roster.changes import ROSTER_ACTS

AT = ("--by", CLERK, "--at", "2020-09-21T09:00")


@pytest.fixture(autouse=True)
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use(monkeypatch, home)


def written(home: Path) -> str:
    return (home / "config" / "roster.yaml").read_text(encoding="utf-8")


def test_every_change_is_a_command() -> None:
    assert {*made()} == {act.command for act in ROSTER_ACTS.values()}
    for group in ("people", "units", "posts", "groups", "roster"):
        names = [act.command.split()[1] for act in ROSTER_ACTS.values() if act.command.startswith(f"{group} ")]
        said = fine(group, "--help").out
        assert [name for name in names if name not in said] == []


@pytest.mark.parametrize(
    ("given", "after"),
    [
        (
            ["people", "new", "张三", "--home", "培训股", "--mobile", "138-0000-0031"],
            'zhang-san: {name: 张三, mobile: "13800000031"',
        ),
        (["people", "change", "苏禾", "--email", "suhe@new.local"], "suhe@new.local"),
        (["people", "leave", "周远", "--last-day", "2020-09-30", "--successor", "白桦"], "successor: bai-hua"),
        (["units", "add", "档案股", "--aliases", "档案室，档案科"], "aliases: [档案室, 档案科]"),
        (["units", "end", "培训股", "--last-day", "2020-10-31", "--into", "就业中心"], "into: 就业中心"),
        (["posts", "hold", "仲裁股联络员", "--person", "周远", "--from-day", "2020-10-01"], "from: 2020-10-01"),
        (["groups", "add", "各股室", "--members", "培训股、仲裁股"], "members: [培训股, 仲裁股]"),
        (["roster", "name", "清溪县人社局"], "name: 清溪县人社局"),
    ],
)
def test_it_writes_what_it_is_told(here: Path, given: list[str], after: str) -> None:
    assert "已写入名册" in fine(*given, *AT).out
    assert after in written(here)
    assert yudu("check").code == 0


def test_a_dry_run_says_who_owes_what_from_when_and_writes_nothing(here: Path) -> None:
    before = written(here)
    said = fine("units", "end", "培训股", "--last-day", "2020-10-31", *AT, "--dry-run").out
    assert "稳就业月报，从2020年11月起：不再由培训股办理" in said
    assert (written(here), "没有保存" in said) == (before, True)


def test_what_is_refused_names_the_option(here: Path) -> None:
    before, refused = written(here), yudu("units", "add", "档案股", "--in-charge", "局长", *AT)
    assert (refused.code, "没有领导岗位“局长”" in refused.err, "--in-charge" in refused.err) == (2, True, True)
    assert written(here) == before


def test_only_the_office_changes_it(here: Path) -> None:
    before = written(here)
    refused = yudu("units", "add", "档案股", "--by", "苏禾", "--at", "2020-09-21T09:00")
    assert (refused.code, "名册由局办公室办理" in refused.err) == (2, True)
    assert written(here) == before


def test_it_goes_out_and_in_as_a_workbook(here: Path, tmp_path: Path) -> None:
    file, before = tmp_path / "名册.xlsx", written(here)
    fine("roster", "export", str(file), "--at", "2020-09-21T09:00")
    said = fine("roster", "import", str(file), *AT).out
    assert ("不变19行" in said, "没有存入" in said, written(here)) == (True, True, before)
    fine("roster", "export", str(file), "--template")
    assert "没有存入" in fine("roster", "import", str(file), "--dry-run", *AT).out


def test_it_is_listed_for_programs() -> None:
    [whole] = json.loads(fine("roster", "show", "--json", "--at", "2020-09-21T09:00").out)
    assert [unit["liaison"] for unit in whole["units"]] == ["林秋", "苏禾", "白桦", "唐宁", "叶舟"]
    assert "分管就业的局领导" in fine("roster", "show").out


def test_a_new_bureau_begins_empty_and_is_filled_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "new"
    fine("init", str(folder), "--bureau", "云岭县人社局", "--short", "云岭人社")
    use(monkeypatch, folder)
    assert yudu("check").code == 0
    assert "sms_signature: 云岭人社" in (folder / "config" / "rules.yaml").read_text(encoding="utf-8")
    at = ("--at", "2020-09-21T09:00")
    fine("people", "new", "林小雨", "--home", "办公室", "--holds", "both", "--by", "管理员", *at)
    assert "people:\n  lin-xiao-yu: {name: 林小雨, home: 办公室}\n" in written(folder)
    assert yudu("people", "new", "何川", "--by", "管理员", *at).code == 2, "there is an office now"
    fine("people", "new", "何川", "--by", "林小雨", *at)
    fine("posts", "add", "局长", "--person", "何川", "--by", "林小雨", *at)
    assert yudu("check").code == 0
