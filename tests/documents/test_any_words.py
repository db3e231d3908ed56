"""Whatever brackets, labels and widths come together, a document is read, and no name is sure that is not in it."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yudu_flow.documents.draft import Draft, DraftAssignment
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.passage import key_of
from yudu_flow.documents.reading import read_paper

NAMES = [
    "县教育局",
    "财政局",
    "各乡镇",
    "周敏",
    "县委宣传部",
    "社会工作部",
    "就业、社保股",
    "国网丰和供电公司",
    "县发改委（重点办）",
]
LABELS = [
    "责任单位",
    "牵头单位",
    "配合单位：",
    "责任领导",
    "时限",
    "协同部门",
    "责任人",
    "由",
    "牵头",
    "负责",
    "配合",
    "会同",
]
MARKS = [*"（）()〔〕【】[]《》“”：:；;，,、。 　\n|｜*\t"]
OTHERS = [
    "1.",
    "（一）",
    "①",
    "二、",
    "6月底前",
    "长期坚持",
    "2026年",
    "完成",
    "下同",
    "列第一位者为牵头单位",
    "同上",
    "9" * 30,
    "每月二三日前报送县财政局",
    "以上两三项",
    "十十月",
]
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

words = st.lists(st.sampled_from([*NAMES, *LABELS, *MARKS, *OTHERS]), max_size=40).map("".join)
either_width = st.tuples(words, st.booleans()).map(lambda said: said[0].translate(WIDE) if said[1] else said[0])


def read(text: str) -> Draft:
    return read_paper(read_file(f"2026年方案{text}".encode()))


def bare(text: str) -> str:
    return re.sub(r"[\s*]", "", key_of(text))


def names_of(one: DraftAssignment) -> list[str]:
    return [bare(name) for name in (*one.leaders, *one.units, *one.co_units, *one.people, *one.groups)]


def stands_in(name: str, text: str) -> bool:
    """Itself, or without the prefix that the first of its list has lent it, or the stem that the next has lent it."""
    own = [name, *(name[cut:] for cut in (1, 2)), *(name[:-cut] for cut in (1, 2))]
    return any(one and one in text for one in own)


def check(text: str) -> None:
    draft = read(text)
    sure = [name for one in draft.assignments if one.sure for name in names_of(one)]
    assert [name for name in sure if not stands_in(name, bare(draft.text))] == []
    places = [a.place for a in draft.assignments] + [d.place for d in draft.duties] + [t.place for t in draft.targets]
    assert all(0 <= start <= end <= len(draft.text) for start, end in places)


@settings(max_examples=60, deadline=None)
@given(either_width)
def test_no_name_is_sure_that_is_not_in_the_text_and_every_place_is_in_it(text: str) -> None:
    check(text)


@pytest.mark.long
@settings(max_examples=3000, deadline=None)
@given(either_width)
def test_it_holds_over_many(text: str) -> None:
    check(text)


ROLES = {"责任领导": "周敏", "牵头单位": "县教育局", "配合单位": "县财政局", "责任人": "王志远", "完成时限": "6月底"}


@pytest.mark.parametrize("order", [*combinations(ROLES, 4), tuple(reversed(ROLES))], ids="".join)
def test_labels_may_stand_in_any_order_and_width(order: tuple[str, ...]) -> None:
    for colon, mark in ("：；", ":;", "：,", ":，"):
        said = mark.join(f"{label}{colon}{ROLES[label]}" for label in order)
        [made] = read(f"\n1.办学。（{said}）").assignments
        found = {"责任领导": made.leaders, "牵头单位": made.units, "配合单位": made.co_units, "责任人": made.people}
        assert {label: names for label, names in found.items() if names} == {
            label: (ROLES[label],) for label in order if label in found
        }
        assert (made.due is not None) is ("完成时限" in order)
