"""A YAML text brought to say other values: it says them, and no other line is touched."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.content.copies import SHIPPED
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.read_source import source_of
from yudu_flow.content.rewriting import ListEntry, rewritten, said_by
from yudu_flow.content.yaml_text import Bare
from yudu_flow.domain.errors import BadRequest

PLAN = next((SHIPPED / "workflows").glob("*.yaml")).read_text(encoding="utf-8")
RULES = (SHIPPED / "config" / "rules.yaml").read_text(encoding="utf-8")
ODD = """\
id: odd
last_period: # 还没定
parts:
- title: '甲'   # 第一部分
  measures:
  # 先后
  -   number: 1
      title: "一"
      assignments:
      - {id: "1.1", summary: 说明, units: [甲局, 乙局]}
      # 第二处
      - id: 1.2
        summary: 别的  # 在旁
        units:
          - 甲局 # 牵头
          - 乙局

        targets:
        - name: 数
          value: 5
"""


def tracked(data: Any, trail: Trail = ()) -> Any:
    """Values with where each entry stands."""
    if isinstance(data, dict):
        return {key: tracked(inner, (*trail, key)) for key, inner in data.items()}
    if isinstance(data, list) and any(isinstance(one, dict) for one in data):
        return [ListEntry(tracked(one, (*trail, at)), (*trail, at)) for at, one in enumerate(data)]
    return data


def read(text: str) -> Any:
    return source_of(text, "file").data


def lists(tree: Any) -> Iterator[list[Any]]:
    """Every list of mappings in it."""
    if isinstance(tree, ListEntry):
        yield from lists(tree.value)
    elif isinstance(tree, Mapping):
        for inner in tree.values():
            yield from lists(inner)
    elif isinstance(tree, list) and tree and isinstance(tree[0], ListEntry):
        yield tree
        for one in tree:
            yield from lists(one)


def mappings(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, ListEntry):
        yield from mappings(tree.value)
    elif isinstance(tree, dict):
        yield tree
        for inner in tree.values():
            yield from mappings(inner)
    elif isinstance(tree, list):
        for one in tree:
            yield from mappings(one)


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:1] in "+-"]


def put(text: str, wanted: Any) -> str:
    """Written, and read back as meant."""
    after = rewritten(text, wanted, "file")
    assert said_by(read(after)) == said_by(wanted)
    return after


@pytest.mark.parametrize("text", [PLAN, RULES, ODD])
def test_what_says_so_already_is_left_alone(text: str) -> None:
    assert rewritten(text, tracked(read(text)), "file") == text


@pytest.mark.parametrize("text", [PLAN, RULES, ODD])
@given(data=some.data())
def test_another_word_changes_its_line_alone(text: str, data: some.DataObject) -> None:
    tree = tracked(read(text))
    places = [(one, key) for one in mappings(tree) for key, value in one.items() if isinstance(value, str)]
    holder, key = data.draw(some.sampled_from(places))
    holder[key] = data.draw(some.sampled_from(["新的话", "a: b # c", "12", "“引”, ‘号’", "- 一", "y" * 200]))
    moved = changed(text, put(text, tree))
    assert [line[0] for line in moved] in ([], ["-", "+"])


@pytest.mark.parametrize("text", [PLAN, ODD])
@given(data=some.data())
def test_entries_come_go_and_move_with_their_lines(text: str, data: some.DataObject) -> None:
    tree = tracked(read(text))
    entries = data.draw(some.sampled_from([*lists(tree)]))
    order = data.draw(some.permutations(range(len(entries))))
    kept = [entries[at] for at in order][: data.draw(some.integers(1, len(entries)))]
    fresh = ListEntry({"id": "9.9", "summary": "新的：分工", "units": ["甲局"], "due": Bare("2020-12-31")})
    at = data.draw(some.integers(0, len(kept)))
    entries[:] = [*kept[:at], *([fresh] if data.draw(some.booleans()) else []), *kept[at:]]
    put(text, tree)


@given(data=some.data())
def test_an_entry_may_go_to_another_list(data: some.DataObject) -> None:
    tree = tracked(read(PLAN))
    measures = [one for one in mappings(tree) if "assignments" in one]
    there, here = data.draw(some.sampled_from(measures)), data.draw(some.sampled_from(measures))
    moved = there["assignments"].pop(0)
    if not there["assignments"]:
        del there["assignments"]
    here.setdefault("assignments", []).append(replace(moved, value={**moved.value, "summary": "改了的"}))
    after = put(PLAN, tree)
    assert len(after.splitlines()) >= len(PLAN.splitlines()) - 1


def test_a_moved_entry_takes_its_comments_along() -> None:
    tree = tracked(read(PLAN))
    measures = tree["parts"][2].value["measures"][0].value["assignments"]
    measures.reverse()
    after = put(PLAN, tree)
    assert [line for line in after.splitlines() if "#" in line and "分工" not in line].sort() == [
        line for line in PLAN.splitlines() if "#" in line
    ].sort()
    assert after.index("people: [李子健] # 原文“责任人”，这里是一个人") > after.index("行政审批股")


def test_a_value_that_goes_leaves_the_comment_beside_it() -> None:
    tree = {**read("first: 2020-10 # 从哪个月\nlast: 1\n")}
    assert put("first: 2020-10 # 从哪个月\nlast: 1\n", {"last": tree["last"]}) == "first: # 从哪个月\nlast: 1\n"
    assert put("first: # 从哪个月\nlast: 1\n", {"first": Bare("2021-01"), "last": "1"}).startswith(
        "first: 2021-01 # 从哪个月\n"
    )


def test_new_keys_stand_where_the_order_has_them() -> None:
    wanted = {**tracked(read("a: 1\nc: 3 # 三\n")), "d": ["x"]}
    wanted = {"a": wanted["a"], "b": Bare("2"), "c": wanted["c"], "d": wanted["d"]}
    assert put("a: 1\nc: 3 # 三\n", wanted) == "a: 1\nb: 2\nc: 3 # 三\nd: [x]\n"


def test_a_mapping_in_brackets_keeps_the_order_of_its_keys() -> None:
    text = "targets:\n  - {name: 数, value: 5, by: 2020-12-31, as_written: 5人}\n"
    entry = {"name": "数", "value": "5", "as_written": "5人", "unit": "人", "by": "2020-12-31"}
    assert put(text, {"targets": [ListEntry(entry, ("targets", 0))]}) == (
        "targets:\n  - {name: 数, value: 5, by: 2020-12-31, as_written: 5人, unit: 人}\n"
    )


def test_what_has_parts_goes_below_its_key() -> None:
    text = "years: {} # 各年\nlocal:\n  rest: []\n"
    wanted = {"years": {"2027": {"breaks": [{"from": Bare("2027-01-01"), "name": "元旦"}]}}}
    assert put(text, wanted) == (
        "years: # 各年\n  2027:\n    breaks:\n      - {from: 2027-01-01, name: 元旦}\nlocal:\n  rest: []\n"
    )


def test_windows_line_ends_and_a_missing_last_one_stay() -> None:
    text = "a: 1\r\nb: 2"
    assert put(text, {"a": "1", "b": Bare("3"), "c": "4"}) == 'a: 1\r\nb: 3\r\nc: "4"\r\n'


def test_it_refuses_what_it_cannot_change_for_sure() -> None:
    text = "a: [x, # 甲\n  y]\n"
    with pytest.raises(BadRequest, match="直接修改"):
        rewritten(text, {"a": ["y"]}, "file")
