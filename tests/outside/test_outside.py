"""Outside, the program says what it said when its answers were kept."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.bureau import SHIPPED
from tests.cli.commands import use
from tests.outside.kept import ANSWERS, HERE, kept
from yudu_flow.simulation import circumstances
from yudu_flow.simulation.script import VERBS


@pytest.mark.long(but=["cases", "reports", "api", "firm-requests"])
@pytest.mark.parametrize("name", ANSWERS)
def test_it_says_line_by_line_what_was_kept(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, SHIPPED)
    said, before = ANSWERS[name]().splitlines(), kept(name).splitlines()
    differs = [(number, *pair) for number, pair in enumerate(zip(before, said, strict=False), 1) if pair[0] != pair[1]]
    assert (differs[:3], len(said)) == ([], len(before))


def test_the_kept_plays_have_every_act_of_a_script() -> None:
    done = {item["do"] for path in Path(HERE).glob("*.yaml") for item in YAML(typ="safe").load(path)}
    assert done == {*VERBS, *circumstances.ALL} - {circumstances.CONTENT}
