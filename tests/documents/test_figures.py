"""What a document's figure is offered as: counted up or read anew, and which way it is to go."""

import pytest

from yudu_flow.documents.figures import figures
from yudu_flow.documents.passage import Passage

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
    ],
)
def test_a_standard_that_is_kept_up_is_no_target(said: str) -> None:
    passage = Passage(said, range(len(said)))
    assert [*figures(passage, 0, len(passage.key), 2026, offered=True)] == []
