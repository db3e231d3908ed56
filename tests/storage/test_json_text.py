"""JSON in the database: legible, and each reader's own, though most of it is parsed only once."""

from typing import Any

import pytest

from yudu_flow.storage.json_text import SHORT, as_json, from_json

VALUES: list[Any] = [
    {},
    [],
    ["就业局"],
    {"reason": "“停电”"},
    {"slips": [{"rung": "E+1"}]},
    [["一"]],
    None,
    "词",
    3,
    True,
]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_it_comes_back_as_it_was(value: Any) -> None:
    """The first time and from memory."""
    assert [from_json(as_json(value)), from_json(as_json(value))] == [value, value]


def test_nothing_comes_back_as_nothing() -> None:
    """A column of an outer join may be NULL."""
    assert from_json(None) is None


def test_it_is_legible() -> None:
    """Whoever opens the database reads Chinese."""
    assert as_json(["就业局"]) == '["就业局"]'


@pytest.mark.parametrize("size", [1, SHORT], ids=["short", "long"])
def test_what_one_reader_changes_no_other_sees(size: int) -> None:
    """Neither in a list, nor in an object, nor inside one."""
    words = "字" * size
    some, named, nested = as_json([words]), as_json({"text": words}), as_json({"slips": [words]})
    from_json(some).append("改")
    from_json(named)["text"] = "改"
    from_json(nested)["slips"].append("改")
    assert [from_json(some), from_json(named), from_json(nested)] == [[words], {"text": words}, {"slips": [words]}]
