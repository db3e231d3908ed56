"""What firms ask for, as lists, pages and commands show it: where each is, whose turn it is and until when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider
from yudu_flow.actions.letters import last_words
from yudu_flow.actions.look import Sight, name_of
from yudu_flow.actions.matters import Matter, matters
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.firm_request import Stage, StepTaken, calling, leading
from yudu_flow.domain.obligation import Lamp, Pending
from yudu_flow.domain.period import ZONE
from yudu_flow.storage import requests
from yudu_flow.storage.request_tables import RequestRow
from yudu_flow.wording.record import Record
from yudu_flow.wording.standings import SECOND, Stand, stand

STAGES = {
    Stage.ANSWER: "办理中",
    Stage.CALL: "待回访",
    Stage.LEADER: "待领导决定",
    Stage.SETTLED: "已办结",
    Stage.ENDED: "已结束",
}
PARTS = {RequestPart.LEAD: "牵头", RequestPart.HELP: "配合", RequestPart.CALL: "回访"}


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of a request: whose, until when, where it stands, and what was said in it."""

    id: int
    obligation: str
    part: str
    round: int
    owner: str
    late_from: datetime
    now: Stand
    text: str
    done_at: datetime | None
    owed: bool


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A request: `word` beside its lamp, and whose turn it is (`turn`) until `until`, both empty where it is over.

    `id` is the lead's obligation, `turn_id` the one whose turn it is.
    """

    row: RequestRow
    matter: Matter
    stage: Stage
    word: str
    lamp: Lamp
    lead: str
    helpers: tuple[str, ...]
    turn: str
    turn_id: int
    until: datetime | None
    visitor: str
    hand_backs: int
    steps: tuple[StepShown, ...]

    @property
    def over(self) -> bool:
        return self.stage.over


def all_requests(bureau: Bureau, db: Connection, now: datetime) -> list[RequestShown]:
    """All, the newest first."""
    return [request_shown(bureau, one) for one in matters(bureau, db, requests.listed(db, bureau.key), now)]


def requests_of_firm(bureau: Bureau, db: Connection, firm: int, now: datetime) -> list[RequestShown]:
    """A firm's, the newest first."""
    found = matters(bureau, db, requests.of_firm(db, bureau.key, firm), now)
    return [request_shown(bureau, one) for one in found]


def request_shown(bureau: Bureau, matter: Matter) -> RequestShown:
    """Whose turn it is and until when follow from its steps; while it is the leader's there is no instant."""
    turn = _turn(matter)
    stands = stand(turn.state, bureau.rules, bureau.calendar, matter.now) if turn else None
    helps = (piece.owner for piece in matter.pieces if piece.part is RequestPart.HELP and not piece.gone)
    return RequestShown(
        matter.row,
        matter,
        matter.stage,
        _word(matter, stands),
        _lamp(matter, stands),
        matter.lead.owed.owner,
        tuple(dict.fromkeys(helps)),
        _whose(bureau, matter, turn),
        turn.owed.id if turn else matter.lead.owed.id,
        turn.state.late_from if turn else None,
        _visitor(bureau, matter.row),
        len(matter.hand_backs),
        tuple(_step(bureau, matter, piece) for piece in matter.pieces),
    )


def _turn(matter: Matter) -> Sight | None:
    """The step that is waited for; None where it is over, or for the leader."""
    if matter.stage is Stage.CALL and (call := calling(matter.pieces)):
        return matter.of(call)
    return matter.lead if matter.stage is Stage.ANSWER else None


def _word(matter: Matter, stands: Stand | None) -> str:
    """待回访; 办理中，逾期3个工作日; 已办结（基本满意）."""
    lead, call = leading(matter.pieces), calling(matter.pieces)
    if matter.stage is Stage.SETTLED and call and call.said:
        return f"{STAGES[matter.stage]}（{call.said}）"
    if matter.lead.state.waits and matter.lead.state.pending is Pending.HAND_BACK:
        return "退请待答复"
    word = "再次办理" if matter.stage is Stage.ANSWER and lead.round > 1 else STAGES[matter.stage]
    return "，".join(part for part in (word, stands.late if stands else "") if part)


def _lamp(matter: Matter, stands: Stand | None) -> Lamp:
    """Not satisfied for the second time is red until the leader has said what becomes of it."""
    if stands:
        return stands.lamp
    return Lamp.RED if matter.stage is Stage.LEADER else Lamp.GREEN


def _whose(bureau: Bureau, matter: Matter, turn: Sight | None) -> str:
    if turn:
        return turn.owed.owner
    if matter.stage is not Stage.LEADER:
        return ""
    leader = decider(bureau, matter.lead.owed, local_day(matter.now))
    return leader.name if leader else "责任领导"


def _visitor(bureau: Bureau, row: RequestRow) -> str:
    person = bureau.roster.people.get(row.visitor)
    return person.name if person else row.visitor


def _step(bureau: Bureau, matter: Matter, piece: StepTaken) -> StepShown:
    sight = matter.of(piece)
    owed, state = sight.owed, sight.state
    return StepShown(
        owed.id,
        name_of(owed),
        PARTS[piece.part],
        piece.round,
        owed.owner,
        state.late_from,
        stand(state, bureau.rules, bureau.calendar, matter.now),
        _said(sight, piece),
        state.filed_at,
        piece.owed,
    )


def _said(sight: Sight, piece: StepTaken) -> str:
    """What was answered, what the firm said, or why it was handed back."""
    if piece.done is not None:
        return "：".join(part for part in (piece.said or "", last_words(sight, FactKind.FILED)) if part)
    back = last_words(sight, FactKind.HANDED_BACK)
    passed = f"，改由{piece.passed_to}办理" if piece.passed_to else ""
    return f"退请：{back}{passed}" if back else ""


def record_of(shown: RequestShown) -> Record:
    """What JSON says of it."""
    row = shown.row
    return {
        "number": row.number,
        "firm": row.firm,
        "firm_id": row.firm_id,
        "need": row.need,
        "text": row.text,
        "opened_at": row.opened_at.astimezone(ZONE),
        "by": row.by,
        "visitor": shown.visitor,
        "stage": str(shown.stage),
        "word": shown.word,
        "lamp": str(shown.lamp),
        "lead": shown.lead,
        "helpers": [*shown.helpers],
        "turn": shown.turn,
        "late_after": (shown.until - SECOND).astimezone(ZONE) if shown.until else None,
        "hand_backs": shown.hand_backs,
        "steps": [_step_record(one) for one in shown.steps],
    }


def _step_record(step: StepShown) -> Record:
    return {
        "id": step.id,
        "obligation": step.obligation,
        "part": step.part,
        "round": step.round,
        "owner": step.owner,
        "late_after": (step.late_from - SECOND).astimezone(ZONE),
        "standing": str(step.now.standing),
        "outcome": str(step.now.outcome),
        "says": step.now.sentence,
        "text": step.text,
        "done_at": step.done_at.astimezone(ZONE) if step.done_at else None,
    }
