"""`status`: where every obligation stands, for programs and for people."""

from pathlib import Path

from tests.cli.commands import Ran, fine, listed, yudu

NOW = "2020-10-10T10:00"
KEYS = [
    *("obligation", "duty", "owner", "unit", "period", "cycle", "remind_by", "late_after"),
    *("standing", "says", "flags", "lamp", "filed_at", "outcome", "kind", "subject"),
]


def test_it_prints_the_contract_s_keys(played: Path) -> None:
    rows = listed("status", "--at", NOW)
    assert [list(row) for row in rows] == [KEYS] * 14  # September and October, five reports and two visits each


def test_it_prints_dates_and_instants_of_shanghai(played: Path) -> None:
    [row] = listed("status", "--at", NOW, "--unit", "就业中心", "--period", "2020-09")[:1]
    assert row["obligation"] == "2020-09/report/就业中心"
    assert (row["remind_by"], row["late_after"]) == ("2020-09-27", "2020-09-27T23:59:59+08:00")
    assert row["filed_at"] == "2020-09-22T10:00:00+08:00"


def test_it_uses_the_words_of_the_semantics(played: Path) -> None:
    rows = {row["obligation"]: row for row in listed("status", "--at", NOW, "--period", "2020-09")}
    said = {key: (row["standing"], row["lamp"], row["outcome"]) for key, row in rows.items()}
    assert said == {
        "2020-09/report/就业中心": ("accepted", "green", "on_time"),
        "2020-09/report/培训股": ("due_soon", "yellow", "open"),
        "2020-09/report/社保中心": ("overdue", "red", "open"),
        "2020-09/report/仲裁股": ("filed", "green", "on_time"),
        "2020-09/report/办公室": ("waived", "green", "excused"),
        "2020-09/visit-3/就业中心": ("overdue", "red", "open"),
        "2020-09/visit-zhou/周远": ("overdue", "red", "open"),
    }


def test_it_flags_an_extension_and_a_case(played: Path) -> None:
    flags = {row["obligation"]: row["flags"] for row in listed("status", "--at", NOW, "--period", "2020-09")}
    assert flags["2020-09/report/培训股"] == ["extended"]
    assert flags["2020-09/report/社保中心"] == ["case_proposed"]


def test_it_narrows_to_a_unit_and_a_period(played: Path) -> None:
    assert {row["owner"] for row in listed("status", "--at", NOW, "--unit", "社保中心")} == {"社保中心", "周远"}
    assert listed("status", "--at", NOW, "--period", "2020-11") == []


def test_it_shows_people_chinese_words_only(played: Path) -> None:
    shown = fine("status", "--at", NOW).out
    for word in ("稳就业月报", "红　逾期", "9月27日（星期日）24:00", "已延期", "拟认定", "免报"):
        assert word in shown
    assert "overdue" not in shown
    assert "23:59" not in shown


def test_it_says_that_nothing_is_there(desk_home: Path) -> None:
    assert fine("status").out == "没有记录。\n"
    assert listed("status") == []


def test_it_refuses_an_unknown_unit_and_a_bad_month(played: Path) -> None:
    assert yudu("status", "--unit", "税务局").err.startswith("名册中没有“税务局”；现有单位：办公室、就业中心")
    assert yudu("status", "--period", "9月") == Ran(
        2, "", "--period：“9月”不是周期，应写成 2020-09 这样的年-月，或 2020-W38、2020-Q3、2020-H2、2020\n"
    )
