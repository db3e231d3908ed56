"""Every name of a document is accounted for: in an assignment, in words that order nothing, or it is left over."""

import pytest

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.manner import NOT_KNOWN
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper

HEAD = "平溪县教育局\n平教发〔2026〕7号\n平溪县教育局2026年重点工作方案\n机关各股室，局属各学校：\n"
FEET = "附件：任务清单\n抄送：县政府办公室，县纪委监委。\n平溪县教育局\n2026年3月2日\n"


def draft_of(words: str) -> Draft:
    return read_paper(read_file((HEAD + words + FEET).encode()))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("1.办学。周敏副局长总抓。（责任单位：县教育局）", "周敏"),
        ("1.办学。县公安局兜底。（责任单位：县教育局）", "县公安局"),
        ("1.办学——招生办、各乡镇中心校（责任单位：县教育局）", "招生办"),
        ("1.办学。（责任单位：县教育局）县财政局、县发改局予以保障。", "县发改局"),
        ("一、周敏副局长统筹\n1.办学。（责任单位：县教育局）\n2.招生。（责任单位：县教育局）", "周敏"),
    ],
)
def test_a_name_that_is_left_over_is_a_doubt_on_its_measure(words: str, name: str) -> None:
    made = draft_of(words + "\n").assignments
    assert made
    assert [one for one in made if one.sure or not any(f"“{name}”" in doubt for doubt in one.doubts)] == []


def test_names_outside_of_all_measures_are_a_question_that_gives_the_words() -> None:
    asked = draft_of("1.办学。\n县教育局打头、县财政局扎口\n2.招生。（责任单位：县教育局）\n").questions
    assert [one for one in asked if "没有读出来" in one and "县教育局打头、县财政局扎口" in one]


def test_what_an_attribution_says_besides_who_and_when_is_a_doubt() -> None:
    [made] = draft_of("1.办学。（责任单位：基教股；时限：6月底前完成新校区一期工程招标并交付使用）\n").assignments
    assert [one for one in made.doubts if "新校区一期工程招标" in one]


def test_a_collective_behind_names_is_a_doubt() -> None:
    [made] = draft_of("1.办学。（牵头单位：县教育局；责任单位：县财政局等县直有关部门）\n").assignments
    assert (made.units, made.groups, made.doubts) == (("县教育局", "县财政局"), ("县直有关部门",), ())
    [vague] = draft_of("1.办学。（牵头单位：县教育局；责任单位：县财政局等有关部门）\n").assignments
    assert [one for one in vague.doubts if "“有关部门”没有写明是哪些" in one]
    [plain] = draft_of("1.办学。（牵头单位：县教育局；责任单位：县财政局、县发改委等部门）\n").assignments
    assert plain.doubts == ()


def test_a_day_that_stands_alone_is_a_doubt_on_what_stands_below_it() -> None:
    draft = draft_of("6月底前\n办学——（责任单位：县教育局）\n9月底前\n招生——（责任单位：县教育局）\n")
    assert [one for one in draft.questions if "9月底前" in one]


@pytest.mark.parametrize(
    "words",
    [
        "1.办学。加强与县财政局、县发改局的沟通，在县中医院设点。（责任单位：县教育局）",
        "1.办学。（责任单位：县教育局）\n各股室每月25日前报县教育局办公室（督查股）。",
        "1.办学。（县教育局、县财政局按职责分工负责，县教育局为牵头单位）",
        "1.办学。（责任单位：县教育局）\n二、组织保障\n县教育局、县财政局抓统筹。由县教育局负责解释。",
        "1.办学。（责任单位：县教育局；完成时限：2026年7月—10月）",
    ],
)
def test_it_is_sure_where_all_names_are_accounted_for(words: str) -> None:
    draft = draft_of(words + "\n")
    assert [(one.sure, one.doubts) for one in draft.assignments] == [(True, ())]
    assert draft.caution == ""


def test_words_that_stand_behind_names_are_no_part_of_them() -> None:
    draft = draft_of("1.办学。（责任单位：县教育局打头）\n2.招生。（责任单位：县公安局打头）\n")
    assert [one.sure for one in draft.assignments] == [False, False]
    assert [one for one in draft.assignments[1].doubts if "末尾的“打头”" in one]


@pytest.mark.parametrize(
    "words",
    [
        "说明：加粗的为牵头单位，楷体的为配合单位。\n1.办学。（责任单位：县教育局）\n2.招生。（责任单位：县教育局）",
        "斜线后的为协助单位。\n1.办学（县教育局）。\n2.招生（县教育局）。",
        "1.办学→招生办、各乡镇中心校（县教育局）\n2.招生→财务股、督导办（县教育局）",
    ],
)
def test_nothing_is_sure_in_a_document_whose_manner_is_not_known(words: str) -> None:
    draft = draft_of(words + "\n")
    assert draft.caution == NOT_KNOWN
    assert NOT_KNOWN in draft.questions
    assert draft.assignments
    assert [one for one in draft.assignments if one.sure] == []


@pytest.mark.parametrize(
    ("limit", "sure"),
    [("1月20日前", False), ("6月底前", True), ("2027年1月20日前", True), ("年底前", True)],
)
def test_a_day_without_a_year_that_lies_before_the_document_is_a_doubt(limit: str, sure: bool) -> None:
    [made] = draft_of(f"1.办学。（责任单位：县教育局；完成时限：{limit}）\n").assignments
    assert made.due is not None
    assert made.sure is sure


def test_a_year_that_the_document_does_not_say_of_itself_is_a_doubt() -> None:
    words = "教育工作方案\n1.办学。（责任单位：县教育局；完成时限：6月底前）\n" + "2.招生。\n" * 4 + "自2021年开展。\n"
    made = read_paper(read_file(words.encode())).assignments
    assert [one for one in made[0].doubts if "按2021年读了" in one]


@pytest.mark.parametrize("label", ["制表日期：2026年3月9日", "填报日期：2026.3.9", "统计时间：2026-3-9"])
def test_a_ledger_is_of_the_day_on_which_it_was_drawn_up(label: str) -> None:
    draft = read_paper(read_file(f"教育工作台账\n{label}\n1.办学。（责任单位：县教育局）\n".encode()))
    assert str(draft.dated) == "2026-03-09"


@pytest.mark.parametrize(
    ("table", "question"),
    [
        (
            "| 甲 | 县教育局 | 县财政局 |\n|---|---|---|\n| 办学 | 先 | 后 |\n",
            "表里这一行的“县教育局”、“县财政局”没有读出来，请看：甲｜县教育局｜县财政局",
        ),
        (
            "| 序号 | 任务 | 责任单位 | 打卡 |\n|---|---|---|---|\n| 1 | 办学 | 县教育局 | 见附表 |\n",
            "表里“打卡”这一列没有读",
        ),
        ("| 项目名称 | 新校区 |\n|---|---|\n| 说明 | 在建 |\n", "有一张表像是分工，没有读出来，请看：项目名称｜新校区"),
    ],
)
def test_what_was_not_read_of_a_table_is_asked(table: str, question: str) -> None:
    assert [one for one in draft_of("\n" + table + "\n").questions if question in one]


def test_it_asks_nothing_about_the_columns_of_a_matrix() -> None:
    rows = ["| 序号 | 任务 | 县应急局 | 县林草局 | 时限 |", "|---|---|---|---|---|", "| 1 | 修订预案 | ▲ | ○ | 6月底 |"]
    legend = "说明：▲为牵头单位，○为配合单位。"
    draft = read_paper(read_file("\n".join(["2026年职责表", *rows, legend]).encode()))
    assert not [one for one in draft.questions if "列没有读" in one]
    [made] = draft.assignments
    assert (made.units, made.co_units, made.doubts) == (("县应急局",), ("县林草局",), ())


def test_it_asks_what_the_signs_of_a_matrix_mean_where_no_legend_says() -> None:
    rows = ["| 序号 | 任务 | 县应急局 | 县林草局 |", "|---|---|---|---|", "| 1 | 修订预案 | ▲ | ○ |"]
    [made] = read_paper(read_file("\n".join(["2026年职责表", *rows]).encode())).assignments
    assert (made.units, made.co_units) == (("县应急局",), ("县林草局",))
    assert [one for one in made.doubts if "“▲”没有写明是什么，按牵头读了" in one]
