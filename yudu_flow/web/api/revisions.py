"""Drafts through the API: which plan each revises, compared with it, and taken over into it; the office's."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field, StrictBool
from starlette.requests import Request

from yudu_flow.actions.acts.revise_plan import Revision, compared, keep_revision, likely, propose_revision
from yudu_flow.actions.acts.whose_edit import saying_whose
from yudu_flow.actions.bureau import local_day
from yudu_flow.content.plan.difference import Scope, Way
from yudu_flow.documents.drafts import listed
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.content_shapes import ContentKept
from yudu_flow.web.api.contents import answered
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.shapes import Given, OneLine
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of

router = APIRouter(prefix="/drafts", tags=["局办公室"], route_class=Measured)
MOST = 4000
DraftId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$", description="草稿编号")]
PlanNamed = Annotated[
    str, Query(pattern="^[a-z0-9-]{0,100}$", description="与哪个方案比较；不写为标题或文号相同的那一个")
]
ScopeSaid = Annotated[
    Scope | None, Query(description="whole 整份方案，supplement 只写补充、调整的部分；不写按标题里的字")
]


class DraftListed(Answer):
    draft: str = Field(description="草稿编号")
    title: str = Field(description="标题")
    revises: list[str] = Field(description="标题或文号相同的执行中的方案，编号")


class DifferenceTold(Answer):
    key: str = Field(description="写在 take 里")
    way: Way = Field(description="added 新增，gone 文件里没有，changed 不同")
    place: str = Field(description="哪一处")
    what: str = Field(description="哪一项")
    old: str = Field(description="方案现在的")
    new: str = Field(description="文件里的")
    proposed: bool = Field(description="不另选时写入方案")
    wording: bool = Field(description="只是一句话说明的写法不同")
    doubtful: bool = Field(description="草稿里标着核对，还没有看过")


class Compared(Answer):
    draft: str = Field(description="草稿编号")
    plan: str = Field(description="方案编号")
    scope: Scope
    was: list[str] = Field(description="方案和草稿的指纹，写入时照写在 was 里")
    differences: list[DifferenceTold]


class TakingOver(Given):
    plan: OneLine = Field(default="", description="写入哪个方案；不写为标题或文号相同的那一个")
    scope: Scope | None = Field(default=None, description="与比较时相同")
    take: list[OneLine] = Field(max_length=MOST, description="写入哪几处，比较时列出的 key")
    was: list[OneLine] = Field(min_length=2, max_length=2, description="比较时的指纹；之后被别人改过的为 409")
    dry_run: StrictBool = Field(default=False, description="true 只看改了什么、从哪一期起有什么变化，不保存")
    why: OneLine = Field(default="", description="说明，记入操作记录")
    drop: StrictBool = Field(default=False, description="true 写入以后删去草稿")


@router.get("", summary="方案草稿", description="各份草稿，和它修订的执行中的方案。")
def listed_drafts(request: Request, visitor: OfOfficeToken) -> list[DraftListed]:
    hall = hall_of(request)
    home, today = hall.settings.home, local_day(hall.now())
    return [
        DraftListed(draft=one.id, title=one.title, revises=[plan.id for plan in likely(home, today, one)])
        for one in listed(home)
    ]


@router.get(
    "/{draft}/comparison",
    summary="草稿与执行中的方案比较",
    description="修订稿、补充通知与方案逐处比较，两边的写法都列出；什么都不改。",
)
def comparison(
    request: Request, visitor: OfOfficeToken, draft: DraftId, plan: PlanNamed = "", scope: ScopeSaid = None
) -> Compared:
    found = _found(request, draft, plan, scope)
    told = [DifferenceTold.model_validate(one) for one in found.differences]
    return Compared(draft=draft, plan=found.plan.id, scope=found.scope, was=[*found.marks], differences=told)


@router.post(
    "/{draft}/comparison",
    summary="把草稿里的改动写入方案",
    description="选中的各处写入执行中的方案，从下一期起生效，已经开始的各期不变；先用 dry_run 看有什么变化。",
)
@takes(3 * 2**20)
def taken_over(request: Request, visitor: OfOfficeToken, draft: DraftId, said: TakingOver) -> ContentKept:
    hall, found = hall_of(request), _found(request, draft, said.plan, said.scope)
    home, now = hall.settings.home, hall.now()
    with saying_whose(hall.bureau(), home):
        tried = propose_revision(home, found, said.take, (said.was[0], said.was[1]), now)

    def keep() -> None:
        keep_revision(home, hall.bureau(), visitor.by, now, found, tried, said.why, done=said.drop)

    return answered(request, tried, None if said.dry_run else keep)


def _found(request: Request, draft: str, plan: str, scope: Scope | None) -> Revision:
    hall = hall_of(request)
    return compared(hall.settings.home, hall.bureau().roster, local_day(hall.now()), draft, plan, scope)
