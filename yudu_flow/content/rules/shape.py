"""The shape of config/rules.yaml. The defaults are those of yudu_flow.domain.rules, so that a line may be left out.

The signature alone must be written: it is the bureau's name.
"""

from pydantic import Field

from yudu_flow.content.shape import Cutoff, Hour, Month, OneLine, Shape, Slug
from yudu_flow.domain.channels import WAYS, Sent
from yudu_flow.domain.coloured_slip import SlipWhen
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.rules import Addressee, RestDay, Rules, Rung

DEFAULT = Rules()
NAMED = "，".join(f"{kind.id} {kind.words.name}" for kind in KINDS.values())

SENT = "，".join(f"{channel} {way.name}" for channel, way in WAYS.items())


class RungShape(Shape):
    """One step of a ladder."""

    name: OneLine = Field(description="梯级名称，如 R-5，其中的数字与 days 一致")
    days: int = Field(ge=0, le=30, description="提前或逾期后第几个工作日，整数")
    channels: list[Sent] = Field(min_length=1, description=f"发送方式：{SENT}")
    to: list[Addressee] = Field(min_length=1, description="发给谁：liaison 联络员，head 负责人，co_units 配合单位")


class SlipShape(Shape):
    """A coloured slip."""

    colour: OneLine = Field(description="颜色，如 黄")
    word: OneLine = Field(description="写在单子上的话，如 警示")
    when: SlipWhen = Field(
        description="什么时候用：urged 第一次催办，urged_again 第二次催办，proposed 提请认定，confirmed 已认定"
    )


def _step(rung: Rung) -> RungShape:
    return RungShape.model_validate(
        {"name": rung.name, "days": rung.days, "channels": [*rung.channels], "to": [*rung.to]}
    )


class LadderShape(Shape):
    """What one kind of duty climbs in one cycle. What is not written is as `like` or the kind has it."""

    like: Slug | None = Field(default=None, description="没有写的照哪一段，如 report-quarter")
    soon_days: int | None = Field(default=None, ge=0, le=30, description="截止前几个工作日起算即将到期，整数")
    notice_days: int | None = Field(default=None, ge=0, le=30, description="第一个周期至少留几个工作日通知，整数")
    first: RungShape | None = Field(default=None, description="开始时的清单")
    before: list[RungShape] | None = Field(default=None, min_length=1, description="期限前的提醒")
    last: RungShape | None = Field(default=None, description="顺延后最后一天的提醒")
    after: list[RungShape] | None = Field(default=None, min_length=1, description="逾期后的催办")
    seal: list[RungShape] | None = Field(default=None, description="催补盖章页")


class RulesShape(Shape):
    """The office's decisions."""

    inclusive: bool = Field(default=DEFAULT.inclusive, description="期限当天算不算按时，true 或 false")
    rest_day: RestDay = Field(default=DEFAULT.rest_day, description="期限遇休息日怎么办")
    cutoff: Cutoff = Field(default=DEFAULT.cutoff, description='最后一天几点截止，"24:00" 为全天')
    first_period: Month | None = Field(default=None, description="从哪个月开始，如 2020-10；不填则自动")
    notice_days: int = Field(default=DEFAULT.notice_days, ge=0, le=30, description="首月至少留几个工作日通知，整数")
    pass_at: Hour = Field(default=DEFAULT.pass_at, description='每天统一发送的时刻，如 "09:00"')
    quiet_from: Hour = Field(default=DEFAULT.quiet_from, description='免打扰开始，如 "20:00"')
    quiet_until: Hour = Field(default=DEFAULT.quiet_until, description='免打扰结束，如 "08:00"')
    quiet_on_rest_days: bool = Field(default=DEFAULT.quiet_on_rest_days, description="休息日不打扰，true 或 false")
    return_before: list[RungShape] = Field(
        default=[_step(rung) for rung in DEFAULT.return_before], description="退回重报期限前的提醒，可以不设"
    )
    return_before_from: int = Field(
        default=DEFAULT.return_before_from, ge=1, le=30, description="重报期限留有几个工作日才提前提醒，整数"
    )
    returned: RungShape = Field(default=_step(DEFAULT.returned), description="退回重报期限当天的提醒")
    seal_grace_days: int = Field(default=DEFAULT.seal_grace_days, ge=0, le=30, description="补章宽限工作日数，整数")
    return_days: int = Field(default=DEFAULT.return_days, ge=1, le=30, description="退回后重报的工作日数，整数")
    decision_days: int = Field(default=DEFAULT.decision_days, ge=1, le=30, description="申请几个工作日内答复，整数")
    objection_days: int = Field(default=DEFAULT.objection_days, ge=1, le=30, description="异议的工作日数，整数")
    measure_days: int = Field(default=DEFAULT.measure_days, ge=1, le=30, description="认定后报整改措施的工作日数，整数")
    appeal_days: int = Field(default=DEFAULT.appeal_days, ge=1, le=30, description="认定后可以申诉的工作日数，整数")
    recurrence_months: int = Field(
        default=DEFAULT.recurrence_months, ge=0, le=24, description="销号后几个月内同类再次发生的，写明前一次，整数"
    )
    coloured_slips: list[SlipShape] = Field(default=[], description="三色督办单，轻的在前；不用的写 []")
    repetition_window: int = Field(default=DEFAULT.repetition_window, ge=1, le=60, description="往前看几个周期，整数")
    repetition_count: int = Field(default=DEFAULT.repetition_count, ge=1, le=60, description="其中逾期几次算屡次，整数")
    regular_is_monthly: bool = Field(default=DEFAULT.regular_is_monthly, description="“定期”按每月一次算")
    behind_points: int = Field(default=DEFAULT.behind_points, ge=0, le=100, description="落后几个百分点算滞后，整数")
    request_until: Hour = Field(default=DEFAULT.request_until, description='企业诉求几点以前登记的当日交办，如 "17:00"')
    request_days: int = Field(default=DEFAULT.request_days, ge=1, le=60, description="牵头答复的工作日数，整数")
    request_help_days: int = Field(
        default=DEFAULT.request_help_days, ge=1, le=60, description="配合单位答复的工作日数，整数"
    )
    request_call_days: int = Field(default=DEFAULT.request_call_days, ge=1, le=60, description="回访的工作日数，整数")
    hand_back_days: int = Field(default=DEFAULT.hand_back_days, ge=1, le=60, description="退请的工作日数，整数")
    far_behind_points: int = Field(
        default=DEFAULT.far_behind_points, ge=0, le=100, description="落后几个百分点算严重滞后，整数"
    )
    jump_factor: int = Field(default=DEFAULT.jump_factor, ge=2, le=100, description="比上次多到几倍要核对，整数")
    ladders: dict[str, LadderShape] = Field(
        default={}, description=f"提醒和催办，每类事项、每种周期一段：{NAMED}；每周的 report-week，其他类推"
    )
    sms_signature: OneLine = Field(description="短信签名，写本局简称，不带【】")
    sms_limit: int = Field(default=DEFAULT.sms_limit, ge=50, le=500, description="一条短信最多几个字，含签名，整数")
