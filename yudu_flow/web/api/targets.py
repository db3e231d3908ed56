"""Figures of targets through the API, many at once: a workbook that is tried, then stored whole or not at all."""

from fastapi import APIRouter
from pydantic import Base64Bytes, StrictBool
from pydantic import Field as Info
from starlette.requests import Request

from yudu_flow.actions.acts.import_figures import import_figures
from yudu_flow.actions.papers.figure_table import figure_rows
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.firm_shapes import Given
from yudu_flow.web.api.gate import ROOM, Measured, OfToken
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of

router = APIRouter(prefix="/targets", tags=["单位"], route_class=Measured)


class FigureFile(Given):
    """A workbook."""

    content: Base64Bytes = Info(
        description="Excel 文件（.xlsx），Base64 编码；列名：周期、填报单位、指标、数字、更正原因"
    )
    dry_run: StrictBool = Info(default=False, description="true 只列出结果，不保存")


class FigureTold(Answer):
    """What comes of a row."""

    row: int = Info(description="第几行")
    name: str = Info(description="周期和指标")
    kind: str = Info(description="added 补报，changed 更正，same 不变，refused 不收")
    words: str = Info(description="改什么，或为什么不收")


class FiguresKept(Answer):
    """What came of a workbook."""

    saved: bool = Info(description="存了没有")
    rows: list[FigureTold]
    unread: list[str] = Info(description="没有读的列，列名写错了的在这里")


@router.post("/import", summary="从 Excel 导入指标数字", description="逐行列出结果；有一行不收，整张表都不存。")
@takes(ROOM)
def take_in(request: Request, visitor: OfToken, body: FigureFile) -> FiguresKept:
    """Each row is the act that its figure needs, in the name of the token's person."""
    hall = hall_of(request)
    done = import_figures(hall.bureau(), visitor.by, hall.now(), figure_rows(body.content), save=not body.dry_run)
    rows = [FigureTold(row=one.row, name=one.name, kind=one.kind, words=one.words) for one in done.outcomes]
    return FiguresKept(saved=done.saved, rows=rows, unread=[*done.unread])
