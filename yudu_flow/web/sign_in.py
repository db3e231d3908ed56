"""The ways in and out: sign-in, sign-in links, links from messages, and the front door.

Opening a link never acts: mail scanners follow links. A message's link only says who came; a sign-in link asks for
one press of a button.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from anyio import from_thread
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.links import SHORT, opened_by
from yudu_flow.actions.access.mail_link_again import mail_link_again
from yudu_flow.actions.access.mail_sign_in import mail_asked_link
from yudu_flow.actions.access.sign_in import ENTRY, enter, sign_in, sign_out, whose_entry
from yudu_flow.actions.acts.roster_guards import has_office
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.views.unit_view import owed_by
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, Refusal
from yudu_flow.web.doors.access import LINK_COOKIE, NOBODY, SESSION_COOKIE, Anybody, Visitor, by_link, signed_link
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.doors.throttle import ASK, ASKED_FOR, address_of, warn_of_proxy
from yudu_flow.web.parts.again import WELCOME, shown_again
from yudu_flow.web.parts.pages import go, keep, keep_session, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room
from yudu_flow.web.parts.sent import Sent, loaded

router = Room()
ITEM = re.compile("[0-9]{1,18}")
SIGNED_OUT = "登录已失效，刚才的内容还没有提交。请重新登录，填写的内容会原样带回"
TOO_OFTEN = "试得太频繁，请过一分钟再试"
ASKED_TOO_OFTEN = "索取登录链接太频繁，请过一小时再试，或联系管理员"
LINK_OVER = "链接已过期或已停用。请用最近一封邮件或短信里的链接，或联系局办公室"
ASKED = "已受理。账号已开通、名册登记了邮箱的，几分钟内会收到登录链接，30分钟内有效；没有收到的，请联系管理员"
AGAIN = "已受理。名册登记了邮箱、仍是单位联络员或负责人的，几分钟内会收到新链接；没有收到的，请联系局办公室"
NO_MAIL = "这里不能用邮件发登录链接，请联系管理员"


@router.get("/")
def front(request: Request, visitor: Anybody) -> Response:
    """To the desk of whoever comes, else to the sign-in page."""
    hall = hall_of(request)
    if visitor.admin and not visitor.person and not has_office(hall.bureau(), hall.now()):
        return go(request, "/start")  # of a new bureau: everything is still to be done
    nobody = "/demo" if hall.demo else "/sign-in"
    return go(request, nobody if visitor == NOBODY else visitor.home)


@router.get("/sign-in")
def sign_in_page(request: Request, visitor: Anybody, next: str = "") -> Response:
    """Name and password, or a link by mail."""
    return _sign_in_page(request, next)


def _sign_in_page(
    request: Request, next: str, problem: str = "", person: str = "", status: int = 200, sent: Sent | None = None
) -> Response:
    hall = hall_of(request)
    how = {"mails": hall.mails_links() is not None, "spooled": Channel.EMAIL in hall.bureau().spooled}
    carried = {"kept": sent.dumped() if sent else "", "written": sent.written if sent else []}
    return page(request, "sign-in.html", status=status, next=next, problem=problem, person=person, **how, **carried)


def sign_in_first(request: Request, sent: Sent) -> Response:
    """Somebody's session has ended over a form: sign in again, and it comes back filled in."""
    return _sign_in_page(request, sent.page, SIGNED_OUT, status=403, sent=sent)


@router.post("/sign-in")
async def sign_in_posted(request: Request, visitor: Anybody, form: Posted) -> Response:
    """Sign in, and on to where the visitor wanted to go."""
    hall, person = hall_of(request), text(form, "person")
    known = hall.bureau().roster.named(person)
    # Counted by the id: under the name, and under the id itself, a guesser would have as many tries each.
    name = known.id if known else person
    await hall.throttle.slow_down(name)
    return await run_in_threadpool(_tried, request, form, person, name)


def _tried(request: Request, form: FormData, person: str, name: str) -> Response:
    hall, here, agent = hall_of(request), address_of(request), request.headers.get("user-agent", "")
    sent = loaded(str(form.get("kept", "")))
    if not hall.throttle.may_sign_in(here, name):
        return _sign_in_page(request, text(form, "next"), _too_often(request), person, 403, sent)
    try:
        cookie = sign_in(hall.bureau(), person, str(form.get("password", "")), text(form, "code"), agent, hall.now())
    except Refusal as refusal:
        hall.throttle.missed_password(here, name)
        return _sign_in_page(request, text(form, "next"), str(refusal), person, 403, sent)
    back = sent and from_thread.run(partial(shown_again, cookies={SESSION_COOKIE: cookie}), request, sent, WELCOME, 200)
    answer = back or go(request, text(form, "next") or "/")
    keep_session(request, answer, cookie)
    return answer


def _too_often(request: Request) -> str:
    warn_of_proxy(request)
    return TOO_OFTEN


@router.post("/sign-in/link")
def ask_posted(request: Request, visitor: Anybody, form: Posted) -> Response:
    """A sign-in link by mail."""
    if not (who := text(form, "who")):
        raise BadRequest("请填写姓名或账号")
    return _mailed(request, ASKED, mail_asked_link, who)


@router.get("/enter/{code}")
def enter_page(request: Request, visitor: Anybody, code: str) -> Response:
    """Whose sign-in link it is; nothing happens yet."""
    return _enter_page(request, code[:ENTRY])


def _enter_page(request: Request, code: str, problem: str = "", status: int = 200) -> Response:
    hall = hall_of(request)
    with counted(request):
        name, totp = whose_entry(hall.bureau(), code, hall.now())
    return page(request, "enter.html", status=status, code=code, name=name, totp=totp, problem=problem)


@contextmanager
def counted(request: Request) -> Iterator[None]:
    """Looks a code up; one that opens nothing counts as a guess. Raises NotAllowed where there were too many."""
    throttle, here = hall_of(request).throttle, address_of(request)
    if not throttle.may_open(here):
        raise NotAllowed(_too_often(request))
    try:
        yield
    except NotFound:
        throttle.missed_code(here)
        raise


@router.post("/enter/{code}")
def enter_posted(request: Request, visitor: Anybody, form: Posted, code: str) -> Response:
    """Use the sign-in link up."""
    hall, code, agent = hall_of(request), code[:ENTRY], request.headers.get("user-agent", "")
    if not hall.throttle.may_confirm(code):
        raise NotAllowed(TOO_OFTEN)
    with counted(request):
        try:
            cookie = enter(hall.bureau(), code, agent, hall.now(), text(form, "totp"))
        except NotAllowed as refusal:
            hall.throttle.missed_confirmation(code)
            return _enter_page(request, code, str(refusal), 403)
    answer = go(request, "/")
    keep_session(request, answer, cookie)
    return answer


@router.post("/sign-out")
def sign_out_posted(request: Request, visitor: Anybody, form: Posted) -> Response:
    """Out of this browser, by whichever way somebody had come."""
    answer = go(request, "/sign-in", "已退出")
    _leave(request, visitor, answer)
    answer.delete_cookie(LINK_COOKIE)
    return answer


def _leave(request: Request, visitor: Visitor, answer: Response) -> None:
    hall = hall_of(request)
    if visitor.account is not None:
        sign_out(hall.bureau(), visitor.account, visitor.session, hall.now())
    answer.delete_cookie(SESSION_COOKIE)


@router.get("/s/{code}")
@router.get("/s/{code}/{place:path}")
def from_message(request: Request, visitor: Anybody, code: str, place: str = "") -> Response:
    """A link from a mail or SMS: says who came, and leads to one item or to the list.

    Where somebody else is in this browser already, it asks first: a link sent on must not take their place unseen.
    """
    code = code[:SHORT]
    try:
        guest = _guest(request, code)
    except NotFound as over:
        return _over(request, code, str(over))
    if guest == NOBODY:
        return go(request, visitor.home if visitor.account else "/sign-in")
    if visitor.name and visitor.person != guest.person:
        return page(request, "other-link.html", code=code, place=place, name=guest.name)
    if visitor.account is not None:
        return go(request, _page_of(request, guest, place))
    return _received(request, guest, code, place)


@router.post("/s/{code}")
@router.post("/s/{code}/{place:path}")
def in_their_place(request: Request, visitor: Anybody, form: Posted, code: str, place: str = "") -> Response:
    """Whoever was in this browser leaves, and the link's person comes in."""
    code = code[:SHORT]
    guest = _guest(request, code)
    if guest == NOBODY:
        return go(request, "/sign-in")
    # Left last: the redirect may renew the session's cookie, and of two the later one counts.
    answer = _received(request, guest, code, place)
    _leave(request, visitor, answer)
    return answer


def _over(request: Request, code: str, message: str) -> Response:
    """The same for a link that never was: nobody learns whether it was one."""
    mails = hall_of(request).mails_links() is not None
    return page(request, "link-over.html", status=404, message=message, code=code, mails=mails)


@router.post("/link/again")
def again_posted(request: Request, visitor: Anybody, form: Posted) -> Response:
    """A new link in place of one that is over."""
    return _mailed(request, AGAIN, mail_link_again, text(form, "code")[:SHORT])


def _mailed(request: Request, told: str, mail: Callable[..., object], whose: str) -> Response:
    """The answer is the same for everybody and does not wait: whose it is, is looked up after."""
    hall, post = hall_of(request), hall_of(request).mails_links()
    if post is None:
        raise NotAllowed(NO_MAIL)
    if not hall.throttle.allows(ASK, "ask", address_of(request)):
        raise NotAllowed(ASKED_TOO_OFTEN)
    answer = go(request, "/sign-in", told)
    may = partial(hall.throttle.allows, ASKED_FOR, "asked for")
    answer.background = BackgroundTask(mail, hall.bureau(), whose, may, post, hall.now())
    return answer


def _guest(request: Request, code: str) -> Visitor:
    """Who comes by that link; NOBODY where it lets them do nothing. Raises NotFound."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    with counted(request), bureau.reading() as db:
        row = opened_by(bureau, db, code, now)
        if row is None:
            raise NotFound(LINK_OVER)
        return by_link(bureau, db, row, local_day(now), code)


def _page_of(request: Request, guest: Visitor, place: str) -> str:
    """The item that the link names, where it is the guest's; without a name their only one; else the list.

    What a mail or chat program took for a part of the link is left out here too.
    """
    named, hall = ITEM.match(place), hall_of(request)
    bureau, day = hall.bureau(), local_day(hall.now())
    if place and not named:
        return "/mine"
    with bureau.reading() as db:
        owed = owed_by(bureau, db, sorted(guest.units), guest.person, day)
    mine = [one.id for one in owed if guest.answers_for(one) and (not named or one.id == int(named[0]))]
    return f"/mine/{mine[0]}" if len(mine) == 1 else "/mine"


def _received(request: Request, guest: Visitor, code: str, place: str) -> Response:
    answer = go(request, _page_of(request, guest, place))
    # Longer than most links are good: whether one still is, is looked up each time.
    keep(request, answer, LINK_COOKIE, signed_link(hall_of(request), code), 45 * 86400)
    return answer
