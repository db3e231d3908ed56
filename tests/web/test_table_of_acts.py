"""One declaration of an act is all its ways: each is reached by form, program, command and script, and read in help."""

from typing import Annotated

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from tests.cli.commands import fine
from tests.web.browser import Console
from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.on_contact import ON_CONTACTS
from yudu_flow.actions.acts.on_message import ON_MESSAGES
from yudu_flow.actions.acts.table import BY_HAND, OF_LEADERS, OF_OFFICE, OF_UNITS, VERBS
from yudu_flow.actions.acts.verb import Api, Asked, verb
from yudu_flow.cli import acts as commands
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.simulation import script
from yudu_flow.web.api.acts import acts
from yudu_flow.web.app import rooms
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.parts.forms import forms
from yudu_flow.wording.audit import spell_act

DESKS = {"mine": OF_UNITS, "office": OF_OFFICE, "leader": OF_LEADERS}


def paths(app: FastAPI) -> set[str]:
    return {str(route.path) for route in iter_route_contexts(app.routes)}


def test_every_act_is_reached_in_every_way() -> None:
    known = paths(rooms(playing=False))
    for desk, verbs in DESKS.items():
        assert {f"/{desk}/{{id:int}}/{one.form}" for one in verbs} <= known
    assert {f"/api/v1/obligations/{{id}}/{one.api.path}" for one in VERBS} <= known
    besides = {one.command for one in (*ON_MESSAGES, *ON_CONTACTS) if one.command}
    assert {one.command.name for one in VERBS if one not in BY_HAND} | besides == {*commands.made()}
    assert {f"/office/outbox/{{id}}/{one.name}" for one in ON_MESSAGES} <= known
    assert {f"/api/v1/addresses/{one.name}" for one in ON_CONTACTS} <= known
    assert {f"/api/v1/messages/{{id}}/{one.name}" for one in ON_MESSAGES} <= known
    assert {one.command.name for one in BY_HAND} == {"file", "seal", "done"}
    assert {one.name for one in VERBS if one.script is None} == {"links"}, "a play sends no links"
    assert {one.script for one in VERBS if one.script and one not in BY_HAND} <= {*script.VERBS}


@pytest.mark.parametrize("kind", FactKind)
def test_every_fact_has_words(kind: FactKind) -> None:
    assert spell_act(kind) != kind


@pytest.mark.parametrize(("role", "place"), [("unit", "mine"), ("office", "office"), ("leader", "leader")])
def test_help_says_what_each_desk_does(console: Console, role: str, place: str) -> None:
    said = console.stranger().look(f"/help/{role}")
    assert [one.name for one in DESKS[place] if one.words not in said or one.says not in said] == []


@verb("praise", "表扬", Doers.OFFICE, "写一句表扬。", done="已表扬", api=Api("praise", "Praise"))
def praise(scene: Scene, words: Annotated[str, Asked("表扬的话", "请写明表扬什么", longest=50)]) -> Act:
    """An act that nobody ships."""
    return Act(Fact(FactKind.NOTED, scene.at), {"note": words})


def test_a_new_act_needs_no_more_than_its_declaration(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    app, known = FastAPI(), (praise,)
    app.include_router(forms("office", Visitor.judges, lambda *_: "/office", known))
    app.include_router(acts("局办公室", known))
    assert {"/office/{id:int}/praise", "/obligations/{id}/praise"} <= paths(app)
    words = app.openapi()["components"]["schemas"]["Praise"]["properties"]["words"]
    assert (words["maxLength"], words["description"]) == (50, "表扬的话")
    made = {**commands.made(), "praise": commands.command_of("praise", known)}
    monkeypatch.setattr(commands, "made", lambda: made)
    assert "--words" in fine("praise", "--help").out


def test_what_is_said_is_checked_once_for_all_ways() -> None:
    [words] = praise.fields
    assert words.checked(" 好 ") == "好"
    for said, refused in ((" ", "请写明表扬什么"), ("好" * 51, "内容过长，请不要超过50字")):
        with pytest.raises(BadRequest, match=refused):
            words.checked(said)
