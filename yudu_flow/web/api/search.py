"""Searching through the API: what the token's account may see."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request

from yudu_flow.actions.views.search_view import found, record, words_in
from yudu_flow.web.api.gate import OfToken
from yudu_flow.web.api.several_shapes import HitFound, OfWords
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.reader import reader_of

router = APIRouter(tags=["查看"])
SAYS = "报告、交办、认定事项、诉求、企业、措施里的词；只列令牌所属的人能看到的。"


@router.get("/search", summary="搜索", description=SAYS)
def words_found(request: Request, visitor: OfToken, wanted: Annotated[OfWords, Query()]) -> list[HitFound]:
    """What was found, by kind."""
    with reading(request) as (bureau, db, now):
        lists = found(bureau, db, now, words_in(wanted.q), reader_of(visitor))
    return [HitFound.model_validate(record(one, hit)) for one in lists for hit in one.hits]
