"""Targets through the API: what is said of one, and figures from a workbook, stored whole or not at all."""

from fastapi import APIRouter
from pydantic import Base64Bytes, StrictBool
from pydantic import Field as Info
from starlette.requests import Request

from yudu_flow.actions.acts.import_figures import import_figures
from yudu_flow.actions.papers.figure_table import figure_rows
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.gate import ROOM, Measured, OfToken
from yudu_flow.web.api.shapes import Given
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of

router = APIRouter(prefix="/targets", tags=["单位"], route_class=Measured)


class Targeted(Answer):
    """A target with its last figure: the record of `target list --json`."""

    plan: str
    assignment: str
    target: str = Info(description="指标名称")
    owner: str = Info(description="填报单位")
    goal: float = Info(description="目标值")
    unit: str = Info(description="计量单位")
    direction: str = Info(description="up 要达到，down 不能超过，keep 要保持")
    state: bool = Info(description="是不是当前状况；不是的为累计数")
    by: str = Info(description="完成日期")
    period: str = Info(description="数字所在的周期")
    value: float | None = Info(description="数字；没有报过为空")
    done_percent: float | None = Info(description="完成率")
    due_percent: float = Info(description="序时进度")
    lag_points: float | None = Info(description="滞后几个百分点；负数为超前")
    pace: str = Info(description="unknown 不明，in_time 符合进度，yellow 滞后，red 严重滞后")
    unknown_in: list[str] = Info(description="最近连续哪几期没有数字，新的在前")
    forecast: float | None = Info(description="按此进度到期约多少")
    needed_each_month: float | None = Info(description="今后每月需多少；down 为最多多少")
    final: bool = Info(description="是不是最后一期的数字")
    reported_at_first: float | None = Info(description="更正以前报的数字")
    says: str = Info(description="进度，写成一句话")
    outlook: str = Info(description="展望，写成一句话")
    corrected: str = Info(description="谁在哪天更正，为什么")


class FigureFile(Given):
    content: Base64Bytes = Info(
        description="Excel 文件（.xlsx），Base64 编码；列名：周期、填报单位、指标、数字、更正原因"
    )
    dry_run: StrictBool = Info(default=False, description="true 只列出结果，不保存")


class FigureTold(Answer):
    row: int = Info(description="第几行")
    name: str = Info(description="周期和指标")
    kind: str = Info(description="added 补报，changed 更正，same 不变，refused 不收")
    words: str = Info(description="改什么，或为什么不收")


class FiguresKept(Answer):
    saved: bool = Info(description="存了没有")
    rows: list[FigureTold]
    unread: list[str] = Info(description="没有读的列，列名写错了的在这里")


@router.post("/import", summary="从 Excel 导入指标数字", description="逐行列出结果；有一行不收，整张表都不存。")
@takes(ROOM)
def take_in(request: Request, visitor: OfToken, body: FigureFile) -> FiguresKept:
    """Each row is the act that its figure needs, in the name of the token's person."""
    hall = hall_of(request)
    done = import_figures(hall.bureau(), visitor.by, hall.now(), figure_rows(body.content), save=not body.dry_run)
    return FiguresKept.model_validate({"saved": done.saved, "rows": done.outcomes, "unread": done.unread})
