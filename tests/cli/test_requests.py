"""`request`: opened, answered, handed back, called back, decided and closed by its number; listed and shown."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.cli.commands import fine, listed, play, yudu

OPEN = "request open --firm 清溪电子厂 --need 用工 --text 招不到焊工 --lead 就业中心"


@pytest.fixture
def brought(desk_home: Path) -> Path:
    """周远 brings one on a Thursday."""
    play("tick --at 2020-09-18T09:00", f"{OPEN} --help-by 培训股 --by 周远 --at 2020-09-24T10:00")
    return desk_home


def standing(at: str = "2020-09-24T18:00") -> tuple[str, str, str]:
    [row] = listed("request", "list", "--at", at)
    return row["word"], row["turn"], str(row["late_after"])[:10]


def test_it_goes_from_opening_to_closing(brought: Path) -> None:
    assert standing() == ("办理中", "就业中心", "2020-10-10")
    play("request answer 1 --unit 培训股 --text 可以开班 --by 唐宁 --at 2020-09-24T11:00")
    play("request answer 1 --unit 就业中心 --text 已送12人 --by 苏禾 --at 2020-09-24T12:00")
    assert standing() == ("待回访", "周远", "2020-09-28")
    play("request callback 1 --said 不满意 --text 不会焊 --by 周远 --at 2020-09-24T13:00")
    assert standing() == ("再次办理", "就业中心", "2020-10-10")
    play("request answer 1 --text 已培训 --by 苏禾 --at 2020-09-24T14:00")
    play("request callback 1 --said 不满意 --text 仍不会 --by 周远 --at 2020-09-24T15:00")
    assert standing()[:2] == ("待领导决定", "顾明远")
    play("request decide 1 --decide order --reason 办定向班 --until 2020-09-30 --by 顾明远 --at 2020-09-24T16:00")
    assert standing() == ("再次办理", "就业中心", "2020-09-30")
    play("request close 1 --reason 企业撤回 --by 林秋 --at 2020-09-24T17:00")
    assert standing() == ("已结束", "", "None")


def test_it_goes_to_another_lead(brought: Path) -> None:
    play("request objection 1 --unit 就业中心 --reason 不归我们 --by 苏禾 --at 2020-09-24T11:00")
    assert standing()[0] == "退请待答复"
    play("request handback 1 --decide accept --to 社保中心 --by 林秋 --at 2020-09-25T10:00")
    assert standing("2020-09-25T11:00") == ("办理中", "社保中心", "2020-10-12")


def test_it_is_shown_to_people_and_stands_among_what_is_owed(brought: Path) -> None:
    shown = fine("request", "show", "1", "--at", "2020-09-24T18:00").out
    assert "第1号企业诉求　清溪电子厂（用工）　办理中" in shown
    assert "培训股" in shown
    [row] = listed("status", "--kind", "request", "--period", "2020-10", "--at", "2020-09-24T18:00")
    assert (row["subject"], row["standing"], row["outcome"]) == ("request:1", "open", "open")
    assert "没有企业诉求" in fine("request", "list", "--unit", "仲裁股", "--at", "2020-09-24T18:00").out
    assert "名册中没有“仲裁所”" in yudu("request", "list", "--unit", "仲裁所", "--at", "2020-09-24T18:00").err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("answer 9 --text 已办 --by 苏禾", "没有第9号企业诉求"),
        ("answer 1 --text 已办 --by 苏禾", "有几个单位，请写明单位：就业中心、培训股"),
        ("answer 1 --unit 仲裁股 --text 已办 --by 叶舟", "仲裁股没有可以答复诉求的事项"),
        ("callback 1 --said 满意 --by 周远", "现在没有可以登记回访的事项"),
        ("callback 1 --said 很好 --by 周远", "“很好”应为 满意 或 基本满意 或 不满意"),
        ("decide 1 --decide close --reason 好 --by 顾明远", "还不用领导决定"),
        ("handback 1 --decide reject --reason 归你 --by 林秋", "没有待答复的退请"),
    ],
)
def test_it_refuses_in_words(brought: Path, command: str, said: str) -> None:
    ran = yudu("request", *command.split(), "--at", "2020-09-24T18:00")
    assert ran.code == 2
    assert said in ran.err


def test_a_refusal_names_the_option_as_the_command_does(brought: Path) -> None:
    """In a form and for programs the same day is `due`."""
    play("request answer 1 --unit 培训股 --text 可以开班 --by 唐宁 --at 2020-09-24T11:00")
    for hour in (12, 14):
        play(f"request answer 1 --unit 就业中心 --text 已送12人 --by 苏禾 --at 2020-09-24T{hour}:00")
        play(f"request callback 1 --said 不满意 --text 不会焊 --by 周远 --at 2020-09-24T{hour + 1}:00")
    ordered = "request decide 1 --decide order --reason 再办 --until 2020-09-26 --by 顾明远 --at 2020-09-24T16:00"
    assert yudu(*ordered.split()).err == "再办期限应为今后的工作日，最早9月25日（星期五）（--until）\n"


def test_its_papers_are_written_to_files(brought: Path, tmp_path: Path) -> None:
    at, book, slip = ("--at", "2020-09-24T18:00"), tmp_path / "台账.xlsx", tmp_path / "交办单.docx"
    assert fine("request", "export", str(book), *at).out == f"已写入 {book}\n"
    assert [cell.value for cell in load_workbook(book)["诉求"]["C"]] == ["企业", "清溪电子厂"]
    fine("request", "slip", "1", "--out", str(slip), *at)
    assert "清溪电子厂" in "\n".join(one.text for one in Document(str(slip)).paragraphs)
    play("request close 1 --reason 企业撤回 --by 林秋 --at 2020-09-24T17:00")
    fine("request", "export", str(book), "--open", *at)
    assert load_workbook(book)["诉求"].max_row == 1
    assert "没有第9号企业诉求" in yudu("request", "slip", "9", *at).err
