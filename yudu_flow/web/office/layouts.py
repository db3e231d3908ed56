"""Layouts of papers (文书版式): taken away, changed in Word or WPS, put in use, given up again."""

from typing import Annotated

from fastapi import Path
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.paper_layouts import layout_of, restore_layout, use_layout
from yudu_flow.actions.papers.forms import FIELDS, FORMS, MOST, own
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.papers import DOCX, download
from yudu_flow.web.parts.posted import Posted
from yudu_flow.web.parts.room import Room

router = Room()
LAYOUTS = "/office/papers"
Form = Annotated[str, Path(pattern="^[a-z]{1,20}$")]


@router.get(LAYOUTS)
def layouts_page(request: Request, visitor: OfOffice) -> Response:
    """Each form with whose layout it has, and what a layout may name."""
    home = hall_of(request).settings.home
    forms = [(form, title, own(home, form) is not None) for form, title in FORMS.items()]
    return page(request, "office/layouts.html", forms=forms, fields=FIELDS)


@router.get(f"{LAYOUTS}/{{form}}.docx")
def layout_file(request: Request, visitor: OfOffice, form: Form) -> Response:
    """The layout in use, to be changed."""
    data = layout_of(hall_of(request).settings.home, form)
    return download(data, DOCX, f"{FORMS[form]}版式.docx")


@router.post(f"{LAYOUTS}/{{form}}")
@takes(MOST + 2**20)
def layout_posted(request: Request, visitor: OfOffice, form: Form, said: Posted) -> Response:
    """Put a changed one in use."""
    hall, file = hall_of(request), said.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise BadRequest("请选择改好的 Word 文件", needs=("file",))
    use_layout(hall.settings.home, hall.bureau(), form, file.file.read(), visitor.by, hall.now())
    return go(request, LAYOUTS, f"{FORMS[form]}已换上本局的版式")


@router.post(f"{LAYOUTS}/{{form}}/restore")
def layout_restored(request: Request, visitor: OfOffice, form: Form, said: Posted) -> Response:
    """Back to the shipped one."""
    hall = hall_of(request)
    restore_layout(hall.settings.home, hall.bureau(), form, visitor.by, hall.now())
    return go(request, LAYOUTS, f"{FORMS[form]}已改回程序自带的版式")
