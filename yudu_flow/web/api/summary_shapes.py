"""What the API takes and answers with of the month's summary."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from yudu_flow.web.api.answers import Answer, Problem
from yudu_flow.web.api.shapes import Name, PeriodName, Text, undocumented
from yudu_flow.web.parts.desk import LARGEST

PLAN = "方案编号；不写为这一期有报送的第一个方案"
WHEN = "周期，如 2020-09"


class OfSummary(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra=undocumented)

    plan: Annotated[str, Field(max_length=200)] = Field("", description=PLAN)
    period: PeriodName | None = Field(None, description=f"{WHEN}；不写为正在汇总的一期")


class ParagraphWords(BaseModel):
    """A paragraph as the office leaves it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra=undocumented)

    text: Text = Field(description="文字；与单位报送的原文相同的，恢复随原文更新")
    seen: Annotated[str, Field(max_length=40)] = Field(
        "", description="看到这一段时的 seen；没有人改写过的可以不写。之后有人改写过的，不予保存（409）"
    )
    checked: bool = Field(False, strict=True, description="原文更新过，已核对")


class SummaryWords(OfSummary):
    """What the office writes in a summary in place of what was reported."""

    period: PeriodName = Field(description=WHEN)
    paragraphs: dict[Name, ParagraphWords] = Field(min_length=1, max_length=200, description="段落代号和文字")


class SummaryState(OfSummary):
    """Final, or a draft again."""

    period: PeriodName = Field(description=WHEN)
    version: int = Field(strict=True, ge=0, lt=LARGEST, description="看到的一稿；之后有人保存过的，不予办理（409）")
    state: Literal["final", "draft"] = Field(description="final 定稿，draft 改回草稿")


class SummaryParagraph(Answer):
    key: str = Field(description="段落代号，修改时照写")
    label: str
    text: str
    seen: str = Field(description="这一段现在的样子，修改时写在 seen")
    edited: bool = Field(description="办公室改写过")
    stale: bool = Field(description="改写以后，单位更新过原文")
    left_out: bool = Field(description="定稿以后才报的，没有收入")


class Summaries(Answer):
    """A period's summary."""

    plan: str
    title: str
    period: str
    version: int = Field(description="办公室保存过几稿，定稿时写在 version")
    state: str = Field(description="draft 草稿，final 定稿")
    changed_by: str
    paragraphs: list[SummaryParagraph]


class ClashAnswer(Answer):
    """A paragraph that somebody wrote differently in between."""

    key: str
    theirs: str = Field(description="现在的文字")
    seen: str = Field(description="看过现在的文字还要改的，把它写在 seen")
    mine: str = Field(description="没有保存的文字")


class SummaryClash(Problem):
    saved: list[str] = Field([], description="没有冲突、已经保存的段落")
    clashes: list[ClashAnswer] = Field([], description="没有保存的段落")
