"""What the API answers with, files included: their type stands in the description."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.responses import Response

from yudu_flow.actions.acts.act import Done
from yudu_flow.actions.look import name_of
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.obligation import Lamp, Outcome, Standing
from yudu_flow.web.api.shapes import undocumented
from yudu_flow.web.parts.papers import DOCX, XLSX
from yudu_flow.wording.contents import SECTIONS
from yudu_flow.wording.record import Record


class Answer(BaseModel):
    model_config = ConfigDict(json_schema_extra=undocumented, from_attributes=True)


class WorkbookFile(Response):
    media_type = XLSX


class WordFile(Response):
    media_type = DOCX


class ZipFile(Response):
    media_type = "application/zip"


class Problem(Answer):
    code: str = Field(description="给程序看的代号，不变")
    message: str = Field(description="给人看的说明")


class RequestStep(Answer):
    """A step of a firm's request, which is an obligation."""

    id: int = Field(description="事项编号")
    obligation: str
    part: str = Field(description="牵头、配合或回访")
    round: int = Field(description="第几轮")
    owner: str = Field(description="单位或人员")
    late_after: datetime = Field(description="按时的最后一刻")
    standing: Standing
    outcome: Outcome
    says: str = Field(description="现在的情况")
    text: str = Field(description="答复、回访结果或退请的理由")
    done_at: datetime | None


class FirmRequest(Answer):
    number: int = Field(description="诉求的编号")
    firm: str = Field(description="企业名称")
    firm_id: int | None = Field(description="企业名录里的编号")
    need: str = Field(description="类别")
    text: str = Field(description="诉求")
    opened_at: datetime = Field(description="登记的时间")
    by: str = Field(description="登记人")
    visitor: str = Field(description="走访单位或走访人")
    stage: str = Field(description="answer 办理，call 回访，leader 待领导决定，settled 办结，ended 结束")
    word: str = Field(description="进展")
    lamp: Lamp
    lead: str = Field(description="牵头单位")
    helpers: list[str] = Field(description="配合单位")
    turn: str = Field(description="轮到谁；办结、结束的为空")
    late_after: datetime | None = Field(description="按时的最后一刻")
    hand_backs: int = Field(description="牵头单位退请过几次")
    steps: list[RequestStep]


class Recorded(Answer):
    obligation: str = Field(description="事项，如 2020-09/report/就业中心")
    event: int = Field(description="这条经过的编号")
    at: datetime = Field(description="登记的时间")


def recorded(done: Done) -> Recorded:
    return Recorded(obligation=name_of(done.sight.owed), event=done.event_id, at=done.fact.at)


class Arranged(Answer):
    """What came of an act that belongs to no obligation."""

    says: str = Field(description="给人看的说明")


class Listed(Answer):
    """Where an obligation stands: the record of `status --json` with its id."""

    id: int = Field(description="事项编号")
    obligation: str
    duty: str
    kind: str = Field(description=f"哪一类：{'，'.join(f'{kind.id} {kind.words.name}' for kind in KINDS.values())}")
    subject: str = Field(description="只办一次的是哪一项，如 instruction:41、request:17；每期都有的为空")
    owner: str = Field(description="单位或人员")
    unit: str
    period: str = Field(description="周期，如 2020-09、2020-W38、2020-Q3、2020-H2、2020")
    cycle: str = Field(description="周期的长短；只办一次的为空")
    remind_by: date = Field(description="提醒以此日为准")
    late_after: datetime = Field(description="按时的最后一刻")
    standing: Standing
    says: str = Field(description="现在的情况，与页面和消息说法相同")
    flags: list[str]
    lamp: Lamp
    filed_at: datetime | None
    outcome: Outcome


class Told(Answer):
    """One person told of a rung through one channel."""

    recipient: str
    channel: str
    state: str
    at: datetime | None
    reason: str | None
    message: str | None


class Rung(Answer):
    """A rung, fired or not, and why."""

    rung: str
    round: int
    at: datetime
    verdict: str
    reason: str | None
    notices: list[Told]


class Happened(Answer):
    """What somebody did, or the rules; `by` is empty for those."""

    at: datetime
    by: str
    act: str
    detail: Record


class Trace(Answer):
    """The record of `why --json`."""

    obligation: str
    standing: Standing
    says: str
    rungs: list[Rung]
    acts: list[Happened]


class UnitFiled(Answer):
    event: int
    progress: str
    parts: dict[str, str]
    figures: dict[str, int | float]
    nothing_new: str


SECTIONED: dict[str, Any] = {name: (str, Field(description=heading)) for name, heading in SECTIONS.items()}
Filed = create_model("Filed", __base__=UnitFiled, **SECTIONED)


class HandedBack(Answer):
    """A hand-back that waits for the office."""

    event: int = Field(description="退请的编号")
    assignment: str
    reason: str


class Telling(Answer):
    """That somebody was to be told a slip, or a proposal, and what became of it."""

    slip: str
    words: str
    channel: str
    to: str
    at: datetime | None
    told: bool = Field(description="是否送到；只写成文件、没有发出的不算")
    answer: str = Field(description="对方服务器的答复，或没有送到的原因")


class Whole(Listed):
    """One obligation in full."""

    title: str
    basis: str = Field(description="依据的文号")
    assignments: list[str] = Field(description="分工编号")
    seen: int = Field(description="最后一条经过的编号，办理时写在 seen")
    reports: list[Filed] = Field(description="历次报送")
    hand_backs: list[HandedBack] = Field(description="待答复的退请")
    given: str = Field(description="批示交办的内容；其他事项为空")
    trace: Trace
    proof: list[Telling] = Field(description="告知凭证：每次催办和拟认定告知；办公室和责任领导能看到")


class Letter(Answer):
    """A message as it was written, and what became of it."""

    id: str
    message_id: str | None
    recipient: str
    address: str
    channel: str
    kind: str
    subject: str | None
    text: str
    state: str
    queued_at: datetime
    sent_at: datetime | None
    attempts: int
    reply: str | None


class Outbox(Answer):
    """A page of messages, newest first."""

    messages: list[Letter]
    older: str | None = Field(description="下一页的 before；没有下一页为 null")


class Month(Answer):
    """A period that was opened."""

    period: str
    running: bool = Field(description="是否正在报送的周期")


class Burdened(Answer):
    """What a month cost a unit: the record of `burden --json`."""

    unit: str
    month: str
    messages: int = Field(description="告知几次：一起发出的不论几人、邮件还是短信，算一次")
    mails: int = Field(description="邮件几封")
    sms: int = Field(description="短信几条")
    fields: int = Field(description="表单问了几项")
    returns: int = Field(description="退回几次")
    minutes: int | None = Field(description="从第一次打开表单到报送的分钟数，取中间一个；没有打开过为空")


class CountedState(Answer):
    state: str
    count: int
    share: float = Field(description="占比，百分数；一组各项合计 100.0")


class Tallied(Answer):
    """A group of alike items; its states add up to the whole."""

    group: str
    whole: int
    states: list[CountedState]


class Matters(Answer):
    """An item or a target."""

    unit: str
    title: str
    says: str


class Bulletins(Answer):
    """A month's bulletin: the record of `bulletin --json`."""

    plan: str
    title: str
    period: str
    version: int = Field(description="办公室保存过几稿，修改时写在 version")
    paragraphs: dict[str, str] = Field(
        description="method 核对办法，counts 总体情况，problems 存在的问题，next 下一步要求"
    )
    tallies: list[Tallied]
    slow: list[Matters] = Field(description="慢序时事项、指标，按名册顺序")
    on_track: list[Matters] = Field(description="按序时事项、指标，按名册顺序")


class ReviewedOwner(Answer):
    """What became of one owner's items in twelve months."""

    owner: str
    owed: int
    filed: int
    late: int = Field(description="已报的里面逾期的")
    missing: int = Field(description="未报，或未补盖章页")
    excused: int
    nothing_new: int = Field(description="已报的里面写无新进展的")


class DutyChoice(Answer):
    choice: str
    says: str
    effect: str


class DutyAnswered(Answer):
    year: int
    choice: str
    reason: str
    by: str


class Reviewed(Answer):
    """A duty over twelve months: the record of `duty review --json`."""

    plan: str
    number: str = Field(description="文号")
    duty: str
    title: str
    basis: str
    every: str
    ends: str
    first: str
    last: str
    messages: int = Field(description="告知几次")
    mails: int
    sms: int
    fields: int = Field(description="表单问了几项")
    returns: int
    minutes: int | None = Field(description="从第一次打开表单到报送的分钟数，取中间一个")
    filed: int
    nothing_new: int
    idle_share: float = Field(description="已报的里面无新进展占百分之几")
    since: str = Field(description="从哪天起请办公室答复；现在不用答复的为空")
    owners: list[ReviewedOwner]
    choices: list[DutyChoice] = Field(description="现在可以怎么选；不用答复的为空")
    answered: list[DutyAnswered]
