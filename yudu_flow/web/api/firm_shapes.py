"""What the API takes and answers about firms."""

from datetime import date
from typing import Annotated

from pydantic import Field, StrictBool

from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.shapes import PRINTED, Day, Given, Name

Words = Annotated[str, Field(max_length=200, pattern=PRINTED)]


class FirmSaid(Given):
    name: Name = Field(description="企业名称")
    credit_code: Words = Field("", description="统一社会信用代码，18位，按校验位核对")
    address: Words = Field("", description="地址")
    contact: Words = Field("", description="联系人")
    mobile: Words = Field("", description="联系电话，手机或带区号的座机")
    tags: Words = Field("", description="标签，几个用顿号隔开")
    another: StrictBool = Field(default=False, description="名录里有同名的，这是另一家")


class Pairing(Given):
    owner: Name = Field(description="单位名称，或人员的姓名、编号")
    since: Day | None = Field(None, description="从哪天起；不写为今天")


class Parting(Given):
    owner: Name = Field(description="单位名称，或人员的姓名、编号")
    until: Day | None = Field(None, description="从哪天起不再对口；不写为今天")
    reason: Words = Field("", description="原因")


class FirmGone(Given):
    reason: Annotated[str, Field(min_length=1, max_length=200, pattern=PRINTED, description="原因，如注销、迁出")]


class Numbered(Answer):
    id: int = Field(description="企业编号")


class FirmListed(Answer):
    id: int = Field(description="企业编号")
    name: str = Field(description="企业名称")
    credit_code: str | None = Field(description="统一社会信用代码")
    address: str = Field(description="地址")
    contact: str = Field(description="联系人")
    mobile: str = Field(description="联系电话；在列表里隐去手机号码的中间四位")
    tags: list[str] = Field(description="标签")
    visitors: list[str] = Field(description="今天由谁对口")
    last_visit: date | None = Field(description="最近一次走访或电话联系的日期")
    last_visitor: str = Field(description="那一次的单位或责任人")
    ended: date | None = Field(description="从哪天起移出名录")


class FirmStep(Answer):
    day: date = Field(description="日期")
    what: str = Field(description="什么事")
    by: str = Field(description="谁登记的")
    words: str = Field(description="内容")
    struck: bool = Field(description="登记错了，已划去")
    visit: int | None = Field(description="走访记录的编号，按它下载走访记录")


class FirmWhole(FirmListed):
    """A firm with everything about it, the latest first."""

    course: list[FirmStep] = Field(description="全部经过")
