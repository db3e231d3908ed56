"""What the API shows: obligations that the token's account may see, messages for the office, the periods."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import Connection, Row
from starlette.requests import Request

from yudu_flow.actions.answer_hand_back import unanswered
from yudu_flow.actions.board_view import running_period
from yudu_flow.actions.instruct import open_instructions
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.outbox_view import place_in, place_of
from yudu_flow.actions.report import status, trace
from yudu_flow.actions.unit_view import OF_THE_OFFICE
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage import messages, obligations, openings, submissions
from yudu_flow.storage.database import reading
from yudu_flow.web.access import Visitor
from yudu_flow.web.api_act import OBLIGATION
from yudu_flow.web.api_answers import Letter, Listed, Month, Outbox, Whole
from yudu_flow.web.api_gate import Id, OfOfficeToken, OfToken
from yudu_flow.web.desk import last_event, sight_for
from yudu_flow.web.hall import hall_of
from yudu_flow.web.office_board import chosen_month

router = APIRouter(tags=["查看"])
MOST = 200
MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
PeriodWanted = Annotated[str | None, Query(pattern=MONTH, description="月份，如 2020-09；不写为正在报送的月份")]
OwnerWanted = Annotated[str | None, Query(max_length=200, description="单位或人员，名称与名册一致；不写为全部")]
Before = Annotated[str | None, Query(max_length=50, description="上一页的 older；不写为最新一页")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="最多几条")]


@router.get("/obligations", summary="事项列表", description="一个月份里令牌所属的人能看到的事项。")
def obligation_list(
    request: Request, visitor: OfToken, unit: OwnerWanted = None, period: PeriodWanted = None
) -> list[Listed]:
    """Where each obligation stands."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    with reading(bureau.engine) as db:
        month = chosen_month(period or "") or running_period(bureau, db, now)
        rows = obligations.listed(db, bureau.key, period=month) if month else []
        sights = see(bureau, db, [row for row in rows if visitor.sees(row) and unit in (None, row.unit, row.owner)])
    return [Listed.model_validate({"id": sight.owed.id, **status(bureau, sight, now)}) for sight in sights]


@router.get(
    OBLIGATION, summary="一项事项", description="进展、历次报送、每一次提醒和经过；办公室内部备注只有办公室能看到。"
)
def obligation_shown(request: Request, visitor: OfToken, id: Id) -> Whole:
    """One obligation with its trace."""
    hall, sight = hall_of(request), sight_for(request, visitor, id, visitor.sees)
    bureau, now = hall.bureau(), hall.now()
    with reading(bureau.engine) as db:
        told, reports = trace(bureau, db, sight, now), _reports(db, sight)
    hidden = hidden_from(visitor, sight)
    told["acts"] = [act for act in told["acts"] if act["act"] not in hidden]
    return Whole.model_validate(
        {
            **status(bureau, sight, now),
            **{name: getattr(sight.owed, name) for name in ("id", "title", "basis", "assignments")},
            "seen": last_event(sight),
            "reports": reports,
            "hand_backs": [_handed_back(row) for row in unanswered(sight.events)],
            "instructions": [_instructed(row) for row in open_instructions(sight.events)],
            "trace": told,
        }
    )


@router.get("/messages", summary="发件箱", description="发给每个人的消息原文和送达情况，新的在前。")
def message_list(request: Request, visitor: OfOfficeToken, before: Before = None, limit: Limit = 50) -> Outbox:
    """A page of messages with their exact text."""
    place = place_in(before) if before else None
    if before and place is None:
        raise BadRequest("before 请写上一页的 older")
    bureau = hall_of(request).bureau()
    with reading(bureau.engine) as db:
        rows = messages.page(db, bureau.key, before=place, limit=limit + 1)
        whole = messages.by_id(db, [row.id for row in rows[:limit]])
    shown = [Letter.model_validate(whole[row.id]) for row in rows[:limit]]
    return Outbox(messages=shown, older=place_of(rows[limit - 1]) if len(rows) > limit else None)


@router.get("/periods", summary="月份", description="已经开始的月份。")
def period_list(request: Request, visitor: OfToken) -> list[Month]:
    """The periods that were opened, oldest first."""
    hall = hall_of(request)
    bureau = hall.bureau()
    with reading(bureau.engine) as db:
        opened, running = openings.periods(db, bureau.key), running_period(bureau, db, hall.now())
    return [Month(period=period, running=period == running) for period in opened]


def hidden_from(visitor: Visitor, sight: Sight) -> frozenset[str]:
    """The kinds of act that stay with the office; a leader sees all but its notes."""
    if visitor.office:
        return frozenset()
    return frozenset([FactKind.NOTED] if visitor.leads_on(sight.owed) else OF_THE_OFFICE)


def _reports(db: Connection, sight: Sight) -> list[dict[str, Any]]:
    figures: dict[int, dict[str, int]] = {}
    for row in submissions.readings(db, sight.owed.id):
        figures.setdefault(row.event_id, {})[row.target] = row.value
    rows = submissions.of(db, sight.owed.id)
    return [{**row._mapping, "event": row.event_id, "figures": figures.get(row.event_id, {})} for row in rows]


def _handed_back(row: Row[Any]) -> dict[str, Any]:
    return {"event": row.id, "assignment": row.subject, "reason": row.detail.get("reason", "")}


def _instructed(row: Row[Any]) -> dict[str, Any]:
    return {"instruction": row.id, "day": row.day, "words": row.detail.get("text", "")}
