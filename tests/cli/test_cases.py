"""`case`: listed with its facts; objected to, decided by its decider only, closed."""

from pathlib import Path

import pytest
from docx import Document

from tests.bureau import on_trial
from tests.cli.commands import fine, listed, play, yudu

KEYS = [
    *("obligation", "stage", "says", "proposed_at", "facts", "filed_at", "objection"),
    *("decider", "told_at", "decidable_from", "decision_reason", "proof", "kind", "step"),
    *("appeal_until", "appeal", "appeal_reason", "measures_by", "measures", "mend_by", "check"),
]
REFUSED = [
    ("object --unit 培训股 --by 唐宁 --at 2020-10-10T10:00 --reason 有误", "培训股本期没有拟认定的事项"),
    ("object --unit 社保中心 --by 苏禾 --at 2020-10-12T10:00 --reason 有误", "局办公室可以代办，苏禾不能办理"),
    ("close --unit 社保中心 --by 白桦 --at 2020-10-15T10:00", "社保中心的销号由局办公室办理，白桦不能办理"),
    ("object --unit 社保中心 --by 白桦 --at 2020-10-15T10:00 --reason 有误", "异议期已于10月14日（星期三）24:00届满"),
    ("decide confirm --unit 社保中心 --by 沈清 --at 2020-10-14T10:00 --reason 属实", "期满前不能决定"),
    ("decide confirm --unit 社保中心 --by 顾明远 --at 2020-10-15T10:00 --reason 属实", "由沈清决定，顾明远不能决定"),
    ("decide maybe --unit 社保中心 --by 沈清 --at 2020-10-15T10:00 --reason 属实", "“maybe”应为 confirm 或 dismiss"),
    ("close --unit 社保中心 --by 林秋 --at 2020-10-15T10:00", "没有已决定、待销号的事项"),
]


def test_it_lists_a_proposed_case(played: Path) -> None:
    [row] = listed("case", "list", "--at", "2020-10-10T10:00")
    assert list(row) == KEYS
    assert (row["obligation"], row["stage"], row["decider"]) == ("2020-09/report/社保中心", "proposed", "沈清")
    assert row["facts"] == "试运行；9月28日、9月30日已催办2次，未说明原因；现在：逾期5个工作日"
    assert (row["kind"], row["step"]) == ("weak_implementation", "proposed")
    assert row["says"] == "拟认定；异议期至10月14日（星期三）24:00，期满后由沈清决定"
    assert row["proposed_at"] == "2020-10-10T09:00:00+08:00"
    assert row["decidable_from"] == "2020-10-15T00:00:00+08:00"


def test_it_shows_a_case_to_people(played: Path) -> None:
    shown = fine("case", "list", "--at", "2020-10-10T10:00").out
    assert "社保中心2020年9月稳就业月报" in shown
    assert "拟认定" in shown
    assert "proposed" not in shown


def test_it_writes_the_papers_of_a_case(played: Path, tmp_path: Path) -> None:
    where, file = ["--unit", "社保中心", "--period", "2020-09", "--at", "2020-10-10T10:00"], tmp_path / "卷宗.docx"
    assert fine("case", "paper", "case", *where, "--out", str(file)).out == f"已写入 {file}\n"
    assert Document(str(file)).paragraphs[0].text == "社保中心2020年9月稳就业月报认定事项卷宗"
    assert "没有启用三色督办单" in yudu("case", "paper", "slip", *where).err


@pytest.mark.parametrize(("command", "said"), REFUSED)
def test_it_refuses_in_words(played: Path, command: str, said: str) -> None:
    ran = yudu("case", *command.split(), "--period", "2020-09")
    assert ran.code == 2
    assert said in ran.err


def test_it_goes_from_objection_to_closing(desk_home: Path) -> None:
    on_trial(desk_home)
    where = "--unit 社保中心 --period 2020-09"
    play("tick --at 2020-09-18T09:00", "tick --at 2020-09-28T09:00", "tick --at 2020-09-30T09:00")
    play("tick --at 2020-10-10T09:00", f"case object {where} --by 白桦 --at 2020-10-12T10:00 --reason 已当面报过")
    assert case("社保中心")["objection"] == "已当面报过"
    play(f"case decide confirm {where} --by 沈清 --at 2020-10-15T10:00 --reason 经核属实")
    assert case("社保中心")["stage"] == "confirmed"
    play(f"case appeal {where} --by 白桦 --at 2020-10-15T11:00 --reason 当时停电")
    play(f"case decide-appeal uphold {where} --by 顾明远 --at 2020-10-16T10:00 --reason 停电只有半天")
    play(f"case measure {where} --by 白桦 --at 2020-10-16T11:00 --text 专人负责 --until 2020-10-20")
    assert case("社保中心")["step"] == "mending"
    play(f"case check fulfilled {where} --by 林秋 --at 2020-10-20T10:00")
    play(f"case close {where} --by 林秋 --at 2020-10-20T11:00")
    assert (case("社保中心")["stage"], case("社保中心")["step"]) == ("closed", "closed")
    assert "已销号" in fine("case", "list").out


def case(unit: str) -> dict[str, object]:
    """The only case of a unit."""
    [row] = [row for row in listed("case", "list") if row["obligation"].endswith(f"/report/{unit}")]
    return row


def test_it_says_that_there_is_none(desk_home: Path) -> None:
    assert fine("case", "list").out == "没有拟认定的事项。\n"
    assert listed("case", "list") == []
