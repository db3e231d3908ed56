"""`plan`: the shipped notice, one object an assignment in the order of the document."""

from pathlib import Path

from tests.cli.commands import fine, listed

KEYS = ["measure", "title", "assignment", "leaders", "co_units", "units", "groups", "people"]
KEYS += ["visits", "until", "targets"]
ASSIGNMENTS = [
    ("1.1", ["段先辉", "李明"], ["社保局", "就业局"]),
    ("2.1", ["李明"], ["就业局"]),
    ("3.1", ["李明"], ["就业局"]),
    ("4.1", ["李明"], ["就业局"]),
    ("5.1", ["李明"], ["就业局", "专技股"]),
    ("5.2", ["李斌"], ["事业股"]),
    ("5.3", ["李明"], ["就业局"]),
    ("5.4", ["李明"], ["就业局", "职建股"]),
    ("6.1", ["李明"], ["就业局"]),
    ("7.1", ["李明"], ["就业局"]),
    ("7.2", ["李明"], ["办公室"]),
    ("8.1", ["段先辉"], ["养老工伤股", "农保局", "社保局"]),
    ("8.2", ["李明"], ["就业局", "职建股"]),
    ("8.3", ["李明"], ["就业局"]),
    ("9.1", ["段先辉"], []),
    ("9.2", ["段先辉"], ["行政审批股", "农保局", "社保局", "就业局"]),
]
TARGETS = [
    ("城乡居民社会养老保险参保人数", 482_000, "人"),
    ("城镇企业职工基本养老保险参保人数", 44_100, "人"),
    ("机关事业单位养老保险参保人数", 17_300, "人"),
    ("城镇新增就业", 4_600, "人"),
    ("新增农村劳动力转移就业", 8_400, "人"),
    ("职业技能+创业培训", 8_000, "人"),
    ("零就业家庭就业安置率", 100, "%"),
    ("新增就业扶贫公益性岗位", 714, "个"),
]


def test_it_lists_the_16_assignments_in_order(shipped: Path) -> None:
    rows = listed("plan")
    assert [(row["assignment"], row["leaders"], row["units"]) for row in rows] == ASSIGNMENTS
    assert [list(row) for row in rows] == [KEYS] * 16


def test_it_numbers_nine_measures_with_bare_titles(shipped: Path) -> None:
    rows = listed("plan")
    assert [row["measure"] for row in rows] == [1, 2, 3, 4, 5, 5, 5, 5, 6, 7, 7, 8, 8, 8, 9, 9]
    assert rows[0]["title"] == "加大支持企业稳岗就业"
    assert not any(row["title"].endswith("。") or row["title"][0].isdigit() for row in rows)


def test_it_keeps_groups_and_people_apart_from_units(shipped: Path) -> None:
    rows = listed("plan")
    assert {row["assignment"]: row["groups"] for row in rows if row["groups"]} == {"7.2": ["各责任股室"]}
    assert {row["assignment"]: row["people"] for row in rows if row["people"]} == {"9.1": ["李子健"]}


def test_it_gives_the_firms_to_visit(shipped: Path) -> None:
    assert {row["assignment"]: row["visits"] for row in listed("plan") if row["visits"] is not None} == {
        "5.1": 2,
        "9.1": 4,
    }


def test_it_gives_targets_in_base_units(shipped: Path) -> None:
    found = [(t["name"], t["value"], t["unit"]) for row in listed("plan") for t in row["targets"]]
    assert found == TARGETS


def test_it_shows_people_two_tables(shipped: Path) -> None:
    lines = fine("plan").out.splitlines()
    assert lines[0].split() == ["分工", "措施", "责任领导", "责任单位（人）", "走访企业"]
    assert "指标" in lines
    assert any(line.split() == ["8.1", "机关事业单位养老保险参保人数", "17300", "人"] for line in lines)
