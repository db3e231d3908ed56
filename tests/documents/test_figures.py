"""What a document's figure is offered as: counted up or read anew, and which way it is to go."""

import pytest

from yudu_flow.documents.figures import figures
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper

UP, DOWN, KEEP = "up", "down", "keep"


@pytest.mark.parametrize(
    ("said", "way", "state"),
    [
        ("2020年实现城镇新增就业4600人", UP, False),
        ("2020年零就业家庭就业安置率达100%", UP, True),
        ("确保零就业家庭动态清零，安置率达到100%", UP, True),
        ("力争零就业家庭动态清零率100%", UP, True),
        ("2020年城镇登记失业率控制在4.5%以内", DOWN, True),
        ("2020年安全事故起数控制在10件以内", DOWN, True),
        ("2020年信访积案下降到20件", DOWN, False),
        ("2020年实现在岗公益性岗位稳定在500个", KEEP, True),
        ("2020年实现参保率保持在95%以上", UP, True),
        ("2020年实现城镇就业保持增长500人", UP, False),
        ("2020年项目完成率达到90%", UP, False),
    ],
)
def test_a_figure_says_how_it_is_meant(said: str, way: str, state: bool) -> None:
    passage = Passage(said, range(len(said)))
    [found] = figures(passage, 0, len(passage.key), 2020)
    assert (str(found.direction), found.state) == (way, state)


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [
        ("全年完成食品监督抽检1850批次", 1850, "批次"),
        ("全年推广测土配方施肥面积210万亩次", 2100000, "亩次"),
        ("全年服务企业120家次", 120, "家次"),
        ("年内发放不动产权证3000本", 3000, "本"),
        ("年内新签约10亿元以上项目不少于2个", 2, "个"),
        ("年内开工5000万元以上企业技改项目12个", 12, "个"),
        ("年内引进1亿元以上的项目3个", 3, "个"),
        ("年内修缮传统民居40幢", 40, "幢"),
        ("融资担保公司平均担保费率降至1%以下", 1, "%"),
        ("买卖合同案件平均审理天数缩短至60天以内", 60, "天"),
        ("平均接电时间控制在15个工作日内", 15, "个工作日"),
        ("65周岁以上老年人家庭医生签约率达到80%", 80, "%"),
        ("失业保险稳岗返还比例提高到90%", 90, "%"),
        ("于6月底前落实项目前期工作经费120万元", 1200000, "元"),
        ("加快拨付进度，清理结余资金260万元", 2600000, "元"),
    ],
)
def test_a_figure_has_its_whole_unit_and_is_no_condition(said: str, value: int, unit: str) -> None:
    passage = Passage(said, range(len(said)))
    [found] = figures(passage, 0, len(passage.key), 2026)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "said",
    [
        "确保每周巡查不少于2次",
        "县级每季度不少于1次",
        "强降雨期间每日会商不少于1次",
        "推行课间15分钟",
        "确保课间15分钟落实",
        "每所小学配备1名心理教师",
        "实行河道采砂24小时监管",
        "企业反映的问题3个工作日内答复",
        "红色预警5分钟内“叫应”到乡镇主要负责同志",
        "重点抓好装备产业园、风电轴承等12个重大工业项目",
        "对全县16对生产矿井开展全覆盖安全体检",
        "整改措施：1.对126家养殖场逐一排查",
        "落实失业保险总费率1%政策",
    ],
)
def test_a_standard_that_is_kept_up_is_no_target(said: str) -> None:
    passage = Passage(said, range(len(said)))
    assert [*figures(passage, 0, len(passage.key), 2026, offered=True)] == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "云溪县整改清单\n2026年3月2日\n第一项 管网滞后。\n责任单位：县住建局\n整改时限：12月底前\n"
            "整改目标：污水处理率达95%。\n"
            "整改措施：1.排查；2.新建管网22公里。\n第二项 矿山未治理。\n责任单位：县林业局\n整改时限：6月底前\n"
            "整改目标：修复矿山21座。\n",
            [(1, "95%"), (1, "22公里"), (2, "21座")],
        ),
        (
            "云溪县清单\n2026年3月2日\n1.清欠。\n责任单位：县工信局\n工作目标：清偿率100%。\n"
            "2.增绿。\n责任单位：县林业局\n工作目标：造林900亩。\n",
            [(1, "100%"), (2, "900亩")],
        ),
    ],
)
def test_goals_in_lines_of_their_own_belong_to_the_attribution_above(words: str, found: list[tuple[int, str]]) -> None:
    draft = read_paper(read_plain(words.encode()))
    assert [(one.measure, one.as_written) for one in draft.targets] == found
