"""One's own account: password, two-step sign-in, browsers signed in."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.sign_in import Proof, new_totp, own_account, set_password, set_totp, sign_out
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.web.doors.access import SignedIn, Visitor
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.doors.throttle import PASSWORD
from yudu_flow.web.parts.pages import go, keep_session, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
OFFERED = re.compile("[A-Z2-7]{32}")
"""A secret as a page of ours offers it."""


@router.get("/account")
def account_page(request: Request, visitor: SignedIn) -> Response:
    """Password, TOTP, sessions."""
    return _shown(request, visitor, new_totp())


def _shown(request: Request, visitor: Visitor, secret: str, problem: str = "", status: int = 200) -> Response:
    import segno  # loaded with the first code that is drawn

    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    assert visitor.account is not None  # the gate asks for an account
    mine, sessions = own_account(bureau, visitor.account, now)
    # Quoted: an administrator outside the roster may have any name, and a code draws Chinese in another encoding.
    uri = f"otpauth://totp/{bureau.roster.bureau}:{quote(mine.person)}?secret={secret}&issuer=yudu-flow"
    drawn = segno.make(uri).svg_inline(scale=4, border=2)
    context = {"mine": mine, "sessions": sessions, "secret": secret, "drawn": drawn, "problem": problem}
    return page(request, "account.html", status=status, **context)


@router.post("/account/password")
def password_posted(request: Request, visitor: SignedIn, form: Posted) -> Response:
    """A new password; every other browser is signed out."""
    hall = hall_of(request)
    assert visitor.account is not None  # the gate asks for an account
    _slow_down(request, visitor.account)
    # As they were typed, where `text` would strip them: a blank may be a part of a password.
    agent, words = request.headers.get("user-agent", ""), str(form.get("password", ""))
    proof = Proof(str(form.get("old", "")), text(form, "code"))
    cookie = set_password(hall.bureau(), visitor.account, words, visitor.session, proof, agent, hall.now())
    answer = go(request, "/account", "密码已保存，其他浏览器已退出")
    keep_session(request, answer, cookie)
    return answer


@router.post("/account/totp")
def totp_posted(request: Request, visitor: SignedIn, form: Posted) -> Response:
    """Two-step sign-in on or off. After a wrong code the secret stays, since the phone has taken it in already."""
    hall = hall_of(request)
    assert visitor.account is not None  # the gate asks for an account
    _slow_down(request, visitor.account)
    secret, proof = text(form, "secret"), Proof(str(form.get("old", "")), text(form, "code"))
    try:
        set_totp(hall.bureau(), visitor.account, secret, visitor.session, proof, hall.now())
    except (BadRequest, NotAllowed) as refusal:
        offered = secret if OFFERED.fullmatch(secret) else new_totp()
        return _shown(request, visitor, offered, str(refusal), 400)
    return go(request, "/account", "已启用动态验证码" if secret else "已停用动态验证码")


def _slow_down(request: Request, account: int) -> None:
    """Whoever found a browser open should not find the password in it by guessing."""
    if not hall_of(request).throttle.allows(PASSWORD, "again", str(account)):
        raise NotAllowed("试得太频繁，请过一分钟再试")


@router.post("/account/sessions")
def session_posted(request: Request, visitor: SignedIn, form: Posted) -> Response:
    hall = hall_of(request)
    assert visitor.account is not None  # the gate asks for an account
    sign_out(hall.bureau(), visitor.account, text(form, "session"), hall.now())
    return go(request, "/account", "已让该浏览器退出")
