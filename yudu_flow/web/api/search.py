"""Searching through the API: what the token's account may see."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from yudu_flow.actions.views.search_view import found, record, words_in
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.gate import OfToken
from yudu_flow.web.api.shapes import PRINTED, Given
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.reader import reader_of

router = APIRouter(tags=["查看"])
SAYS = "报告、交办、认定事项、诉求、企业、措施里的词；只列令牌所属的人能看到的。"


class OfWords(Given):
    q: str = Field(min_length=2, max_length=60, pattern=PRINTED, description="要找的词，几个词用空格隔开，都要出现")


class HitFound(Answer):
    kind: str = Field(description="种类，如 报告、企业诉求")
    title: str
    said: str = Field(description="找到的词和前后的话")
    obligation: str = Field(description="事项，如 2020-09/report/就业中心；不是事项的为空")
    id: int | None = Field(description="事项编号")
    request: int | None = Field(description="诉求的编号")


@router.get("/search", summary="搜索", description=SAYS)
def words_found(request: Request, visitor: OfToken, wanted: Annotated[OfWords, Query()]) -> list[HitFound]:
    with reading(request) as (bureau, db, now):
        lists = found(bureau, db, now, words_in(wanted.q), reader_of(visitor))
    return [HitFound.model_validate(record(one, hit)) for one in lists for hit in one.hits]
