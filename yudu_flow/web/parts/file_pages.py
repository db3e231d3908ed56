"""The files of an item on each desk: the file, its small picture, a page of a PDF."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.look import Sight
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.parts.desk import Whose, sight_for
from yudu_flow.web.parts.on_desks import on_desk
from yudu_flow.web.parts.papers import serve_file, serve_page, serve_thumb


def file_pages(desk: str, gate: Any, whose: Whose, *, drafts: bool = False) -> APIRouter:
    """Those of items that are the visitor's by `whose`; what waits in a draft too where `drafts` are theirs."""

    def mine(request: Request, visitor: Visitor, id: int) -> Sight:
        return sight_for(request, visitor, id, whose)

    def file(request: Request, visitor: Visitor, id: int, fid: int) -> Response:
        return serve_file(request, mine(request, visitor, id), fid, drafts=drafts)

    def thumb(request: Request, visitor: Visitor, id: int, fid: int) -> Response:
        return serve_thumb(request, mine(request, visitor, id), fid, drafts=drafts)

    def pdf_page(request: Request, visitor: Visitor, id: int, fid: int, number: int) -> Response:
        return serve_page(request, mine(request, visitor, id), fid, number, drafts=drafts)

    at = f"/{desk}/{{id:int}}/files/{{fid:int}}"
    return on_desk(gate, {at: file, f"{at}/thumb": thumb, f"{at}/page/{{number:int}}": pdf_page})
