"""The founding notice, read, gives the plan that the software ships, without a correction."""

from datetime import date
from pathlib import Path

from yudu_flow.content.home import load
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper
from yudu_flow.domain.plan import Plan

HOME = Path(__file__).parents[2]
NOTICE = Path(__file__).with_name("founding-notice.txt")


def shipped() -> Plan:
    return load(HOME, date(2020, 9, 18), 2021).plans[0]


def read() -> Draft:
    roster = load(HOME, date(2020, 9, 18), 2021).roster
    return read_paper(read_file(NOTICE.read_bytes()), roster)


def test_it_knows_the_document() -> None:
    draft, plan = read(), shipped()
    assert (draft.number, draft.title, draft.dated) == (plan.number, plan.title, plan.dated)
    assert (draft.unknown, draft.questions) == ((), ())


def test_it_finds_every_assignment() -> None:
    found = [(a.measure, a.title, a.leaders, a.units, a.groups, a.people) for a in read().assignments]
    assert found == [
        (measure.number, measure.title, a.leaders, a.units, a.groups, a.people)
        for measure, a in shipped().assignments()
    ]


def test_it_finds_every_target() -> None:
    found = [(t.measure, t.name, t.value, t.unit, t.by, t.direction, t.state) for t in read().targets]
    assert found == [
        (measure.number, t.name, t.value, t.unit, t.by, t.direction, t.state)
        for measure, a in shipped().assignments()
        for t in a.targets
    ]


def test_it_finds_the_report_and_the_visits() -> None:
    report, *visits = read().duties
    assert (report.every, report.day, report.sealed, report.to) == ("month", 27, True, "局办公室")
    assert [(v.measure, v.owner, v.firms, v.regular) for v in visits] == [
        (5, "就业局", 2, True),
        (5, "专技股", 2, True),
        (9, "李子健", 4, False),
    ]


def test_it_says_for_each_value_which_words_it_came_from() -> None:
    draft = read()
    assert [draft.text[slice(*a.place)] for a in draft.assignments[:2]] == [
        "〔责任领导：段先辉，李明；责任单位：社保局，就业局〕",
        "〔责任领导：李明；责任单位：就业局〕",
    ]
    assert "48.2万人" in draft.text[slice(*draft.targets[0].place)]
    assert "每月 27 日前" in draft.text[slice(*draft.duties[0].place)]
