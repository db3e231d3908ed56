"""A plan and a document that revises it: every difference once, each taken over or not, and nothing else moved."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as some

from tests.invented import PLAN
from yudu_flow.content.entries import Row, row_of, tree_of
from yudu_flow.content.plan.comparison import compare
from yudu_flow.content.plan.difference import Difference, Scope, Way
from yudu_flow.content.plan.outline import ASSIGNMENT, MEASURE, PART, WHOLE
from yudu_flow.content.plan.same_entries import measures_of
from yudu_flow.content.plan.taking_over import taken_over
from yudu_flow.content.read_source import source_of
from yudu_flow.content.rewriting import rewritten, said_by

TITLES = ("稳定就业岗位", "稳定就业", "扩大参保", "扩大参保覆盖面", "走访企业", "走访对口企业", "化解争议")
NAMES = some.lists(some.sampled_from(["就业中心", "社保中心", "培训股", "仲裁股"]), min_size=1, max_size=3, unique=True)
DAYS = some.sampled_from([None, "2020-10-31", "2020-12-20"])
SCOPES = some.sampled_from(Scope)


def row(data: object) -> Row:
    """As a form has it."""
    return row_of(WHOLE, data)


def rows(text: str) -> Row:
    return row(source_of(text, "plan.yaml").data)


def said(found: Sequence[Difference]) -> list[tuple[str, ...]]:
    """Each difference as it is shown."""
    return [(str(one.way), one.place, one.what, one.old, one.new) for one in found]


@some.composite
def targets(draw: some.DrawFn) -> list[dict[str, object]]:
    """Each of another name."""
    names = draw(some.lists(some.sampled_from(["培训人数", "参保人数", "参保率"]), max_size=2, unique=True))
    return [
        {"name": name, "value": value, "unit": "人", "by": "2020-12-31", "as_written": f"{value}人"}
        for name in names
        for value in [draw(some.sampled_from(["300", "400"]))]
    ]


@some.composite
def assignments(draw: some.DrawFn, number: int) -> list[dict[str, object]]:
    return [
        {
            "id": f"{number}.{at}",
            "summary": draw(some.sampled_from(TITLES)),
            "leaders": draw(some.sampled_from([["顾明远"], ["沈清"], []])),
            "units": draw(NAMES),
            "due": draw(DAYS),
            "targets": draw(targets()),
        }
        for at in range(1, draw(some.integers(1, 3)) + 1)
    ]


@some.composite
def plans(draw: some.DrawFn) -> dict[str, Any]:
    """A plan of up to five measures in two parts, with visits for some of them."""
    numbers = draw(some.lists(some.integers(1, 7), min_size=1, max_size=5, unique=True))
    measures: list[dict[str, Any]] = [
        {"number": str(number), "title": draw(some.sampled_from(TITLES)), "assignments": draw(assignments(number))}
        for number in numbers
    ]
    cut = draw(some.integers(0, len(measures) - 1))
    titles = draw(some.permutations(["保就业", "保民生", "保主体"]))
    parts: list[dict[str, Any]] = [
        {"title": title, "measures": held}
        for title, held in zip(titles, (measures[:cut], measures[cut:]), strict=False)
        if held
    ]
    ids = [one["id"] for part in parts for measure in part["measures"] for one in measure["assignments"]]
    visited = [id for id in ids if draw(some.booleans())]
    report = {
        "id": "r",
        "kind": "report",
        "title": "月报",
        "basis": "某文",
        "day": draw(some.sampled_from(["20", "25"])),
    }
    visits = [
        {"id": f"v-{id}", "kind": "visit", "title": "走访", "assignment": id, "units": draw(NAMES), "firms": "2"}
        for id in visited
    ]
    return {
        "number": "某〔2020〕1号",
        "title": "方案",
        "dated": "2020-09-18",
        "parts": parts,
        "duties": [report, *visits],
    }


@given(plans(), SCOPES)
def test_a_plan_does_not_differ_from_itself(plan: Mapping[str, Any], scope: Scope) -> None:
    assert compare(row(plan), row(plan), scope) == ()


@given(plans(), plans(), SCOPES)
def test_with_all_taken_over_nothing_differs_any_more(
    plan: Mapping[str, Any], document: Mapping[str, Any], scope: Scope
) -> None:
    titles = [one.said["title"] for one in measures_of(row(document))]
    assume(scope is Scope.WHOLE or len({*titles}) == len(titles))  # nothing else tells a supplement's measures apart
    after = taken_over(row(plan), compare(row(plan), row(document), scope))
    written = row(said_by(tree_of(after, plan)))
    assert said(compare(written, row(document), scope)) == []


@given(plans())
def test_with_nothing_taken_over_nothing_moves(plan: Mapping[str, Any]) -> None:
    assert taken_over(row(plan), ()) == row(plan)


@given(plans(), plans(), SCOPES, some.data())
def test_whatever_is_chosen_no_two_share_an_id_and_the_rest_stays(
    plan: Mapping[str, Any], document: Mapping[str, Any], scope: Scope, data: some.DataObject
) -> None:
    found = compare(row(plan), row(document), scope)
    keys = [one.key for one in found]
    assert len({*keys}) == len(keys)
    chosen = [one for one in found if data.draw(some.booleans())]
    after = taken_over(row(plan), chosen)
    ids = [one.said["id"] for measure in measures_of(after) for one in measure.lists[ASSIGNMENT.name]]
    assert len({*ids}) == len(ids)
    gone = {place for one in chosen for place in one.drops}
    left = {one.was for one in measures_of(row(plan))} - gone
    assert left >= {one.was for one in measures_of(after)} - {""}


@given(plans(), plans())
def test_a_supplement_takes_nothing_away(plan: Mapping[str, Any], document: Mapping[str, Any]) -> None:
    found = compare(row(plan), row(document), Scope.SUPPLEMENT)
    assert [one for one in found if one.way is Way.GONE or (one.sets and not one.new)] == []


def revised(*changes: tuple[str, str]) -> Row:
    """The invented plan with other words."""
    text = PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return rows(text)


def measure(number: int, title: str, summary: str) -> str:
    """Its lines in a plan's text."""
    head = f"      - number: {number}\n        title: {title}\n"
    return f'{head}        assignments:\n          - {{id: "{number}.1", summary: {summary}, units: [培训股]}}\n'


def test_a_measure_before_the_others_renumbers_them_and_is_one_addition() -> None:
    first = measure(1, "稳岗", "开专场")
    document = revised(
        ("number: 3", "number: 4"), ("number: 2", "number: 3"), ("      - number: 1\n", f"{first}      - number: 2\n")
    )
    assert said(compare(rows(PLAN), document, Scope.WHOLE)) == [
        ("changed", "措施1“稳定就业岗位”", "第几项", "1", "2"),
        ("changed", "措施2“扩大参保”", "第几项", "2", "3"),
        ("changed", "措施3“走访企业”", "第几项", "3", "4"),
        ("added", "措施1“稳岗”", "", "", "开专场（责任单位培训股）"),
    ]


def test_what_the_document_is_silent_about_is_said_and_not_proposed() -> None:
    office = revised(("units: [就业中心, 培训股]}", "units: [就业中心, 培训股], due: 2020-11-30, co_units: [仲裁股]}"))
    found = compare(office, revised(("units: [社保中心, 仲裁股]", "units: [社保中心]")), Scope.WHOLE)
    assert [(one.what, one.old, one.new, one.proposed) for one in found] == [
        ("配合单位", "仲裁股", "", False),
        ("完成时限", "2020-11-30", "", False),
        ("责任单位", "社保中心、仲裁股", "社保中心", True),
    ]
    spoken = compare(office, rows(PLAN), Scope.SUPPLEMENT)
    assert spoken == ()


def test_a_unit_that_helped_and_is_charged_now_helps_no_more() -> None:
    office = revised(("units: [就业中心, 培训股]}", "units: [就业中心, 培训股], co_units: [仲裁股]}"))
    found = compare(office, revised(("units: [就业中心, 培训股]", "units: [就业中心, 仲裁股]")), Scope.WHOLE)
    assert [(one.what, one.new, one.proposed) for one in found] == [
        ("责任单位", "就业中心、仲裁股", True),
        ("配合单位", "", True),
    ]


def test_a_name_in_its_other_spelling_is_no_difference() -> None:
    other = revised(("units: [就业中心, 培训股]", "units: [清溪县就业服务中心, 培训股, 仲裁股]"))
    spell = {"清溪县就业服务中心": "就业中心"}
    [found] = compare(rows(PLAN), other, Scope.WHOLE, lambda name: spell.get(name, name))
    assert dict(found.sets) == {"units": "就业中心、培训股、仲裁股"}


def test_a_day_is_the_same_however_it_is_written() -> None:
    due = "units: [就业中心, 培训股], due: 2020-{}-30}}"
    office = revised(("units: [就业中心, 培训股]}", due.format("9")), ("dated: 2020-09-18", "dated: 2020-9-18"))
    same = revised(("units: [就业中心, 培训股]}", due.format("09")))
    assert compare(office, same, Scope.WHOLE) == ()
    later = revised(("units: [就业中心, 培训股]}", due.format("09")), ("dated: 2020-09-18", "dated: 2020-10-08"))
    [found] = compare(office, later, Scope.WHOLE)
    assert (found.what, found.proposed) == ("印发日期", False), "no plan is dated after what it wants done"


def test_what_goes_takes_its_visits_along_and_what_comes_brings_them() -> None:
    document = revised(
        ('          - {id: "3.1", summary: 定期走访对口企业, leaders: [顾明远], units: [就业中心]}\n', ""),
        (
            "  - id: visit-3\n    kind: visit\n    title: 走访对口企业\n    basis: 清人社〔2020〕9号 二（三）\n",
            "  - id: visit-4\n    kind: visit\n    title: 走访园区\n    basis: 某文\n",
        ),
        ('assignment: "3.1"', 'assignment: "1.2"'),
        (
            "units: [就业中心, 培训股]}\n",
            'units: [就业中心, 培训股]}\n          - {id: "1.2", summary: 走访园区, units: [仲裁股]}\n',
        ),
        ("    units: [就业中心]\n    firms: 2", "    units: [仲裁股]\n    firms: 3"),
    )
    found = compare(rows(PLAN), document, Scope.WHOLE)
    assert [(one.way, one.place) for one in found] == [
        (Way.ADDED, "措施1“稳定就业岗位” 分工1.2"),
        (Way.GONE, "分工3.1"),
    ]
    assert "每月走访3家企业（仲裁股）" in found[0].new
    data = source_of(PLAN, "plan.yaml").data
    text = rewritten(PLAN, tree_of(taken_over(rows(PLAN), found), data), "plan.yaml")
    after = said_by(source_of(text, "plan.yaml").data)
    assert isinstance(after, dict)
    assert [one.get("assignment") for one in after["duties"]] == [None, "3.2", "1.2"]


def test_a_new_part_comes_with_its_measures() -> None:
    part = f"  - title: 保民生\n    measures:\n{measure(4, '发补贴', '发补贴')}duties:\n"
    document = revised(("duties:\n", part))
    found = compare(rows(PLAN), document, Scope.WHOLE)
    after = taken_over(rows(PLAN), found)
    assert [(one.said["title"], len(one.lists[MEASURE.name])) for one in after.lists[PART.name]] == [
        ("稳就业", 3),
        ("保民生", 1),
    ]


def test_a_figure_of_ten_thousands_is_the_same_in_single_ones() -> None:
    tens = revised(("value: 48200, unit: 人", "value: 4.82, unit: 万人"))
    assert compare(tens, rows(PLAN), Scope.WHOLE) == ()


def test_what_has_no_number_yet_hides_no_duty() -> None:
    document = revised(('{id: "1.1", summary', "{summary"), ("day: 27", "day: 25"))
    assert said(compare(rows(PLAN), document, Scope.WHOLE)) == [("changed", "事项“稳就业月报”", "几日", "27", "25")]


def test_a_part_without_a_title_loses_nothing() -> None:
    document = rows(f"title: 方案\nparts:\n  - title: ''\n    measures:\n{measure(8, '发补贴', '发补贴')}duties: []\n")
    found = compare(rows(PLAN), document, Scope.WHOLE)
    after = taken_over(rows(PLAN), [one for one in found if one.way is Way.ADDED])
    assert "发补贴" in [one.said["title"] for one in measures_of(after)]


def test_a_supplement_s_measures_are_counted_on() -> None:
    document = rows(
        "title: 补充通知\nnumber: 某〔2020〕2号\nparts:\n  - title: 全文\n    measures:\n"
        f"{measure(1, '发补贴', '发补贴')}duties: []\n"
    )
    found = compare(rows(PLAN), document, Scope.SUPPLEMENT)
    assert said(found) == [("added", "措施4“发补贴”", "", "", "发补贴（责任单位培训股）")]
    last = measures_of(taken_over(rows(PLAN), found))[-1]
    assert (last.said["number"], last.lists[ASSIGNMENT.name][0].said["id"]) == ("4", "4.1")
