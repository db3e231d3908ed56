"""What `import --json` promises to programs: every field, of its kind, led to words of the document.

Source: issue 12, section 2. Names stand in the words that they came from as they end there: what they inherit from the
name before them, or from a cell above, stands elsewhere.
"""

import json
from datetime import date
from typing import Any

import pytest

from tests.documents.notations import KINDS, STRUCTURES, WHOLES, Sample, samples
from yudu_flow.documents.as_json import as_json, draft_of
from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper

FEW, MANY = [*samples(), *samples(WHOLES)], [*samples(KINDS), *samples(STRUCTURES)]
NAMES = dict.fromkeys(("leaders", "units", "co_units", "people", "groups"), list)
SHAPES: dict[str, dict[str, Any]] = {
    "assignments": {**NAMES, "measure": int, "title": str, "sure": bool, "doubts": list},
    "duties": {"kind": str, "every": str, "sealed": bool, "to": str},
    "targets": {"measure": int | None, "name": str, "value": int | float, "unit": str},
    "unknown": {"name": str, "nearest": list},
}
DAYS = {"assignments": "due", "targets": "by"}
HEAD = {"number": str, "title": str, "questions": list, "caution": str, "text": str}
HEADED = """2025年全县为民办事清单
一、县教育局（2项，分管县领导：周明）
1. 新增公办学位500个（8月底前）
2. 改造食堂10所（8月25日前）
二、县卫健委（2项，分管县领导：唐燕）
1. 免费接种疫苗4000人（10月底前）
2. 建成影像中心（年内）
"""
"""Whose the items are stands in their heads alone."""


@pytest.mark.parametrize(
    "text",
    [
        *(pytest.param(one.text, id=f"{one.row} {one.kind}") for one in FEW),
        *(pytest.param(one.text, id=f"{one.row} {one.kind}", marks=pytest.mark.long) for one in MANY),
        pytest.param(HEADED, id="heads alone"),
    ],
)
def test_every_value_is_of_its_kind_and_comes_from_words(text: str) -> None:
    said = json.loads(json.dumps(as_json(read_paper(read_plain(text.encode())))))
    assert {name: type(said[name]) for name in HEAD} == HEAD
    assert said["dated"] is None or date.fromisoformat(said["dated"])
    for list_, shape in SHAPES.items():
        for one in said[list_]:
            assert all(isinstance(one[name], kind) for name, kind in shape.items()), one
            start, end = one["from"]
            assert 0 <= start < end <= len(said["text"]), one
            assert list_ not in DAYS or one[DAYS[list_]] is None or date.fromisoformat(one[DAYS[list_]])
    for one in said["assignments"]:
        assert one["sure"] is not bool(one["doubts"])
        assert all(isinstance(name, str) and name for field in NAMES for name in one[field])
    assert draft_of(said) == draft_of(as_json(draft_of(said)))


def _words(sample: Sample) -> list[tuple[str, str]]:
    """Each name of the assignments, and the words that they came from, without the ends of lines."""
    said = as_json(read_paper(read_plain(sample.text.encode())))
    return [
        (name, "".join(said["text"][slice(*one["from"])].split()))
        for one in said["assignments"]
        for field in NAMES
        for name in one[field]
    ]


@pytest.mark.parametrize("sample", [*samples()], ids=lambda sample: f"{sample.row}")
def test_names_stand_in_the_words_that_they_came_from(sample: Sample) -> None:
    assert [name for name, words in _words(sample) if name[-2:] not in words] == []
