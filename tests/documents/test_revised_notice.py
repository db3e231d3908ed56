"""The founding notice revised by hand in five ways, beside the plan that the software ships: what differs is said."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.documents.test_founding_notice import HOME, NOTICE
from yudu_flow.actions.acts.revise_plan import in_force
from yudu_flow.content.home import load
from yudu_flow.content.plan.comparison import compare
from yudu_flow.content.plan.difference import Difference, Scope
from yudu_flow.content.plan.names import speller
from yudu_flow.documents.as_plan import as_plan
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper
from yudu_flow.documents.revisions import revises, scope_of

DAY = date(2020, 11, 20)
UNTOUCHED = 16
"""Lines of the shipped plan that the office worded itself."""
JOBS = "〔责任领导：李明；责任单位：就业局〕"
OTHERS = "〔责任领导：李斌；责任单位：就业局；配合单位：社保局；完成时限：2020年12月31日〕"
POOR = "统筹安排资金，帮助城镇贫困群众解决就业等实际困难（责任领导李明，责任单位就业局）"
SUPPLEMENT = f"""于人社〔2020〕155号
关于做好“六稳”工作落实“六保”任务工作方案的补充通知
局属各单位，局机关各股室：
1. 开展冬季招聘。组织专场招聘会。{JOBS}
2. 加强欠薪治理。办结欠薪案件。〔责任领导：段先辉；责任单位：社保局；完成时限：2020年12月20日〕
3. 拓宽以工代训范围。继续补贴。〔责任领导：李明；责任单位：就业局、职建股〕
2020年11月20日
"""


def revised(*changes: tuple[str, str]) -> str:
    """The notice with other words."""
    words = NOTICE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in words
        words = words.replace(old, new, 1)
    return words


def read(words: str) -> Draft:
    return read_paper(read_file(words.encode()), load(HOME, DAY, 2021).roster)


def differing(words: str) -> Sequence[Difference]:
    """All but the lines that the office worded itself."""
    draft, [plan] = read(words), in_force(HOME, DAY)
    assert revises((draft.number, draft.title), plan.name, draft.text)
    found = compare(plan.row, as_plan(draft), scope_of(draft.title), speller(load(HOME, DAY, 2021).roster))
    return [one for one in found if not one.wording]


def test_the_notice_as_it_was_differs_in_nothing() -> None:
    draft, [plan] = read(revised()), in_force(HOME, DAY)
    found = compare(plan.row, as_plan(draft), Scope.WHOLE)
    assert [one.wording for one in found] == [True] * UNTOUCHED


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            [
                ("于人社〔2020〕112号", "于人社〔2020〕150号"),
                ("任务工作方案》的通知", "任务工作方案（修订稿）》的通知"),
                ("就业局、专技股〕", "就业局、职建股〕"),
                ("4. 搭建人岗对接平台", "4. 搭建人岗对接和招聘平台"),
            ],
            [
                ("文件", "文号", "于人社〔2020〕112号", "于人社〔2020〕150号", True),
                (
                    "文件",
                    "标题",
                    "关于做好“六稳”工作落实“六保”任务工作方案",
                    "关于做好“六稳”工作落实“六保”任务工作方案（修订稿）",
                    True,
                ),
                ("措施4“搭建人岗对接平台”", "标题", "搭建人岗对接平台", "搭建人岗对接和招聘平台", True),
                ("分工5.1", "责任单位", "就业局、专技股", "就业局、职建股", True),
                ("事项“走访对口企业”", "走访单位", "就业局、专技股", "就业局、职建股", True),
            ],
        ),
        (
            [
                ("城镇新增就业4600人", "城镇新增就业5000人"),
                ("每月 27 日前", "每月 25 日前"),
                ("帮助 4 家", "帮助 5 家"),
            ],
            [
                ("分工8.2 指标“城镇新增就业”", "目标值", "4600人", "5000人", True),
                ("事项“贯彻落实情况月报”", "几日", "27", "25", True),
                ("事项“走访企业”", "对口几家企业", "4", "5", True),
            ],
        ),
        (
            [(f"贷款额度执行。{JOBS}", f"贷款额度执行。{OTHERS}")],
            [
                ("分工6.1", "责任领导", "李明", "李斌", True),
                ("分工6.1", "配合单位", "", "社保局", True),
                ("分工6.1", "完成时限", "", "2020-12-31", True),
            ],
        ),
        (
            [
                ("9. 持续优化营商环境", f"9. 做好冬季招聘。组织专场招聘会。{JOBS}\n\n10. 持续优化营商环境"),
                (f"统筹安排资金，切实帮助城镇贫困群众解决就业等实际困难。{JOBS}", ""),
            ],
            [
                ("分工8.3", "", POOR, "", False),
                ("措施9“持续优化营商环境”", "第几项", "9", "10", True),
                ("措施9“做好冬季招聘”", "", "", "组织专场招聘会（责任领导李明，责任单位就业局）", True),
            ],
        ),
    ],
    ids=["units", "figures", "leader", "measures"],
)
def test_what_was_revised_is_said_and_nothing_else(
    changes: list[tuple[str, str]], told: list[tuple[object, ...]]
) -> None:
    found = differing(revised(*changes))
    assert [(one.place, one.what, one.old, one.new, one.proposed) for one in found] == told


def test_a_supplement_of_three_measures_takes_none_away() -> None:
    found = differing(SUPPLEMENT)
    assert scope_of(read(SUPPLEMENT).title) is Scope.SUPPLEMENT
    assert [(str(one.way), one.place, one.new.partition("（")[0]) for one in found] == [
        ("changed", "分工3.1", "就业局、职建股"),
        ("added", "措施10“开展冬季招聘”", "组织专场招聘会"),
        ("added", "措施11“加强欠薪治理”", "办结欠薪案件"),
    ]
