"""Files that come in and papers that go out: their types, their names, and who sends them."""

import logging
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from yudu_flow.actions.papers.sheet import Sheet, workbook
from yudu_flow.domain.errors import Busy
from yudu_flow.intake.paper import TakenIn, take_in
from yudu_flow.web.doors.hall import hall_of

log = logging.getLogger("yudu_flow.web")
JPEG, DOWNLOADED = "image/jpeg", "application/octet-stream"
OPEN_XML = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "image": JPEG,
    "pdf": "application/pdf",
    "docx": f"{OPEN_XML}wordprocessingml.document",
    "dotx": f"{OPEN_XML}wordprocessingml.template",
    "xlsx": f"{OPEN_XML}spreadsheetml.sheet",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
}
XLSX, DOCX = TYPES["xlsx"], TYPES["docx"]


def taken_in(request: Request, name: str, data: bytes) -> TakenIn:
    """The paper in a file that this visitor sent. Raises BadRequest with what to do, Busy where there is no room."""
    who = asker(request)
    hall = hall_of(request)
    if not hall.throttle.may_upload(who):
        raise Busy("一小时内上传的文件太多，请过一会儿再传")
    return take_in(name, data, who, hall.settings.decode_memory_mb)


def asker(request: Request) -> str:
    """Who holds a place among those who wait: a person, whatever they came in with; else an address."""
    visitor = getattr(request.state, "visitor", None)
    return visitor.person if visitor and visitor.person else (request.client.host if request.client else "")


def download(data: bytes, kind: str, name: str) -> Response:
    """A paper that was made just now, under its name."""
    return Response(data, media_type=kind, headers={"content-disposition": disposition(name)})


def book(request: Request, title: str, sheets: Sequence[Sheet]) -> Response:
    """These tables as a workbook under that title."""
    hall = hall_of(request)
    return download(workbook(title, hall.bureau().roster.bureau_name, hall.now(), sheets), XLSX, f"{title}.xlsx")


def streamed(data: Iterator[bytes], name: str) -> Response:
    """A .zip that is made while it goes out. Where it breaks off, so does the connection: what came is no .zip."""
    return StreamingResponse(
        _noted(data, name), media_type="application/zip", headers={"content-disposition": disposition(name)}
    )


def _noted(data: Iterator[bytes], name: str) -> Iterator[bytes]:
    try:
        yield from data
    except Exception:  # whatever it was: the visitor is told by the connection, the administrator here
        log.exception("a download broke off: %s", name)
        raise


def disposition(name: str, *, inline: bool = False) -> str:
    """The header that names a file, Chinese included (RFC 6266, RFC 5987)."""
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
