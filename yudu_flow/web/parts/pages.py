"""Rendering: templates with the visitor, the form token and one line of news; redirects that carry such a line."""

import secrets
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from yudu_flow import __version__
from yudu_flow.actions.access.sign_in import SESSION_LASTS
from yudu_flow.actions.papers.pdf import MISSING, can_make_pdf
from yudu_flow.domain.channels import WAYS
from yudu_flow.intake.sniff import ENDINGS
from yudu_flow.web.doors.access import NOBODY, SESSION_COOKIE
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts import words
from yudu_flow.web.parts.demo_bar import bar
from yudu_flow.web.parts.posted import NONCE_COOKIE, token_for
from yudu_flow.web.parts.sent import OURS
from yudu_flow.wording.contents import SECTIONS

NEWS_COOKIE = "yudu_news"
STATIC = Path(__file__).parents[1] / "static"


@cache
def _templates() -> Environment:
    env = Environment(
        loader=PackageLoader("yudu_flow.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters |= words.FILTERS
    env.globals |= {"version": __version__, "edition": _edition(), "endings": ENDINGS}
    env.globals |= {"ways": WAYS, "report_sections": SECTIONS, "can_pdf": can_make_pdf, "without_pdf": MISSING}
    return env


def _edition() -> str:
    """Changes with the styles and scripts, which browsers keep; tells strangers no version."""
    content = sorted(file for file in STATIC.iterdir() if file.suffix in (".css", ".js"))
    return sha256(b"".join(file.read_bytes() for file in content)).hexdigest()[:8]


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page; templates get the frame's `visitor`, `token`, `news`, `now`, `rules` and so on, and their `context`."""
    # As far as it is known: a page of faults asks nothing of a database that may be what gives no answer.
    hall, visitor = hall_of(request), getattr(request.state, "visitor", NOBODY)
    nonce = request.cookies.get(NONCE_COOKIE) or secrets.token_urlsafe(16)
    frame = {
        "visitor": visitor,
        "token": token_for(hall, visitor.key or nonce),
        "news": unquote(request.cookies.get(NEWS_COOKIE, "")),
        "now": hall.now(),
        "bureau_name": hall.bureau().roster.bureau_name,
        "trial": hall.bureau().trial,
        "rules": hall.bureau().rules,
        "path": request.url.path,
        "demo": hall.demo and bar(hall.demo),
        # Where a demonstration leads back to: an answer to a form cannot be asked for.
        "here": request.url.path if request.method == "GET" else "/",
    }
    answer = HTMLResponse(_templates().get_template(template).render(frame | context), status_code=status)
    if NEWS_COOKIE in request.cookies:
        answer.delete_cookie(NEWS_COOKIE)
    if not visitor.key and NONCE_COOKIE not in request.cookies:
        keep(request, answer, NONCE_COOKIE, nonce)
    _let_last(request, answer)
    return answer


def rendered(template: str, **context: Any) -> str:
    """A template by itself, for pages that belong to no bureau."""
    return _templates().get_template(template).render(context)


def go(request: Request, to: str, news: str = "") -> Response:
    """Send the browser on to one of our own pages, with a line of news to show there."""
    answer = RedirectResponse(to if OURS.match(to) else "/", status_code=303)
    if news:
        keep(request, answer, NEWS_COOKIE, quote(news), seconds=60)
    _let_last(request, answer)
    return answer


def _let_last(request: Request, answer: Response) -> None:
    """A session that was renewed is of use only while the browser keeps its cookie."""
    if cookie := getattr(request.state, "renewed", ""):
        keep_session(request, answer, cookie)


def keep_session(request: Request, answer: Response, cookie: str) -> None:
    """Somebody is signed in with this browser, as long as the session lasts without being used."""
    keep(request, answer, SESSION_COOKIE, cookie, int(SESSION_LASTS.total_seconds()))


def keep(request: Request, answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Set a cookie that scripts and other sites cannot read; over https alone where that is the bureau's address."""
    # Lax, not strict: whoever comes by a link in a mail brings their cookies along.
    secure = request.url.scheme == "https" or hall_of(request).encrypted
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")
