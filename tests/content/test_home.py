"""The whole home: what is unsettled is said and still runs; a home that lacks files says so."""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.content.copies import PLAN, ROSTER, SHIPPED, TODAY, change, copy_of_content, errors
from yudu_flow.content.findings import Level
from yudu_flow.content.home import load, read_content
from yudu_flow.content.plan.edit import file_of


def said(home: Path, today: date = TODAY) -> str:
    """All warnings, a line each."""
    content, findings = read_content(home, today)
    assert content is not None, findings
    assert {finding.level for finding in findings} <= {Level.WARNING}
    return "\n".join(str(finding) for finding in findings)


def test_it_warns_of_placeholder_contacts_once_a_unit() -> None:
    warnings = said(SHIPPED)
    assert "“就业局”的联系方式仍是占位：就业局联络员、就业局负责人" in warnings
    assert warnings.count("仍是占位") == 10


def test_it_stops_warning_when_real_contacts_are_registered(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    for post, number in (("jiuye-liaison", "0108"), ("jiuye-head", "0208")):
        change(home, ROSTER, f"{post}@yudu.example", f"{post}@yudu.test")
        change(home, ROSTER, f"0000000{number}", f"1300000{number}")
    assert "“就业局”的联系方式" not in said(home)


def test_it_warns_of_a_home_that_is_a_guess() -> None:
    assert "“李子健”的所在单位“办公室”是暂记的" in said(SHIPPED)


@pytest.mark.parametrize(("owner", "firms"), [("就业局", 2), ("专技股", 2), ("李子健", 4)])
def test_it_warns_of_visits_without_registered_firms(owner: str, firms: int) -> None:
    assert f"“{owner}”应对口 {firms} 家企业，已登记 0 家" in said(SHIPPED)


def test_it_is_content_with_registered_firms(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, "firms: [] #", "firms: [甲公司, 乙公司, 丙公司, 丁公司] #")
    assert "“李子健”应对口" not in said(home)


def test_it_says_that_regular_is_read_as_monthly() -> None:
    assert "“走访对口企业”原文只写“定期”，现按每月一次算" in said(SHIPPED)


def test_it_warns_of_a_day_to_be_done_by_that_is_no_more_ahead(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, PLAN, "leaders: [李斌]\n", "leaders: [李斌]\n            due: 2020-09-30\n")
    past = "的完成时限已到，还没有列入限期事项的不会再列入。没有办结的，把 due 改成新的日期"
    assert past not in said(home, date(2020, 9, 29))
    assert f"分工5.2{past}" in said(home, date(2020, 9, 30))
    change(home, PLAN, "due: 2020-09-30", "due: 2020-09-17")
    [finding] = errors(home)
    assert finding.message == "分工“5.2”的完成时限“2020-09-17”早于印发日期“2020-09-18”"
    change(home, PLAN, "due: 2020-09-17", "due: 9999-12-31")
    [finding] = errors(home)
    assert (finding.message, finding.suggestion) == (
        "分工“5.2”的完成时限“9999-12-31”太远，最迟写到2100年",
        "检查年月日；长期坚持的删去这一行",
    )


def test_a_target_may_be_thousands_of_millions(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, PLAN, "value: 44100, unit: 人", "value: 5000000000, unit: 元")
    change(home, PLAN, "as_written: 4.41万人", "as_written: 50亿元")
    assert errors(home) == []


def test_it_warns_of_a_post_that_is_vacant(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, "[{person: jiuye-liaison}]", "[{person: jiuye-liaison, to: 2020-09-17}]")
    assert "“就业局联络员”在 2020-09-18 空缺" in said(home)


def test_it_warns_of_nobody_who_has_left(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, "people:\n", "people:\n  wang-wu: {name: 王五, left: 2020-08-31}\n")
    change(home, ROSTER, "    home_placeholder: true\n", "    home_placeholder: true\n    left: 2020-09-17\n")
    assert [name for name in ("王五", "李子健") if name in said(home)] == []


def test_it_warns_of_a_person_whom_nothing_reaches(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, ', email: li-bin@yudu.example, mobile: "00000000003"', "")
    assert "“李斌”没有邮箱也没有手机，只能由办公室打电话" in said(home)


def test_it_warns_of_a_year_that_is_not_announced_once_periods_touch_it() -> None:
    assert "2027 年的放假调休安排还没有" in said(SHIPPED, date(2026, 11, 20))
    assert "放假调休" not in said(SHIPPED, date(2026, 5, 20))
    assert "放假调休" not in said(SHIPPED)


def test_it_projects_to_the_year_asked_for() -> None:
    far = load(SHIPPED, date(2026, 5, 20), until_year=2036).calendar
    near = load(SHIPPED, date(2026, 5, 20), until_year=2026).calendar
    assert not far.is_working(date(2036, 10, 1))
    assert near.is_working(date(2036, 10, 1))


def test_it_knows_a_unit_by_its_alias(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, PLAN, "units: [办公室]", "units: [局办公室]")
    assert load(home, TODAY) == load(SHIPPED, TODAY)


def test_it_says_which_files_are_missing(tmp_path: Path) -> None:
    found = [(finding.file, finding.message) for finding in errors(tmp_path)]
    files = ["config/roster.yaml", "config/rules.yaml", "config/calendar.yaml"]
    assert found == [*((file, "缺少这个文件") for file in files), ("workflows", "没有方案文件")]


def test_it_says_that_a_file_is_not_utf_8(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    text = (home / PLAN).read_text(encoding="utf-8")
    (home / PLAN).write_bytes(text.encode("gb18030"))
    assert [finding.message for finding in errors(home)] == ["文件不是 UTF-8 编码"]


def test_it_reads_a_file_that_windows_saved(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    text = (home / PLAN).read_text(encoding="utf-8")
    (home / PLAN).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(home, TODAY) == load(SHIPPED, TODAY)


def test_a_plan_is_found_by_its_id_whatever_blanks_stand_in_its_quotes(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    [plan] = load(home, TODAY).plans
    change(home, PLAN, f"id: {plan.id}\n", f'id: " {plan.id} "\n')
    assert [one.id for one in load(home, TODAY).plans] == [plan.id]
    assert file_of(home, plan.id) == PLAN


def test_it_keeps_ids_apart_over_all_plans(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    (home / "workflows" / "zz.yml").write_bytes((home / PLAN).read_bytes())
    messages = [finding.message for finding in errors(home) if finding.file == "workflows/zz.yml"]
    assert messages[0] == "方案编号“liuwen-liubao-2020”重复"
    assert len(messages) == 4


def test_a_plan_whose_name_windows_wrote_is_to_be_called_otherwise(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    (home / PLAN).rename(home / "workflows" / os.fsdecode("方案.yaml".encode("gbk")))
    [finding] = errors(home)
    assert (finding.file, finding.message) == ("workflows/方案.yaml", "文件名不是 UTF-8 编码")


def test_what_other_systems_leave_beside_a_plan_is_none(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    (home / "workflows" / "._plan.yaml").write_bytes(b"\x00\x05\x16\x07\xb0")  # a Mac, on a stick
    (home / "workflows" / ".#plan.yml").symlink_to("clerk@desk.1234")  # an editor, while the plan is open in it
    assert load(home, TODAY) == load(SHIPPED, TODAY)


def test_it_checks_the_plans_even_where_the_roster_is_broken(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, "kind: office", "kind: offices")
    change(home, PLAN, "number: 2\n", "number: 1\n")
    assert [finding.file for finding in errors(home)] == [ROSTER, PLAN]
