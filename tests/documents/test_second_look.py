"""Each value is looked at a second time: what is no plain name, or missing where all others have it, is marked."""

import pytest

from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper
from yudu_flow.documents.roles import person_doubt


def doubts(*measures: str) -> list[list[str]]:
    """Of each assignment of a plan of 2026 with these measures."""
    lines = "\n".join(f"{at}.{words}" for at, words in enumerate(measures, 1))
    draft = read_paper(read_file(f"2026年平溪县要点\n{lines}\n".encode()))
    return [[*one.doubts] for one in draft.assignments]


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("责任领导：周敏分管教育；责任单位：县教育局", "“周敏分管教育”写在责任领导里，但不像人名"),
        ("责任领导：公路；责任单位：县交通局", "“公路”写在责任领导里，但不像人名"),
        ("责任单位：县交通局；责任人：卫健", "“卫健”像是一个词，不像人名"),
        ("责任单位：县水利局、县清河镇党委政府", "“县清河镇党委政府”不像一个名称"),
        ("责任单位：县水利局、于6月10日送名单科", "“于6月10日送名单科”不像一个名称"),
        ("责任单位：县属水库各管理处", "“县属水库各管理处”像是指几个单位，请核对"),
        ("牵头单位：县水利局；配合单位：县财政局、县水利局", "“县水利局”既是责任单位又是配合单位，请核对"),
    ],
)
def test_what_is_not_plainly_a_name_or_has_two_parts_is_marked(words: str, doubt: str) -> None:
    assert doubts(f"治理河道。（{words}）") == [[doubt]]


@pytest.mark.parametrize(
    "words",
    [
        "责任领导：迟晓东、欧阳静、阿不都·热西提；责任单位：县教育局",
        "责任领导：于洋、向红梅；责任单位：县城关镇人民政府、县住房城乡建设局",
        "责任单位：各中小学、各乡镇小学",
        "责任单位：和平镇人民政府、向阳街道办事处、于都县水利局",
    ],
)
def test_plain_names_are_not_marked(words: str) -> None:
    assert doubts(f"治理河道。（{words}）") == [[]]


@pytest.mark.parametrize("word", ["水利", "文旅", "党委", "高标准", "农业", "全体", "县长", "周敏同志们"])
def test_a_word_of_work_is_no_person(word: str) -> None:
    assert person_doubt(word)


LED = "治理河道。（责任领导：周敏；责任单位：县水利局；完成时限：6月底前）"


def test_a_measure_without_a_leader_among_those_that_have_one_is_marked() -> None:
    others = [*[LED] * 5, "修路。（责任单位：县交通局；完成时限：6月底前）"]
    assert doubts(*others) == [*[[]] * 5, ["没有读出责任领导，别的各项大多有，请核对"]]


def test_a_measure_without_a_limit_among_nine_that_have_one_is_marked() -> None:
    others = [*[LED] * 9, "修路。（责任领导：周敏；责任单位：县交通局）"]
    assert doubts(*others)[9] == ["没有读出完成时限，别的各项大多有，请核对"]


def test_what_some_lack_is_not_missed() -> None:
    assert doubts(*[LED] * 3, "修路。（责任单位：县交通局）", "治水。（责任单位：县水利局）") == [[]] * 5


@pytest.mark.parametrize("numbers", ["第1—3项", "第一至三项", "第一至第三项", "第一、二、三项"])
def test_a_sentence_gives_each_measure_that_it_numbers_its_units_and_is_asked_about(numbers: str) -> None:
    said = f"{numbers}由县教育局牵头"
    assert doubts("办学。", "修路。", f"清欠。\n{said}。") == [[f"按“{said}”读的，请核对"]] * 3
