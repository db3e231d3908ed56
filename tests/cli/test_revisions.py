"""`import`, `plan compare` and `plan take-over`: a revised document beside the plan in force."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import fine, yudu
from tests.web.test_revision import REVISED, SUPPLEMENT

BY = ("--by", "林秋", "--at", "2020-09-21T10:00")


@pytest.fixture
def draft(desk_home: Path) -> str:
    """The revised plan as a draft of the home."""
    return drafted(desk_home, REVISED)


def drafted(home: Path, words: str) -> str:
    file = home / "revised.txt"
    file.write_text(words, encoding="utf-8")
    fine("import", str(file), "--save", *BY)
    [kept] = (home / "workflows" / "drafts").glob("*.yaml")
    return kept.stem


def text_of(home: Path) -> str:
    return (home / "workflows" / "plan.yaml").read_text(encoding="utf-8")


def test_the_import_says_which_plan_it_is_of_and_what_differs(desk_home: Path) -> None:
    file = desk_home / "revised.txt"
    file.write_text(REVISED, encoding="utf-8")
    said = fine("import", str(file)).out
    assert "执行中的方案《稳就业工作方案》（wenjiuye-2020）的标题或文号与它相同" in said
    [of] = json.loads(fine("import", str(file), "--json").out)["revises"]
    assert (of["id"], of["draft"]) == ("wenjiuye-2020", False)
    assert ["分工1.1", "就业中心、培训股", "就业中心、仲裁股"] in [
        [one["place"], one["old"], one["new"]] for one in of["differences"]
    ]


def test_a_draft_of_the_same_plan_is_said_too(desk_home: Path, draft: str) -> None:
    file = desk_home / "again.txt"
    file.write_text(REVISED.replace("仲裁股）\n2", "培训股）\n2"), encoding="utf-8")
    read = json.loads(fine("import", str(file), "--json").out)
    assert [(one["id"], one["draft"]) for one in read["revises"]] == [("wenjiuye-2020", False), (draft, True)]


def test_a_comparison_changes_nothing_and_names_each_difference(desk_home: Path, draft: str) -> None:
    before = text_of(desk_home)
    told = json.loads(fine("plan", "compare", draft, "--json").out)
    assert (told["plan"], told["scope"], text_of(desk_home)) == ("wenjiuye-2020", "whole", before)
    shown = fine("plan", "compare", draft).out
    assert all(words in shown for words in ("按整份方案", "几日", "保留原样"))


def test_what_is_chosen_is_taken_over_and_the_rest_stays(desk_home: Path, draft: str) -> None:
    before = text_of(desk_home)
    keys = [one["key"] for one in json.loads(fine("plan", "compare", draft, "--json").out)["differences"]]
    day = (str(keys.index("duties.0/day") + 1), "--seen", mark_of(draft))
    tried = fine("plan", "take-over", draft, "--take", *day, "--dry-run", *BY).out
    assert ("几日：27 → 25" in tried, "没有保存" in tried, text_of(desk_home)) == (True, True, before)
    assert "已写入方案" in fine("plan", "take-over", draft, "--take", *day, "--drop", *BY).out
    assert text_of(desk_home) == before.replace("day: 27", "day: 25")
    assert [*(desk_home / "workflows" / "drafts").glob("*.yaml")] == []


def mark_of(draft: str) -> str:
    """The mark that a comparison gives to choose by its numbers."""
    mark = str(json.loads(fine("plan", "compare", draft, "--json").out)["mark"])
    assert f"加上 --seen {mark}" in fine("plan", "compare", draft).out
    return mark


def test_numbers_of_a_comparison_are_of_no_other_one(desk_home: Path, draft: str) -> None:
    """A colleague has changed the plan since: the third difference is another one by now."""
    assert "--seen" in yudu("plan", "take-over", draft, "--take", "1", *BY).err
    seen = mark_of(draft)
    told = json.loads(fine("content", "get", "plan", "wenjiuye-2020").out)
    next(one for one in told["content"]["duties"] if one["kind"] == "report")["day"] = "20"
    file = desk_home / "mine.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    fine("content", "put", str(file), "--by", "陶然", *BY[2:])
    before = text_of(desk_home)
    late = yudu("plan", "take-over", draft, "--take", "1", "--seen", seen, *BY)
    assert late.code == 2
    assert "方案或草稿刚刚被别人改过，没有写入" in late.err
    assert "方案现在的内容是陶然2020-09-21 10:00保存的" in late.err
    assert text_of(desk_home) == before


def test_a_supplement_is_compared_as_one_unless_it_is_the_whole(desk_home: Path) -> None:
    draft = drafted(desk_home, SUPPLEMENT)
    ways = [one["way"] for one in json.loads(fine("plan", "compare", draft, "--json").out)["differences"]]
    whole = json.loads(fine("plan", "compare", draft, "--whole", "--json").out)
    assert (ways, "gone" in [one["way"] for one in whole["differences"]]) == (["added"], True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["no-such-plan"], "没有执行中的方案"), (["wenjiuye-2020", "--take", "99", "--seen", "MARK"], "没有第99处")],
)
def test_what_is_not_there_is_said(draft: str, arguments: list[str], words: str) -> None:
    said = [mark_of(draft) if one == "MARK" else one for one in arguments]
    assert words in yudu("plan", "take-over", draft, *said, *BY).err
