"""What the API says of a target."""

from pydantic import Field

from yudu_flow.web.api.answers import Answer


class Targeted(Answer):
    """A target with its last figure: the record of `target list --json`."""

    plan: str
    assignment: str
    target: str = Field(description="指标名称")
    owner: str = Field(description="填报单位")
    goal: float = Field(description="目标值")
    unit: str = Field(description="计量单位")
    direction: str = Field(description="up 要达到，down 不能超过，keep 要保持")
    state: bool = Field(description="是不是当前状况；不是的为累计数")
    by: str = Field(description="完成日期")
    period: str = Field(description="数字所在的周期")
    value: float | None = Field(description="数字；没有报过为空")
    done_percent: float | None = Field(description="完成率")
    due_percent: float = Field(description="序时进度")
    lag_points: float | None = Field(description="滞后几个百分点；负数为超前")
    pace: str = Field(description="unknown 不明，in_time 符合进度，yellow 滞后，red 严重滞后")
    unknown_in: list[str] = Field(description="最近连续哪几期没有数字，新的在前")
    forecast: float | None = Field(description="按此进度到期约多少")
    needed_each_month: float | None = Field(description="今后每月需多少；down 为最多多少")
    final: bool = Field(description="是不是最后一期的数字")
    reported_at_first: float | None = Field(description="更正以前报的数字")
    says: str = Field(description="进度，写成一句话")
    outlook: str = Field(description="展望，写成一句话")
    corrected: str = Field(description="谁在哪天更正，为什么")
