"""Layouts of papers (文书版式) through the API: listed, taken away, put in use, given up again."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Base64Bytes, Field
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.paper_layouts import layout_of, restore_layout, use_layout
from yudu_flow.actions.papers.forms import FORMS, MOST, own
from yudu_flow.web.api.answers import Answer, Arranged, WordFile
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.shapes import Given
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.papers import DOCX, download

router = APIRouter(prefix="/layouts", tags=["局办公室"], route_class=Measured)
Form = Annotated[str, Path(pattern="^[a-z]{1,20}$", description=f"哪一种文书：{'、'.join(FORMS)}")]


class LayoutFile(Given):
    content: Base64Bytes = Field(description="Word 文件（.docx），Base64 编码")


class LayoutListed(Answer):
    form: str = Field(description="编号")
    title: str = Field(description="文书")
    own: bool = Field(description="用的是本局自己的版式")


@router.get("", summary="文书版式", description="各种文书，用的是本局自己的版式还是程序自带的。")
def layouts(request: Request, visitor: OfOfficeToken) -> list[LayoutListed]:
    home = hall_of(request).settings.home
    return [LayoutListed(form=form, title=title, own=own(home, form) is not None) for form, title in FORMS.items()]


@router.get(
    "/{form}.docx", summary="取出版式", description="一种文书现在的版式，用 Word 或 WPS 修改。", response_class=WordFile
)
def layout_file(request: Request, visitor: OfOfficeToken, form: Form) -> Response:
    return download(layout_of(hall_of(request).settings.home, form), DOCX, f"{FORMS[form]}版式.docx")


# An address of its own: `/{form}` took what was sent to /layouts/urge.docx for the name of a form.
@router.post("/{form}/use", summary="换上版式", description="字段不对、缺少正文的不换，并说明错在哪里。")
@takes(2 * MOST)
def layout_used(request: Request, visitor: OfOfficeToken, form: Form, body: LayoutFile) -> Arranged:
    hall = hall_of(request)
    use_layout(hall.settings.home, hall.bureau(), form, body.content, visitor.by, hall.now())
    return Arranged(says=f"{FORMS[form]}已换上本局的版式")


@router.post("/{form}/restore", summary="改回自带版式", description="改回程序自带的版式。")
def layout_restored(request: Request, visitor: OfOfficeToken, form: Form) -> Arranged:
    hall = hall_of(request)
    restore_layout(hall.settings.home, hall.bureau(), form, visitor.by, hall.now())
    return Arranged(says=f"{FORMS[form]}已改回程序自带的版式")
