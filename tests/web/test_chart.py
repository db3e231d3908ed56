"""Pictures drawn on the server: it …"""

import re
from xml.etree import ElementTree

import pytest

from yudu_flow.actions.target_figures import Progress
from yudu_flow.actions.target_words import progress_words
from yudu_flow.actions.views.year_outcomes import MonthSum
from yudu_flow.web.parts.chart import progress_bar, stacked_months
from yudu_flow.wording.numerals import numeral


def progress(done: float, due: float = 75.0, *, behind: bool = False, name: str = "参保人数") -> Progress:
    """A figure at these percentages."""
    return Progress("2.1", "社保中心", name, "人", 100, round(done), "2020-09", done, due, behind, points=due - done)


def drawn(picture: str, shape: str) -> list[dict[str, str]]:
    """The attributes of every such shape; the picture must be well-formed."""
    return [dict(found.attrib) for found in ElementTree.fromstring(picture).iter() if found.tag == shape]


@pytest.mark.parametrize(
    ("done", "width"), [(0.0, "0.0"), (50.0, "50.0"), (100.0, "100.0"), (180.0, "100.0"), (-5.0, "0.0")]
)
def test_a_bar_stays_in_its_track(done: float, width: str) -> None:
    bars = [bar for bar in drawn(progress_bar(progress(done)), "rect") if bar["class"].startswith("done")]
    assert [bar["width"] for bar in bars] == [width]


def test_a_bar_says_itself_in_words_and_in_its_class() -> None:
    picture = progress_bar(progress(40.0, behind=True))
    assert 'class="done behind"' in picture
    assert 'role="img" aria-label="参保人数：完成40.0%，序时进度75.0%，滞后于序时进度35.0个百分点"' in picture
    assert progress_words(progress(80.0)) == "完成80.0%，序时进度75.0%，符合序时进度"


def test_names_are_escaped() -> None:
    assert "<b>" not in progress_bar(progress(1.0, name='"><b>'))


def test_columns_add_up_to_the_same_height_as_what_was_expected() -> None:
    months = [
        MonthSum("2020-12", (5, 0, 1, 0, 0, 2, 0, 0, 0), True),
        MonthSum("2021-01", (0, 0, 0, 0, 0, 0, 1, 3, 0), False),
    ]
    picture = stacked_months(months)
    parts = drawn(picture, "rect")
    first, second = ({part["x"] for part in parts[:3]}, {part["x"] for part in parts[3:]})
    heights = [sum(float(part["height"]) for part in parts if part["x"] in xs) for xs in (first, second)]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.3)
    assert [part["class"] for part in parts] == ["o-on_time", "o-late", "o-missing", "o-excused", "o-open"]
    assert "2020-12应报8：按时5，逾期补报1，未报2" in picture
    assert re.findall(r">(2020|2021)<", picture) == ["2020", "2021"]


def test_no_month_is_an_empty_picture() -> None:
    assert drawn(stacked_months([]), "rect") == []


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (34, "三十四"), (99, "九十九"), (100, "100")],
)
def test_headings_are_numbered_in_chinese(number: int, word: str) -> None:
    assert numeral(number) == word
