"""`every`, `day`, `month` and `ladder` of a duty, and blocks of ladders by cycle: read, or refused in words."""

from pathlib import Path

import pytest

from tests.content.copies import PLAN, RULES, TODAY, change, content_of, copy_of_content, errors
from yudu_flow.content.home import read_content
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import KINDS

DAY = "    day: 27 #"
REGULAR = "    regular: true #"
LADDERS = "\nladders:\n"


@pytest.mark.parametrize(
    ("written", "every", "day", "month"),
    [
        ("    every: week\n    day: 周五 #", Cycle.WEEK, 5, 0),
        ("    every: week\n    day: 星期天 #", Cycle.WEEK, 7, 0),
        ("    every: month\n    day: 3 #", Cycle.MONTH, 3, 0),
        ("    every: quarter\n    day: 20 #", Cycle.QUARTER, 20, 0),
        ("    every: half-year\n    day: 20\n    month: 1 #", Cycle.HALF_YEAR, 20, 1),
        ("    every: year\n    day: 31\n    month: 12 #", Cycle.YEAR, 31, 12),
    ],
)
def test_it_reads_how_often_and_on_which_day(tmp_path: Path, written: str, every: Cycle, day: int, month: int) -> None:
    home = copy_of_content(tmp_path)
    change(home, PLAN, DAY, written)
    duty = content_of(home).plans[0].duties[0]
    assert (duty.every, duty.day, duty.month) == (every, day, month)


@pytest.mark.parametrize(
    ("old", "new", "message", "advice"),
    [
        (DAY, "    every: week\n    day: 27 #", "每周的报送，“day”不能写“27”", "写星期几，如 周五"),
        (DAY, "    day: 周五 #", "每月的报送，“day”不能写“周五”", "写几日，如 27"),
        (DAY, "    every: week #", "报送事项“day”没有填", "每周星期几，如 周五"),
        (DAY, "    day: 8\n    month: 2 #", "每月的报送没有“month”", "删去这一行"),
        (
            DAY,
            "    every: quarter\n    day: 8\n    month: 4 #",
            "每季度只有 3 个月，“month”现为“4”",
            "写 1 到 3 的整数",
        ),
        (DAY, "    every: daily\n    day: 8 #", "“every”没有这个选项：“daily”", ""),
        (DAY, "    day: 32 #", "“day”不能大于 31，现为“32”", ""),
        (DAY, "    day: 8\n    ladder: stict #", "config/rules.yaml 的 ladders 里没有“stict”这一段", ""),
        (DAY, "    day: 8\n    ladder: visit #", "“visit”是走访的提醒和催办，本事项是报送", ""),
        (REGULAR, "    regular: true\n    every: quarter #", "已经写明每季度一次，“regular”就不用写了", "删去这一行"),
    ],
)
def test_it_refuses_what_a_cycle_has_not(tmp_path: Path, old: str, new: str, message: str, advice: str) -> None:
    home = copy_of_content(tmp_path)
    change(home, PLAN, old, new)
    [finding] = errors(home)
    assert finding.message == message
    assert advice in finding.suggestion


def test_it_doubts_the_block_of_another_cycle_unless_it_has_a_name_of_its_own(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, PLAN, DAY, "    ladder: report-week\n    day: 27 #")
    doubts = [one for one in read_content(home, TODAY)[1] if "report-week" in one.message]
    assert [one.message for one in doubts] == ["“report-week”是每周的提醒和催办，本事项每月一次"]
    assert doubts[0].suggestion.startswith("写 report 或不写；确要这样的，在 config/rules.yaml 另起一段")
    change(home, RULES, LADDERS, f"{LADDERS}  strict: {{like: report-week}}\n")
    change(home, PLAN, "ladder: report-week", "ladder: strict")
    assert "report-week" not in "".join(one.message for one in read_content(home, TODAY)[1])


def test_a_duty_climbs_the_block_of_its_cycle_or_the_one_that_it_names(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    rung = "before: [{name: R-2, days: 2, channels: [sms], to: [head]}]"
    change(home, RULES, LADDERS, f"{LADDERS}  strict: {{like: report-week, {rung}}}\n")
    change(home, PLAN, DAY, "    every: week\n    ladder: strict\n    day: 周五 #")
    content = content_of(home)
    ladder, own = content.plans[0].duties[0].climbs(content.rules), KINDS["report"].ladders[Cycle.WEEK]
    assert [rung.name for rung in ladder.before] == ["R-2"]
    assert (ladder.after, ladder.notice_days) == (own.after, 2)


def test_the_shipped_blocks_are_the_kinds_own(tmp_path: Path) -> None:
    assert content_of(copy_of_content(tmp_path)).rules.ladders == {}


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("strict: {like: raport}", "没有“raport”这一段可以照"),
        ("visit-week: {like: report-week}", "“visit-week”和“report-week”不是一类事项"),
        ("strict: {like: report-year}", "“report-year”自己还要照别的段"),
    ],
)
def test_it_refuses_what_no_block_can_be_like(tmp_path: Path, block: str, message: str) -> None:
    home = copy_of_content(tmp_path)
    change(home, RULES, LADDERS, f"{LADDERS}  {block}\n")
    assert message in [finding.message for finding in errors(home)]
