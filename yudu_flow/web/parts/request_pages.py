"""What firms ask for, on each desk: the list, each of them, and the form that records one."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.parts.desk import Id
from yudu_flow.web.parts.on_desks import on_desk
from yudu_flow.web.parts.posted import Posted
from yudu_flow.web.parts.requests import list_page, one_page, opened


def request_pages(desk: str, gate: Any, opens: Callable[[Request, Visitor], bool] | None = None) -> APIRouter:
    """`opens` says who may record one, None where nobody does on that desk; the act asks again whose it is."""

    def listed(request: Request, visitor: Visitor) -> Response:
        return list_page(request, visitor, desk, opens=bool(opens and opens(request, visitor)))

    def one(request: Request, visitor: Visitor, number: Id) -> Response:
        return one_page(request, visitor, desk, number)

    def recorded(request: Request, visitor: Visitor, form: Posted) -> Response:
        return opened(request, visitor, form, desk)

    at = f"/{desk}/requests"
    return on_desk(gate, {at: listed, f"{at}/{{number:int}}": one}, {at: recorded} if opens else None)
