"""The gate of the JSON API: who asks is the account of a bearer token, never a cookie, so that no page can forge it.

What somebody may do there is what they may do in the pages.
"""

import json
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Path
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.accounts import token_row
from yudu_flow.actions.bureau import local_day
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.api.answers import Problem
from yudu_flow.web.doors.access import NOBODY, Admission, TurnedAway, Visitor, known, visitor_of
from yudu_flow.web.doors.bodies import SMALL, admitted, announced_length, room_of
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import LARGEST

ROOM = 30 * 2**20
"""Bytes of a request with files: one of 20 MB takes 28 in Base64."""
MOST_PARTS = 20_000
"""Lists and objects in a request: a hundred times as many as the largest act has."""
MOST_FIELDS = 5_000
"""Of one object, or items of one list: a month's summary has one a paragraph, units by assignments."""
LONGEST_NAME = 100
BEARER = HTTPBearer(auto_error=False, scheme_name="token", description="管理员为程序生成的令牌")
Key = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
_SAID = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
# One of them brings the model in: each that names it costs each route a validator, 450 of them or 3 MB.
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"description": "请求的内容不对", **_SAID},
    401: {"description": "没有令牌，或令牌已失效", **_SAID},
    403: {"description": "不归令牌所属的人办理", **_SAID},
    404: {"description": "没有这一事项，或不归令牌所属的人", **_SAID},
    409: {"description": "现在不能这样办，或刚刚有人办理过", **_SAID},
    "4XX": {"description": "其他错误", "model": Problem},
}


class Parsed(Request):
    """A request whose JSON was read beforehand."""

    found: Any = None

    async def json(self) -> Any:
        """What was found in it. Raises JSONDecodeError."""
        if isinstance(self.found, ValueError):
            raise self.found
        return self.found


class Measured(APIRoute):
    """A route that asks who comes before it reads, and reads beside the event loop, where reminders are sent."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The same with the questions first."""
        answer = super().get_route_handler()
        [need] = [getattr(one.call, "need") for one in self.dependant.dependencies if hasattr(one.call, "need")]  # noqa: B009

        async def measured(request: Request) -> Response:
            # 30 MB were read and parsed for strangers, in the loop that wakes the reminders.
            await run_in_threadpool(_let_in, request, need)
            room = room_of(request)
            admitted(request, room)
            if room == SMALL or (announced_length(request) <= SMALL and "transfer-encoding" not in request.headers):
                return await answer(await _parsed(request))
            async with hall_of(request).parsing.taken():
                admitted(request, room)
                return await answer(await _parsed(request))

        return measured


async def _parsed(request: Request) -> Request:
    parsed = Parsed(request.scope, request.receive)
    parsed.found = await run_in_threadpool(_json, await parsed.body())
    return parsed


def _json(body: bytes) -> Any:
    """What is in it, or why it cannot be read. Raises BadRequest for what would fill the memory or the stack."""
    if body.count(b"[") + body.count(b"{") > MOST_PARTS or body.count(b",") > 10 * MOST_PARTS:
        raise BadRequest("JSON的层次或项目太多")
    try:
        return json.loads(body, object_pairs_hook=_object) if body else None
    except RecursionError as error:
        raise BadRequest("JSON的层次太多") from error
    except json.JSONDecodeError as error:
        return error
    except ValueError:  # a number of thousands of digits, bytes that are no text
        return json.JSONDecodeError("", "", 0)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Each unknown field or wrong item is a refusal of its own: 190,000 of them held every page for six seconds."""
    if len(pairs) > MOST_FIELDS or any(isinstance(value, list) and len(value) > MOST_FIELDS for _, value in pairs):
        raise BadRequest("JSON的层次或项目太多")
    made = dict(pairs)
    if len(made) < len(pairs):
        names = Counter(name for name, _ in pairs)
        raise BadRequest(f"{names.most_common(1)[0][0][:LONGEST_NAME]}：写了不止一次")
    return made


def _let_in(request: Request, need: Admission) -> Visitor:
    """Who comes with the token. Raises TurnedAway for whom the route is not."""
    visitor = NOBODY
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secret:
        visitor = by_token(request, secret.strip())
    if visitor.account is None or not visitor.fits(need):
        raise TurnedAway(visitor)
    return visitor


def requires_token(need: Admission) -> Callable[..., Visitor]:
    """The dependency that lets in the token of whoever fits `need`. A test finds it on every route."""

    def gate(request: Request, key: Key) -> Visitor:
        # Asked here too: routes that take nothing are not Measured, and a token may end while a body comes in.
        visitor = _let_in(request, need)
        request.state.visitor = visitor
        return visitor

    gate.need = need  # type: ignore[attr-defined]  # read by the test that walks the routes
    return gate


def token_or_session(request: Request, key: Key) -> Visitor:
    """Lets in whoever has an account, by a program's token or signed in with a browser."""
    visitor = by_token(request, key.credentials) if key else visitor_of(request)
    if visitor.account is None:
        raise TurnedAway(visitor)
    return visitor


token_or_session.need = Admission.ACCOUNT  # type: ignore[attr-defined]  # read by the test that walks the routes


def by_token(request: Request, secret: str) -> Visitor:
    """The person whose token it is, with what the roster gives them today."""
    with reading(request) as (bureau, db, now):
        row = token_row(bureau, db, secret, now)
    return known(bureau, row.person, local_day(now), row.name, row.id, "", row.is_admin, "") if row else NOBODY


Known = Annotated[Visitor, Depends(token_or_session)]
OfToken = Annotated[Visitor, Depends(requires_token(Admission.ACCOUNT))]
OfUnitToken = Annotated[Visitor, Depends(requires_token(Admission.UNIT))]
OfOfficeToken = Annotated[Visitor, Depends(requires_token(Admission.OFFICE))]
OfKeeperToken = Annotated[Visitor, Depends(requires_token(Admission.KEEPER))]
OfJudgeToken = Annotated[Visitor, Depends(requires_token(Admission.JUDGE))]
OfLeaderToken = Annotated[Visitor, Depends(requires_token(Admission.LEADER))]
Id = Annotated[int, Path(ge=1, lt=LARGEST, description="事项编号")]
