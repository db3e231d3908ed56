"""One act through the API: what is not the visitor's is answered as if it did not exist."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from starlette.requests import Request

from yudu_flow.actions.acts.act import Done, Target
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, name_of
from yudu_flow.intake.paper import Paper
from yudu_flow.web.api.answers import Recorded
from yudu_flow.web.api.shapes import File, Said
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.parts.desk import sight_for
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.papers import taken_in

Doing = Callable[[Bureau, Target, str, datetime], Done]
Allowed = Callable[[Row[Any]], bool]
OBLIGATION = "/obligations/{id}"


def acted(request: Request, visitor: Visitor, id: int, allowed: Allowed, said: Said, do: Doing) -> Recorded:
    """Do it in the visitor's name to the obligation of that id. Raises NotFound where `allowed` says no."""
    return done_to(request, visitor, sight_for(request, visitor, id, allowed), said, do)


def done_to(request: Request, visitor: Visitor, sight: Sight, said: Said, do: Doing) -> Recorded:
    """The same to one that was fetched already."""
    hall, owed = hall_of(request), sight.owed
    target = Target(owed.owner, owed.period, owed.duty, seen=said.seen)
    done = do(hall.bureau(), target, visitor.by, hall.now())
    return Recorded(obligation=name_of(owed), event=done.event_id, at=done.fact.at)


def papers_of(request: Request, files: Sequence[File]) -> list[Paper]:
    """The files of a request, looked through. Raises BadRequest, which says what to do."""
    return [taken_in(request, one.name, one.content) for one in files]
