"""Forms that were posted: the token against forged ones is checked before a page sees them."""

import hmac
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Annotated

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from yudu_flow.domain.errors import BadRequest, NotFound, NotYours
from yudu_flow.domain.printable import without_controls
from yudu_flow.intake.limits import LIMIT_BYTES, LIMIT_FILES
from yudu_flow.web.doors.access import LINK_COOKIE, NOBODY, SESSION_COOKIE, visitor_of
from yudu_flow.web.doors.addresses import parted
from yudu_flow.web.doors.bodies import SMALL, admitted, announced_length, most_fields, room_of
from yudu_flow.web.doors.hall import Hall, hall_of
from yudu_flow.web.parts.sent import sent_by, tidy

TOKEN = "token"
NONCE_COOKIE = "yudu_form"
MOST_FILES = 30  # what is too many is for the page to say, in words
ROOM = 3 * 2**20
"""Bytes of a form without files: a report of 200,000 characters takes less than two million."""
ROOM_FOR_FILES = ROOM + LIMIT_FILES * LIMIT_BYTES
TOO_MUCH = f"一次提交的内容超过{ROOM_FOR_FILES // 2**20}MB，请把文件分几次上传"
WHO_SENDS = "登录或链接已失效，文件没有收下；请重新登录，或用最近一封邮件、短信里的链接打开后再上传"
NUL = "填写的内容里有不能保存的字符（编码为0），请删去后再提交"
CHARSET = re.compile(r"charset\s*=\s*[\"']?([^;\s\"']*)", re.IGNORECASE)
NOT_UTF8 = "表单要用 UTF-8 编码提交"
STALE = "页面已失效，请返回刷新后再提交"
NO_COOKIE = (
    f"{STALE}。总是这样的，请让浏览器保存 Cookie，并用 YUDU_FLOW_BASE_URL 的地址打开；"
    "经代理的，请管理员让它原样转发 Host 和 Cookie"
)
ELSEWHERE = (
    f"{STALE}。总是这样的，请管理员把 YUDU_FLOW_BASE_URL 设为浏览器里的地址，"
    "或让代理（nginx等）原样转发 Host，见帮助“发布网页”"
)
"""Told to whoever posts from another address than ours: a forger, or everybody behind a proxy that keeps Host back."""


def token_for(hall: Hall, key: str) -> str:
    """The form token of a session, a link, or a visitor's form cookie."""
    return hmac.new(hall.secret, key.encode(), sha256).hexdigest()


async def posted(request: Request) -> AsyncIterator[FormData]:
    """The form; empty for a page that is only looked at. Raises NotYours where it did not come from a page of ours,
    or holds files of a stranger; TooLarge where it is larger than the page's. Neither is read.

    Its uploads are closed once the answer is made.
    """
    if any("\0" in str(value) for value in (*request.path_params.values(), *request.query_params.values())):
        raise NotFound("没有这一页")  # a server takes no such text, and a file has none
    if request.method in ("GET", "HEAD"):
        yield FormData()
        return
    _check_origin(request)
    _check_encoding(request)
    room = await _room(request)
    admitted(request, room, TOO_MUCH if room == ROOM_FOR_FILES else "")
    async with _place(request, room), request.form(max_fields=most_fields(request), max_files=MOST_FILES) as form:
        form = _cleaned(form)
        request.state.sent = sent_by(request, form)
        await run_in_threadpool(_check_token, request, form)
        yield form


def _cleaned(form: FormData) -> FormData:
    """What was written without the signs that Word and WPS paste with it. Raises BadRequest for the character 0."""
    words = [value for part in form.multi_items() for value in part if isinstance(value, str)]
    if any("\0" in word for word in words):
        raise BadRequest(NUL)
    return FormData(
        [
            (without_controls(name), without_controls(value) if isinstance(value, str) else value)
            for name, value in form.multi_items()
        ]
    )


async def _room(request: Request) -> int:
    """A stranger has less, so that the words of somebody whose session ran out are still handed back."""
    room = room_of(request)
    if room == SMALL or await run_in_threadpool(visitor_of, request) != NOBODY:
        return room
    if announced_length(request) > SMALL:
        raise NotYours(WHO_SENDS)
    return SMALL


@asynccontextmanager
async def _place(request: Request, room: int) -> AsyncIterator[None]:
    """Files are put on the disk as they come in, and pages are drawn of them: so many at once, and no more."""
    if (announced_length(request) <= ROOM and "transfer-encoding" not in request.headers) or room <= ROOM:
        yield
        return
    async with hall_of(request).uploads.taken():
        admitted(request, room, TOO_MUCH)
        yield


def _check_token(request: Request, form: FormData) -> None:
    """A form is good for whoever its page was made for, and for nobody who came in since."""
    token = form.get(TOKEN) or request.headers.get("x-form-token") or ""
    hall, mine = hall_of(request), visitor_of(request).key
    # Of somebody whose session has ended the old cookie counts too: their words are to come back over the sign-in.
    keys = [mine] if mine else [request.cookies.get(name, "") for name in (SESSION_COOKIE, LINK_COOKIE, NONCE_COOKIE)]
    if not any(keys) and _holds_a_code(request):
        return
    if not any(keys):
        raise NotYours(NO_COOKIE)
    if not any(key and hmac.compare_digest(str(token), token_for(hall, key)) for key in keys):
        raise NotYours(STALE)


def _holds_a_code(request: Request) -> bool:
    """A sign-in link sent from our own page is proof by itself: no other site knows its code or can name our origin."""
    origin = request.headers.get("origin")
    return request.url.path.startswith("/enter/") and bool(origin) and _is_ours(request, str(origin))


def _check_origin(request: Request) -> None:
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise NotYours(STALE)
    origin = request.headers.get("origin")
    # `null` says nothing of where it came from: then the token alone decides.
    if origin and origin != "null" and not _is_ours(request, origin):
        raise NotYours(ELSEWHERE)


def _check_encoding(request: Request) -> None:
    """Our pages send UTF-8 and say nothing of it; the names of others are those of things that break, or hide words."""
    said = CHARSET.search(request.headers.get("content-type", ""))
    if said and said[1].lower() not in ("utf-8", "utf8"):
        raise BadRequest(NOT_UTF8)


def _is_ours(request: Request, origin: str) -> bool:
    """The address that the request came to, or the bureau's own: a proxy need not pass the first on."""
    came_from, own = parted(origin), parted(hall_of(request).bureau().base_url)
    here = request.headers.get("host")
    return bool(came_from.netloc) and (came_from.netloc == here or came_from[:2] == own[:2])


def text(form: FormData, name: str) -> str:
    """A field's text, stripped; empty where it is missing or a file."""
    value = form.get(name)
    return tidy(value) if isinstance(value, str) else ""


def files(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field that were really chosen."""
    return [item for item in form.getlist(name) if isinstance(item, UploadFile) and item.filename]


Posted = Annotated[FormData, Depends(posted)]
