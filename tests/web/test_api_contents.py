"""The office's files through the API: read whole, tried first, kept whole, told apart from what others wrote since."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import CLERK, JOBS
from tests.web.browser import Console
from tests.web.programs import Program, program_of
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import renewed
from yudu_flow.settings import Settings
from yudu_flow.web.api.contents import PLACES

PLAN = "/plans/wenjiuye-2020/content"
NAMED = {"plan": "wenjiuye-2020", "block": "report", "year": "2020"}


@pytest.fixture
def clerk(console: Console, home: Path) -> Program:
    """林秋's program, on pages whose content is watched as in a running process."""
    console.desk.at("2020-09-21T09:00")
    force = ContentInForce(console.desk.bureau, home, partial(renewed, Settings(home=home)))
    console.hall.bureau, console.hall.content = force.current, force
    return program_of(console, CLERK)


def change(found: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"was": found["fingerprint"], "content": found["content"], **more}


@pytest.mark.parametrize("path", [path.format(**NAMED) for path, _ in PLACES.values()])
def test_what_is_given_back_as_it_was_read_changes_nothing(clerk: Program, home: Path, path: str) -> None:
    before = {file: file.read_bytes() for file in home.rglob("*.yaml")}
    kept = clerk.posts(path, change(clerk.asks(path)))
    assert (kept["changed"], kept["changes"], kept["faults"]) == (False, [], [])
    assert {file: file.read_bytes() for file in before} == before


def test_a_plan_is_tried_with_what_it_changes_from_when(console: Console, clerk: Program) -> None:
    found = clerk.asks(PLAN)
    duty = next(one for one in found["content"]["duties"] if one["kind"] == "report")
    duty["day"], duty["sealed"] = "20", False
    tried = clerk.posts(PLAN, change(found, dry_run=True))
    assert [(one["what"], one["old"], one["new"]) for one in tried["changes"]] == [
        ("几日", "27", "20"),
        ("要盖章", "是", "否"),
    ]
    assert any("2020年10月" in words for one in tried["effects"] for words in one["words"])
    assert tried["open"], "what is under way is named"
    assert (tried["changed"], tried["saved"], tried["fingerprint"]) == (True, False, found["fingerprint"])
    kept = clerk.posts(PLAN, change(found, why="按新文件"))
    assert kept["saved"]
    assert next(d for _, d in console.hall.bureau().duties() if d.id == duty["id"]).day == 20


def test_the_comments_of_the_file_stay(clerk: Program, home: Path) -> None:
    file = next(one for one in (home / "workflows").glob("*.yaml") if "id: wenjiuye-2020" in one.read_text())
    file.write_text("# 本局的批注\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    found = clerk.asks(PLAN)
    found["content"]["title"] = "稳就业工作方案（修订）"
    assert clerk.posts(PLAN, change(found))["saved"]
    said = file.read_text(encoding="utf-8")
    assert (said.startswith("# 本局的批注\n"), "（修订）" in said) == (True, True)


def test_an_assignment_is_added_and_numbered_and_what_is_not_said_stays(clerk: Program) -> None:
    found = clerk.asks(PLAN)
    parts = found["content"]["parts"]
    measure = parts[0]["measures"][0]
    known = [one["id"] for one in measure["assignments"]]
    measure["assignments"].append({"summary": "开展招聘活动", "units": [JOBS]})
    kept = clerk.posts(PLAN, {"was": found["fingerprint"], "content": {"parts": parts}})
    assert kept["saved"]
    after = clerk.asks(PLAN)["content"]
    told = [one["id"] for one in after["parts"][0]["measures"][0]["assignments"]]
    assert told == [*known, f"{measure['number']}.{len(told)}"]
    assert (after["title"], after["duties"]) == (found["content"]["title"], found["content"]["duties"])


def test_the_second_of_two_is_told(clerk: Program) -> None:
    found = clerk.asks(PLAN)
    found["content"]["title"] = "甲"
    clerk.posts(PLAN, change(found))
    found["content"]["title"] = "乙"
    said = clerk.posts(PLAN, change(found), 409)["message"]
    assert ("刚刚被别人改过" in said, f"现在的内容是{CLERK}" in said) == (True, True)
    assert "刚刚被别人改过" in clerk.posts(PLAN, change(found, dry_run=True), 409)["message"]


def test_what_check_refuses_is_named_at_its_field_and_not_kept(clerk: Program, home: Path) -> None:
    before = {file: file.read_bytes() for file in home.rglob("*.yaml")}
    found = clerk.asks(PLAN)
    found["content"]["parts"][0]["measures"][0]["assignments"][0]["units"] = ["没有的股"]
    [fault] = clerk.posts(PLAN, change(found, dry_run=True))["faults"]
    assert fault["field"] == "parts.0.measures.0.assignments.0.units"
    assert "没有的股" in fault["message"]
    assert clerk.posts(PLAN, change(found), 400)["code"] == "broken_content"
    assert {file: file.read_bytes() for file in before} == before


def test_rules_and_a_ladder_are_changed(console: Console, clerk: Program) -> None:
    found = clerk.asks("/rules")
    found["content"]["return_days"] = "5"
    assert clerk.posts("/rules", change(found))["saved"]
    assert console.hall.bureau().rules.return_days == 5
    ladder = clerk.asks("/rules/report")
    ladder["content"]["after"][0]["days"] = "2"
    assert clerk.posts("/rules/report", change(ladder))["saved"]
    [first, *_] = clerk.asks("/rules/report")["content"]["after"]
    assert (first["name"], first["days"]) == ("E+2", "2")


def test_a_year_s_breaks_are_written_with_what_is_to_be_looked_at(console: Console, clerk: Program) -> None:
    found = clerk.asks("/calendar/years/2027")
    said = {"worked": ["2027-02-20"], "breaks": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}]}
    tried = clerk.posts("/calendar/years/2027", {"was": found["fingerprint"], "content": said, "dry_run": True})
    assert tried["doubts"]
    assert clerk.posts("/calendar/years/2027", {"was": found["fingerprint"], "content": said})["saved"]
    local = clerk.asks("/calendar/local")
    assert clerk.posts("/calendar/local", {"was": local["fingerprint"], "content": {"rest": ["2020-11-30"]}})["saved"]
    assert clerk.asks("/calendar/local")["content"]["rest"] == ["2020-11-30"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"parts": [{"at": "parts.9"}]}, "不是文件里的一处"),
        ({"parts": [{"at": "parts.0"}, {"at": "parts.0"}]}, "两次"),
        ({"duties": [{"at": "parts.0"}]}, "不是文件里的一处"),
    ],
)
def test_a_place_that_is_none_is_refused(clerk: Program, said: dict[str, Any], words: str) -> None:
    was = clerk.asks(PLAN)["fingerprint"]
    assert words in clerk.posts(PLAN, {"was": was, "content": said}, 400)["message"]


def test_a_field_that_is_none_is_refused(clerk: Program) -> None:
    was = clerk.asks(PLAN)["fingerprint"]
    for said in ({"titel": "错"}, {"parts": "全部"}, {"duties": [{"sealed": "否"}]}):
        clerk.posts(PLAN, {"was": was, "content": said}, 400)
