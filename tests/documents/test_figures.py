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
