"""What ships: every file of the three folders is read, every message can be said, and only known things are open."""

import re

import pytest

from tests.bureau import SHIPPED, instant, words
from tests.cli.commands import listed, use
from yudu_flow.content.home import load
from yudu_flow.content.notifications.kinds import ANSWERS, kinds, sections, templates
from yudu_flow.content.notifications.problems import problems
from yudu_flow.content.notifications.samples import full, sparse

OPEN = (
    r"“.+”的联系方式仍是占位：.+，消息不会真的发出",
    r"“李子健”的所在单位“办公室”是暂记的",
    r"“走访.*企业”：“.+”应对口 \d 家企业，已登记 0 家，未登记的只按次数算",
    r"“走访对口企业”原文只写“定期”，现按每月一次算",
    r"\d{4} 年的放假调休安排还没有，涉及这一年的期限都是暂定",
)


def shipped(folder: str) -> set[str]:
    """The files of a folder, by their paths in it."""
    root = SHIPPED / folder
    return {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()}


def test_it_reads_every_file() -> None:
    assert shipped("config") == {"README.md", "roster.yaml", "rules.yaml", "calendar.yaml"}
    assert shipped("notifications") == {"README.md", *templates()}
    plans = shipped("workflows") - {"README.md"}
    assert len(load(SHIPPED, instant("2020-09-18T09:00").date()).plans) == len(plans) == 1


def test_it_can_say_every_message() -> None:
    says = words("于都人社局", 70)
    for kind in kinds():
        for letter in (full(kind), sparse(kind)):
            assert (says.answer(letter) if kind in ANSWERS else says.daily(letter)).text
            assert kind not in sections() or len(says.sms(letter).text) <= 70


def test_it_has_no_fault_in_any_template() -> None:
    assert problems(SHIPPED / "notifications", "于都人社局", 70, "https://yudu.example/s/xxxxxxxxxx") == []


def test_it_warns_of_what_is_open_and_of_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, SHIPPED)
    findings = listed("check")
    unknown = [row["message"] for row in findings if not any(re.fullmatch(kind, row["message"]) for kind in OPEN)]
    assert unknown == []
    assert {row["level"] for row in findings} == {"warning"}
    assert all(row["suggestion"] for row in findings)


@pytest.mark.parametrize(("kind", "count"), [*zip(OPEN[:4], (10, 1, 3, 1), strict=True)])
def test_it_warns_of_each_as_often_as_it_is(monkeypatch: pytest.MonkeyPatch, kind: str, count: int) -> None:
    use(monkeypatch, SHIPPED)
    assert sum(1 for row in listed("check") if re.fullmatch(kind, row["message"])) == count


@pytest.mark.parametrize("folder", ["workflows", "notifications", "config"])
def test_it_tells_the_office_about_each_folder_in_chinese(folder: str) -> None:
    text = (SHIPPED / folder / "README.md").read_text(encoding="utf-8")
    chinese = sum(1 for sign in text if "一" <= sign <= "鿿")
    assert chinese > 400
