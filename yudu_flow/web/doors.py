"""The ways in and out: sign-in, sign-in links, links from messages, and the front door.

Opening a link never acts: mail scanners follow links. A message's link only says who came; a sign-in link asks for
one press of a button.
"""

from functools import partial

from fastapi import APIRouter
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.mail_sign_in import mail_asked_link
from yudu_flow.actions.sign_in import enter, sign_in, sign_out, whose_entry
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, Refusal
from yudu_flow.domain.rules import Channel
from yudu_flow.storage import links, obligations
from yudu_flow.storage.database import reading
from yudu_flow.web.access import LINK_COOKIE, NOBODY, SESSION_COOKIE, Anybody, SignedIn, by_link
from yudu_flow.web.hall import Hall, hall_of
from yudu_flow.web.pages import go, keep, page
from yudu_flow.web.posted import Posted, text
from yudu_flow.web.throttle import ASK, ASKED_FOR, LINK, SIGN_IN

router = APIRouter(include_in_schema=False)
TOO_OFTEN = "试得太频繁，请过一分钟再试"
ASKED_TOO_OFTEN = "索取登录链接太频繁，请过一小时再试，或联系管理员"
ASKED = "已受理。账号已开通、名册登记了邮箱的，几分钟内会收到登录链接，30分钟内有效；没有收到的，请联系管理员"
NO_MAIL = "这里不能用邮件发登录链接，请联系管理员"


@router.get("/")
def front(request: Request, visitor: Anybody) -> Response:
    """To the desk of whoever comes, else to the sign-in page."""
    nobody = "/demo" if hall_of(request).demo else "/sign-in"
    return go(request, nobody if visitor == NOBODY else visitor.home)


@router.get("/sign-in")
def sign_in_page(request: Request, visitor: Anybody, next: str = "") -> Response:
    """Name and password, or a link by mail."""
    return _sign_in_page(request, next)


def _sign_in_page(request: Request, next: str, problem: str = "", person: str = "", status: int = 200) -> Response:
    hall = hall_of(request)
    how = {"mails": hall.mails_links() is not None, "spooled": Channel.EMAIL in hall.bureau().spooled}
    return page(request, "sign-in.html", status=status, next=next, problem=problem, person=person, **how)


@router.post("/sign-in")
def sign_in_posted(request: Request, visitor: Anybody, form: Posted) -> Response:
    """Sign in, and on to where the visitor wanted to go."""
    hall, person = hall_of(request), text(form, "person")
    try:
        _slow_down(request, hall, person)
        agent = request.headers.get("user-agent", "")
        cookie = sign_in(hall.bureau(), person, str(form.get("password", "")), text(form, "code"), agent, hall.now())
    except Refusal as refusal:
        return _sign_in_page(request, text(form, "next"), str(refusal), person, 403)
    answer = go(request, text(form, "next") or "/")
    keep(request, answer, SESSION_COOKIE, cookie, 14 * 86400)
    return answer


@router.post("/sign-in/link")
def ask_posted(request: Request, visitor: Anybody, form: Posted) -> Response:
    """A sign-in link by mail. The answer is the same for everybody and does not wait: who it is, is looked up after."""
    hall, here = hall_of(request), request.client.host if request.client else ""
    who, post = text(form, "who"), hall.mails_links()
    if post is None:
        raise NotAllowed(NO_MAIL)
    if not who:
        raise BadRequest("请填写姓名或账号")
    if not hall.throttle.allows(ASK, "ask", here):
        raise NotAllowed(ASKED_TOO_OFTEN)
    answer = go(request, "/sign-in", ASKED)
    may = partial(hall.throttle.allows, ASKED_FOR, "asked for")
    answer.background = BackgroundTask(mail_asked_link, hall.bureau(), who, may, post, hall.now())
    return answer


def _slow_down(request: Request, hall: Hall, *who: str) -> None:
    here = request.client.host if request.client else ""
    allowed = hall.throttle.allows(SIGN_IN, "from", here) and all(
        hall.throttle.allows(SIGN_IN, "for", one) for one in who
    )
    if not allowed:
        raise NotAllowed(TOO_OFTEN)


@router.get("/enter/{code}")
def enter_page(request: Request, visitor: Anybody, code: str) -> Response:
    """Whose sign-in link it is; nothing happens yet."""
    hall = hall_of(request)
    _slow_down(request, hall)
    return _enter_page(request, code)


def _enter_page(request: Request, code: str, problem: str = "", status: int = 200) -> Response:
    hall = hall_of(request)
    name, totp = whose_entry(hall.bureau(), code, hall.now())
    return page(request, "enter.html", status=status, code=code, name=name, totp=totp, problem=problem)


@router.post("/enter/{code}")
def enter_posted(request: Request, visitor: Anybody, form: Posted, code: str) -> Response:
    """Use the sign-in link up."""
    hall = hall_of(request)
    _slow_down(request, hall, code)
    try:
        agent = request.headers.get("user-agent", "")
        cookie = enter(hall.bureau(), code, agent, hall.now(), text(form, "totp"))
    except NotAllowed as refusal:
        return _enter_page(request, code, str(refusal), 403)
    answer = go(request, "/")
    keep(request, answer, SESSION_COOKIE, cookie, 14 * 86400)
    return answer


@router.post("/sign-out")
def sign_out_posted(request: Request, visitor: SignedIn, form: Posted) -> Response:
    """Out of this browser, by whichever way somebody had come."""
    hall = hall_of(request)
    assert visitor.account is not None  # the gate asks for an account
    sign_out(hall.bureau(), visitor.account, visitor.session, hall.now())
    answer = go(request, "/sign-in", "已退出")
    answer.delete_cookie(SESSION_COOKIE)
    answer.delete_cookie(LINK_COOKIE)
    return answer


@router.get("/s/{code}")
def from_message(request: Request, visitor: Anybody, code: str) -> Response:
    """A link from a mail or SMS: says who came, and leads to what it was made for."""
    hall = hall_of(request)
    here = request.client.host if request.client else ""
    if not hall.throttle.allows(LINK, "link", here):
        raise NotAllowed(TOO_OFTEN)
    bureau, now = hall.bureau(), hall.now()
    with reading(bureau.engine) as db:
        row = links.valid(db, bureau.key, code, now)
        owed = obligations.listed(db, bureau.key, unit=row.unit, period=row.period) if row else []
    if row is None:
        raise NotFound("链接已过期或已停用。请用最近一封邮件或短信里的链接，或联系局办公室")
    guest = by_link(bureau, row, local_day(now), code)
    if guest == NOBODY:
        return go(request, visitor.home if visitor.account else "/sign-in")
    mine = [one for one in owed if guest.answers_for(one)]
    answer = go(request, f"/mine/{mine[0].id}" if len(mine) == 1 else "/mine")
    if visitor.account is None:
        keep(request, answer, LINK_COOKIE, code, 45 * 86400)
    return answer
