"""Figures in a workbook that somebody filled in: several targets and months, a row each."""

from typing import Any

from yudu_flow.actions.papers.filled_table import Headers, Rows, rows_in
from yudu_flow.domain.amount import whole

COLUMNS = {
    "period": "周期",
    "unit": "填报单位",
    "target": "指标",
    "value": "数字",
    "measure": "计量单位",
    "reason": "更正原因",
}
"""Headings, in their order; a table that an office has already may call some of them otherwise."""
OTHERWISE = {
    "period": ("月份", "年月", "期别", "截至", "统计月份"),
    "unit": ("单位", "责任单位", "报送单位", "部门"),
    "target": ("指标名称", "指标项", "目标", "项目"),
    "value": ("累计数", "完成数", "数值", "完成情况", "本期累计"),
    "measure": ("单位（计量）", "计量"),
    "reason": ("原因", "说明", "备注"),
}
MOST = 2000
CENT = 100


def _said(cell: Any) -> Any:
    """A cell as it reads on the sheet: one that is shown as 98.5% holds 0.985, and what a formula made has no tail.

    A tail is what lies beyond the places to which a figure is kept.
    """
    value = cell.value
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if "%" in (cell.number_format or ""):
        return f"{whole(value * CENT)}%"
    return whole(value)


def figure_rows(data: bytes) -> Rows:
    """The rows of the first sheet with the headings. Raises BadRequest with what to do instead."""
    return rows_in(data, Headers(COLUMNS, OTHERWISE, "target"), MOST, "个数字", "数字", _said)
