"""One command for all that wait: shown first, then done, each of its own."""

from pathlib import Path

from tests.cli.commands import fine, yudu


def test_everybody_is_urged_at_once_after_a_look(opened: Path) -> None:
    at = ("--by", "林秋", "--at", "2020-10-09T10:30")
    shown = fine("urge-all", *at, "--preview").out
    assert ("2020-09/report/社保中心" in shown, "白桦、罗平" in shown) == (True, True)
    assert fine("urge-all", *at).out.startswith("已催办")
    assert "没有需要催办的" in yudu("urge-all", *at).err
    assert "催办由局办公室办理，白桦不能办理" in yudu("urge-all", "--by", "白桦", "--at", "2020-10-09T10:30").err


def test_what_waits_is_accepted_at_once_after_a_look(opened: Path) -> None:
    for unit, by in (("就业中心", "苏禾"), ("培训股", "唐宁"), ("办公室", "林秋")):
        fine(*f"file --unit {unit} --period 2020-09 --by {by} --at 2020-09-22T10:00 --progress {unit}已落实".split())
    at = ("--by", "林秋", "--at", "2020-09-22T11:00")
    shown = fine("accept-all", *at, "--preview").out
    assert [unit in shown for unit in ("就业中心", "培训股", "办公室", "社保中心")] == [True, True, True, False]
    assert "名册中没有“培训所”；现有单位：" in yudu("accept-all", "--unit", "培训所", *at).err
    assert fine("accept-all", "--unit", "培训股", *at).out == "已接收1项\n"
    said = fine("accept-all", *at).out
    assert ("已接收1项，1项没有接收" in said, "办公室" in said) == (True, True), "nobody accepts the office's own"
    assert "没有待审核的报告" in fine("accept-all", "--unit", "社保中心", *at).out
