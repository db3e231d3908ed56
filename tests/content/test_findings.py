"""Bad content never starts: each mistake is found at its place, with the value and what would be right."""

from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.broken import MISTAKES, Mistake
from tests.content.copies import CALENDAR, PLAN, ROSTER, RULES, SHIPPED, TODAY, change, copy_of_content, errors
from yudu_flow.content.complaints import shaped
from yudu_flow.content.findings import BrokenContent, Finding, Level, nearest
from yudu_flow.content.home import load
from yudu_flow.content.json_schema import SHAPES
from yudu_flow.content.read_source import MOST_BYTES, read_source, source_of

FILES = {"workflow": PLAN, "roster": ROSTER, "rules": RULES, "calendar": CALENDAR}
ANYTHING = st.recursive(
    st.none() | st.text(max_size=5) | st.sampled_from(["-1", "9" * 5000, "2020-13-01", "25:00", "true", "report"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=3,
)


def pointed(home: Path, finding: Finding) -> str:
    """The text of the file from the finding's place on."""
    lines = (home / finding.file).read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(lines[finding.line - 1 :])[finding.column - 1 :]


@pytest.mark.parametrize("mistake", MISTAKES, ids=range(len(MISTAKES)))
def test_it_names_the_place_the_value_and_what_is_right(tmp_path: Path, mistake: Mistake) -> None:
    home = copy_of_content(tmp_path)
    change(home, mistake.file, mistake.old, mistake.new)
    found = [finding for finding in errors(home) if finding.message.startswith(mistake.message)]
    assert len(found) == 1, errors(home)
    assert pointed(home, found[0]).startswith(mistake.at)
    assert found[0].suggestion.startswith(mistake.suggestion)


def test_it_says_all_errors_of_all_files_at_once(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, "home: 就业局", "home: 就业所")
    change(home, RULES, "rest_day: next", "rest_day: nxt")
    change(home, CALENDAR, "years: {}", "years: 2027")
    change(home, PLAN, "number: 2\n", "number: 二\n")
    change(home, PLAN, "number: 3\n", "number: 三\n")
    assert [finding.file for finding in errors(home)] == [ROSTER, RULES, CALENDAR, PLAN, PLAN]


def test_it_prints_file_line_column_and_advice(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, RULES, "rest_day: next", "rest_day: nxt")
    [finding] = errors(home)
    assert str(finding) == "config/rules.yaml:5:11: 错误：“rest_day”没有这个选项：“nxt”。是不是“next”。"


def test_it_refuses_to_load_what_has_an_error(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, RULES, "rest_day: next", "rest_day: nxt")
    with pytest.raises(BrokenContent, match="是不是“next”") as refused:
        load(home, TODAY)
    assert [finding.level for finding in refused.value.findings if finding.file == RULES] == [Level.ERROR]


def test_it_advises_the_nearest_name_or_all_of_them() -> None:
    assert nearest("就业居", ["社保局", "就业局"]) == "是不是“就业局”"
    assert nearest("甲", ["社保局", "就业局"]) == "可以填：社保局、就业局"
    assert nearest("甲", []) == ""


@pytest.mark.parametrize("name", FILES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_it_has_chinese_words_for_whatever_stands_in_a_file(name: str, data: st.DataObject) -> None:
    source = read_source(SHIPPED / FILES[name])
    source.data = deepcopy(source.data)  # what was read is remembered
    trail = data.draw(st.sampled_from([trail for trail in source.values if trail]))
    inner = source.data
    for part in trail[:-1]:
        inner = inner[part]  # type: ignore[index] # the trail was noted on the way down
    inner[trail[-1]] = data.draw(ANYTHING)  # type: ignore[index] # as above
    shaped(source, SHAPES[name])
    assert all(not finding.message.isascii() for finding in source.findings)


@given(st.text(alphabet='ab：:,，[]{}“”"\u00a0\u3000\u200b\ufeff\t\n -#&*|>！', max_size=80))
def test_it_reads_or_refuses_any_text_without_falling(text: str) -> None:
    source = source_of(text, "名册.yaml")
    assert source.findings or source.data is not None
    assert all(finding.line <= text.count("\n") + 2 for finding in source.findings)


@pytest.mark.parametrize("text", [r'a: "\UFFFFFFFF"', r'"\U00110000": 1', r'"\ud800": 1', r'a: ["\udfff"]'])
def test_it_refuses_a_number_that_is_no_character(text: str) -> None:
    source = source_of(text, "名册.yaml")
    assert source.findings
    str(source.data).encode()


@pytest.mark.long(but=["{}-100000"])
@pytest.mark.parametrize("depth", [1_000, 100_000])
@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_it_refuses_what_is_nested_without_end(depth: int, brackets: str) -> None:
    [finding] = source_of(brackets[0] * depth + brackets[1] * depth, "名册.yaml").findings
    assert finding.message == "一层套一层超过50层"


def test_it_refuses_references_that_would_unfold_without_end() -> None:
    laughs = "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(60))
    assert {finding.message for finding in source_of(laughs, "名册.yaml").findings} == {"不支持“&”“*”引用写法"}


def test_it_refuses_a_file_that_is_no_roster_by_its_size(tmp_path: Path) -> None:
    (tmp_path / "roster.yaml").write_bytes(b"# " + b"x" * MOST_BYTES)
    [finding] = read_source(tmp_path / "roster.yaml").findings
    assert finding.message == "文件超过4MB"
