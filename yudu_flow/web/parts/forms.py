"""The forms of a desk: each act of the table has an address of its own there, to which its form posts.

The acts decide what is allowed; each form carries the last event that its page showed, so that the second of two people
is told and nothing is overwritten.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.table import addressed, meant
from yudu_flow.actions.acts.verb import ActField, Entrance, Holds, Verb
from yudu_flow.domain.deeds import Doers
from yudu_flow.web.doors.access import OfJudges, OfLeaders, OfOffice, OfUnit, Visitor
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import Whose, day_in, instant_in, number_in, owed_for, sight_for, sought_by
from yudu_flow.web.parts.on_desks import let_in
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

GATES: Mapping[Doers, Any] = {
    Doers.OWNERS: OfUnit,
    Doers.OFFICE: OfOffice,
    Doers.CALLERS: OfOffice,
    Doers.OTHERS: OfJudges,
    Doers.JUDGES: OfJudges,
    Doers.CLOSERS: OfJudges,
    Doers.DECIDER: OfLeaders,
    Doers.APPELLATE: OfLeaders,
}
"""Whom the address of an act lets in; whether this obligation is theirs, its desk asks, and the act itself."""
Back = Callable[[Visitor, FormData, int], str]


def forms(desk: str, whose: Whose, back: Back, verbs: Iterable[Verb[...]], gate: Any = None) -> Room:
    """An address for each of `verbs` under /`desk`/; `back` is the page that is shown after it.

    `gate` is whom they let in where a desk does what others do too.
    """
    router = Room()
    for verb in addressed(verbs):
        answer = _answering(verb, whose, back, gate or GATES[verb.deed.doers])
        router.add_api_route(f"/{desk}/{{id:int}}/{verb.form}", answer, methods=["POST"])
    return router


def _answering(verb: Verb[...], whose: Whose, back: Back, gate: Any) -> Callable[..., Response]:
    def answer(request: Request, visitor: Visitor, form: Posted, id: int) -> Response:
        return acted(request, visitor, form, id, verb, whose, back)

    return let_in(gate, answer)


def acted(
    request: Request, visitor: Visitor, form: FormData, id: int, verb: Verb[...], whose: Whose, back: Back, **more: Any
) -> Response:
    """Do it in the visitor's name, and on to a page. What is not theirs is answered before the form is read."""
    hall, owed = hall_of(request), owed_for(request, visitor, id, whose)
    now = hall.now()
    verb = meant(verb, lambda: sight_for(request, visitor, id, whose), now)
    values = read(form, verb)
    done = verb(hall.bureau(), sought_by(owed, form), visitor.by, now, **values, **more)
    return go(request, back(visitor, form, id), verb.done if isinstance(verb.done, str) else verb.done(done))


def read(form: FormData, verb: Verb[...]) -> Mapping[str, object]:
    """What a form says of an act. Raises BadRequest, which names the field."""
    values = {field.name: _read(form, field) for field in verb.fields if Entrance.FORM in field.asked.by}
    return values | {field.name: None for field in verb.fields if Entrance.FORM not in field.asked.by and field.bare}


def _read(form: FormData, field: ActField) -> str | date | datetime | int | None:
    name = field.called(Entrance.FORM)
    readers: dict[Holds, Callable[[FormData, str], str | date | datetime | int | None]] = {
        Holds.DAY: day_in,
        Holds.INSTANT: instant_in,
        Holds.NUMBER: number_in,
    }
    found = readers.get(field.sort, text)(form, name)
    field.insist(found, Entrance.FORM)
    return found
