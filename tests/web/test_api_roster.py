"""The roster through the API: read whole, changed as in the pages, told apart from what somebody else wrote since."""

from base64 import b64encode
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.actions.test_import_roster import people
from tests.bureau import CLERK
from tests.web.browser import Console
from tests.web.programs import Program, program_of
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import renewed
from yudu_flow.content.roster.changes import ROSTER_ACTS
from yudu_flow.settings import Settings

ROSTER = "/api/v1/roster"


@pytest.fixture
def clerk(console: Console, home: Path) -> Program:
    """林秋's program, on pages whose content is watched as in a running process."""
    console.desk.at("2020-09-21T09:00")
    force = ContentInForce(console.desk.bureau, home, partial(renewed, Settings(home=home)))
    console.hall.bureau, console.hall.content = force.current, force
    return program_of(console, CLERK)


def told(program: Program, act: str, status: int = 200, **said: Any) -> Any:
    answer = program.post(f"{ROSTER}/{act}", json=said)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_it_is_read_whole(clerk: Program) -> None:
    whole = clerk.get(ROSTER).json()
    assert [one["name"] for one in whole["units"]] == ["办公室", "就业中心", "社保中心", "培训股", "仲裁股"]
    assert whole["units"][1]["holders"]["liaison"] == [
        {"person": "su-he", "name": "苏禾", "since": None, "until": None}
    ]
    assert clerk.get(f"{ROSTER}.xlsx").content[:2] == b"PK"


def test_a_change_is_made_with_what_it_moves(console: Console, clerk: Program) -> None:
    said: dict[str, Any] = {"unit": "培训股", "last_day": "2020-10-31", "into": "就业中心"}
    dry = told(clerk, "units-end", **said, dry_run=True)
    assert (dry["saved"], dry["moves"][0]["gone"], dry["moves"][0]["since"]) == (False, ["培训股"], "2020年11月")
    assert told(clerk, "units-end", **said)["saved"]
    assert console.hall.bureau().roster.units["培训股"].into == "就业中心"
    assert not told(clerk, "units-end", **said)["changed"], "said twice it changes nothing"


def test_the_second_of_two_is_told(clerk: Program) -> None:
    seen = clerk.get(ROSTER).json()["fingerprint"]
    told(clerk, "people-new", name="张三", was=seen)
    assert "刚刚被别人改过" in told(clerk, "people-new", 409, name="李四", was=seen)["message"]
    content = b64encode(people(["李四", "培训股", "", ""])).decode()
    assert "刚刚被别人改过" in told(clerk, "import", 409, content=content, was=seen)["message"]


def test_a_field_that_is_not_said_stays(console: Console, clerk: Program) -> None:
    told(clerk, "people-change", person="苏禾", mobile="138-0000-0033")
    person = console.hall.bureau().roster.people["su-he"]
    assert (person.mobile, person.email) == ("13800000033", "su-he@test.local")


def test_a_workbook_comes_in(console: Console, clerk: Program) -> None:
    content = b64encode(people(["张三", "培训股", "13800000031", ""])).decode()
    assert not told(clerk, "import", content=content, dry_run=True)["saved"]
    kept = told(clerk, "import", content=content)
    assert (kept["saved"], kept["rows"][0]["kind"]) == (True, "added")
    assert console.hall.bureau().roster.people["zhang-san"].home == "培训股"


def test_every_change_is_described(console: Console) -> None:
    described = console.app.rooms.openapi()["paths"]
    assert {f"{ROSTER}/{act.path}" for act in ROSTER_ACTS.values()} <= {*described}
