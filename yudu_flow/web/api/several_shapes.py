"""What acts on several obligations take through the API, what they answer, and what a search finds."""

from pydantic import BaseModel, ConfigDict, Field

from yudu_flow.actions.acts.one_by_one import MOST
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.shapes import PRINTED, EventId, OneLine, undocumented
from yudu_flow.web.parts.desk import LARGEST


class Item(BaseModel):
    """One of several obligations."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=undocumented)

    id: int = Field(strict=True, ge=1, lt=LARGEST, description="事项编号")
    seen: EventId | None = Field(None, description="看到的最后一条经过的编号")


class Several(BaseModel):
    """Several obligations for one act."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=undocumented)

    items: list[Item] = Field(min_length=1, max_length=MOST, description="哪些事项")


class UrgeAll(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra=undocumented)

    items: list[Item] | None = Field(None, max_length=MOST, description="只催这些；不写为全部")
    note: OneLine = Field("", description="附一句话")


class ToUrge(Answer):
    """What an urge of all would do about one obligation."""

    id: int = Field(description="事项编号")
    seen: int = Field(description="最后一条经过的编号")
    obligation: str = Field(description="事项，如 2020-09/report/就业中心")
    owner: str
    hears: list[str] = Field(description="谁收到邮件")
    left_out: str = Field(description="不催办的原因；催办的为空")


class NotDone(Answer):
    """One of several that was refused."""

    id: int = Field(description="事项编号")
    obligation: str
    why: str = Field(description="原因")


class DoneAtOnce(Answer):
    """An act on several."""

    says: str = Field(description="给人看的说明")
    done: list[str] = Field(description="办了的事项")
    refused: list[NotDone] = Field(description="没有办的")


class OfWords(BaseModel):
    """What to look for."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    q: str = Field(min_length=2, max_length=60, pattern=PRINTED, description="要找的词，几个词用空格隔开，都要出现")


class HitFound(Answer):
    """Something that a search found."""

    kind: str = Field(description="种类，如 报告、企业诉求")
    title: str
    said: str = Field(description="找到的词和前后的话")
    obligation: str = Field(description="事项，如 2020-09/report/就业中心；不是事项的为空")
    id: int | None = Field(description="事项编号")
    request: int | None = Field(description="诉求的编号")
