"""Figures of a unit's targets from a workbook."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.web.doors.access import OfUnit
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.parts.figure_import import ROOM, import_page, imported, template
from yudu_flow.web.parts.posted import Posted

router = APIRouter(include_in_schema=False)


@router.get("/mine/targets/import")
def figures_page(request: Request, visitor: OfUnit) -> Response:
    """Where a workbook of figures is chosen."""
    return import_page(request, "mine")


@router.post("/mine/targets/import")
@takes(ROOM)
def figures_posted(request: Request, visitor: OfUnit, form: Posted) -> Response:
    """Tried, then stored; of other units' rows the acts say that they are not the visitor's."""
    return imported(request, visitor, form, "mine")


@router.get("/mine/targets/template.xlsx")
def figures_template(request: Request, visitor: OfUnit) -> Response:
    """What the unit's reports came without."""
    return template(request, visitor)
