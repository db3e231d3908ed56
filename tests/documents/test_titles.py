"""What a measure is called: which column of a table says it, and that a number, a day or a name alone is no title."""

import pytest

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.odd_titles import title_doubt
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper


def draft_of(words: str) -> Draft:
    return read_paper(read_file(words.encode()))


def table(*rows: str) -> str:
    """Rows, their cells parted by blanks, as a table of a document of 2026."""
    lines = ["| " + row.replace(" ", " | ") + " |" for row in rows]
    rule = "|" + "---|" * (lines[0].count("|") - 1)
    return "2026年任务表\n" + "\n".join([lines[0], rule, *lines[1:]]) + "\n"


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        (
            (
                "序号 建议编号 建议名称 领衔代表 督办领导 主办单位 会办单位",
                "1 第006号 关于增建停车场的建议 林志远 周敏 县住建局 县公安局",
                "2 第013号 关于保护水源地的建议 黄秀英 吴江 县水利局 县卫健局",
            ),
            ["关于增建停车场的建议", "关于保护水源地的建议"],
        ),
        (
            (
                "提案号 提案人 案由 承办单位 办结时限",
                "〔2026〕12号 县政协提案委 关于扶持茶产业的提案 县农业农村局 6月底",
                "〔2026〕15号 吴国斌 关于新建托育园的提案 县教育局 9月底",
            ),
            ["关于扶持茶产业的提案", "关于新建托育园的提案"],
        ),
        (
            (
                "序号 类别 民生实事项目名称 2026年度目标任务 责任单位",
                "1 教育 新建改扩建中小学校 新增学位1800个 县教育局",
                "2 养老 居家适老化改造 改造800户 县民政局",
            ),
            ["新建改扩建中小学校", "居家适老化改造"],
        ),
        (
            (
                "编号 投资方 总投资 干什么 地点 责任单位",
                "XM-01 江南果业有限公司 3.2亿元 建设果品交易市场 城东 县商务局",
                "XM-02 华能新源有限公司 1.5亿元 建设充电场站 城西 县发改局",
            ),
            ["建设果品交易市场", "建设充电场站"],
        ),
    ],
)
def test_the_column_of_the_title_is_told_from_those_of_numbers_kinds_and_people(
    rows: tuple[str, ...], titles: list[str]
) -> None:
    assert [one.title for one in draft_of(table(*rows)).assignments] == titles


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("一般公共预算收入增长5%", "一般公共预算收入增长5%"),
        ("10件实事全部办结", "10件实事全部办结"),
        ("三农工作", "三农工作"),
        ("2.5万亩良田改造", "2.5万亩良田改造"),
        ("（二）修路", "修路"),
        ("3.修路", "修路"),
        ("四、修路", "修路"),
    ],
)
def test_a_numeral_is_a_number_only_with_its_mark(written: str, title: str) -> None:
    [made] = draft_of(table("任务 责任单位", f"{written} 县财政局")).assignments
    assert made.title == title


@pytest.mark.parametrize(
    ("head", "person"), [("领衔代表", "林志远"), ("信访人", "刘建军"), ("填报人", "李小芳"), ("投资方", "江南果业公司")]
)
def test_who_owes_nothing_is_left_out_and_accounted_for(head: str, person: str) -> None:
    draft = draft_of(table(f"序号 重点任务 {head} 责任单位", f"1 增建停车场 {person} 县住建局"))
    assert [(one.people, one.units, one.co_units, one.sure) for one in draft.assignments] == [
        ((), ("县住建局",), (), True)
    ]
    assert not [one for one in draft.questions if person in one or head in one]


@pytest.mark.parametrize("begun", ["计划开工时间", "拟开工日期", "接访时间", "立案日期"])
@pytest.mark.parametrize("done", ["计划竣工时间", "竣工(投产)时间", "办结时限"])
def test_a_day_on_which_something_begins_is_no_limit(begun: str, done: str) -> None:
    [made] = draft_of(table(f"序号 任务 {begun} {done} 责任单位", "1 城南水厂 3月底 12月底 县水利局")).assignments
    assert (str(made.due), made.sure) == ("2026-12-31", True)


@pytest.mark.parametrize("head", ["督办时间", "调度日期"])
def test_days_under_a_head_that_may_mean_something_else_are_marked(head: str) -> None:
    [made] = draft_of(table(f"序号 任务 {head} 责任单位", "1 城南水厂 3月底 县水利局")).assignments
    assert made.doubts == (f"“{head}”一列的名头没有见过，读法请核对：3月底",)


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("第006号", "编号"),
        ("XM-2026-01", "编号"),
        ("府办〔2026〕3号", "编号"),
        ("3.2亿元", "数字"),
        ("2026年6月底前", "日子"),
        ("林志远", "人名"),
        ("县住建局", "单位"),
        ("教育", "类别"),
        ("", "没有读出要办什么"),
        ("关于交办重点建议的通知", "文件标题"),
    ],
)
def test_a_title_that_is_none_is_marked(title: str, what: str) -> None:
    assert what in title_doubt(title)


@pytest.mark.parametrize(
    "title", ["5G基站建设", "改造老旧小区18个", "2026年行动计划", "G352过境段改建", "县城提质改造"]
)
def test_a_title_may_hold_numbers_and_places(title: str) -> None:
    assert not title_doubt(title)


def test_a_row_that_is_called_by_a_number_is_marked() -> None:
    [made] = draft_of(table("来文 责任单位", "第006号 县住建局")).assignments
    assert not made.sure
    assert "“第006号”像是编号，不像要办的事，请核对" in made.doubts


@pytest.mark.parametrize("title", ["宣传", "教育", "评价"])
def test_a_short_title_before_its_bracket_stays_the_title(title: str) -> None:
    draft = draft_of(
        f"云溪县2026年方案\n1.{title}。（责任领导：周敏；责任单位：县财政局）\n2.修路。（责任单位：县交通局）\n"
    )
    assert [one.title for one in draft.assignments] == [title, "修路"]
