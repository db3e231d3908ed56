"""Puts the console together: routes, safe headers, and answers to whatever goes wrong.

No visitor ever sees a stack trace: a refusal is said in its own words, everything else in one plain sentence.
"""

import errno
import logging
import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from yudu_flow import __version__
from yudu_flow.actions.acts.draft_plans import spell_gone
from yudu_flow.actions.processes.pulse import is_away
from yudu_flow.documents.drafts import GoneDraft
from yudu_flow.domain.errors import BadRequest, Busy, Conflict, Doubted, NotAllowed, NotFound, NotYours, Refusal
from yudu_flow.web import account, help, search
from yudu_flow.web import sign_in as doors
from yudu_flow.web.admin import accounts as admin
from yudu_flow.web.admin import health, machine, start, upkeep
from yudu_flow.web.api import routes as api
from yudu_flow.web.doors.access import NOBODY, TurnedAway, visitor_of
from yudu_flow.web.doors.bodies import Bodies, TooLarge, TooSlow
from yudu_flow.web.doors.hall import CONSOLE, Hall, hall_of
from yudu_flow.web.doors.headers import SafeHeaders
from yudu_flow.web.doors.heads import Heads
from yudu_flow.web.doors.malformed import spell_malformed
from yudu_flow.web.doors.own_cookies import OwnCookies
from yudu_flow.web.leader import desk as leader
from yudu_flow.web.leader import lists as leader_lists
from yudu_flow.web.leader import summaries as leader_summaries
from yudu_flow.web.office import acts as office_acts
from yudu_flow.web.office import audit as office_audit
from yudu_flow.web.office import board as office_board
from yudu_flow.web.office import books as office_books
from yudu_flow.web.office import bulletin as office_bulletin
from yudu_flow.web.office import calendar as office_calendar
from yudu_flow.web.office import draft as office_draft
from yudu_flow.web.office import duties as office_duties
from yudu_flow.web.office import export as office_export
from yudu_flow.web.office import firms as office_firms
from yudu_flow.web.office import layouts as office_layouts
from yudu_flow.web.office import lists as office_lists
from yudu_flow.web.office import notices as office_notices
from yudu_flow.web.office import obligation as office_obligation
from yudu_flow.web.office import outbox as office_outbox
from yudu_flow.web.office import plan as office_plan
from yudu_flow.web.office import plans as office_plans
from yudu_flow.web.office import preview as office_preview
from yudu_flow.web.office import register as office_register
from yudu_flow.web.office import requests as office_requests
from yudu_flow.web.office import revision as office_revision
from yudu_flow.web.office import roster as office_roster
from yudu_flow.web.office import roster_edits as office_roster_edits
from yudu_flow.web.office import roster_excel as office_roster_excel
from yudu_flow.web.office import rules as office_rules
from yudu_flow.web.office import several as office_several
from yudu_flow.web.office import summary as office_summary
from yudu_flow.web.office import targets as office_targets
from yudu_flow.web.office import year as office_year
from yudu_flow.web.parts.again import shown_again
from yudu_flow.web.parts.pages import STATIC, go, page
from yudu_flow.web.parts.posted import posted
from yudu_flow.web.parts.sent import Sent
from yudu_flow.web.unit import acts as unit_acts
from yudu_flow.web.unit import calendar as unit_calendar
from yudu_flow.web.unit import desk as unit_desk
from yudu_flow.web.unit import files as unit_files
from yudu_flow.web.unit import receipt as unit_receipt
from yudu_flow.web.unit import report as unit_report
from yudu_flow.wording.machine import spell_fault

# The first that fits counts: what is a BadRequest besides stands before it.
STATUS = {
    TooLarge: 413,
    TooSlow: 408,
    Busy: 503,
    NotFound: 404,
    NotYours: 403,
    BadRequest: 400,
    Conflict: 409,
    Doubted: 409,
    NotAllowed: 409,
}
SECRET = re.compile(r"^(/enter/|/s/|/calendar/).*", re.DOTALL)
"""What follows lets somebody in, and logs are passed on."""
HOLE = re.compile(r"\{\w+\}")
"""What varies in an address as the description of the API has it."""
OF_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.EIO)
UNTAKEN = "文件读写出错，刚才的操作没有保存："
MISSING = "没有这一页"
LATER = {"retry-after": "60"}
PROGRAMS = ("/api/", "/health", "/metrics")
ROOMS = (
    unit_desk.router,
    unit_calendar.router,
    unit_report.router,
    unit_files.router,
    unit_receipt.router,
    unit_acts.router,
    leader_lists.router,
    leader.router,
    leader_summaries.router,
    office_lists.router,
    office_board.router,
    office_year.router,
    office_layouts.router,
    office_obligation.router,
    office_acts.router,
    office_several.router,
    office_register.router,
    office_export.router,
    office_outbox.router,
    office_notices.router,
    office_plans.router,
    office_draft.router,
    office_revision.router,
    office_plan.router,
    office_calendar.router,
    office_rules.router,
    office_preview.router,
    office_roster_excel.router,
    office_roster.router,
    office_roster_edits.router,
    office_firms.router,
    office_books.router,
    office_audit.router,
    office_summary.router,
    office_targets.router,
    office_bulletin.router,
    office_duties.router,
    office_requests.router,
    doors.router,
    account.router,
    admin.router,
    start.router,
    machine.router,
    upkeep.router,
    health.router,
    help.router,
    search.router,
)
"""Each address is looked for in them one after the other: those that most people ask for come first, and the files of
lists before pages beside them, whose `{name}` would take the ending along."""

log = logging.getLogger("yudu_flow.web")


class Console:
    """The pages on one hall, with what surrounds every answer: also that to a request which breaks."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.rooms = hall, rooms(bool(hall.demo))
        bodies = Bodies(Heads(OwnCookies(self._within(), hall.secret)), hall.settings.bodies_from_one)
        self._answer = SafeHeaders(bodies, lambda: self.hall.encrypted)

    def _within(self) -> ASGIApp:
        if not self.hall.demo:
            return self.rooms
        from yudu_flow.web.demo.stage import TimeGoesBy

        return TimeGoesBy(self.rooms, self.hall.demo)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, in this hall."""
        await self._answer({**scope, CONSOLE: self}, receive, send)


@cache
def rooms(playing: bool) -> FastAPI:
    """All routes. To read them takes longer than most answers, and they are the same for every hall."""
    # No address of FastAPI's own: strangers learn no version, and the description is shown to accounts (api/routes).
    app = FastAPI(title="yudu-flow", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    for router in ROOMS:  # every form is checked, whether its page reads it or not
        app.include_router(router, dependencies=[Depends(posted)])
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(TurnedAway, _turned_away)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _wrong)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(SQLAlchemyError, _without_answer)
    app.add_exception_handler(OSError, _without_disk)
    app.add_exception_handler(Exception, _broken)
    if playing:
        from yudu_flow.web.demo import stage as demo  # with all that plays, which no office needs

        app.include_router(demo.router, dependencies=[Depends(posted)])
    return app


async def _turned_away(request: Request, error: Exception) -> Response:
    assert isinstance(error, TurnedAway)  # registered for nothing else
    if _for_programs(request):
        return _turned_away_program(error.visitor.account is None)
    if error.visitor.account is None and request.method == "GET":
        query = request.url.query and f"?{request.url.query}"
        return go(request, f"/sign-in?next={quote(request.url.path + query)}")
    if error.visitor == NOBODY and (sent := _sent(request)):
        return doors.sign_in_first(request, sent)
    return _problem(request, 403, "这一页不归您办理。如有需要，请联系局办公室")


def _turned_away_program(unknown: bool) -> Response:
    if unknown:
        answer = {"code": "sign_in", "message": "没有令牌，或令牌已失效；请向管理员索取"}
        return JSONResponse(answer, 401, {"www-authenticate": "Bearer"})
    return JSONResponse({"code": "not_yours", "message": "不归令牌所属的人办理"}, 403)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # registered for nothing else
    if isinstance(error, GoneDraft):
        hall = hall_of(request)
        error = NotFound(await run_in_threadpool(spell_gone, hall.bureau(), hall.settings.home, error.id))
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    later = LATER if isinstance(error, Busy) else {}
    again = None if _for_programs(request) else await _form_again(request, error, status)
    return again or _told(request, status, error.code, str(error), later)


async def _form_again(request: Request, error: Refusal, status: int) -> Response | None:
    """The refused form as it was filled in, or the sign-in page that carries it; None where there is none."""
    sent = _sent(request)
    if sent and sent.page and (answer := await shown_again(request, sent, str(error), status, error.needs)):
        return answer
    if sent and isinstance(error, NotYours) and await run_in_threadpool(visitor_of, request) == NOBODY:
        return doors.sign_in_first(request, sent)
    return None


def _sent(request: Request) -> Sent | None:
    sent: Sent | None = getattr(request.state, "sent", None)
    return sent


def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # registered for nothing else
    if _for_programs(request):
        return JSONResponse({"code": BadRequest.code, "message": spell_malformed(error.errors())}, 400)
    # A number beyond those that a database has is no page, and nothing that anybody filled in.
    if any(wrong["loc"][0] == "path" for wrong in error.errors()):
        return _problem(request, 404, MISSING)
    return _problem(request, 400, "地址或填写的内容不对，请返回核对后再试")


def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # registered for nothing else
    words = {404: MISSING, 405: "这个地址不能这样打开", 413: "提交的内容太大"}
    message = words.get(error.status_code, "请求有误，请返回重试")
    if not _for_programs(request):  # the router's own Allow leaves out what another of an address's routes has
        return _problem(request, error.status_code, message)
    headers = _allowing(request) if error.status_code == 405 else None
    return JSONResponse({"code": "http", "message": message}, error.status_code, headers or error.headers)


def _allowing(request: Request) -> dict[str, str]:
    """Every method of the address: the router itself names those of the first of its routes alone."""
    paths = request.app.openapi()["paths"].items()
    here = [methods for path, methods in paths if re.fullmatch(HOLE.sub("[^/]+", path), request.url.path)]
    return {"Allow": ", ".join(sorted(method.upper() for methods in here for method in methods))} if here else {}


def _gone(request: Request, error: Exception) -> Response:
    """Nobody is there to read the answer."""
    log.info("a visitor left before all was sent: %s %s", request.method, SECRET.sub(r"\1…", request.url.path))
    return Response(status_code=400)


def _without_answer(request: Request, error: Exception) -> Response:
    """Whoever asks again in a minute is answered: programs by their own rule, people as the page says."""
    if not is_away(error):
        return _broken(request, error)
    # Its kind alone: the driver's own words may hold a whole row, or where the database is.
    log.error("the database gives no answer: %s", type(error).__name__)
    message = "数据库暂时用不了，刚才的操作没有保存。请过一两分钟再试；仍然不行请告诉局办公室"
    return _told(request, 503, Busy.code, message, LATER)


async def _without_disk(request: Request, error: Exception) -> Response:
    """A disk that takes nothing is for the administrator to mend; what was typed is handed back."""
    if not (isinstance(error, OSError) and error.errno in OF_DISK):
        return _broken(request, error)
    log.error("the disk takes nothing: %s", error.strerror)
    return await _refused(request, Busy(f"{UNTAKEN}{spell_fault(error)}，请联系管理员"))


def _broken(request: Request, error: Exception) -> Response:
    log.error("a page failed: %s %s", request.method, SECRET.sub(r"\1…", request.url.path), exc_info=error)
    return _told(request, 500, "broken", "系统出了问题，刚才的操作没有保存。请稍后再试；仍然不行请告诉局办公室")


def _for_programs(request: Request) -> bool:
    return request.url.path.startswith(PROGRAMS)


def _told(request: Request, status: int, code: str, message: str, headers: Mapping[str, str] = {}) -> Response:
    """In the shape that whoever asked reads."""
    if _for_programs(request):
        return JSONResponse({"code": code, "message": message}, status, headers)
    answer = _problem(request, status, message)
    answer.headers.update(headers)
    return answer


def _problem(request: Request, status: int, message: str) -> Response:
    sent = _sent(request)
    return page(request, "problem.html", status=status, message=message, written=sent.written if sent else [])
