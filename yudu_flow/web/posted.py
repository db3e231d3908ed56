"""Forms that were posted: the token against forged ones is checked before a page sees them."""

import hmac
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from yudu_flow.domain.errors import NotYours
from yudu_flow.web.hall import Hall, hall_of

TOKEN = "token"
NONCE_COOKIE = "yudu_form"
MOST_FIELDS = 4000  # a month's summary has one a paragraph: units by assignments
MOST_FILES = 30  # what is too many is for the page to say, in words
STALE = "页面已失效，请返回刷新后再提交"


def token_for(hall: Hall, key: str) -> str:
    """The form token of a session, a link, or a visitor's form cookie."""
    return hmac.new(hall.secret, key.encode(), sha256).hexdigest()


async def posted(request: Request) -> AsyncIterator[FormData]:
    """The form; empty for a page that is only looked at. Raises NotYours where it did not come from a page of ours.

    Its uploads are closed once the answer is made.
    """
    if request.method in ("GET", "HEAD"):
        yield FormData()
        return
    _check_origin(request)
    async with request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES) as form:
        _check_token(request, form)
        yield form


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


def text(form: FormData, name: str) -> str:
    """A field's text, stripped; empty where it is missing or a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def files(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field that were really chosen."""
    return [item for item in form.getlist(name) if isinstance(item, UploadFile) and item.filename]


Posted = Annotated[FormData, Depends(posted)]
