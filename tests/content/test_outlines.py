"""What the pages show of each file: every field there is, and a form sent back as it came changes no character."""

import difflib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.content.copies import SHIPPED
from tests.invented import PLAN as INVENTED
from yudu_flow.content.calendar.outline import OWN, YEAR
from yudu_flow.content.calendar.shape import LocalShape, YearShape
from yudu_flow.content.entries import Outline, Row, changed_rows, row_in, row_of, tree_of
from yudu_flow.content.entry_changes import changes
from yudu_flow.content.home import read_content
from yudu_flow.content.plan.outline import WHOLE
from yudu_flow.content.plan.shape import PlanShape
from yudu_flow.content.read_source import source_of
from yudu_flow.content.rewriting import rewritten
from yudu_flow.content.rules.outline import LADDER, RULES
from yudu_flow.content.rules.shape import LadderShape, RulesShape
from yudu_flow.content.shape import Shape

NOTICE = next((SHIPPED / "workflows").glob("*.yaml")).read_text(encoding="utf-8")
DECISIONS = (SHIPPED / "config" / "rules.yaml").read_text(encoding="utf-8")
ELSEWHERE: dict[type[Shape], set[str]] = {
    PlanShape: {"id", "paused", "ended", "why"},
    RulesShape: {"ladders", *LadderShape.model_fields},
}
"""What has a page or an act of its own, and the plan's id, which never changes."""
TEXTS = [(WHOLE, NOTICE), (WHOLE, INVENTED), (RULES, DECISIONS)]


def shapes_of(shape: type[Shape]) -> Iterator[type[Shape]]:
    """It and those within."""
    yield shape
    for one in shape.model_fields.values():
        for part in (one.annotation, *getattr(one.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, Shape):
                yield from shapes_of(part)


def names_in(outline: Outline) -> set[str]:
    own = {one.name for one in outline.fields} | {one.name for one in outline.lists}
    return own.union(*(names_in(one) for one in outline.lists))


@pytest.mark.parametrize(
    ("outline", "shape"),
    [(WHOLE, PlanShape), (RULES, RulesShape), (LADDER, LadderShape), (YEAR, YearShape), (OWN, LocalShape)],
)
def test_every_field_of_the_file_stands_in_the_page(outline: Outline, shape: type[Shape]) -> None:
    written = {field.alias or name for one in shapes_of(shape) for name, field in one.model_fields.items()}
    assert written - ELSEWHERE.get(shape, set()) - names_in(outline) == set()


def posted(row: Row, prefix: str = "") -> dict[str, str]:
    """What a browser sends of a form that shows all of it."""
    form = {f"{prefix}{name}": words for name, words in row.said.items()}
    for name, rows in row.lists.items():
        for at, one in enumerate(rows):
            form |= {f"{prefix}{name}.{at}.was": one.was, **posted(one, f"{prefix}{name}.{at}.")}
    return form


def sent_back(outline: Outline, text: str, changes: dict[str, str] | None = None) -> str:
    data = source_of(text, "file").data
    row = row_in(outline, {**posted(row_of(outline, data)), **(changes or {})})
    return rewritten(text, tree_of(row, data), "file")


@pytest.mark.parametrize(("outline", "text"), TEXTS)
def test_a_form_that_nobody_touched_changes_nothing(outline: Outline, text: str) -> None:
    assert sent_back(outline, text) == text


@pytest.mark.parametrize(("outline", "text"), TEXTS)
@given(data=some.data())
def test_one_value_changes_its_line_alone(outline: Outline, text: str, data: some.DataObject) -> None:
    form = posted(row_of(outline, source_of(text, "file").data))
    filled = [name for name, words in form.items() if words and not name.endswith("was")]
    name = data.draw(some.sampled_from(sorted(filled)))
    after = sent_back(outline, text, {name: data.draw(some.sampled_from(["甲、乙", "2021-01-02", "12", "a: b #c"]))})
    lines = [line[0] for line in difflib.ndiff(text.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert lines in ([], ["-", "+"], ["+"])
    assert [one for one in text.splitlines() if "#" in one and one not in after.splitlines()][1:] == []


@given(data=some.data())
def test_random_plans_come_back_from_the_form_as_they_were(data: some.DataObject) -> None:
    names = some.text(alphabet="甲乙丙丁：#“”-[]{}'\"%0.5 ", min_size=1, max_size=8).map(str.strip).filter(bool)
    said = {"title": data.draw(names), "number": data.draw(names), "dated": "2020-01-01"}
    row = row_of(WHOLE, source_of(INVENTED, "file").data)
    text = rewritten(
        INVENTED, tree_of(replace(row, said={**row.said, **said}), source_of(INVENTED, "file").data), "file"
    )
    again = row_of(WHOLE, source_of(text, "file").data)
    assert {key: again.said[key] for key in said} == {key: " ".join(word.split()) for key, word in said.items()}
    assert sent_back(WHOLE, text) == text


def test_what_a_form_keeps_passes_check(home: Path) -> None:
    text = sent_back(WHOLE, INVENTED, {"title": "改过的标题", "duties.0.day": "25"})
    content, findings = read_content(home, date(2020, 9, 21), 2021, tried={"workflows/plan.yaml": text})
    assert content is not None, findings
    assert (content.plans[0].title, content.plans[0].duties[0].day) == ("改过的标题", 25)


@pytest.mark.parametrize("word", ["-", ":", "?", "- 甲", "-甲", "0", "甲: 乙"])
def test_a_word_of_signs_is_kept_as_it_was_typed(word: str) -> None:
    row = row_of(WHOLE, source_of(INVENTED, "file").data)
    changed = replace(row, said={**row.said, "title": word, "number": word})
    text = rewritten(INVENTED, tree_of(changed, source_of(INVENTED, "file").data), "file")
    again = row_of(WHOLE, source_of(text, "file").data)
    assert (again.said["title"], again.said["number"]) == (word, word)


def test_an_entry_that_went_up_in_its_list_was_moved() -> None:
    before = row_of(WHOLE, source_of(INVENTED, "").data)
    told = [one.told for one in changes(before, changed_rows(before, "parts.0.measures.1", "up", {}))]
    assert told == [f"措施{before.lists['parts'][0].lists['measures'][0].called} 移动"]
