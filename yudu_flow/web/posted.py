"""Forms that were posted: the token against forged ones is checked before a page sees them."""

import hmac
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from yudu_flow.domain.errors import BadRequest, NotYours
from yudu_flow.intake.limits import LIMIT_BYTES, LIMIT_FILES
from yudu_flow.web.access import NOBODY, visitor_of
from yudu_flow.web.hall import Hall, hall_of

TOKEN = "token"
NONCE_COOKIE = "yudu_form"
MOST_FIELDS = 4000  # a month's summary has one a paragraph: units by assignments
MOST_FILES = 30  # what is too many is for the page to say, in words
ROOM = 3 * 2**20
"""Bytes of a form without files: a report of 200,000 characters takes less than two million."""
ROOM_FOR_FILES = ROOM + LIMIT_FILES * LIMIT_BYTES
TOO_MUCH = f"一次提交的内容超过{ROOM_FOR_FILES // 2**20}MB，请把文件分几次上传"
WHO_SENDS = "登录或链接已失效，文件没有收下；请重新登录，或用最近一封邮件、短信里的链接打开后再上传"
SECRET = "password"
SHORT = 15
"""Characters that are soon typed again."""
STALE = "页面已失效，请返回刷新后再提交"


def token_for(hall: Hall, key: str) -> str:
    """The form token of a session, a link, or a visitor's form cookie."""
    return hmac.new(hall.secret, key.encode(), sha256).hexdigest()


async def posted(request: Request) -> AsyncIterator[FormData]:
    """The form; empty for a page that is only looked at. Raises NotYours where it did not come from a page of ours,
    or holds files of a stranger; BadRequest where it is larger than any form of ours. Neither is read.

    Its uploads are closed once the answer is made.
    """
    if request.method in ("GET", "HEAD"):
        yield FormData()
        return
    _check_origin(request)
    await _check_size(request)
    async with request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES) as form:
        request.state.written = _written(form)
        _check_token(request, form)
        yield form


async def _check_size(request: Request) -> None:
    """Files are put on the disk as they come in, so a stranger's are not let begin."""
    said = request.headers.get("content-length", "")
    if "transfer-encoding" in request.headers or not said.isdecimal() or int(said) > ROOM_FOR_FILES:
        raise BadRequest(TOO_MUCH)
    if int(said) > ROOM and await run_in_threadpool(visitor_of, request) == NOBODY:
        raise NotYours(WHO_SENDS)


def _check_token(request: Request, form: FormData) -> None:
    said = form.get(TOKEN) or request.headers.get("x-form-token") or ""
    keys = [request.cookies.get(name, "") for name in ("yudu_session", "yudu_link", NONCE_COOKIE)]
    hall = hall_of(request)
    if not any(key and hmac.compare_digest(str(said), token_for(hall, key)) for key in keys):
        raise NotYours(STALE)


def _check_origin(request: Request) -> None:
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise NotYours(STALE)
    origin = request.headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        raise NotYours(STALE)


def _written(form: FormData) -> list[str]:
    """What took somebody a while to write: should it be refused, the refusal hands it back."""
    said = (text(form, name) for name in form if name != SECRET)
    return [words for words in said if len(words) > SHORT and not words.isascii()]


def text(form: FormData, name: str) -> str:
    """A field's text, stripped; empty where it is missing or a file.

    A browser sends two characters for the end of a line, and counts one against the length of a field.
    """
    value = form.get(name)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def files(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field that were really chosen."""
    return [item for item in form.getlist(name) if isinstance(item, UploadFile) and item.filename]


Posted = Annotated[FormData, Depends(posted)]
