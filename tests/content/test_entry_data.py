"""A file's entries as data: given back as they were read they are the same, whatever is in them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yudu_flow.content.entries import row_of
from yudu_flow.content.entry_data import data_of, row_given
from yudu_flow.content.plan.outline import WHOLE
from yudu_flow.content.rules.outline import LADDER
from yudu_flow.domain.errors import BadRequest

WORDS = st.text("甲乙丙 、5.-", max_size=4)
VALUES = st.none() | st.booleans() | st.integers() | WORDS | st.lists(WORDS, max_size=3)
NAMES = st.sampled_from(["title", "number", "id", "units", "sealed", "day", "other"])
ENTRY = st.dictionaries(NAMES, VALUES, max_size=4)
PLANS = st.fixed_dictionaries(
    {
        "title": VALUES,
        "duties": st.lists(ENTRY, max_size=2) | VALUES,
        "parts": st.lists(
            st.fixed_dictionaries({"title": VALUES, "measures": st.lists(ENTRY, max_size=2)}), max_size=2
        ),
    }
)


@given(PLANS)
def test_what_is_read_and_given_back_is_the_same(data: dict[str, Any]) -> None:
    row = row_of(WHOLE, data)
    assert data_of(row_given(row, data_of(row))) == data_of(row)
    assert row_given(row, {}) == row


def test_null_leaves_and_an_empty_word_takes_out() -> None:
    row = row_of(WHOLE, {"title": "甲", "number": "1号"})
    said = row_given(row, {"title": None, "number": ""}).said
    assert (said["title"], said["number"]) == ("甲", "")


def test_an_entry_that_moves_takes_along_what_it_says() -> None:
    row = row_of(WHOLE, {"duties": [{"id": "a", "title": "甲"}, {"id": "b", "title": "乙"}]})
    moved = row_given(row, {"duties": [{"at": "duties.1"}, {"title": "丙"}, {"at": "duties.0", "title": "丁"}]})
    assert [(one.was, one.said["title"]) for one in moved.lists["duties"]] == [
        ("duties.1", "乙"),
        ("", "丙"),
        ("duties.0", "丁"),
    ]


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"duties": {}}, "duties"),
        ({"duties": ["甲"]}, "duties.0"),
        ({"duties": [{"at": 3}]}, "duties.0"),
        ({"duties": [{"units": "甲、乙"}]}, "duties.0.units"),
        ({"duties": [{"units": [1]}]}, "duties.0.units"),
        ({"duties": [{"sealed": "true"}]}, "duties.0.sealed"),
        ({"title": 7}, "title"),
        ({"was": "parts"}, "was"),
    ],
)
def test_what_cannot_be_is_named(said: dict[str, Any], where: str) -> None:
    with pytest.raises(BadRequest, match=where):
        row_given(row_of(WHOLE, {}), said)


def test_of_what_stands_once_there_is_one() -> None:
    with pytest.raises(BadRequest, match="最多一个"):
        row_given(row_of(LADDER, {}), {"first": [{}, {}]})
