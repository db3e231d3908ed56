"""The gate of the JSON API: who asks is the account of a bearer token, never a cookie, so that no page can forge it.

What somebody may do there is what they may do in the pages.
"""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Path
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.sign_in import digest
from yudu_flow.domain.errors import BadRequest
from yudu_flow.storage import accounts
from yudu_flow.storage.database import reading
from yudu_flow.web.access import NOBODY, Need, TurnedAway, Visitor, known
from yudu_flow.web.api_answers import Problem
from yudu_flow.web.desk import LARGEST
from yudu_flow.web.hall import hall_of

ROOM = 30 * 2**20
"""Bytes of a request: a file of 20 MB takes 28 in Base64."""
BEARER = HTTPBearer(auto_error=False, scheme_name="token", description="管理员为程序生成的令牌")
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "请求的内容不对"},
    401: {"model": Problem, "description": "没有令牌，或令牌已失效"},
    403: {"model": Problem, "description": "不归令牌所属的人办理"},
    404: {"model": Problem, "description": "没有这一事项，或不归令牌所属的人"},
    409: {"model": Problem, "description": "现在不能这样办，或刚刚有人办理过"},
    "4XX": {"model": Problem, "description": "其他错误"},
}


class Measured(APIRoute):
    """A route that asks how much is coming before it reads it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The same with the question first."""
        answer = super().get_route_handler()

        async def measured(request: Request) -> Response:
            said = request.headers.get("content-length", "0")
            if "transfer-encoding" in request.headers or not said.isdigit() or int(said) > ROOM:
                raise BadRequest(f"请求须写明长度（Content-Length），不超过{ROOM // 2**20}MB")
            return await answer(request)

        return measured


def requires_token(need: Need) -> Callable[..., Visitor]:
    """The dependency that lets in the token of whoever fits `need`. A test finds it on every route."""

    def gate(request: Request, key: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]) -> Visitor:
        visitor = by_token(request, key.credentials) if key else NOBODY
        if visitor.account is None or not visitor.fits(need):
            raise TurnedAway(visitor)
        return visitor

    gate.need = need  # type: ignore[attr-defined]  # read by the test that walks the routes
    return gate


def by_token(request: Request, secret: str) -> Visitor:
    """The person whose token it is, with what the roster gives them today."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    with reading(bureau.engine) as db:
        row = accounts.token(db, bureau.key, digest(secret), now)
    return known(bureau, row.person, local_day(now), row.name, row.id, "", row.is_admin, "") if row else NOBODY


OfToken = Annotated[Visitor, Depends(requires_token(Need.ACCOUNT))]
OfUnitToken = Annotated[Visitor, Depends(requires_token(Need.UNIT))]
OfOfficeToken = Annotated[Visitor, Depends(requires_token(Need.OFFICE))]
OfLeaderToken = Annotated[Visitor, Depends(requires_token(Need.LEADER))]
Id = Annotated[int, Path(ge=1, lt=LARGEST, description="事项编号")]
