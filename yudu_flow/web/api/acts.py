"""The acts of the table through the API: what is not the visitor's is answered as if it did not exist."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.table import OF_LEADERS, OF_OFFICE, OF_UNITS, addressed, meant
from yudu_flow.actions.acts.verb import Verb
from yudu_flow.domain.deeds import Doers
from yudu_flow.web.api.answers import Recorded, recorded
from yudu_flow.web.api.gate import ROOM, Id, Measured, OfJudgeToken, OfLeaderToken, OfOfficeToken, OfToken, OfUnitToken
from yudu_flow.web.api.papers import WITH_FILES
from yudu_flow.web.api.shapes import Instruction, Said, shape_of, words_of
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import Whose, owed_for, sight_for

OBLIGATION = "/obligations/{id}"


@dataclass(frozen=True, slots=True)
class Gate:
    """Whose token is let in, and to which obligations."""

    token: Any
    whose: Whose


JUDGES, OFFICE = Gate(OfJudgeToken, Visitor.judges), Gate(OfOfficeToken, Visitor.sees)
LEADERS = Gate(OfLeaderToken, Visitor.leads_on)
GATES: Mapping[Doers, Gate] = {
    Doers.OWNERS: Gate(OfUnitToken, Visitor.answers_for),
    Doers.OFFICE: OFFICE,
    Doers.CALLERS: OFFICE,
    Doers.OTHERS: JUDGES,
    Doers.JUDGES: Gate(OfJudgeToken, Visitor.may_close),
    Doers.DECIDER: LEADERS,
    Doers.APPELLATE: Gate(OfLeaderToken, Visitor.hears),
    Doers.CLOSERS: Gate(OfJudgeToken, Visitor.may_close),
}
STRIKING = Gate(OfToken, lambda visitor, owed: visitor.office or visitor.answers_for(owed))
OPERATIONS = {
    "withdraw": "withdrawn",
    "object": "objection",
    "hand-back": "handed_back",
    "return": "give_back",
    "register-page": "register_sealed",
    "extension/decision": "extension",
    "explanation/decision": "explanation",
    "hand-back/answer": "hand_back",
    "appeal/decision": "appeal_decision",
    "not-ours/answer": "answer_not_ours",
    "request/decision": "decide_request",
    "request/end": "end_request",
    "waive": "excuse",
    "urge": "urge_now",
    "note": "keep_note",
}
"""By which name a program that was made from the description calls a route, where that is not its path."""


def acts(tag: str, verbs: Iterable[Verb[...]]) -> APIRouter:
    """A route for each of `verbs`."""
    router = APIRouter(prefix=OBLIGATION, tags=[tag], route_class=Measured)
    for verb in addressed(verbs):
        path = verb.api.path
        router.add_api_route(
            f"/{path}",
            # A visit is struck by its author or by the office, which is no gate of any other act.
            _answering(verb, STRIKING if verb is strike_visit else GATES[verb.deed.doers]),
            methods=["POST"],
            name=OPERATIONS.get(path, path.replace("/", "_")),
            summary=verb.words,
            description=verb.says,
        )
    return router


def _answering(verb: Verb[...], gate: Gate) -> Callable[..., Recorded]:
    with_files = WITH_FILES.get(verb.name)

    def answer(request: Request, visitor: Visitor, id: Id, body: Said) -> Recorded:
        hall, owed = hall_of(request), owed_for(request, visitor, id, gate.whose)
        more = with_files.taken(request, owed, body) if with_files else {}
        sought = Sought(owed.owner, owed.period, owed.duty, seen=body.seen)
        now = hall.now()
        act = meant(verb, lambda: sight_for(request, visitor, id, gate.whose), now)
        done = act(hall.bureau(), sought, visitor.by, now, **words_of(act, body), **more)
        return recorded(done)

    answer.__annotations__ |= {"visitor": gate.token, "body": with_files.shape if with_files else shape_of(verb)}
    return takes(ROOM)(answer) if with_files else answer


units, office, leaders = acts("单位", OF_UNITS), acts("局办公室", OF_OFFICE), acts("责任领导", OF_LEADERS)
giving = APIRouter(tags=["责任领导"], route_class=Measured)


@giving.post("/instructions", summary="批示交办", description="写明内容和办理期限，交一个或几个单位办理，各办一项。")
def instruct_units(request: Request, visitor: OfJudgeToken, body: Instruction) -> list[Recorded]:
    """Each unit has an item of its own."""
    hall = hall_of(request)
    words = Errand(body.text, body.due, body.urgency, body.about, body.reason)
    given = instruct(hall.bureau(), body.to, visitor.by, hall.now(), words, again=body.again)
    return [recorded(one) for one in given]
