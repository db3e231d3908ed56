"""Pages that several desks have alike, each for its own visitors."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.parts.room import Room

Answers = Mapping[str, Callable[..., Response]]


def let_in(gate: Any, answer: Callable[..., Response]) -> Callable[..., Response]:
    """The answer to whom `gate` lets in. The gate is put into it, so that each desk has an answer of its own."""
    assert answer.__annotations__["visitor"] is Visitor, "it is behind another gate already"
    answer.__annotations__["visitor"] = gate
    return answer


def on_desk(gate: Any, pages: Answers, acts: Answers | None = None) -> Room:
    """Each page and each act at its address, behind the gate of a desk."""
    router = Room()
    for method, answers in (("GET", pages), ("POST", acts or {})):
        for path, answer in answers.items():
            router.add_api_route(path, let_in(gate, answer), methods=[method])
    return router
