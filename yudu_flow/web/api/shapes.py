"""What the API takes. The shape of an act is made from its declaration; what comes with files is written out.

Fields are described in Chinese, which the OpenAPI document shows.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, Base64Bytes, BaseModel, ConfigDict, StrictBool, create_model
from pydantic import Field as Info

from yudu_flow.actions.acts.on_message import OnMessage
from yudu_flow.actions.acts.verb import ActField, Entrance, Holds, Verb
from yudu_flow.actions.acts.words_said import LONGEST
from yudu_flow.domain.amount import MOST
from yudu_flow.domain.channels import WAYS, Sent
from yudu_flow.domain.period import Period
from yudu_flow.intake.limits import LIMIT_FILES
from yudu_flow.web.parts.desk import LARGEST, YEARS
from yudu_flow.wording.contents import SECTIONS

Moment = TypeVar("Moment", date, datetime)
LONGEST_REPORT = 20_000
PERIOD = "^20[0-9]{2}(-(0[1-9]|1[0-2]|W(0[1-9]|[1-4][0-9]|5[0-3])|Q[1-4]|H[12]))?$"
MONTH = "^20[0-9]{2}-(0[1-9]|1[0-2])$"
PLACE = "^[0-9]{1,16}-[0-9a-f]{24}$"
PRINTED = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$"
"""No database keeps the character 0, and the others steer a terminal or a line instead of standing in it."""


def _in_our_time(moment: Moment) -> Moment:
    if moment.year not in YEARS:
        raise ValueError(f"年份应在{YEARS[0]}至{YEARS[-1]}之间")
    return moment


def _of_calendar(period: str) -> str:
    Period.parse(period)  # 2021-W53 looks like a week, and there is none
    return period


def undocumented(schema: dict[str, Any]) -> None:
    """Docstrings are for those who read the code."""
    schema.pop("description", None)


Day = Annotated[date, AfterValidator(_in_our_time), Info(description="日期，如 2020-09-30")]
PeriodName = Annotated[str, Info(pattern=PERIOD), AfterValidator(_of_calendar)]
Instant = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
OneLine = Annotated[str, Info(max_length=LONGEST, pattern=PRINTED)]
Prose = Annotated[str, Info(min_length=1, max_length=LONGEST, pattern=PRINTED)]
Text = Annotated[str, Info(max_length=LONGEST_REPORT, pattern=PRINTED)]
Name = Annotated[str, Info(min_length=1, max_length=200, pattern=PRINTED)]
Count = Annotated[float, Info(strict=True, ge=0, le=MOST, allow_inf_nan=False)]
AGAIN = Info(
    default=False, description="true 刚刚已经这样办过一次，确要再办一次；不写的，几分钟内重复的不予办理（409）"
)
EventId = Annotated[int, Info(strict=True, ge=0, lt=LARGEST)]


class Given(BaseModel):
    """Unknown fields are refused, so that a slip of the pen is not ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra=undocumented)


class Said(Given):
    """Any act: what its writer had seen."""

    seen: EventId | None = Info(None, description="看到的最后一条经过的编号；在它之后有他人办理过的，不予办理（409）")


class Instruction(Said):
    """What a leader or the office gives to one unit or several."""

    to: list[Name] = Info(min_length=1, max_length=100, description="交给哪些单位")
    text: Prose = Info(description="内容")
    due: Day | None = Info(None, description="办理期限，工作日；不写的按缓急")
    urgency: Literal["特急", "急", "普通", ""] = Info("", description="缓急：1、3、10个工作日内；与 due 只写一样")
    about: OneLine = Info("", description="关于哪项分工（如 5.1）或哪项事项（如 2020-09/report/某单位）")
    reason: OneLine = Info("", description="期限不足5个工作日的，写明为什么这样急")
    again: StrictBool = AGAIN


class AskedByFirm(Said):
    """What a firm asks for, and to whom it is handed over."""

    firm: Name = Info(description="企业名称")
    need: Literal["用工", "融资", "审批", "社保", "其他"] = Info(description="类别")
    text: Prose = Info(description="企业的诉求")
    lead: Name = Info(description="牵头单位")
    helpers: list[Name] = Info([], max_length=100, description="配合单位")
    again: StrictBool = AGAIN


MADE: dict[str, type[Said]] = {}


def shape_of(verb: Verb[...], base: type[Said] | None = None) -> type[Said]:
    """The shape of an act's request; those of one name are one, and have the same fields. `base` has more than Said."""
    name = verb.api.shape
    if name == Said.__name__:
        return Said
    if name not in MADE:
        fields = [one for one in verb.fields if Entrance.API in one.asked.by]
        # As when each shape was written out: what programs have read since keeps its order.
        fields.sort(key=lambda one: one.name != "reason")
        shaped: dict[str, Any] = {one.called(Entrance.API): (_type(one), _info_of(one)) for one in fields}
        MADE[name] = create_model(name, __base__=base or Said, **shaped)
    return MADE[name]


def words_of(verb: Verb[...], body: Said) -> dict[str, Any]:
    """What was said in a request, by the names that the act has for it."""
    known = (one for one in verb.fields if Entrance.API in one.asked.by or one.bare)
    return {one.name: getattr(body, one.called(Entrance.API), None) for one in known}


def _type(field: ActField) -> Any:
    required = field.required(Entrance.API)
    if field.sort is Holds.CHOICE:
        return Literal[tuple(str(one) for one in field.choices)]
    if field.sort is Holds.TEXT:
        least = 1 if required else None
        return Annotated[str, Info(min_length=least, max_length=field.asked.longest, pattern=PRINTED)]
    kind: Any = {Holds.DAY: Day, Holds.INSTANT: Instant, Holds.NUMBER: EventId}[field.sort]
    return kind if required else kind | None


def _info_of(field: ActField) -> Any:
    default = ... if field.required(Entrance.API) else field.empty
    return Info(default, description=field.asked.says)


class OfMonth(Given):
    unit: Name | None = Info(None, description="单位或人员，名称与名册一致；不写为全部")
    period: PeriodName | None = Info(
        None, description="周期，如 2020-09、2020-W38、2020-Q3、2020-H2、2020；不写为正在报送的"
    )


class DutyAnswer(Said):
    """Whether a duty is still needed."""

    duty: Name = Info(description="事项编号，如 report，或名称")
    choice: Literal["keep", "thin", "stop"] = Info(description="keep 保留，thin 改为每季度一次，stop 停止")
    reason: OneLine = Info("", description="说明，可以不写")


class OfPaper(Given):
    plan: Annotated[str, Info(max_length=200)] = Info("", description="方案编号；不写为这个月有报送的第一个方案")
    period: str | None = Info(None, pattern=MONTH, description="月份，如 2020-09；不写为最近一个截止的月份")


class BulletinWords(Said):
    """What the office writes in a bulletin in place of what the records say."""

    plan: Name = Info(description="方案编号")
    period: str = Info(pattern=MONTH, description="月份，如 2020-09")
    version: int = Info(strict=True, ge=0, lt=LARGEST, description="看到的一稿；之后有人保存过的，不予保存（409）")
    paragraphs: dict[Name, Text] = Info(
        max_length=10, description="段落代号和文字；与记录写成的原文相同的，恢复随记录更新"
    )


class OfYear(Given):
    year: int | None = Info(None, ge=YEARS[0], le=YEARS[-1], description="年份，如 2020；不写为今年")


class Page(Given):
    before: str | None = Info(None, pattern=PLACE, description="上一页的 older；不写为最新一页")
    limit: int = Info(50, ge=1, le=200, description="最多几条")


class OfMessage(Given):
    reason: OneLine = ""


def shape_on_message(act: OnMessage) -> type[OfMessage]:
    kind, default = (Prose, ...) if act.must else (OneLine, "")
    fields: dict[str, Any] = {"reason": (kind, Info(default, description=act.reason))}
    return create_model(act.shape, __base__=OfMessage, **fields)


class Contact(Given):
    person: Name = Info(description="名册中的姓名或编号")
    channel: Sent = Info(description="，".join(f"{channel} {way.address}" for channel, way in WAYS.items()))


class File(Given):
    """A file in the request itself."""

    name: Name = Info(description="文件名")
    content: Base64Bytes = Info(description="文件内容，Base64 编码；图片、PDF、OFD、Word、WPS、Excel，或装着这些的 zip")


Files = Annotated[list[File], Info(max_length=LIMIT_FILES, description="附件")]


class Seal(Said):
    """The sealed page that follows a report."""

    files: Files = []


class UnitReport(Seal):
    """A unit's report, but for its sections."""

    sealed: StrictBool = Info(True, description="附件里有盖章页；false 为盖章页稍后补")
    page_stands: StrictBool = Info(False, description="退回前交过的盖章页对改后的报告仍然适用，不用再附")
    progress: Text = Info("", description="贯彻落实情况；按分工分别填写的用 parts")
    parts: dict[Name, Text] = Info({}, max_length=100, description="各项分工的落实情况：分工编号 → 内容")
    figures: dict[Name, Count] = Info({}, max_length=100, description="指标累计数：指标名称 → 数字，最多四位小数")
    nothing_new: OneLine = Info("", description="本月无新进展的原因")
    sure: StrictBool = Info(
        False, description="指标漏填、比上次少或相差很大的，先答 409 问一次；核对无误的写 true 再报"
    )


SECTIONED: dict[str, Any] = {name: (Text, Info("", description=heading)) for name, heading in SECTIONS.items()}
Filing = create_model("Filing", __base__=UnitReport, __doc__="A unit's report.", **SECTIONED)


class PaperPage(Seal):
    """The sealed page came to the office on paper."""

    received: Instant = Info(description="实际收到的时间，带时区，如 2020-09-25T15:30:00+08:00")
    reason: Prose = Info(description="为什么代为登记")


class PaperReport(PaperPage):
    """A sealed report came to the office on paper."""

    brought: Name = Info(description="由谁送来")
    progress: Text = Info("", description="贯彻落实情况；不写为详见纸质报告")
    figures: dict[Name, Count] = Info({}, max_length=100, description="指标累计数：指标名称 → 数字，最多四位小数")
