"""The shape of workflows/*.yaml. The descriptions are read by clerks: in editors, in errors, in the README."""

from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from yudu_flow.content.shape import Day, DutyDay, Figure, Month, OneLine, Shape, Slug
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import KINDS, PLANNED
from yudu_flow.domain.target import Direction


def known_kind(value: str) -> str:
    """The id of a kind of duty."""
    if value not in PLANNED:
        # As pydantic spells an enumeration: complaints reads the choices out of these quotes.
        raise PydanticCustomError("enum", "no kind of duty", {"expected": " or ".join(f"'{id}'" for id in PLANNED)})
    return value


KindId = Annotated[str, AfterValidator(known_kind), WithJsonSchema({"oneOf": [{"const": id} for id in PLANNED]})]
"""What a duty is: one of the kinds that a plan names."""
NAMED = "，".join(f"{id} {KINDS[id].words.name}" for id in PLANNED)


class TargetShape(Shape):
    """A figure in the document; `as_written` keeps its words so that `value` can be checked."""

    name: OneLine = Field(description="指标名称")
    value: Figure = Field(description="目标值，按计量单位写，48.2万人写 482000，98.5% 写 98.5")
    unit: OneLine = Field(description="计量单位：人、个、% 等")
    since: Day | None = Field(default=None, alias="from", description="从哪天起算，不写为 by 那一年的1月1日")
    by: Day = Field(description="到哪天完成，如 2020-12-31")
    as_written: OneLine = Field(description="原文的写法，如 48.2万人，用来核对 value")
    reports: OneLine | None = Field(
        default=None, description="由哪个责任单位填报，不写为 units 里的第一个；只有集合名称的请写明"
    )
    direction: Direction = Field(
        default=Direction.UP, description="up 要达到（默认），down 不能超过，keep 要保持，偏离多少都算"
    )
    state: bool = Field(default=False, description="true 为当前状况，如比率；不写为累计数，按序时进度看")


class UntilShape(Shape):
    """A policy inside an assignment that runs out."""

    what: OneLine = Field(description="哪项政策")
    until: Day = Field(description="执行到哪天")


class AssignmentShape(Shape):
    """A leader–unit pairing (分工): one bracket 〔…〕 of the document."""

    id: OneLine = Field(description="分工编号，措施序号加第几处，如 5.1")
    summary: OneLine = Field(description="一句话说明这项分工")
    leaders: list[OneLine] = Field(default=[], min_length=1, description="责任领导姓名，如 [李明]；原文没有的不写")
    units: list[OneLine] = Field(default=[], description="责任单位、股室名称，如 [就业局, 专技股]")
    groups: list[OneLine] = Field(default=[], description="集合名称，如 [各责任股室]")
    people: list[OneLine] = Field(default=[], description="责任人姓名，如 [李子健]")
    targets: list[TargetShape] = Field(default=[], description="量化指标")
    until: list[UntilShape] = Field(default=[], description="政策执行到哪天，可写多项")
    co_units: list[OneLine] = Field(
        default=[], description="配合单位、集合名称，如 [财务股]；不用报送，办理中会收到提醒"
    )
    due: Day | None = Field(default=None, description="完成时限，如 2020-12-31；长期坚持的不写")
    lead: OneLine | None = Field(default=None, description="由哪个责任单位牵头，不写为每个责任单位各办一项")


class MeasureShape(Shape):
    """A numbered item (措施)."""

    number: int = Field(ge=1, description="措施序号，整数")
    title: OneLine = Field(description="措施标题，照原文，不带序号和句号")
    assignments: list[AssignmentShape] = Field(min_length=1, description="分工，每处“责任领导、责任单位”一项")


class PartShape(Shape):
    """A chapter of measures."""

    title: OneLine = Field(description="这一部分的标题，如 保居民就业方面")
    measures: list[MeasureShape] = Field(min_length=1, description="措施")


class DutyShape(Shape):
    """What recurs. Which fields a kind and a cycle take is checked in `duties`."""

    id: Slug = Field(description="事项编号，用小写字母、数字和“-”，所有方案不能重复")
    kind: KindId = Field(description=NAMED)
    title: OneLine = Field(description="事项名称，会写进短信，宜短")
    basis: OneLine = Field(description="依据：文号和条款")
    every: Cycle = Field(
        default=Cycle.MONTH,
        description="多久一次：week 每周，month 每月（默认），quarter 每季度，half-year 每半年，year 每年",
    )
    day: DutyDay | None = Field(
        default=None,
        description="报送：几日，1 到 31 的整数；每周的写星期几，如 周五；比月长的，是 month 那个月的几日",
    )
    month: Annotated[int, Field(ge=1, le=12)] | None = Field(
        default=None, description="报送：每季度、半年、年的第几个月，整数；不写为最后一个月"
    )
    ladder: Slug | None = Field(default=None, description="按 config/rules.yaml 里 ladders 的哪一段提醒和催办")
    sealed: bool | None = Field(default=None, description="报送：是否要盖章，true 或 false，默认 true")
    to: OneLine | None = Field(default=None, description="报送：报给谁，即局办公室")
    contents: list[OneLine] = Field(
        default=[], description="报送：要写哪些内容，不写为全部：贯彻落实情况、困难问题、改进建议、下一步打算"
    )
    last_period: Month | None = Field(
        default=None, description="这一事项最后一个月份，如 2021-12；不写的同方案的 last_period"
    )
    assignment: OneLine | None = Field(default=None, description="走访：来自哪项分工，如 5.1")
    units: list[OneLine] = Field(default=[], description="走访：由哪些单位走访")
    people: list[OneLine] = Field(default=[], description="走访：由哪些人走访")
    firms: Annotated[int, Field(ge=1)] | None = Field(default=None, description="走访：每个责任人对口几家企业，整数")
    regular: bool | None = Field(default=None, description="走访：原文只写“定期”时写 true")


class StopShape(Shape):
    """Since when no period is opened, and why."""

    day: Day = Field(alias="from", description="从哪天起，如 2021-03-01；已经开始的各期照旧办理")
    why: OneLine = Field(description="为什么")


class PlanShape(Shape):
    """A document (方案)."""

    id: Slug = Field(description="方案编号，用小写字母、数字和“-”，定了不要改")
    number: OneLine = Field(description="文号，如 于人社〔2020〕112号")
    title: OneLine = Field(description="文件标题")
    dated: Day = Field(description="印发日期，如 2020-09-18")
    last_period: Month | None = Field(default=None, description="最后一个报送月份，如 2021-12；不写则每年问一次")
    paused: StopShape | None = Field(default=None, description="暂停：从那天起不再开始新的一期；删去就恢复")
    ended: StopShape | None = Field(default=None, description="结束：从那天起不再开始新的一期")
    parts: list[PartShape] = Field(min_length=1, description="文件的各部分")
    duties: list[DutyShape] = Field(min_length=1, description="要做的事项：报送、走访")
