"""A quantity is a target where its words state an aim; what may be something else is offered with a doubt."""

import pytest

from yudu_flow.documents.draft import Draft, DraftTarget
from yudu_flow.documents.figures import figures
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.reading import read_paper

HEAD = "平溪县2026年重点工作方案\n平政发〔2026〕7号\n2026年3月2日\n"


def draft_of(words: str) -> Draft:
    return read_paper(read_file((HEAD + words).encode()))


def target_of(words: str) -> DraftTarget:
    [one] = draft_of(words).targets
    return one


def offered(said: str) -> list[tuple[str, str, bool]]:
    passage = Passage(said, range(len(said)))
    return [(one.name, one.as_written, bool(one.doubt)) for one in figures(passage, 0, len(said), 2026)]


@pytest.mark.parametrize(
    ("said", "name", "written"),
    [
        ("完成城区6条背街小巷改造", "城区背街小巷改造", "6条"),
        ("曝光典型案例不少于6起", "曝光典型案例", "6起"),
        ("（2）完成12座病险水库除险加固", "病险水库除险加固", "12座"),
        ("（二）地区生产总值增长7%以上", "地区生产总值增长", "7%"),
        ("三、新建社区食堂5家", "新建社区食堂", "5家"),
        ("建设智能快件箱1500组", "建设智能快件箱", "1500组"),
        ("群众满意度提升2个位次以上", "群众满意度提升", "2个位次"),
        ("争取公开招聘专业技术人员5名", "公开招聘专业技术人员", "5名"),
        ("申请材料平均减少30%", "申请材料平均减少", "30%"),
        ("实现并网10万千瓦", "并网", "10万千瓦"),
        ("细颗粒物平均浓度控制在46微克/立方米", "细颗粒物平均浓度", "46微克/立方米"),
        ("万元产值用水量较上年下降3.2%", "万元产值用水量较上年下降", "3.2%"),
        ("法定期限内结案率100%", "法定期限内结案率", "100%"),
        ("于4月30日前完成8个老旧小区改造项目的申报工作", "老旧小区改造项目的申报工作", "8个"),
        ("于7月10日前完成片区内3条10千伏线路迁改", "片区内10千伏线路迁改", "3条"),
        ("预留采购份额由30%以上阶段性提高至40%以上", "预留采购份额", "40%"),
        ("力争24个项目开工率达到100%", "24个项目开工率", "100%"),
        ("新建日处理150吨渗滤液处理设施1套", "新建日处理150吨渗滤液处理设施", "1套"),
        ("开展职业技能补贴培训6000人次", "开展职业技能补贴培训", "6000人次"),
        ("为65周岁以上老年人免费体检5.5万人次", "为65周岁以上老年人免费体检", "5.5万人次"),
        ("组织开展业务培训，全年不少于4次", "组织开展业务培训", "4次"),
    ],
)
def test_a_verb_of_reaching_or_doing_before_a_number_and_its_unit_is_an_aim(said: str, name: str, written: str) -> None:
    assert offered(said) == [(name, written, False)]


@pytest.mark.parametrize(
    ("said", "name", "written"),
    [
        ("企业报装时间分别压缩至3个工作日以内", "企业报装时间", "3个工作日"),
        ("全面排查全县12家液化气经营企业", "全面排查全县液化气经营企业", "12家"),
        ("完成县属企业整合重组，由11家整合为4家", "县属企业整合重组", "4家"),
        ("统筹安排应急资金200万元", "统筹安排应急资金", "200万元"),
        ("将2000万元前期工作经费拨付到位", "前期工作经费拨付到位", "2000万元"),
    ],
)
def test_what_may_be_an_aim_is_called_by_the_words_around_it(said: str, name: str, written: str) -> None:
    assert [one[:2] for one in offered(said)] == [(name, written)]


@pytest.mark.parametrize(
    "said",
    [
        "去年新建校舍12处",
        "审计发现违规列支12万元",
        "对每户补助2000元",
        "建筑面积5000平方米以上的工地安装监控",
        "按照第12条办理",
        "每名教师培训2次",
        "对全县116座水库、87座山塘、42公里堤防开展汛前拉网式检查",
        "1.对全市23家医院和14家养老机构逐一排查",
        "对用电容量160千瓦及以下小微企业实行零投资",
        "完成流域面积50平方公里以下河流划界",
    ],
)
def test_what_was_or_is_granted_or_is_a_condition_is_no_target(said: str) -> None:
    assert offered(said) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("全县受益人口2.1万人", "没有写要达到多少"),
        ("温州、宁波举办推介会各5场", "每处、每人的标准"),
        ("举办护理技能竞赛1次", "一次性的事"),
        ("组织不少于15场", "名称没有读准"),
    ],
)
def test_what_may_be_no_target_is_offered_with_a_doubt(said: str, why: str) -> None:
    passage = Passage(said, range(len(said)))
    assert [one for one in figures(passage, 0, len(said), 2026) if why in one.doubt]


def test_a_figure_that_names_nothing_is_called_by_its_measure() -> None:
    assert target_of("1.政府开放日。全县组织不少于15场。（责任单位：县政府办）\n").name == "政府开放日"


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("1.办学。新建校舍12处。（责任单位：县教育局；完成时限：9月底）\n", "2026-09-30"),
        ("1.办学。6月底前新建校舍12处。（责任单位：县教育局；完成时限：9月底）\n", "2026-06-30"),
        ("1.办学。新建校舍12处。（责任单位：县教育局）\n", "2026-12-31"),
    ],
)
def test_it_is_due_on_its_own_day_else_on_its_measures(words: str, by: str) -> None:
    assert str(target_of(words).by) == by


ROWS = "| 序号 | 任务 | 指标 | 数值 | 责任单位 |\n|---|---|---|---|---|\n"


def test_the_head_names_what_is_planned_to_be_spent_and_in_what_unit() -> None:
    head = "| 序号 | 项目名称 | 总投资（万元） | 2026年计划投资（万元） | 责任单位 |\n|---|---|---|---|---|\n"
    one = target_of(head + "| 1 | 冷链物流园 | 52000 | 15,000 | 县商务局 |\n")
    assert (one.name, one.value, one.unit, str(one.by)) == ("计划投资", 150_000_000, "元", "2026-12-31")


OF_A_PROJECT = "| 序号 | 项目名称 | {} | 2026年度目标 | 责任单位 |\n|---|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("head", "cell"),
    [("建设内容及规模", "建设冷库2万立方米、床位400张"), ("主要建设内容", "改建公路2万立方米，床位400张")],
)
def test_what_a_project_is_like_is_asked_where_a_goal_stands_beside_it(head: str, cell: str) -> None:
    draft = draft_of(OF_A_PROJECT.format(head) + f"| 1 | 物流园 | {cell} | 完成投资2.6亿元 | 县商务局 |\n")
    assert [one.as_written for one in draft.targets] == ["2.6亿元"]
    [asked] = [one for one in draft.questions if "写的是项目的样子" in one]
    assert f"“{head}”" in asked
    assert asked.endswith("：2万立方米、400张")


def test_those_who_ask_are_not_counted() -> None:
    head = "| 序号 | 信访事项 | 信访人 | 责任单位 |\n|---|---|---|---|\n"
    assert not draft_of(f"{head}| 1 | 办证难 | 刘某等86人 | 县住建局 |\n| 2 | 欠薪 | 赵某等17人 | 县人社局 |\n").targets


def test_goals_of_the_preamble_that_belong_to_no_measure_are_offered_and_asked_about() -> None:
    draft = draft_of("2026年主要预期目标是：社会消费品零售总额增长9%。\n一、修路。（责任单位：县交通局）\n")
    [goal] = draft.targets
    assert (goal.measure, goal.assignment, goal.name, goal.as_written) == (None, None, "社会消费品零售总额增长", "9%")
    assert "没有归到哪一项" in goal.doubt


def test_a_value_in_a_column_of_its_own_is_of_the_work_and_the_indicator_before_it() -> None:
    draft = draft_of(
        f"{ROWS}| 1 | 盘活闲置用房 | 面积 | 3.2万平方米 | 县教育局 |\n| 2 | 处置门面 | 数量 | 86间 | 县财政局 |\n"
    )
    assert [(one.measure, one.name, one.as_written) for one in draft.targets] == [
        (1, "盘活闲置用房面积", "3.2万平方米"),
        (2, "处置门面", "86间"),
    ]


def test_the_words_of_a_merged_cell_set_targets_for_its_first_row_alone(merged_rows: Draft) -> None:
    assert [(one.measure, one.as_written) for one in merged_rows.targets] == [(1, "12处"), (2, "30名")]


@pytest.fixture
def merged_rows() -> Draft:
    """A table whose first two rows share the cell of their task."""
    from yudu_flow.documents.paper import Writing

    writing = Writing()
    for line in HEAD.splitlines():
        writing.line(line)
    rows = [["序号", "任务", "具体措施", "责任单位"], ["1", "新建校舍12处", "选址", "县教育局"]]
    table = [[(words, False) for words in row] for row in rows]
    writing.table([*table, [("2", False), ("新建校舍12处", True), ("招聘教师30名", False), ("县财政局", False)]])
    return read_paper(writing.paper())
