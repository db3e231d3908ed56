"""The demonstration's pages: a bar that moves time on, whoever the visitor wants to be, and what the units do.

They exist only in a console that `yudu-flow demo` serves. Everybody may be anybody there, by one press of a button.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yudu_flow.actions.access.accounts import ADMIN, add_person
from yudu_flow.actions.access.links import SHORT, as_sent
from yudu_flow.actions.access.sign_in import enter, invite
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.views.outbox_view import letters
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.period import spell_day
from yudu_flow.simulation.demo import Demo, DemoEvent
from yudu_flow.simulation.habits import Habit
from yudu_flow.web.doors.access import LINK_COOKIE, SESSION_COOKIE, Anybody
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.pages import go, keep_session, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.wording.names import spell_kind

router = APIRouter(prefix="/demo", include_in_schema=False)
LATEST = 12
LINK = re.compile(rf"/s/([A-Za-z0-9]{{{SHORT}}})")
ACTS = {"filed": "报送", "sealed": "补交盖章页", "visited": "登记走访", "accepted": "接收报告"}


@dataclass(frozen=True, slots=True)
class LetterSeen:
    """A message as whoever got it sees it; `code` is that of the link in it."""

    recipient: str
    channel: str
    subject: str
    text: str
    code: str


@router.get("")
def stage(request: Request, visitor: Anybody) -> Response:
    """What this is, what the units do, and the latest messages."""
    demo = _demo(request)
    letters = [*_letters(demo.bureau())]
    return page(request, "demo/stage.html", owners=demo.owners(), habits=demo.habits, letters=letters)


@router.post("/next")
def to_next(request: Request, visitor: Anybody, form: Posted) -> Response:
    return _moved(request, text(form, "back"), Demo.to_next)


@router.post("/27")
def to_the_27th(request: Request, visitor: Anybody, form: Posted) -> Response:
    """On to the next 27th."""
    return _moved(request, text(form, "back"), Demo.to_the_27th)


@router.post("/month")
def to_next_month(request: Request, visitor: Anybody, form: Posted) -> Response:
    return _moved(request, text(form, "back"), Demo.to_next_month)


@router.post("/as")
def become(request: Request, visitor: Anybody, form: Posted) -> Response:
    """Be somebody else, as if they had signed in."""
    demo, person = _demo(request), text(form, "person")
    bureau, now = demo.bureau(), demo.now
    if person != ADMIN and person not in bureau.roster.people:
        raise NotFound("演示名册中没有这个人")
    account = add_person(bureau, person, "演示", now, admin=person == ADMIN)
    cookie = enter(bureau, invite(bureau, account, "演示", now), "演示", now)
    answer = go(request, "/")
    keep_session(request, answer, cookie)
    return answer


@router.post("/open/{code}")
def open_letter(request: Request, visitor: Anybody, form: Posted, code: str) -> Response:
    """Follow the link in a message as whoever got it, who is not signed in."""
    answer = go(request, f"/s/{code}")
    answer.delete_cookie(SESSION_COOKIE)
    answer.delete_cookie(LINK_COOKIE)
    return answer


@router.post("/habits")
def set_habits(request: Request, visitor: Anybody, form: Posted) -> Response:
    """Who reports by themselves, and whether the office accepts by itself."""
    demo = _demo(request)
    demo.habits.of = {owner: Habit(text(form, owner)) for owner in demo.owners() if text(form, owner) in [*Habit]}
    demo.habits.accepts = bool(text(form, "accepts"))
    return go(request, "/demo", "已记下，从现在起照此办理")


@router.post("/again")
def again(request: Request, visitor: Anybody, form: Posted) -> Response:
    """Back to the first day."""
    _demo(request).again()
    answer = go(request, "/demo", "已重新开始")
    answer.delete_cookie(SESSION_COOKIE)
    answer.delete_cookie(LINK_COOKIE)
    return answer


def _demo(request: Request) -> Demo:
    demo = hall_of(request).demo
    assert demo is not None  # the routes exist in a demonstration only
    return demo


def _moved(request: Request, back: str, move: Callable[[Demo], DemoEvent]) -> Response:
    demo = _demo(request)
    return go(request, back or "/demo", spell(move(demo)) or f"到{spell_day(local_day(demo.now))}，没有新的事")


def spell(happened: DemoEvent) -> str:
    """新开事项12项；报送7件；发出消息9条：报送提醒9条. Empty where nothing came about."""
    parts = [f"新开事项{happened.opened}项"] if happened.opened else []
    parts += [f"{ACTS.get(kind, kind)}{count}件" for kind, count in happened.acts.items()]
    if happened.sent:
        kinds = "、".join(f"{spell_kind(kind)}{count}" for kind, count in happened.sent.most_common())
        parts.append(f"发出消息{happened.sent.total()}条（{kinds}）")
    return "；".join(parts)


def _letters(bureau: Bureau) -> Iterator[LetterSeen]:
    with bureau.reading() as db:
        rows, _ = letters(bureau, db, None, LATEST, "sent")
    people = bureau.roster.people
    for row in rows:
        name = people[row.recipient].name if row.recipient in people else row.recipient
        words = as_sent(bureau, row, row.text)
        link = LINK.search(words)
        yield LetterSeen(name, row.channel, row.subject or "", words, link[1] if link else "")


class TimeGoesBy:
    """After each act of a visitor a minute goes by, and what follows from it has happened before they see an answer."""

    def __init__(self, app: ASGIApp, demo: Demo) -> None:
        self._app, self._demo = app, demo

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"].startswith("/demo"):
            return await self._app(scope, receive, send)

        async def answer(message: Message) -> None:
            # What was done is answered by a redirect: after a refusal no time goes by.
            if message["type"] == "http.response.start" and message["status"] == 303:
                await asyncio.to_thread(self._demo.acted)
            await send(message)

        return await self._app(scope, receive, answer)
