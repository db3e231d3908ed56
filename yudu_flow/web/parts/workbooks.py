"""A workbook that is tried first and stored at the second press: the page carries it along."""

from base64 import b64decode, b64encode
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.imported import ADDED, CHANGED, REFUSED, Imported
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.posted import text


def workbook_in(form: FormData) -> bytes:
    """The file that was chosen, or the one that was tried on the page before. Raises BadRequest."""
    file, held = form.get("file"), text(form, "held")
    if isinstance(file, UploadFile) and file.size:
        return file.file.read()
    try:
        data = b64decode(held, validate=True)
    except ValueError:
        data = b""
    if not data:
        raise BadRequest("请选择 Excel 文件", needs=("file",))
    return data


def tried(
    request: Request,
    template: str,
    action: str,
    done: Imported | None = None,
    data: bytes = b"",
    was: str = "",
    **more: Any,
) -> Response:
    """The page, which posts to `action`, with what would come of each row; it carries a file that can be stored.

    `was` marks what stood there when it was looked at.
    """
    counts = done.counts if done else {}
    fit = not counts.get(REFUSED) and (counts.get(ADDED) or counts.get(CHANGED))
    held = b64encode(data).decode() if fit else ""
    return page(request, template, action=action, imported=done, held=held, was=was, **more)


def stored(done: Imported, counter: str) -> str:
    """How many rows brought something new, by their measure word."""
    return done.counted(counter, (ADDED, CHANGED)) or "没有改动"
