"""The files of an item on each desk: pictures are shown, all else is only downloaded, and pages of a PDF are drawn."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.papers.files import GONE, DrawnPages, content_of, file_of
from yudu_flow.domain.errors import Busy, NotFound
from yudu_flow.intake.paper import PAGES
from yudu_flow.storage.rows import AttachmentRow
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import Whose, sight_for
from yudu_flow.web.parts.on_desks import on_desk
from yudu_flow.web.parts.papers import DOWNLOADED, JPEG, TYPES, asker, disposition

SANDBOX = "default-src 'none'; sandbox"
"""Should a browser open a file all the same, nothing in it runs or loads anything."""


def file_pages(desk: str, gate: Any, whose: Whose, *, drafts: bool = False) -> APIRouter:
    """Those of items that are the visitor's by `whose`; what waits in a draft too where `drafts` are theirs."""

    def mine(request: Request, visitor: Visitor, id: int, fid: int) -> AttachmentRow:
        return file_of(hall_of(request).bureau(), sight_for(request, visitor, id, whose), fid, drafts=drafts)

    def file(request: Request, visitor: Visitor, id: int, fid: int) -> Response:
        row = mine(request, visitor, id, fid)
        named = {"content-disposition": disposition(row.name, inline=row.kind == "image")}
        kind = TYPES.get(row.kind, DOWNLOADED)
        data = content_of(hall_of(request).store, row.sha256)
        return Response(data, media_type=kind, headers=named | {"content-security-policy": SANDBOX})

    def thumb(request: Request, visitor: Visitor, id: int, fid: int) -> Response:
        row = mine(request, visitor, id, fid)
        if not row.thumb:
            raise NotFound(GONE)
        return Response(content_of(hall_of(request).store, row.thumb), media_type=JPEG)

    def pdf_page(request: Request, visitor: Visitor, id: int, fid: int, number: int) -> Response:
        """As a picture; the first is 1."""
        row = mine(request, visitor, id, fid)
        if row.kind != "pdf" or not 1 <= number <= row.pages:
            raise NotFound(GONE)
        return Response(_drawn(request, row.sha256, number), media_type=JPEG)

    at = f"/{desk}/{{id:int}}/files/{{fid:int}}"
    return on_desk(gate, {at: file, f"{at}/thumb": thumb, f"{at}/page/{{number:int}}": pdf_page})


def _drawn(request: Request, digest: str, page: int) -> bytes:
    """The page as it was drawn once. Raises Busy, and BadRequest for a file whose drawing does not end."""
    hall, who = hall_of(request), asker(request)
    pages = DrawnPages(hall.drawn, hall.store, hall.settings.decode_memory_mb, hall.settings.pages_mb * 2**20)
    known = pages.known(digest, page)
    if known is not None:
        return known
    if not hall.throttle.may_draw(who):
        raise Busy("一小时内看的页数太多，请过一会儿再看，或下载文件查看")
    with PAGES.admitted(who):
        known = pages.known(digest, page)  # whoever came before may have asked for the same
        return known if known is not None else pages.draw(digest, page)
