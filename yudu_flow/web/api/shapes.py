"""What the API takes: one shape an act. Fields are described in Chinese, which the OpenAPI document shows."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, Base64Bytes, BaseModel, ConfigDict, Field, StrictBool

from yudu_flow.domain.amount import MOST
from yudu_flow.intake.paper import LIMIT_FILES
from yudu_flow.web.parts.desk import LARGEST, YEARS

Moment = TypeVar("Moment", date, datetime)
LONGEST, LONGEST_REPORT = 2000, 20_000
MONTH = "^20[0-9]{2}-(0[1-9]|1[0-2])$"
PLACE = "^[0-9]{1,16}-[0-9a-f]{24}$"
PRINTED = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$"
"""No database keeps the character 0, and the others steer a terminal or a line instead of standing in it."""


def _in_our_time(moment: Moment) -> Moment:
    if moment.year not in YEARS:
        raise ValueError(f"年份应在{YEARS[0]}至{YEARS[-1]}之间")
    return moment


def undocumented(schema: dict[str, Any]) -> None:
    """Docstrings are for those who read the code."""
    schema.pop("description", None)


Day = Annotated[date, AfterValidator(_in_our_time), Field(description="日期，如 2020-09-30")]
Instant = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Line = Annotated[str, Field(max_length=LONGEST, pattern=PRINTED)]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=PRINTED)]
Text = Annotated[str, Field(max_length=LONGEST_REPORT, pattern=PRINTED)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=PRINTED)]
Count = Annotated[float, Field(strict=True, ge=0, le=MOST, allow_inf_nan=False)]
EventId = Annotated[int, Field(strict=True, ge=0, lt=LARGEST)]


class Said(BaseModel):
    """Any act: what its writer had seen. Unknown fields are refused, so that a slip of the pen is not ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra=undocumented)

    seen: EventId | None = Field(None, description="看到的最后一条经过的编号；在它之后有他人办理过的，不予办理（409）")


class OfMonth(BaseModel):
    """Which obligations to list."""

    model_config = ConfigDict(extra="forbid")

    unit: Name | None = Field(None, description="单位或人员，名称与名册一致；不写为全部")
    period: str | None = Field(None, pattern=MONTH, description="月份，如 2020-09；不写为正在报送的月份")


class Page(BaseModel):
    """Which messages to list."""

    model_config = ConfigDict(extra="forbid")

    before: str | None = Field(None, pattern=PLACE, description="上一页的 older；不写为最新一页")
    limit: int = Field(50, ge=1, le=200, description="最多几条")


class Reasoned(Said):
    """An act with a reason."""

    reason: Words = Field(description="原因")


class CameBack(BaseModel):
    """A message that came back."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra=undocumented)

    reason: Words = Field(description="退信的说明，如“对方服务器退回，邮箱已满”")


class MaybeReasoned(Said):
    """An act that may have a reason."""

    reason: Line = Field("", description="原因，可不写")


class Noted(Said):
    """An act that may have a note."""

    note: Line = Field("", description="备注，可不写")


class Called(Noted):
    """A call that told of a slip."""

    slip: Line = Field("", description="告知的是哪一次催办，如 E+1；不写为还没有告知到的那一次")


class Note(Said):
    """A note."""

    note: Words = Field(description="备注内容")


class Return(Reasoned):
    """A report goes back."""

    until: Day | None = Field(None, description="重报期限；不写为第二个工作日24:00")


class CorrectedRecord(Reasoned):
    """What the record of a closed period should say."""

    outcome: Literal["on_time", "late", "extended", "excused", "missing"] = Field(
        description="on_time 按时，late 逾期补报，extended 延期内，excused 免报，missing 未报"
    )


class Extension(Reasoned):
    """A later date is asked for."""

    until: Day = Field(description="申请延期到哪一天")


class ExtensionDecision(MaybeReasoned):
    """The answer to it."""

    decision: Literal["approve", "refuse"] = Field(description="approve 同意，refuse 不同意")
    until: Day | None = Field(None, description="同意到哪一天；不写为申请的日期")


class ExplanationDecision(MaybeReasoned):
    """The answer to an explanation."""

    decision: Literal["accept", "waive", "reject"] = Field(
        description="accept 采纳并给新期限，waive 采纳并免报，reject 不采纳"
    )
    until: Day | None = Field(None, description="新的期限，采纳时必填")


class HandBack(Reasoned):
    """An assignment that is not the unit's business."""

    assignment: Name = Field(description="分工编号")


class HandBackAnswer(MaybeReasoned):
    """The answer to it."""

    event: EventId = Field(description="退请的编号，见事项的 hand_backs")
    decision: Literal["accept", "reject"] = Field(description="accept 同意退回，reject 不同意（须写理由）")


class CaseDecision(Reasoned):
    """A leader's decision."""

    decision: Literal["confirm", "dismiss", "time"] = Field(
        description="confirm 认定，dismiss 不予认定，time 暂缓决定、给单位时间"
    )
    until: Day | None = Field(None, description="给单位时间到哪一天，暂缓决定时必填")


class Instruction(Said):
    """A leader's instruction."""

    words: Words = Field(description="批示内容")
    day: Day = Field(description="办理期限")


class InstructionDone(Said):
    """What was done about it."""

    instruction: EventId = Field(description="批示的编号，见事项的 instructions")
    done: Words = Field(description="办理情况")


class Visit(Said):
    """A visit to a firm."""

    firm: Name = Field(description="企业名称；有对口企业的，须为其中之一")
    on: Day = Field(description="走访日期")
    way: Literal["实地", "电话", "线上"] = Field(description="走访方式")
    people: Line = Field("", description="走访人员")
    learned: Line = Field("", description="了解的情况")
    requests: Line = Field("", description="企业诉求")


class Strike(Reasoned):
    """A visit that was recorded by mistake."""

    visit: int = Field(ge=1, lt=2**31, description="要划去的走访记录的编号（event）")


class File(BaseModel):
    """A file in the request itself."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=undocumented)

    name: Name = Field(description="文件名")
    content: Base64Bytes = Field(description="文件内容，Base64 编码；图片、PDF、OFD、docx 或 xlsx")


Files = Annotated[list[File], Field(max_length=LIMIT_FILES, description="附件")]


class Seal(Said):
    """The sealed page that follows a report."""

    files: Files = []


class Filing(Seal):
    """A unit's report."""

    sealed: StrictBool = Field(True, description="附件里有盖章页；false 为盖章页稍后补")
    page_stands: StrictBool = Field(False, description="退回前交过的盖章页对改后的报告仍然适用，不用再附")
    progress: Text = Field("", description="贯彻落实情况；按分工分别填写的用 parts")
    parts: dict[Name, Text] = Field({}, max_length=100, description="各项分工的落实情况：分工编号 → 内容")
    figures: dict[Name, Count] = Field({}, max_length=100, description="指标累计数：指标名称 → 数字，最多四位小数")
    difficulties: Text = Field("", description="困难问题")
    suggestions: Text = Field("", description="改进建议")
    next_steps: Text = Field("", description="下一步打算")
    nothing_new: Line = Field("", description="本月无新进展的原因")


class PaperPage(Seal):
    """The sealed page came to the office on paper."""

    received: Instant = Field(description="实际收到的时间，带时区，如 2020-09-25T15:30:00+08:00")
    reason: Words = Field(description="为什么代为登记")


class PaperReport(PaperPage):
    """A sealed report came to the office on paper."""

    brought: Name = Field(description="由谁送来")
    progress: Text = Field("", description="贯彻落实情况；不写为详见纸质报告")
    figures: dict[Name, Count] = Field({}, max_length=100, description="指标累计数：指标名称 → 数字，最多四位小数")
