"""`paper show|write|final|reopen`: the words of summary and bulletin by command."""

from pathlib import Path

import pytest

from tests.cli.commands import fine, listed, play, yudu
from tests.cli.conftest import OPENING

SEPTEMBER = ("--period", "2020-09", "--at", "2020-10-12T10:00")
BY = ("--by", "林秋")
AT = ("--at", "2020-09-22T10:00")
KEY = "2.1@社保中心"


@pytest.fixture(autouse=True)
def _filed(desk_home: Path) -> None:
    at = "--at 2020-09-22T10:00"
    play(OPENING, f"file --unit 社保中心 --period 2020-09 --by 白桦 {at} --progress 参保扩面顺利 --sure")


def marked(key: str = KEY) -> str:
    """The mark of a paragraph of the summary."""
    [told] = listed("paper", "show", "summary", *SEPTEMBER)
    return next(str(one["seen"]) for one in told["paragraphs"] if one["key"] == key)


def test_a_paragraph_of_the_summary_is_written_and_set_back() -> None:
    assert f"{KEY}\n    参保扩面顺利\n" in fine("paper", "show", "summary", *SEPTEMBER).out
    written = fine("paper", "write", "summary", KEY, "--text", "参保扩面4万人", *BY, *SEPTEMBER)
    assert written.out == f"已保存：{KEY}\n"
    assert f"{KEY}（已改写）\n    参保扩面4万人\n" in fine("paper", "show", "summary", *SEPTEMBER).out
    again = ("paper", "write", "summary", KEY, *BY, *SEPTEMBER, "--seen", marked())
    assert fine(*again, "--text", "参保扩面4万人").out == "没有改动\n"
    fine(*again, "--text", "参保扩面顺利")
    assert "已改写" not in fine("paper", "show", "summary", *SEPTEMBER).out


def test_what_somebody_else_wrote_meanwhile_is_said_and_stays(tmp_path: Path) -> None:
    before, words = marked(), tmp_path / "words.txt"
    words.write_text("甲的文字", encoding="utf-8")
    fine("paper", "write", "summary", KEY, "--file", str(words), *BY, *SEPTEMBER)
    clashed = yudu("paper", "write", "summary", KEY, "--text", "乙的文字", "--seen", before, *BY, *SEPTEMBER)
    assert (clashed.code, clashed.out) == (2, "")
    assert f"林秋刚刚保存过这份汇总，请看过再定。“{KEY}”现在是：甲的文字" in clashed.err
    assert "已经改写过，没有保存" in yudu("paper", "write", "summary", KEY, "--text", "乙", *BY, *SEPTEMBER).err
    fine("paper", "write", "summary", KEY, "--text", "乙的文字", "--seen", marked(), *BY, *SEPTEMBER)


def test_a_final_summary_takes_nothing_until_it_is_reopened() -> None:
    assert fine("paper", "final", *BY, *SEPTEMBER).out == "已定稿。\n"
    refused = yudu("paper", "write", "summary", KEY, "--text", "改", *BY, *SEPTEMBER)
    assert "汇总已经定稿，没有保存；先改回草稿" in refused.err
    fine("paper", "reopen", *BY, *SEPTEMBER)
    fine("paper", "write", "summary", KEY, "--text", "改", *BY, *SEPTEMBER)
    assert "汇总由局办公室办理" in yudu("paper", "final", "--by", "苏禾", *SEPTEMBER).err


def test_a_paragraph_of_the_bulletin_is_written_over_the_version_seen() -> None:
    fine("paper", "write", "bulletin", "next", "--text", "请各单位抓紧。", *BY, *SEPTEMBER)
    [told] = listed("paper", "show", "bulletin", *SEPTEMBER)
    assert (told["version"], told["paragraphs"]["next"]) == (1, "请各单位抓紧。")
    late = ("paper", "write", "bulletin", "next", "--text", "另一稿", *BY, *SEPTEMBER)
    assert "已经改写过" in yudu(*late).err
    assert "没有保存" in yudu(*late, "--seen", "0").err
    for seen in ("abc", "9" * 5000):  # of thousands of digits Python makes no number
        assert "应为 version 的数字，现在是 1" in yudu(*late, "--seen", seen).err
    fine(*late, "--seen", "1")


def test_a_text_that_an_older_notepad_saved_is_refused_in_words(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_bytes("甲的文字".encode("gbk"))
    refused = yudu("paper", "write", "summary", KEY, "--file", str(words), *BY, *SEPTEMBER)
    assert (refused.code, refused.err) == (2, f"{words} 不是 UTF-8 编码：用记事本打开，另存为时编码选 UTF-8\n")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (("write", "summary", KEY, *BY), "请写 --text 或 --file"),
        (("write", "summary", "9.9@社保中心", "--text", "改", *BY), "汇总里没有“9.9@社保中心”这一段；各段：opening"),
        (("write", "bulletin", "end", "--text", "改", *BY), "通报里没有“end”这一段"),
        (("show", "ledger"), "“ledger”应为 summary 或 bulletin"),
    ],
)
def test_it_says_what_would_be_right(asked: tuple[str, ...], answer: str) -> None:
    ran = yudu("paper", *asked, *SEPTEMBER)
    assert ran.code == 2
    assert answer in ran.err


def test_each_part_of_a_report_that_a_command_files_comes_into_the_summary() -> None:
    said = ("--difficulties", "人手不足", "--suggestions", "增加编制", "--next-steps", "到园区宣讲")
    fine("file", "--unit", "就业中心", "--period", "2020-09", "--by", "苏禾", "--progress", "已返还三户", *said, *AT)
    shown = fine("paper", "show", "summary", *SEPTEMBER).out
    parts = (
        "difficulties@就业中心\n    人手不足",
        "suggestions@就业中心\n    增加编制",
        "next_steps@就业中心\n    到园区宣讲",
    )
    assert [part in shown for part in parts] == [True, True, True]
