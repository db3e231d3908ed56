"""A paper that orders nothing says what it seems to be; a plan that holds such a section or annex stays a plan."""

import pytest

from tests.documents.notations import STRUCTURES, Sample, samples
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper

KINDS = {
    "who is in charge of which offices orders nothing": "领导分工",
    "who is on duty orders nothing": "值班表",
    "marks are given, nothing is ordered": "考核评分细则",
}
PLAN = """清河县2026年防汛工作方案
1.清淤河道。（责任单位：县水利局；完成时限：5月底前）
2.储备物资。（责任单位：县应急管理局）
"""
DIVISION = """附：领导分工
周敏同志：主持防汛全面工作。分管县水利局。
吴江同志：负责物资工作。分管县应急管理局。
"""
ROSTER = """附件：值班表
| 值班日期 | 带班领导 | 值班单位 |
|---|---|---|
| 4月1日 | 周敏 | 县林业局 |
| 4月2日 | 吴江 | 县水利局 |
"""
TABLE = """| 序号 | 任务 | 责任单位 |
|---|---|---|
| 1 | 建成二中 | 县教育局 |
"""


def read(text: str) -> Draft:
    return read_paper(read_plain(text.encode()))


@pytest.mark.parametrize("sample", [one for one in samples(STRUCTURES) if one.kind in KINDS], ids=lambda one: one.kind)
def test_it_says_once_what_the_paper_seems_to_be(sample: Sample) -> None:
    draft = read(sample.text)
    assert draft.caution.startswith(f"这份文件像是{KINDS[sample.kind]}，")
    assert [one for one in draft.questions if not one.startswith("没有找到")] == [draft.caution]
    assert not [one for one in draft.questions if "责任分工" in one]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (PLAN + DIVISION, ["县水利局", "县应急管理局"]),
        (DIVISION + TABLE, ["县教育局"]),
        (PLAN.replace("工作方案", "领导分工方案") + DIVISION, ["县水利局", "县应急管理局"]),
    ],
)
def test_a_plan_in_which_leaders_share_their_offices_is_read(text: str, units: list[str]) -> None:
    draft = read(text)
    found = [unit for one in draft.assignments for unit in one.units]
    assert [unit for unit in found if unit in units] == units
    assert "像是领导分工" not in draft.caution


def test_lines_that_say_by_when_are_work() -> None:
    text = (
        "领导分工安排（2026年）\n吴江同志负责物资储备，联系县财政局，6月30日前完成。\n"
        "何平同志负责清淤，联系县水利局，5月31日前完成。\n"
    )
    assert "像是领导分工" not in read(text).caution


def test_it_asks_about_the_roster_behind_a_plan() -> None:
    draft = read(PLAN + ROSTER)
    assert [one.units for one in draft.assignments] == [("县水利局",), ("县应急管理局",)]
    assert not draft.caution
    assert [one for one in draft.questions if "像是值班表，没有读成任务" in one]


def test_marks_beside_work_of_a_leader_leave_it_work() -> None:
    table = "| 任务 | 责任领导 | 分值 | 评分标准 |\n|---|---|---|---|\n| 建成二中 | 周敏 | 10 | 未建成扣5分 |\n"
    assert [one.leaders for one in read(table).assignments] == [("周敏",)]


def test_marks_beside_work_that_somebody_has_leave_it_work() -> None:
    text = TABLE.replace("| 责任单位 |", "| 责任单位 | 分值 | 评分标准 |").replace(
        "|---|---|---|", "|---|---|---|---|---|"
    )
    assert [one.units for one in read(text.replace("县教育局 |", "县教育局 | 10 | 未建成扣5分 |")).assignments] == [
        ("县教育局",)
    ]
