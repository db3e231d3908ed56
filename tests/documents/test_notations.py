"""Every notation of who does what, two documents each, is read as its reader would read it."""

from collections import Counter

import pytest

from tests.documents.notations import KINDS, STRUCTURES, WHOLES, Sample, samples
from yudu_flow.documents.draft import Draft, DraftAssignment
from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper

FIELDS = ("leaders", "units", "co_units", "people", "groups")


def line_of(one: DraftAssignment) -> str:
    """`measure | field=names …`, as notations.py has it."""
    found = [f"{field}={','.join(getattr(one, field))}" for field in FIELDS if getattr(one, field)]
    found += [f"lead={one.lead}"] if one.lead else []
    found += [f"due={one.due}"] if one.due else []
    return f"{one.measure} | {' '.join(found)}"


def in_order(line: str) -> str:
    """The same with its fields in one order, however it was written."""
    measure, _, fields = line.partition(" | ")
    return f"{measure} | {' '.join(sorted(fields.split()))}"


@pytest.mark.parametrize(
    "sample", [*samples(), *samples(KINDS), *samples(STRUCTURES)], ids=lambda sample: f"{sample.row} {sample.kind}"
)
def test_it_reads_who_does_what_in_every_notation(sample: Sample) -> None:
    draft = read_paper(read_plain(sample.text.encode()))
    assert [in_order(line_of(one)) for one in draft.assignments] == [in_order(line) for line in sample.expected]


def test_it_has_two_documents_for_each_notation() -> None:
    assert Counter(sample.row for sample in samples()) == dict.fromkeys(range(1, 29), 2)
    assert {*Counter(sample.kind for sample in samples(KINDS)).values()} == {2}
    assert {*Counter(sample.kind for sample in samples(STRUCTURES)).values()} == {2}


def duties_and_targets(draft: Draft) -> list[str]:
    """`duty | every day sealed to` and `target | name value unit by`, what is empty left out."""
    duties = [f"duty | {d.every} {d.day} {'sealed' if d.sealed else ''} {d.to}" for d in draft.duties]
    targets = [f"target | {t.measure} {t.name} {t.value} {t.unit} {t.by}" for t in draft.targets]
    return [" ".join(line.split()) for line in (*duties, *targets)]


@pytest.mark.parametrize("sample", [*samples(WHOLES)], ids=lambda sample: str(sample.row))
def test_it_reads_whole_documents(sample: Sample) -> None:
    draft = read_paper(read_plain(sample.text.encode()))
    found = [in_order(line_of(one)) for one in draft.assignments] + duties_and_targets(draft)
    assert found == [in_order(line) if line[0].isdecimal() else line for line in sample.expected]
