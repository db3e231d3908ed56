"""What nothing speaks for is asked, what nothing was read from is not passed over: no wrong value is unmarked."""

import pytest

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.plausible import oddity
from yudu_flow.documents.reading import read_paper


def draft_of(words: str) -> Draft:
    return read_paper(read_file(words.encode()))


HEAD = "| 序号 | 任务 | 责任单位 | {} |\n|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("1.修路，责任单位：县交通局。\n2.办学。（责任单位：县教育局）", "请看：1.修路，责任单位：县交通局"),
        (
            "一、关于征地问题\n由县自然资源局负责。\n二、关于用电问题\n抓紧迁改。",
            "没有读出责任单位，请看：关于用电问题",
        ),
        (
            "会议纪要\n一、研究征地\n由县自然资源局负责。\n二、研究用电\n抓紧迁改。",
            "没有读出责任单位，请看：研究用电",
        ),
        ("1.巡河。乡级河长每月巡河不少于1次。（责任单位：县水利局）", "请另行交办：乡级河长每月巡河不少于1次"),
        ("1.办学。（责任（配合）单位：县教育局）", "“责任（配合）单位”没有分责任和配合，都按责任单位读了"),
        (
            HEAD.format("责任(配合)单位") + "| 1 | 办学 | 县教育局 | 各乡镇 |\n",
            "“责任(配合)单位”一列没有分责任和配合，都按责任单位读了，请核对：各乡镇",
        ),
        ("1.办学。（责任单位：各区、县级市）", "“各区、县级市”当作一个集合读了"),
        ("1.执法。（责任单位：县公安局、生态环境分局）", "“县生态环境分局”的第一个字是按前面的名称补的"),
        ("1.办学。（责任单位：各科室、单位）", "“各科室、单位”当作一个集合读了"),
        ("1.办学。（责任单位：各乡镇、街道）", "“各乡镇、街道”按“各乡镇”“各街道”两个集合读了"),
        ("1.办学。\n责任单位：县教育局\n见效时点：9月底前\n", "“见效时点：9月底前”没有当作完成时限，请核对"),
        ("1.办学。（责任单位：县教育局）\n责任单位 县水利局", "请看：责任单位 县水利局"),
        ("1.修路。县交通局要牵头推进公路建设。\n2.办学。（责任单位：县教育局）", "县交通局要牵头推进公路建设"),
        ("1.修路。\n2.办学。（责任单位：县教育局）\n3.治水。（责任单位：县水利局）", "没有读出责任单位，请看：修路"),
        ("一、主要任务\n1.修路\n2.架桥\n二、分工\n由县交通局负责。", "这几项没有读出责任单位，请看：修路；架桥"),
        ("1.办学。（责任单位：县教育局）\n3.治水。（责任单位：县水利局）", "“办学”是第1项，下一项却是第3项"),
        (HEAD.format("把关人") + "| 1 | 办学 | 县教育局 | 县财政局 |\n", "“把关人”一列不知道是什么，没有读：县财政局"),
        (
            HEAD.format("备注") + "| 1 | 办学 | 县教育局 | |\n| 2 | 治水 | | 新增 |\n",
            "这一行没有读出责任单位，请看：治水",
        ),
        (
            "各项任务均涉及各乡镇，不再一一列出。\n1.办学。（责任单位：县教育局）",
            "请看：各项任务均涉及各乡镇，不再一一列出",
        ),
        ("| 任务 | 责任落实到谁 | 说明 |\n|---|---|---|\n| 办学 | 县教育局 | 新增 |\n", "有一张表像是分工"),
        (
            "1.办学。（责任单位：县教育局；配合单位：各乡镇人民政府）",
            "“各乡镇人民政府”是集合名称，请确认由哪些单位配合",
        ),
        ("1.办学。（责任单位：各乡（镇）人民政府、街道办事处）", "按“各乡（镇）人民政府”“各街道办事处”两个集合读了"),
    ],
)
def test_it_asks_about_words_that_nothing_was_read_from(words: str, question: str) -> None:
    assert [one for one in draft_of(words).questions if question in one]


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("1.办学。（责任单位：县教育局县财政局）", "几个名称连在一起"),
        ("1.办学。（责任单位：县教育局、推进教育公平工作组织协调单位）", "不像一个名称"),
        ("1.办学。（责任领导：县教育局）", "没有读出责任单位"),
        ("1.办学。（责任领导：有关同志们；责任单位：县教育局）", "写在责任领导里，但不像人名"),
        ("2026年要点\n1.办学。8月底前新校区的设备。（责任单位：县教育局）", "“8月底前新校区的设备”，已当作完成时限"),
        ("2026年要点\n1.办学。由各乡镇负责。", "分工是从句子里读出来的"),
        ("2026年要点\n1.护校。（责任单位：县公安局、城东派出所）", "“县城东派出所”的第一个字是按前面的名称补的"),
        (
            "2026年要点\n1.办学。（责任领导：周敏县委班子）",
            "“周敏县委班子”写在责任领导里，但不像人名",
        ),
        ("2026年要点\n1.清收。入汛前清淤。（责任单位：县水利局）", "正文写着“入汛前”，看不出是哪一天"),
        ("2026年要点\n1.开工。三季度末开工率达到95%。（责任单位：县发改局）", "正文写着“三季度末”，已当作完成时限"),
        ("2026年要点\n1.办学。（责任单位：县教育局等相关部门）", "“相关部门”没有写明是哪些"),
        ("2026年要点\n1.办学。（责任单位：县教育局；完成时限：两年内）", "“两年内”看不出是哪一天"),
        ("2026年要点\n1.修路。（责任单位：县交通局（公路））", "“公路”写在“县交通局”后面，当作人名读了"),
        ("2026年要点\n1.供热。由县热力公司负责，11月5日前完成检修，11月15日零时供热。", "正文里还写着“11月15日”"),
        ("2026年要点\n1.修路。2026年10月建成通车。（责任单位：县交通局）", "正文写着“2026年10月”"),
        ("2026年要点\n1.修馆。国庆节前投入使用。（责任单位：县文旅局）", "正文写着“国庆节前”，看不出是哪一天"),
        ("| 说法 | 责任单位 |\n|---|---|\n| 甲乙 | 县文旅局 |\n", "“说法”一列的名头没有见过"),
        ("1.办学。（责任单位：县教育局；完成时限：2026年6月底启动，2026年9月底完成）", "几个日子"),
        (
            "2026年表\n| 任务 | 责任单位 | 3月 | 6月 | 9月 |\n|---|---|---|---|---|\n| 办学 | 县教育局 | √ | √ | |\n",
            "按最后填了的“6月”一栏读的",
        ),
        ("1.办学。（主责：王强；协同：县教育局）", "“王强”写在责任单位里，但像是人名"),
        ("1.办学。（责任股室：就业、失业保险股）", "“就业”按“就业股”读了，请核对"),
        (
            HEAD.format("上线日") + "| 1 | 办学 | 县教育局 | 6月底前 |\n",
            "“上线日”一列的名头没有见过，读法请核对：6月底前",
        ),
    ],
)
def test_it_marks_what_does_not_look_like_what_it_is_read_as(words: str, doubt: str) -> None:
    [made] = draft_of(words).assignments
    assert not made.sure
    assert [one for one in made.doubts if doubt in one]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "县项目推进办",
            "县委全面依法治县办",
            "市公安局开发区分局",
            "将军镇",
            "县农业农村局（县乡村振兴局）",
            "市委市政府",
        ),
        *("国网青山县供电公司", "县公安局城关镇派出所", "县人民政府办公室", "各县(市、区)人民政府", "段先辉"),
    ],
)
def test_nothing_speaks_against_a_name_that_offices_have(name: str) -> None:
    assert oddity(name) == ""


def test_it_is_sure_of_a_plain_plan() -> None:
    draft = draft_of(
        "一、任务\n（一）办学。（责任领导：周敏；责任单位：县教育局、县财政局；完成时限：2026年9月底）\n"
        "（二）治水。（责任单位：县水利局）\n二、要求\n（一）加强领导。各单位要落实责任，密切配合。\n"
        "（二）严格督查。由县政府督查室负责督查。"
    )
    assert [one.sure for one in draft.assignments] == [True, True]
    assert not [one for one in draft.questions if "请看" in one]


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("8月底前全部建成投用。", True),
        ("2026年8月底前，完成教师招聘。", True),
        ("6月底前完成选址，8月底前全部建成投用。", False),
        ("对8月底前完成备案的幼儿园予以补助。", False),
        ("8月底前完成招聘，年内配齐教师。", False),
    ],
)
def test_a_day_by_which_the_words_say_that_it_is_done_is_the_limit_where_they_name_no_other(
    words: str, sure: bool
) -> None:
    [made] = draft_of(f"2026年教育要点\n1.办学。{words}（责任单位：县教育局）").assignments
    assert made.due is not None
    assert made.sure is sure


def test_a_column_of_sentences_marks_the_rows_that_name_somebody_alone() -> None:
    rows = "| 1 | 县财政局，县审计局。 | 办学 | 县教育局 |\n| 2 | 公园破旧 | 治水 | 县水利局 |\n"
    table = "| 序号 | 反馈问题 | 整改措施 | 责任单位 |\n|---|---|---|---|\n{}"
    named = "| 1 | 进度慢，县财政局多次提醒后仍没有完成全部工程款的拨付工作。 | 办学 | 县教育局 |\n"
    assert [one.sure for one in draft_of(table.format(rows)).assignments] == [False, False]
    assert [one.sure for one in draft_of(table.format(named + rows.splitlines()[1])).assignments][1]
