"""Two texts compared sentence by sentence."""

from hypothesis import given
from hypothesis import strategies as st

from yudu_flow.actions.views.differences import GONE, MOST_SENTENCES, NEW, SAME, differences

TEXTS = st.text(alphabet="甲乙。；\n ", max_size=40)


def test_it_marks_the_sentence_that_changed() -> None:
    assert differences("惠及企业32家。开展招聘。", "惠及企业41家。开展招聘。") == [
        (GONE, "惠及企业32家。"),
        (NEW, "惠及企业41家。"),
        (SAME, "开展招聘。"),
    ]


def test_it_says_nothing_of_line_ends_and_spaces() -> None:
    assert differences("第一句。\r\n 第二句。", "第一句。\n第二句。") == [(SAME, "第一句。\n第二句。")]


@given(TEXTS, TEXTS)
def test_it_keeps_every_word_of_the_new_text(old: str, new: str) -> None:
    assert "".join(text for tag, text in differences(old, new) if tag != GONE) == new
    assert all(tag == SAME for tag, _ in differences(new, new))


def test_it_does_not_compare_for_minutes() -> None:
    long = "甲。" * MOST_SENTENCES
    assert differences(long, long + "乙。") == [(GONE, long), (NEW, long + "乙。")]
