"""What the API shows: obligations that the token's account may see, messages for the office, the periods."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.links import without_code
from yudu_flow.actions.acts.act import spelled_owner
from yudu_flow.actions.acts.answer_hand_back import unanswered
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.letters import given_words
from yudu_flow.actions.look import Sight, owed_in, see
from yudu_flow.actions.papers.item_papers import PAPERS
from yudu_flow.actions.proof import proof
from yudu_flow.actions.running_period import opened_periods, running_period
from yudu_flow.actions.views.burden_year import months_of, record
from yudu_flow.actions.views.outbox_view import letters, place_in
from yudu_flow.actions.views.report import status, trace
from yudu_flow.actions.views.targets_view import records, targets_of
from yudu_flow.actions.views.unit_view import OF_THE_OFFICE, filed_with_figures
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.rows import EventRow, MessageRow, Owed
from yudu_flow.web.api.acts import OBLIGATION
from yudu_flow.web.api.answers import Burdened, Letter, Listed, Month, Outbox, Whole
from yudu_flow.web.api.gate import Id, OfOfficeToken, OfToken
from yudu_flow.web.api.shapes import OfMonth, OfYear, Page
from yudu_flow.web.api.targets import Targeted
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.desk import last_event, sight_for
from yudu_flow.web.parts.official import PaperKind, case_document
from yudu_flow.web.parts.papers import DOCX, TYPES
from yudu_flow.wording.names import Names
from yudu_flow.wording.record import Record

PaperName = Annotated[str, Path(pattern=f"^({'|'.join(PAPERS)})$")]
router = APIRouter(tags=["查看"])


@router.get("/obligations", summary="事项列表", description="一个周期里令牌所属的人能看到的事项。")
def obligation_list(request: Request, visitor: OfToken, wanted: Annotated[OfMonth, Query()]) -> list[Listed]:
    with reading(request) as (bureau, db, now):
        period = chosen_period(wanted.period or "") or running_period(bureau, db, now)
        rows = owed_in(bureau, db, period) if period else []
        owner = wanted.unit and (spelled_owner(bureau, wanted.unit) or wanted.unit)
        sights = see(db, [row for row in rows if visitor.sees(row) and owner in (None, row.unit, row.owner)])
    return [Listed.model_validate({"id": sight.owed.id, **status(bureau, sight, now)}) for sight in sights]


@router.get(
    OBLIGATION, summary="一项事项", description="进展、历次报送、每一次提醒和经过；办公室内部备注只有办公室能看到。"
)
def obligation_shown(request: Request, visitor: OfToken, id: Id) -> Whole:
    hall, sight = hall_of(request), sight_for(request, visitor, id, _reads)
    bureau, now = hall.bureau(), hall.now()
    judges = visitor.office or visitor.hears(sight.owed)
    with bureau.reading() as db:
        told, reports = trace(bureau, db, sight, now), _reports(db, sight)
        proved = proof(bureau, db, sight) if judges else ()
    hidden = () if visitor.office else (FactKind.NOTED,) if judges else OF_THE_OFFICE
    told["acts"] = [act for act in told["acts"] if act["act"] not in hidden]
    if not judges:
        told["rungs"] = [_with_names(rung, Names(bureau.roster, ())) for rung in told["rungs"]]
    return Whole.model_validate(
        {
            **status(bureau, sight, now),
            **{name: getattr(sight.owed, name) for name in ("id", "title", "basis", "assignments")},
            "seen": last_event(sight),
            "reports": reports,
            "hand_backs": [_handed_back(row) for row in unanswered(sight.events)],
            "given": given_words(sight),
            "trace": told,
            "proof": proved,
        }
    )


@router.get(
    f"{OBLIGATION}/papers/{{name}}.{{kind}}",
    summary="一项事项的文书",
    description=f"{'，'.join(f'{name} {one[0]}' for name, one in PAPERS.items())}；pdf 要装有 LibreOffice。",
    response_class=Response,
    responses={200: {"content": {DOCX: {}, TYPES["pdf"]: {}}, "description": "文书"}},
)
def obligation_paper(request: Request, visitor: OfOfficeToken, id: Id, name: PaperName, kind: PaperKind) -> Response:
    return case_document(request, sight_for(request, visitor, id, Visitor.sees), name, kind)


@router.get("/messages", summary="发件箱", description="发给每个人的消息原文和送达情况，新的在前。")
def message_list(request: Request, visitor: OfOfficeToken, wanted: Annotated[Page, Query()]) -> Outbox:
    """A page of messages; the code that opens its reader's desk is left out of the text."""
    bureau, limit = hall_of(request).bureau(), wanted.limit
    with bureau.reading() as db:
        shown, older = letters(bureau, db, place_in(wanted.before or ""), limit)
    return Outbox(messages=[letter_of(row) for row in shown], older=older or None)


@router.get("/targets", summary="指标", description="一个周期里各项指标的数字、序时进度和展望。")
def target_list(request: Request, visitor: OfOfficeToken, wanted: Annotated[OfMonth, Query()]) -> list[Targeted]:
    with reading(request) as (bureau, db, now):
        period = chosen_period(wanted.period or "") or running_period(bureau, db, now)
        found = targets_of(bureau, db, now, period) if period else ()
    owner = wanted.unit and (spelled_owner(bureau, wanted.unit) or wanted.unit)
    return [Targeted.model_validate(one) for one in records(found) if owner in (None, one["owner"])]


@router.get("/burden", summary="各单位负担", description="一年里每个单位每个月告知几次、填几项、退回几次、用时多少。")
def burden_list(request: Request, visitor: OfOfficeToken, wanted: Annotated[OfYear, Query()]) -> list[Burdened]:
    with reading(request) as (bureau, db, now):
        year = wanted.year or local_day(now).year
        return [Burdened.model_validate(record(one)) for one in months_of(bureau, db, year)]


@router.get("/periods", summary="周期", description="已经开始的周期。")
def period_list(request: Request, visitor: OfToken) -> list[Month]:
    """The periods that were opened, oldest first."""
    with reading(request) as (bureau, db, now):
        opened, running = opened_periods(bureau, db), running_period(bureau, db, now)
    return [Month(period=period, running=period == running) for period in opened]


def _with_names(rung: Record, names: Names) -> Record:
    """A unit learns who was told, not by which id they sign in."""
    return {**rung, "notices": [{**told, "recipient": names.person(told["recipient"])} for told in rung["notices"]]}


def _reads(visitor: Visitor, owed: Owed) -> bool:
    """Whoever hears an appeal has to read what it is about, under whose charge it need not be."""
    return visitor.sees(owed) or visitor.hears(owed)


def _reports(db: Connection, sight: Sight) -> list[Record]:
    rows, figures = filed_with_figures(db, sight.owed)
    return [{**row._asdict(), "event": row.event_id, "figures": figures.get(row.event_id, {})} for row in rows]


def letter_of(row: MessageRow) -> Letter:
    """A message as its office sees it, without the code that opens its reader's desk."""
    return Letter.model_validate({**row._asdict(), "text": without_code(row.text)})


def _handed_back(row: EventRow) -> Record:
    return {"event": row.id, "assignment": row.subject, "reason": row.detail.get("reason", "")}
