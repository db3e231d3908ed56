"""Files of an obligation: pictures are shown, everything else is only downloaded; PDF pages are shown as pictures."""

import logging
from collections.abc import Iterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.files import GONE, DrawnPages, content_of, file_of
from yudu_flow.domain.errors import Busy, NotFound
from yudu_flow.intake.paper import PAGES, TakenIn, take_in
from yudu_flow.storage.rows import AttachmentRow
from yudu_flow.web.doors.hall import Hall, hall_of
from yudu_flow.web.parts.desk import LARGEST

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
SANDBOX = "default-src 'none'; sandbox"
"""Should a browser open a file all the same, nothing in it runs or loads anything."""


def serve_file(request: Request, sight: Sight, fid: int, *, drafts: bool = False) -> Response:
    """A file of this obligation; one that waits in a draft only where `drafts` are the visitor's. Raises NotFound."""
    row = _found(request, sight, fid, drafts)
    shown = row.kind == "image"
    headers = {"content-disposition": disposition(row.name, inline=shown), "content-security-policy": SANDBOX}
    return Response(_bytes(request, row.sha256), media_type=TYPES.get(row.kind, DOWNLOADED), headers=headers)


def serve_thumb(request: Request, sight: Sight, fid: int, *, drafts: bool = False) -> Response:
    """Its small picture. Raises NotFound where there is none."""
    row = _found(request, sight, fid, drafts)
    if not row.thumb:
        raise NotFound(GONE)
    return Response(_bytes(request, row.thumb), media_type=JPEG)


def serve_page(request: Request, sight: Sight, fid: int, page: int, *, drafts: bool = False) -> Response:
    """One page of a PDF as a picture, the first is 1. Raises NotFound, BadRequest where it cannot be drawn."""
    row = _found(request, sight, fid, drafts)
    if row.kind != "pdf" or not 1 <= page <= row.pages:
        raise NotFound(GONE)
    return Response(_drawn(request, row.sha256, page), media_type=JPEG)


def taken_in(request: Request, name: str, data: bytes) -> TakenIn:
    """The paper in a file that this visitor sent. Raises BadRequest with what to do, Busy where there is no room."""
    who = asker(request)
    hall = hall_of(request)
    if not hall.throttle.may_upload(who):
        raise Busy("一小时内上传的文件太多，请过一会儿再传")
    return take_in(name, data, who, hall.settings.decode_memory_mb)


def _drawn(request: Request, digest: str, page: int) -> bytes:
    """The page as it was drawn once. Raises Busy, and BadRequest for a file whose drawing does not end."""
    pages, who = _pages(hall_of(request)), asker(request)
    known = pages.known(digest, page)
    if known is not None:
        return known
    if not hall_of(request).throttle.may_draw(who):
        raise Busy("一小时内看的页数太多，请过一会儿再看，或下载文件查看")
    with PAGES.admitted(who):
        known = pages.known(digest, page)  # whoever came before may have asked for the same
        return known if known is not None else pages.draw(digest, page)


def _pages(hall: Hall) -> DrawnPages:
    return DrawnPages(hall.drawn, hall.store, hall.settings.decode_memory_mb, hall.settings.pages_mb * 2**20)


def asker(request: Request) -> str:
    """Who holds a place among those who wait: a person, whatever they came in with; else an address."""
    visitor = getattr(request.state, "visitor", None)
    return visitor.person if visitor and visitor.person else (request.client.host if request.client else "")


def download(data: bytes, kind: str, name: str) -> Response:
    """A paper that was made just now, under its name."""
    return Response(data, media_type=kind, headers={"content-disposition": disposition(name)})


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


def _found(request: Request, sight: Sight, fid: int, drafts: bool) -> AttachmentRow:
    if fid >= LARGEST:
        raise NotFound(GONE)
    return file_of(hall_of(request).bureau(), sight, fid, drafts=drafts)


def _bytes(request: Request, digest: str) -> bytes:
    return content_of(hall_of(request).store, digest)
