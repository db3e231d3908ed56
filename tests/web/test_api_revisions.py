"""Drafts for programs: compared with the plan in force, and taken over with the marks that were seen."""

import pytest

from tests.bureau import CLERK
from tests.web.browser import Console
from tests.web.programs import Program
from tests.web.test_office_plans import brought, drafts
from tests.web.test_revision import REVISED, UNITS, plan_of


@pytest.fixture
def place(console: Console) -> str:
    """Where the revised plan is compared."""
    console.desk.at("2020-09-21T09:00")
    brought(console.account(CLERK), REVISED)
    return f"/drafts/{drafts(console)[0].stem}/comparison"


def test_a_program_compares_tries_and_takes_over(console: Console, office: Program, place: str) -> None:
    [draft] = office.asks("/drafts")
    assert (draft["title"], draft["revises"]) == ("稳就业工作方案（修订稿）", ["wenjiuye-2020"])
    found = office.asks(place)
    units = next(one for one in found["differences"] if one["key"] == UNITS)
    assert (found["scope"], units["old"], units["new"]) == ("whole", "就业中心、培训股", "就业中心、仲裁股")
    said = {"take": [UNITS], "was": found["was"]}
    tried = office.posts(place, {**said, "dry_run": True})
    assert (tried["saved"], tried["effects"][0]["leaves"]) == (False, ["培训股"])
    assert office.posts(place, {**said, "drop": True})["saved"]
    assert "units: [就业中心, 仲裁股]}" in plan_of(console).read_text(encoding="utf-8")
    assert office.asks("/drafts") == []


def test_what_was_changed_meanwhile_is_a_conflict(console: Console, office: Program, place: str) -> None:
    said = {"take": [UNITS], "was": office.asks(place)["was"]}
    plan_of(console).write_text(plan_of(console).read_text(encoding="utf-8") + "# 手改\n", encoding="utf-8")
    assert office.posts(place, said, 409)["code"] == "conflict"
    assert plan_of(console).read_text(encoding="utf-8").endswith("# 手改\n")


def test_nothing_chosen_is_refused(office: Program, place: str) -> None:
    assert "没有选中" in office.posts(place, {"take": ["x"], "was": office.asks(place)["was"]}, 400)["message"]
