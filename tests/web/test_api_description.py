"""The API keeps to its own description: each question and each act asked once. test_api_schema asks at random."""

from typing import Any

import jsonschema_rs
import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, SEPTEMBER
from tests.web.browser import Console
from tests.web.programs import Program
from tests.web.test_office_plans import brought, drafts
from tests.web.test_revision import REVISED
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.record_visit import record_visit


@pytest.fixture
def described(office: Program) -> dict[str, Any]:
    """The description."""
    told: dict[str, Any] = office.asks("/openapi.json")
    return told


PAPER = "/api/v1/obligations/{id}/papers/{name}.{kind}"
"""A file, and no JSON."""


def answers(described: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    """What that operation may answer, by status."""
    told: dict[str, Any] = described["paths"][path][method]["responses"]
    return told


def fits(described: dict[str, Any], answer: dict[str, Any], said: Any) -> bool:
    """Whether what was said has the described shape."""
    shape = next(iter(answer["content"].values()))["schema"]
    return jsonschema_rs.is_valid({**shape, "components": described["components"]}, said)


def test_two_shapes_of_one_name_do_not_give_away_where_they_stand(described: dict[str, Any]) -> None:
    """Whoever makes a client from it has a class of each of these names."""
    assert [name for name in described["components"]["schemas"] if "__" in name] == []


def test_what_it_shows_has_the_shape_that_it_says(console: Console, office: Program, described: dict[str, Any]) -> None:
    said = {"firm": "清溪电子厂", "need": "用工", "text": "招工", "lead": JOBS, "helpers": [INSURANCE]}
    office.posts("/requests", said)
    visit = record_visit(console.desk.bureau, Sought(JOBS, SEPTEMBER), "苏禾", console.desk.clock(), "长河电子")
    known: dict[str, str | int] = {"id": console.id_of(JOBS), "firm": 1, "number": 1, "event": visit.event_id}
    known |= {"plan": "wenjiuye-2020", "block": "report", "year": 2020, "form": "urge"}
    brought(console.account(CLERK), REVISED)
    known["draft"] = drafts(console)[0].stem
    read = [path for path, ways in described["paths"].items() if "get" in ways and not path.endswith(".zip")]
    asked = {path: path.format(**known) for path in read if path != PAPER}
    asked["/api/v1/search"] += f"?q={JOBS}"
    shown = {path: office.get(address) for path, address in asked.items()}
    assert {path: answer.status_code for path, answer in shown.items()} == dict.fromkeys(asked, 200)
    files = {path: shown.pop(path) for path in asked if path.endswith((".xlsx", ".docx"))}
    assert [[*answers(described, p, "get")["200"]["content"]] for p in files] == [
        [said.headers["content-type"]] for said in files.values()
    ]
    wrong = [p for p, said in shown.items() if not fits(described, answers(described, p, "get")["200"], said.json())]
    assert (wrong, len(shown) > 2) == ([], True)
    assert not fits(described, answers(described, "/api/v1/obligations", "get")["200"], 7)


def test_a_paper_comes_as_the_file_that_it_says(console: Console, office: Program, described: dict[str, Any]) -> None:
    console.desk.until("2020-09-28T09:00")
    answer = office.get(PAPER.format(id=console.id_of(JOBS), name="urge", kind="docx"))
    assert answer.headers["content-type"] in answers(described, PAPER, "get")["200"]["content"]
    assert answer.content.startswith(b"PK")


def test_an_act_is_refused_in_the_shape_that_it_says(
    console: Console, office: Program, unit: Program, described: dict[str, Any]
) -> None:
    """For want of all that it needs, or because it is not theirs; never by falling."""
    acts = [path for path, ways in described["paths"].items() if "post" in ways]
    for path in acts:
        for program in (office, unit):
            answer = program.post(path.replace("{id}", "999999"), json={"until": 7})
            told = answers(described, path, "post")
            assert 400 <= answer.status_code < 500, path
            assert fits(described, told[str(answer.status_code)], answer.json()), path
    assert len(acts) > 20
