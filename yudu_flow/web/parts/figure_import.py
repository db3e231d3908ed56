"""Figures from a workbook, on any desk: tried first, stored at the second press; and the template to fill in."""

from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.import_figures import import_figures
from yudu_flow.actions.papers.figure_table import figure_rows
from yudu_flow.actions.views.figure_workbook import figures_template
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.on_desks import on_desk
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.papers import XLSX, download
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.workbooks import stored, tried, workbook_in

TEMPLATE = "figures-import.html"
ROOM = 4 * 2**20
"""Bytes of a workbook with two thousand figures, as a file or in Base64."""
BACK = {"office": "/office/targets", "mine": "/mine"}


def figure_pages(desk: str, gate: Any) -> APIRouter:
    """Where a workbook is chosen, tried and stored, and the template; of others' rows the acts say whose they are."""
    at = f"/{desk}/targets"

    def chosen(request: Request, visitor: Visitor) -> Response:
        return tried(request, TEMPLATE, f"{at}/import", desk=desk, back=BACK[desk])

    @takes(ROOM)
    def posted(request: Request, visitor: Visitor, form: Posted) -> Response:
        return _imported(request, visitor, form, desk)

    def template(request: Request, visitor: Visitor) -> Response:
        """With what is still missing of what the visitor sees."""
        with reading(request) as (bureau, db, now):
            data = figures_template(bureau, db, now, visitor.sees)
        return download(data, XLSX, "指标数字模板.xlsx")

    return on_desk(gate, {f"{at}/import": chosen, f"{at}/template.xlsx": template}, {f"{at}/import": posted})


def _imported(request: Request, visitor: Visitor, form: FormData, desk: str) -> Response:
    """What would come of each row; stored where that was asked for and none is refused."""
    data, hall = workbook_in(form), hall_of(request)
    save = bool(text(form, "save"))
    done = import_figures(hall.bureau(), visitor.by, hall.now(), figure_rows(data), save=save)
    if done.saved:
        return go(request, BACK[desk], f"已存入数字：{stored(done, '个')}")
    return tried(request, TEMPLATE, f"/{desk}/targets/import", done, data, desk=desk, back=BACK[desk])
