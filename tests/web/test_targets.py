"""Targets on pages: it …"""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from tests.actions.test_slow_targets import FIGURE, OCTOBER, month
from tests.bureau import CLERK, DISPUTES, INSURANCE, SEPTEMBER, change, instant, report_of
from tests.web.browser import Console
from tests.web.programs import program_of
from yudu_flow.actions.acts.give_figure import correct_figure
from yudu_flow.actions.papers.sheet import Sheet, workbook
from yudu_flow.actions.target_figures import Progress
from yudu_flow.actions.target_words import outlook_words, progress_words
from yudu_flow.content.home import load
from yudu_flow.web.parts.chart import progress_bar
from yudu_flow.web.parts.target_chart import target_chart

YEARS = Progress(
    "2.1",
    "社保中心",
    "三年任务",
    "户",
    3600,
    1500,
    "2021-12",
    41.7,
    66.7,
    True,
    lamp="yellow",
    points=25.0,
    by="2022-12-31",
    since="2020-01-01",
    course=(("2020-12", 30.0, 33.3, 1080), ("2021-12", 41.7, 66.7, 1500)),
)


def shapes(picture: str, tag: str) -> list[dict[str, str]]:
    return [dict(found.attrib) for found in ElementTree.fromstring(picture).iter() if found.tag == tag]


def test_the_office_sees_figure_course_and_outlook(console: Console) -> None:
    month(console.desk, 31000, SEPTEMBER)
    month(console.desk, 34000, OCTOBER)
    page = console.account(CLERK).look("/office/targets")
    assert "滞后于序时进度12.8个百分点；按此进度到2020年12月31日约40,800人，今后每月需7,100人" in page
    assert "；2020年9月31,000人；2020年10月34,000人" in page
    assert page.count("<circle") == 2


def test_a_correction_stands_beside_the_figure(console: Console) -> None:
    month(console.desk, 26000, SEPTEMBER)
    at = instant("2020-09-25T10:00")
    correct_figure(console.desk.bureau, report_of(INSURANCE), CLERK, at, FIGURE, "36200", "漏统两个乡镇")
    assert "原报26,000人，2020-09-25林秋更正：漏统两个乡镇" in console.account(CLERK).look("/office/targets")


def test_a_whole_percentage_has_no_point_behind_it() -> None:
    data = workbook("指标", "局", instant("2020-10-01T09:00"), [Sheet("一", {"数": 8}, [(100.0,), (98.5,), (3,)])])
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    assert [sheet.cell(row, 1).number_format for row in (2, 3, 4)] == ["0", "0.####", "0"]


def test_the_workbook_has_numbers_for_numbers(console: Console) -> None:
    month(console.desk, 31000, SEPTEMBER)
    answer = console.account(CLERK).get(f"/office/targets.xlsx?period={SEPTEMBER}")
    sheet = load_workbook(BytesIO(answer.content))["指标"]
    row = dict(zip(*[[cell.value for cell in line] for line in sheet.iter_rows(max_row=2)], strict=True))
    assert (row["数字"], row["目标"], row["完成率（%）"], row["序时进度（%）"]) == (31000, 48200, 64.3, 75)
    assert (row["滞后（百分点）"], row["状态"], row["今后每月"]) == (10.7, "滞后", 5734)


def test_a_leader_finds_first_what_nobody_knows(console: Console) -> None:
    month(console.desk, None, SEPTEMBER)
    month(console.desk, None, OCTOBER)
    page = console.account("沈清").look("/leader")
    assert page.index("连续两期没有指标数字") < page.index("参保人数") < page.index("各项措施")
    assert "2020年9月、2020年10月没有数字，进度不明" in page


def test_a_unit_adds_what_its_report_came_without(console: Console) -> None:
    month(console.desk, None, SEPTEMBER)
    unit = console.account("白桦")
    path = f"/mine/{console.id_of(INSURANCE)}"
    assert "补报指标数字" in unit.look(path)
    assert "指标数字已补报" in unit.press(f"{path}/figure", {"target": FIGURE, "value": "3.62万人"})
    assert 'action="' + path + '/figure"' not in unit.look(path)


def test_several_years_have_their_ticks_and_both_lines() -> None:
    picture = target_chart(YEARS)
    assert [one["class"] for one in shapes(picture, "polyline")] == ["time", "reached slow"]
    assert re.findall(r">(\d{4})<", picture) == ["2020", "2021", "2022"]
    assert re.findall(r">(\d+)月<", picture) == ["1", "4", "7", "10"] * 3
    [first, second] = shapes(picture, "circle")
    assert (float(first["cx"]) - 40) / (390 - 52) == pytest.approx(12 / 36, abs=0.01)
    assert float(second["cy"]) < float(first["cy"])


@pytest.mark.parametrize(("lamp", "kind"), [("yellow", "slow"), ("red", "behind")])
def test_behind_is_yellow_and_far_behind_is_red(lamp: str, kind: str) -> None:
    found = replace(YEARS, lamp=lamp)
    assert [one["class"] for one in shapes(target_chart(found), "polyline")] == ["time", f"reached {kind}"]
    assert f'class="done {kind}"' in progress_bar(found)


def test_the_months_of_one_year_do_not_touch() -> None:
    picture = target_chart(replace(YEARS, since="2020-01-01", by="2020-12-31"))
    assert re.findall(r">(\d+)月<", picture) == ["1", "3", "5", "7", "9", "11"]


def test_a_picture_says_itself() -> None:
    [svg] = shapes(target_chart(YEARS), "svg")
    assert svg["aria-label"] == (
        "三年任务：完成41.7%，序时进度66.7%，滞后于序时进度25.0个百分点；2020年12月1,080户；2021年12月1,500户"
    )


@pytest.mark.parametrize(
    ("direction", "state", "value", "words", "outlook"),
    [
        ("down", False, 90, "完成90.0%，序时进度75.0%，超出序时控制数15.0个百分点", "今后每月不超过3户"),
        ("keep", False, 60, "完成60.0%，序时进度75.0%，偏离序时进度15.0个百分点", "今后每月需14户"),
        ("up", True, 99, "目标100户，没有达到目标", ""),
        ("down", True, 101, "目标100户，超过控制数", ""),
        ("keep", True, 80, "目标100户，偏离目标", ""),
    ],
)
def test_each_direction_has_its_words(direction: str, state: bool, value: int, words: str, outlook: str) -> None:
    each = {"down": 3, "keep": 14}.get(direction)
    one = Progress(
        *("2.1", "甲", "任务", "户", 100, value, "2020-09", float(value), 75.0, True),
        points=15.0,
        each_month=each,
        direction=direction,
        state=state,
        by="2020-12-31",
    )
    assert (progress_words(one), outlook_words(one)) == (words, outlook)


def test_a_program_of_the_office_reads_the_same(console: Console) -> None:
    month(console.desk, 31000, SEPTEMBER)
    [one] = program_of(console, CLERK).get(f"/api/v1/targets?period={SEPTEMBER}").json()
    assert (one["target"], one["value"], one["pace"], one["lag_points"]) == (FIGURE, 31000, "yellow", 10.7)


@pytest.mark.parametrize(
    ("target", "changed"),
    [
        ('unit: "%", by: 2020-12-31, state: true', "-0.4</td>"),
        ('unit: "%", by: 2020-12-31', '-0.4<span class="flag alarm">累计数下降'),
    ],
)
def test_what_changed_is_said_to_its_decimals_and_a_state_may_fall(
    home: Path, console: Console, target: str, changed: str
) -> None:
    change(home, "workflows/plan.yaml", "unit: 人, by: 2020-12-31", target)
    console.desk.bureau = replace(console.desk.bureau, content=load(home, console.desk.clock().date()))
    month(console.desk, 98.9, SEPTEMBER)
    month(console.desk, 98.5, OCTOBER)
    assert changed in console.account(CLERK).look(f"/office/{console.id_of(INSURANCE, period=OCTOBER)}")


def test_a_leader_of_one_unit_misses_no_figure_that_another_unit_gives(home: Path, console: Console) -> None:
    change(home, "config/roster.yaml", f"{DISPUTES}:\n", f"{DISPUTES}:\n    in_charge: leader-gu\n")
    console.desk.bureau = replace(console.desk.bureau, content=load(home, console.desk.clock().date()))
    month(console.desk, 45000, SEPTEMBER)
    month(console.desk, 46000, OCTOBER)
    theirs, others = (console.account(leader).look("/leader") for leader in ("沈清", "顾明远"))
    assert FIGURE in theirs
    assert DISPUTES in others
    assert FIGURE not in others
